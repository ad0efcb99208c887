import Journal
import Linux
import SQLite

/// What in a data folder tells that it has lived, whatever has become of its database.
enum Traces {
  static func of(_ path: String) -> [String] {
    var traces: [String] = []
    let database = DataFolder.database(in: path)
    let headFile = HeadFile(besides: database)
    if Files.exists(headFile.path) {
      // The very first start puts down an empty head before there is a database.
      if let head = try? headFile.read() {
        if head.sequence > 0 { traces.append(" journal.head（第 \(head.sequence) 条）") }
      } else {
        traces.append(" journal.head（读不懂）")
      }
    }
    let files = ((try? Files.list(path + "/files")) ?? []).count
    if files > 0 { traces.append(" files 里的 \(files) 个文件") }
    for name in ["running", "strays", "aside", "restored", "doubts.json"]
    where Files.exists("\(path)/\(name)") {
      traces.append(" \(name)")
    }
    if !Files.exists(database), Files.size(database + "-wal") ?? 0 > 0 {
      traces.append(" brandpilot.db-wal")
    }
    return traces
  }

  /// No database, an empty one, or one that was cut off before its first table. What cannot be read
  /// is not blank: that is told elsewhere.
  static func isBlank(_ database: String) -> Bool {
    guard Files.size(database) ?? 0 > 0 else { return true }
    do { return try Connection.open(database, .reader).isBlank() } catch { return false }
  }
}
