import Digest
import JSON
import Journal
import SQLite
import Vocabulary

/// Takes a file in, in pieces, so that the portal goes on meanwhile; and says what became of it.
package struct Import: Sendable {
  package struct Report: Sendable {
    package let changed: Int
    package let unchanged: Int
    package let refused: [(line: Int, what: String)]

    package var json: JSON {
      [
        "changed": .integer(changed), "unchanged": .integer(unchanged),
        "refused": .array(
          refused.prefix(1000).map { ["line": .integer($0.line), "what": .string($0.what)] }),
        "refusedCount": .integer(refused.count),
      ]
    }
  }

  /// One file; larger ones are to be cut, so that each is looked through by somebody.
  package static let most = 64 << 20

  let store: Store

  package init(_ store: Store) { self.store = store }

  /// What is there from the beginning, as in a demo.
  package static func settle(
    _ bytes: [UInt8], _ kind: RecordKind, at now: Instant, in database: borrowing Connection
  ) throws {
    for record in try ReadFile(bytes, kind, on: now.day).records {
      _ = try Records.keep(record, at: now, in: database)
    }
  }

  package func run(_ bytes: [UInt8], _ kind: RecordKind, at now: Instant) throws -> Report {
    let file = try ReadFile(bytes, kind, on: now.day)
    var changed = 0
    var rest = file.records[...]
    while !rest.isEmpty {
      let piece = Array(rest.prefix(500))
      rest = rest.dropFirst(500)
      changed += try store.writeAndWait { database in
        try piece.count { try Records.keep($0, at: now, in: database) }
      }
    }
    let (kept, unchanged) = (changed, file.records.count - changed)
    try store.writeAndWait { database in
      try Journal.record(
        Entry(
          "registry.import", by: "operator", about: "registry/\(kind.rawValue)",
          "导入\(kind.title)：新的或更新的 \(kept) 条，没有变化的 \(unchanged) 条，拒收 \(file.refused.count) 行",
          payload: ["sha256": .string(Hex.text(SHA256.hash(bytes)))]),
        at: now, in: database)
    }
    return Report(changed: changed, unchanged: unchanged, refused: file.refused)
  }
}
