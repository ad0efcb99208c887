import JSON
import Journal
import Linux
import SQLite
import Vocabulary

extension Maintenance {
  /// The operator's decision to go on without what is lost. The database itself must be sound; what
  /// is accepted is journaled, so that it can be read for ever. Files whose rows may be among the
  /// lost stay where they are.
  /// - Returns: what was accepted; empty when nothing was wrong.
  package static func acceptLoss(
    _ folder: borrowing DataFolder, at now: Instant, _ migrations: [Migration] = migrations
  ) throws -> (lost: [String], head: Head) {
    let doubts = folder.doubts
    let (lost, files) = try losses(folder, migrations)
    let store = try Store(folder.database, migrations: migrations)
    if !lost.isEmpty {
      let payload: JSON = [
        "lost": .array(lost.map { .string($0) }), "files": .array(files.map { .string($0) }),
      ]
      let entry = Entry(
        KeptFile.acceptance, by: "operator", "操作者接受数据缺失 \(lost.count) 项", payload: payload)
      do {
        try store.writeAndWait { try Journal.record(entry, at: now, in: $0) }
        try folder.markRestored()
      } catch {
        store.close()
        throw error
      }
    }
    let head = try store.read { try Journal.head(of: $0) }
    guard folder.close(store) else { throw StoreError.outcomeUnknown }
    doubts.settle()
    return (lost, head)
  }

  /// What is known to be missing, and which files are among it.
  private static func losses(
    _ folder: borrowing DataFolder, _ migrations: [Migration]
  ) throws -> (lost: [String], files: [String]) {
    var (lost, files) = (folder.doubts.all, [String]())
    func note(_ flaw: String) { if !lost.contains(flaw) { lost.append(flaw) } }
    do {
      let database = try Connection.open(folder.database, .reader)
      _ = try verify(database, nil, migrations)
      if let flaw = Opening.flaw(of: folder.headFile, beside: database) { note(flaw) }
      for file in try KeptFile.expected(in: database, kept: folder.path + "/files") {
        do {
          try file.read(in: folder.path + "/files")
        } catch Trouble.file(let flaw) {
          note(flaw)
          files.append(file.name)
        }
      }
    } catch let error where error is DatabaseError || error is Journal.Flaw {
      if let error = error as? DatabaseError, !error.leavesOutcomeUnknown { throw error }
      throw Trouble.file(
        """
        数据库本身有损坏（\(error)），不是少了东西，不能接受，只能用备份恢复：
          brandpilot restore --replace --from 备份 --data \(folder.path)
        """)
    }
    return (lost, files)
  }
}
