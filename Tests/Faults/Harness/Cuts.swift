import Linux
import TestSupport

/// Power cuts (reliability F03): the data lies in a file system of its own inside an image; under
/// load everything stands still, the image is copied as the disk has it at that moment, and the copy
/// must hold every change that was acknowledged. What the kernel still held in memory is not in it.
///
/// With a disk that lies about its syncs (F04) the same test must find losses, or it sees nothing.
package final class Cuts {
  package struct Outcome: Sendable {
    package var rounds = 0
    package var kept = 0
    package var unsure = 0
    package var complaints: [String] = []
  }

  private let folder: String
  private let disk: String

  /// Where this machine lets us mount an image.
  package static let works: Bool = {
    guard let folder = try? TemporaryFolder() else { return false }
    return (try? Cuts(in: folder.path)) != nil
  }()

  /// Needs root: it mounts loop devices.
  package init(in folder: String) throws {
    self.folder = folder
    disk = "\(folder)/disk"
    try Files.makeFolder(disk)
    try Files.makeFolder("\(folder)/after")
    try run("/usr/bin/truncate", "-s", "512M", "\(folder)/disk.img")
    try run("/sbin/mkfs.ext4", "-q", "-F", "\(folder)/disk.img")
    try run("/bin/mount", "-o", "loop", "\(folder)/disk.img", disk)
  }

  deinit { try? run("/bin/umount", disk) }

  private func run(_ program: String, _ arguments: String...) throws {
    let ended = try Program.run(program, arguments)
    guard ended.code == 0 else {
      throw SystemError("\(program): \(ended.errors)", code: ended.code)
    }
  }

  package func run(
    rounds: Int, lying: Bool, progress: (Outcome) -> Void = { _ in }
  ) throws -> Outcome {
    var outcome = Outcome()
    for round in 0..<rounds {
      let tally = try cut("round-\(round)", lying: lying)
      outcome.rounds += 1
      outcome.kept += tally.kept.count
      outcome.unsure += tally.unsure.count
      outcome.complaints += try look("round-\(round)", tally)
      progress(outcome)
    }
    return outcome
  }

  private static let liar = [
    "/usr/bin/strace", "-f", "-o", "/dev/null", "-e", "trace=fdatasync,fsync", "-e",
    "inject=fdatasync,fsync:retval=0",
  ]

  private func cut(_ name: String, lying: Bool) throws -> Tally {
    let server = try SlipServer("\(disk)/\(name)", prefix: lying ? Cuts.liar : [])
    let load = Load(server.port, named: name)
    _ = eventually { load.count >= 20 }
    pause(milliseconds: Int(Random.number() % 1500))
    server.signal(19)  // SIGSTOP: nothing is acknowledged from here on
    try run("/bin/cp", "--sparse=always", "\(folder)/disk.img", "\(folder)/after.img")
    server.signal(9)
    server.program.wait()
    let tally = load.stop()
    try run("/bin/rm", "-rf", "\(disk)/\(name)")
    return tally
  }

  /// What is there when the power is back.
  private func look(_ name: String, _ tally: Tally) throws -> [String] {
    let after = "\(folder)/after"
    try run("/bin/mount", "-o", "loop", "\(folder)/after.img", after)
    defer { try? run("/bin/umount", after) }
    do {
      let server = try SlipServer("\(after)/\(name)")
      let complaints = try server.complaints(about: tally)
      return server.stop() == 0 ? complaints : complaints + ["does not stop"]
    } catch {
      return ["does not start: \(error)"]
    }
  }
}
