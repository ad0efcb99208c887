import HTTP
import Linux
import TestSupport

/// A stop that is cut off: whatever is gone by then, nothing may look lost that was not.
package enum Stops {
  /// The process dies at the first, second, … name it takes away or puts in place while it stops.
  package static func run(at numbers: some Sequence<Int>, in folder: String) throws -> [String] {
    var complaints: [String] = []
    for number in numbers {
      let data = "\(folder)/stop-\(number)"
      let server = try SlipServer(data)
      if try server.connect().keep("here", "在") != .yes { complaints.append("no start") }
      let strace = try Strace(
        server.program.id, calls: "unlink,unlinkat,rename,renameat,renameat2",
        injection: "signal=SIGKILL:when=\(number)")
      server.program.kill(15)
      // Each thread counts for itself: the writer puts the head in place, another takes mark and socket.
      if server.program.wait() != -9, number <= 2 { complaints.append("not cut off at \(number)") }
      strace.detach()
      let again = try SlipServer(data)
      let ready = try again.ask("/readyz")
      if ready.status != 200 { complaints.append("cut off at \(number): \(ready.text)") }
      complaints += try again.complaints(about: Tally(kept: ["here"]))
      if again.stop() != 0 { complaints.append("does not stop after \(number)") }
    }
    return complaints
  }
}
