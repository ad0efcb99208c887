import JSON
import Linux
import TestSupport

/// Backups under load, and two servers on one folder.
package enum Copies {
  /// Everything acknowledged before the backup began is in it; restored, it runs and verifies.
  package static func backupUnderLoad(rounds: Int, in folder: String) throws -> [String] {
    let server = try SlipServer("\(folder)/live")
    let load = Load(server.port, named: "b")
    var complaints: [String] = []
    for round in 0..<rounds {
      let most = load.count + 20
      _ = eventually { load.count > most }
      let tally = load.tally
      let (file, data) = ("\(folder)/copy-\(round).db", "\(folder)/restored-\(round)")
      let backup = try server.backUp(to: file)
      if backup.code != 0 { complaints.append("backup: \(backup.errors)") }
      let restored = try Program.run("SlipServer", ["restore", file, data])
      if restored.code != 0 { complaints.append("restore: \(restored.errors)") }
      complaints += try SlipServer(data).complaints(about: tally)
    }
    return try complaints + server.complaints(about: load.stop())
  }

  /// The second is told so and the first goes on.
  package static func twice(in folder: String) throws -> [String] {
    let server = try SlipServer("\(folder)/one")
    let second = try Program.run(
      "brandpilot", ["serve", "--data", "\(folder)/one", "--listen", "127.0.0.1:0"])
    var complaints = second.code == 75 ? [] : ["second start: \(second.code) \(second.errors)"]
    if try server.connect().keep("still", "在") != .yes { complaints.append("the first is gone") }
    return complaints
  }
}
