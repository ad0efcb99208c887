import CLinux
import Glibc

/// What the kernel tells a process. A server is asked to go by SIGTERM or SIGINT, taken by the main
/// thread alone.
package enum Signals {
  /// A reader that goes away is an error to whoever writes to it, not a death. And what becomes of a
  /// child is for us to hear, even where whoever started us would not.
  package static func settle() {
    signal(SIGPIPE, SIG_IGN)
    signal(SIGCHLD, SIG_DFL)
  }

  /// Before any thread starts, so that all of them inherit it.
  package static func block() {
    var set = Self.set
    unsafe pthread_sigmask(SIG_BLOCK, &set, nil)
  }

  /// Sleeps until the process is asked to go. SIGHUP is no such request.
  package static func wait() {
    var set = Self.set
    var signal: Int32 = 0
    repeat { unsafe sigwait(&set, &signal) } while signal == SIGHUP
  }

  private static var set: sigset_t {
    var set = sigset_t()
    unsafe sigemptyset(&set)
    for signal in [SIGTERM, SIGINT, SIGHUP] { unsafe sigaddset(&set, signal) }
    return set
  }
}
