import JSON
import Journal
import Linux
import SQLite
import Vocabulary

extension Maintenance {
  /// The operator's decision to go on without what is lost. The database itself must be sound; what
  /// is accepted is journaled, so that it can be read for ever.
  /// - Returns: what was accepted; empty when nothing was wrong.
  package static func acceptLoss(
    _ folder: borrowing DataFolder, at now: Instant, _ migrations: [Migration] = migrations
  ) throws -> (lost: [String], head: Head) {
    let (headFile, doubts) = (folder.headFile, folder.doubts)
    var lost = doubts.all
    var files: [String] = []
    func note(_ flaw: String) { if !lost.contains(flaw) { lost.append(flaw) } }
    do {
      let database = try Connection.open(folder.database, .reader)
      _ = try verify(database, nil, migrations)
      if let flaw = Opening.flaw(of: headFile, beside: database) { note(flaw) }
      for file in try KeptFile.expected(in: database) {
        do {
          try file.read(in: folder.path + "/files")
        } catch Trouble.file(let flaw) {
          note(flaw)
          files.append(file.name)
        }
      }
    }
    let store = try Store(folder.database, migrations: migrations)
    defer { store.close() }
    if !lost.isEmpty {
      let count = lost.count
      let payload: JSON = [
        "lost": .array(lost.map { .string($0) }), "files": .array(files.map { .string($0) }),
      ]
      try store.writeAndWait {
        try Journal.record(
          Entry(KeptFile.acceptance, by: "operator", "操作者接受数据缺失 \(count) 项", payload: payload),
          at: now, in: $0)
      }
    }
    let head = try store.read { try Journal.head(of: $0) }
    guard !lost.isEmpty else { return ([], head) }
    try headFile.write(head)
    folder.markStopped()
    doubts.settle()
    return (lost, head)
  }
}
