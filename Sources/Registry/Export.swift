import Journal
import Linux
import SQLite
import Tables
import Vocabulary

/// What registers have told, as a file that can be imported again.
package struct Export: Sendable {
  let store: Store

  package init(_ store: Store) { self.store = store }

  /// - Returns: a file of its own in `folder`, to be carried away, and how many records are in it.
  package func run(
    _ kind: RecordKind, in folder: String, at now: Instant
  ) throws -> (file: String, count: Int) {
    let file = "\(folder)/export-\(Random.number()).tmp"
    var count = 0
    do {
      let output = try Files.create(file)
      try output.write(Grid.opening(kind.head))
      var last = Int.min
      while true {
        let (records, next) = try page(kind, after: last)
        if records.isEmpty { break }
        try output.write(Grid.lines(records.map { $0.cells }))
        (count, last) = (count + records.count, next)
      }
      try store.writeAndWait { [count] in
        try Journal.record(
          Entry(
            "registry.export", by: "operator", about: "registry/\(kind.rawValue)",
            "导出\(kind.title) \(count) 条"), at: now, in: $0)
      }
    } catch {
      Files.remove(file)
      throw error
    }
    return (file, count)
  }

  /// A piece at a time, so that the portal goes on meanwhile.
  private func page(
    _ kind: RecordKind, after last: Int
  ) throws -> (records: [Record], next: Int) {
    let records = try store.read { database in
      try database.all(
        """
        SELECT id, kind, code, facts, source, as_of, contest, settled, settled_reason
        FROM registry_record WHERE kind = ? AND id > ? ORDER BY id LIMIT 2000
        """, kind.rawValue, last, read: Record.init)
    }
    return (records, records.last?.id.number ?? last)
  }
}

extension RecordKind {
  /// As files have it, in and out.
  fileprivate var head: [String] {
    ["统一社会信用代码"] + columns.map(\.heading) + ["来源", "数据日期"]
  }
}

extension Record {
  fileprivate var cells: [Grid.Cell] {
    [.text(code)] + kind.columns.map { .text(values[$0.key] ?? "") }
      + [.text(source), .text("\(asOf)")]
  }
}
