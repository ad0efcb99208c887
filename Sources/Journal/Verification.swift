import Digest
import SQLite

extension Journal {
  /// What is wrong with a chain, and at which link.
  package enum Flaw: Error, Equatable, Sendable, CustomStringConvertible {
    case gap(expected: Int, found: Int)
    case broken(Int)
    case altered(Int)
    case payloadAltered(Int)
    case payloadMissing(Int)
    case headUnreadable
    case shorterThanHead(Head, found: Int)
    case otherThanHead(Head)

    package var description: String {
      switch self {
      case .gap(let expected, let found): "缺少第 \(expected) 条记录（下一条是第 \(found) 条）"
      case .broken(let sequence): "第 \(sequence) 条记录没有接上前一条"
      case .altered(let sequence): "第 \(sequence) 条记录的内容被改动过"
      case .payloadAltered(let sequence): "第 \(sequence) 条记录的附带内容被改动过"
      case .payloadMissing(let sequence): "第 \(sequence) 条记录的附带内容不见了，却没有抹去它的记录"
      case .headUnreadable: "旁存的链首文件 journal.head 读不懂"
      case .shorterThanHead(let head, let found):
        "旁存的链首是第 \(head.sequence) 条，数据库却只到第 \(found) 条：数据库较旧，或丢了 -wal 文件"
      case .otherThanHead(let head): "第 \(head.sequence) 条记录与旁存的链首不一致：这不是同一个数据库"
      }
    }
  }

  /// Recomputes the whole chain and answers its end. It reads in slices, each a snapshot of its
  /// own: one long read would keep the WAL from being moved along.
  package static func verify(
    _ database: borrowing Connection, progress: (_ checked: Int) -> Void = { _ in }
  ) throws -> Head {
    var head = Head.empty
    var bare: [Int] = []
    while try check(5_000, after: &head, &bare, in: database) { progress(head.sequence) }
    // What has no payload must have been erased on the record.
    for sequence in bare {
      let isErased = try database.first(
        """
        SELECT 1 FROM journal e JOIN journal j ON j.sequence = ?1
        WHERE e.act = 'journal.erase'
          AND (e.subject = 'journal/' || ?1
            OR e.subject = 'payloads/' || j.actor AND e.sequence > ?1) LIMIT 1
        """, sequence, read: { _ in true })
      guard isErased == true else { throw Flaw.payloadMissing(sequence) }
    }
    return head
  }

  /// Recomputes the chain from one link to its end: each link by itself, and that it continues the
  /// one before. Seconds even for a long tail, unlike the whole.
  package static func verifyTail(from first: Int, of database: borrowing Connection) throws {
    var last: Link?
    var next = first
    try database.each(
      "SELECT * FROM journal WHERE sequence >= ? ORDER BY sequence", first
    ) { row in
      let link = Link(row)
      guard link.sequence == next else { throw Flaw.gap(expected: next, found: link.sequence) }
      if let last, link.previous != last.hash { throw Flaw.broken(link.sequence) }
      guard link.hash == link.recomputed else { throw Flaw.altered(link.sequence) }
      (last, next) = (link, next + 1)
      return true
    }
  }

  /// The next links after `head`; false when there are no more.
  private static func check(
    _ count: Int, after head: inout Head, _ bare: inout [Int], in database: borrowing Connection
  ) throws -> Bool {
    var (last, missing) = (head, bare)
    let end = head.sequence + count
    try database.each(
      """
      SELECT j.sequence, j.at, j.actor, j.behalf, j.act, j.subject, j.summary, j.payload_digest,
        j.previous, j.hash, p.salt, p.payload
      FROM journal j LEFT JOIN journal_payload p ON p.sequence = j.sequence
      WHERE j.sequence > ? ORDER BY j.sequence LIMIT ?
      """, head.sequence, count
    ) { row in
      let link = Link(row)
      guard link.sequence == last.sequence + 1 else {
        throw Flaw.gap(expected: last.sequence + 1, found: link.sequence)
      }
      guard link.previous == last.hash else { throw Flaw.broken(link.sequence) }
      guard link.hash == link.recomputed else { throw Flaw.altered(link.sequence) }
      if row.isNull(10) {
        missing.append(link.sequence)
      } else if digest(of: Array(row.text(11).utf8), salt: row.blob(10)) != link.payloadDigest {
        throw Flaw.payloadAltered(link.sequence)
      }
      last = Head(sequence: link.sequence, hash: link.hash)
      return true
    }
    (head, bare) = (last, missing)
    return head.sequence == end
  }
}
