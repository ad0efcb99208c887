import Journal
import Linux
import SQLite

/// What is looked at before a folder's database is written to.
enum Opening {
  /// As large as can be looked through while whoever starts it waits.
  static let small = 32 << 20
  /// So many links before the remembered head are recomputed at each start.
  private static let tail = 1_000

  /// Looks at the head beside it, the chain's tail and, where it is small, every page; what is wrong
  /// is put down as a doubt. Whatever cannot even be read ends with the reason and the remedy.
  /// - Parameter patiently: every page, however long it takes.
  /// - Returns: whether every page has been looked at.
  static func look(
    _ folder: borrowing DataFolder, _ migrations: [Migration], patiently: Bool = false
  ) throws -> Bool {
    guard !Traces.isBlank(folder.database) else {
      if !Files.exists(folder.headFile.path) { try folder.headFile.write(.empty) }
      return true
    }
    let (headFile, doubts) = (folder.headFile, folder.doubts)
    do {
      let database = try Connection.open(folder.database, .reader)
      _ = try database.migrationsDone(of: migrations)
      try headFile.compare(with: database)
      if let flaw = missing(headFile, beside: database) { try doubts.add(flaw) }
      let last = try Journal.head(of: database).sequence
      let remembered = try headFile.read()?.sequence ?? last
      do {
        try Journal.verifyTail(from: max(1, min(remembered, last) - tail), of: database)
      } catch let flaw as Journal.Flaw {
        try doubts.add("记录链核对不上（\(flaw)）")
      }
      let isAll = patiently || (Files.size(folder.database) ?? 0) <= small
      if isAll, let flaw = try database.quickCheck() { try doubts.add(damage(flaw)) }
      return isAll
    } catch let flaw as Journal.Flaw {
      throw DataFolder.Trouble.unsound("\(flaw)", folder.path)
    } catch let error as DatabaseError where error.leavesOutcomeUnknown && !error.isStorageFailure {
      try doubts.add(damage("\(error)"))
      throw DataFolder.Trouble.unsound(damage("\(error)"), folder.path)
    }
  }

  static func damage(_ flaw: String) -> String { "数据库文件有损坏（\(flaw)）" }

  /// An empty head lies beside a database before its first entry, so its absence means something.
  static func missing(_ headFile: HeadFile, beside database: borrowing Connection)
    -> String?
  {
    guard !Files.exists(headFile.path) else { return nil }
    guard let last = try? Journal.head(of: database).sequence, last > 0 else { return nil }
    return "旁存的链首文件 journal.head 不在，无从核对数据库是否缺了最近的记录"
  }

  /// What the head beside a database says against it; nil when they agree.
  static func flaw(of headFile: HeadFile, beside database: borrowing Connection) -> String? {
    if let flaw = missing(headFile, beside: database) { return flaw }
    do {
      try headFile.compare(with: database)
      return nil
    } catch {
      return "\(error)"
    }
  }
}
