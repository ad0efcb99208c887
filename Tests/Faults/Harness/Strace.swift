import Linux
import TestSupport

/// The kernel's answers to a running server, changed on purpose.
package final class Strace {
  private let program: Program

  /// Where this machine lets one process trace another.
  package static let works: Bool = {
    guard Files.exists("/usr/bin/strace") else { return false }
    return (try? Program.run("/usr/bin/strace", ["-o", "/dev/null", "/bin/true"]))?.code == 0
  }()

  /// - Parameter injection: such as `fdatasync:error=EIO:when=1`.
  package init(_ process: Int32, calls: String, injection: String) throws {
    program = try Program(
      "/usr/bin/strace",
      ["-f", "-o", "/dev/null", "-p", "\(process)", "-e", "trace=\(calls)"]
        + ["-e", "inject=\(calls):\(injection)"])
    _ = try program.waitForError("attached")
    // Threads are taken one after the other.
    let threads = "/proc/\(process)/task"
    _ = try eventually {
      try Files.list(threads).allSatisfy { thread in
        let status = (try? Files.read("\(threads)/\(thread)/status")) ?? []
        return !String(decoding: status, as: UTF8.self).contains("TracerPid:\t0\n")
      }
    }
  }

  /// Lets the process go on as it is. (A gentler signal may be blocked in a test's children.)
  package func detach() {
    if program.isRunning { program.kill() }
    program.wait()
  }

  deinit { detach() }
}
