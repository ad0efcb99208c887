import CLinux
import Glibc

/// How a server is asked to go: SIGTERM or SIGINT, taken by the main thread alone.
package enum Signals {
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
