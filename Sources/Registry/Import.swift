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
    for record in try ReadFile(bytes, kind, on: now.day).records
    where try Records.isKnownSo(record, in: database) != false {
      _ = try Records.keep(record, at: now, in: database)
    }
  }

  package func run(_ bytes: [UInt8], _ kind: RecordKind, at now: Instant) throws -> Report {
    let file = try ReadFile(bytes, kind, on: now.day)
    let print = Hex.text(SHA256.hash(bytes))
    let total = file.records.count
    var changed = 0
    // A file in which every line is refused is on the record as well.
    for start in stride(from: 0, to: max(total, 1), by: Import.piece) {
      let records = file.records[start..<min(start + Import.piece, total)]
      let isLast = start + Import.piece >= total
      changed += try store.writeAndWait { database in
        let changed = try records.count { try Records.keep($0, at: now, in: database) }
        var words = [
          "新的或更新的 \(changed) 条", "没有变化的 \(records.count - changed) 条",
        ]
        if records.count < total { words.insert("共 \(total) 条中的 \(records.count) 条", at: 0) }
        if isLast { words.append("拒收 \(file.refused.count) 行") }
        try Journal.record(
          Entry(
            "registry.import", by: "operator", about: "registry/\(kind.rawValue)",
            "导入\(kind.title)：\(words.joined(separator: "，"))", payload: ["sha256": .string(print)]),
          at: now, in: database)
        return changed
      }
    }
    return Report(changed: changed, unchanged: total - changed, refused: file.refused)
  }

  /// As much as others wait for; each piece is on the record with what it changed.
  static let piece = 2000
}
