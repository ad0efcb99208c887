import Linux
import TestSupport

/// One change, with each of its writes and syncs going wrong in turn (reliability F02, F05, F07).
package enum Calls {
  package enum Fault: String, Sendable, CaseIterable {
    /// The process dies at the call.
    case killed = "signal=SIGKILL"
    /// The disk fails the call, once.
    case failed = "error=EIO"
    /// There is no room, from this call on.
    case full = "error=ENOSPC"
  }

  package struct Outcome: Sendable {
    package let number: Int
    package let wasHit: Bool
    package let complaints: [String]
  }

  /// Goes on until the change, and the checkpoint that follows it, come through untouched.
  package static func run(
    _ fault: Fault, at numbers: some Sequence<Int> = 1...60, in folder: String
  ) throws -> [Outcome] {
    var outcomes: [Outcome] = []
    for number in numbers {
      let outcome = try one(fault, number, "\(folder)/\(fault)-\(number)")
      outcomes.append(outcome)
      if !outcome.wasHit { break }
    }
    return outcomes
  }

  private static func one(_ fault: Fault, _ number: Int, _ data: String) throws -> Outcome {
    var server = try SlipServer(data)
    var tally = Tally()
    add("before", try server.connect().keep("before", "之前"), to: &tally)
    // A full disk has no sync that could fail: it is a write that finds no room.
    let calls = fault == .full ? "pwrite64,ftruncate" : "pwrite64,fdatasync,fsync,ftruncate"
    let strace = try Strace(
      server.program.id, calls: calls,
      injection: "\(fault.rawValue):when=\(number)\(fault == .full ? "+" : "")")
    let wire = try server.connect()
    let outcome = wire.keep("during", String(repeating: "中", count: 3000))
    add("during", outcome, to: &tally)
    var complaints: [String] = []
    if fault == .full {
      // Reading goes on, and so does writing once there is room.
      if try server.connect().look(for: "before") != .whole { complaints.append("cannot read") }
      strace.detach()
      add("after", try server.connect().keep("after", "之后"), to: &tally)
      if tally.kept.last != "after" { complaints.append("does not recover: \(tally)") }
      complaints += try server.complaints(about: tally)
      return Outcome(number: number, wasHit: outcome != .yes, complaints: complaints)
    }
    let isOver = waitForEnd(of: server, outcome)
    strace.detach()
    let code = isOver ? server.program.wait() : 0
    if fault == .failed, isOver, code != 74 { complaints.append("exit \(code)") }
    if isOver { server = try SlipServer(data) }
    complaints += try server.complaints(about: tally)
    return Outcome(number: number, wasHit: isOver, complaints: complaints)
  }

  private static func add(_ key: String, _ outcome: Wire.Kept, to tally: inout Tally) {
    switch outcome {
    case .yes: tally.kept.append(key)
    case .no: tally.refused.append(key)
    case .unsure: tally.unsure.append(key)
    }
  }

  /// The server goes by itself after the fault. Where the change was acknowledged, the fault may
  /// still be met in the checkpoint; once the WAL has been started over, it was never reached.
  private static func waitForEnd(of server: SlipServer, _ outcome: Wire.Kept) -> Bool {
    let wal = "\(server.data)/brandpilot.db-wal"
    let isDecided = eventually {
      !server.program.isRunning || outcome != .unsure && Files.size(wal) ?? 0 == 0
    }
    // What comes after the checkpoint, the head beside it, is reached by the driver alone.
    if server.program.isRunning { pause(milliseconds: 1000) }
    return isDecided && !server.program.isRunning
  }
}
