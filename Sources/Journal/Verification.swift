import Digest
import SQLite

extension Journal {
  /// What is wrong with a chain, and at which link.
  package enum Flaw: Error, Equatable, Sendable, CustomStringConvertible {
    case gap(expected: Int, found: Int)
    case broken(Int)
    case altered(Int)
    case payloadAltered(Int)
    case shorterThanHead(Head, found: Int)
    case otherThanHead(Head)

    package var description: String {
      switch self {
      case .gap(let expected, let found): "缺少第 \(expected) 条记录（下一条是第 \(found) 条）"
      case .broken(let sequence): "第 \(sequence) 条记录没有接上前一条"
      case .altered(let sequence): "第 \(sequence) 条记录的内容被改动过"
      case .payloadAltered(let sequence): "第 \(sequence) 条记录的附带内容被改动过"
      case .shorterThanHead(let head, let found):
        "旁存的链首是第 \(head.sequence) 条，数据库却只到第 \(found) 条：数据库较旧，或丢了 -wal 文件"
      case .otherThanHead(let head): "第 \(head.sequence) 条记录与旁存的链首不一致：这不是同一个数据库"
      }
    }
  }

  /// Recomputes the whole chain and answers its end.
  package static func verify(
    _ database: borrowing Connection, progress: (_ checked: Int) -> Void = { _ in }
  ) throws -> Head {
    var head = Head.empty
    var checked = 0
    try database.each(
      """
      SELECT j.sequence, j.at, j.actor, j.behalf, j.act, j.subject, j.summary, j.payload_digest,
        j.previous, j.hash, p.salt, p.payload
      FROM journal j LEFT JOIN journal_payload p ON p.sequence = j.sequence ORDER BY j.sequence
      """
    ) { row in
      let link = Link(row)
      guard link.sequence == head.sequence + 1 else {
        throw Flaw.gap(expected: head.sequence + 1, found: link.sequence)
      }
      guard link.previous == head.hash else { throw Flaw.broken(link.sequence) }
      guard link.hash == link.recomputed else { throw Flaw.altered(link.sequence) }
      if !row.isNull(10),
        digest(of: Array(row.text(11).utf8), salt: row.blob(10)) != link.payloadDigest
      {
        throw Flaw.payloadAltered(link.sequence)
      }
      head = Head(sequence: link.sequence, hash: link.hash)
      checked += 1
      if checked % 10_000 == 0 { progress(checked) }
      return true
    }
    return head
  }
}
