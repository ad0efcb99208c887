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
    let count: Int
    do {
      let output = try Files.create(file)
      try output.write(Grid.opening(kind.head))
      let store = store
      count = try Connection.open(store.path, .reader).longRead(
        mustGiveWay: { store.needsItsSnapshotsBack },
        { try Export.write(kind, to: output, from: $0) })
      try store.writeAndWait {
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

  /// Row after row, of one moment.
  private static func write(
    _ kind: RecordKind, to output: borrowing Descriptor, from database: borrowing Connection
  ) throws -> Int {
    var (count, held): (Int, [[Grid.Cell]]) = (0, [])
    try database.each(
      """
      SELECT id, kind, code, facts, source, as_of, contest, settled, settled_reason, contests
      FROM registry_record WHERE kind = ? ORDER BY id
      """, kind.rawValue
    ) { row in
      held.append(Record(row).cells)
      count += 1
      if held.count == 2000 {
        try output.write(Grid.lines(held))
        held = []
      }
      return true
    }
    try output.write(Grid.lines(held))
    return count
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
