import SQLite

/// The record as it is looked through.
extension Journal {
  /// From `after` on, oldest first.
  package static func links(
    after: Int, most: Int, in database: borrowing Connection
  ) throws -> [Link] {
    try database.all(
      "SELECT * FROM journal WHERE sequence > ? ORDER BY sequence LIMIT ?", after, most,
      read: Link.init)
  }

  /// Newest first, along the index of the narrowest of what is asked.
  package static func links(
    actor: String?, subject: String?, act: String?, before: Int, most: Int,
    in database: borrowing Connection
  ) throws -> [Link] {
    if let subject {
      return try database.all(
        """
        SELECT * FROM journal WHERE subject = ?1 AND sequence < ?2 AND (?3 IS NULL OR actor = ?3)
          AND (?4 IS NULL OR act = ?4) ORDER BY sequence DESC LIMIT ?5
        """, subject, before, actor, act, most, read: Link.init)
    }
    if let actor {
      return try database.all(
        """
        SELECT * FROM journal WHERE actor = ?1 AND sequence < ?2 AND (?3 IS NULL OR act = ?3)
        ORDER BY sequence DESC LIMIT ?4
        """, actor, before, act, most, read: Link.init)
    }
    if let act {
      return try database.all(
        "SELECT * FROM journal WHERE act = ? AND sequence < ? ORDER BY sequence DESC LIMIT ?", act,
        before, most, read: Link.init)
    }
    return try database.all(
      "SELECT * FROM journal WHERE sequence < ? ORDER BY sequence DESC LIMIT ?", before, most,
      read: Link.init)
  }

  /// Every act that has been recorded, each found by one step along its index.
  package static func acts(in database: borrowing Connection) throws -> [String] {
    try database.all(
      """
      WITH RECURSIVE known (act) AS (
        SELECT min(act) FROM journal
        UNION ALL SELECT (SELECT min(act) FROM journal WHERE act > known.act) FROM known
        WHERE act IS NOT NULL)
      SELECT act FROM known WHERE act IS NOT NULL
      """
    ) { $0.text(0) }
  }

  /// What lies beside a link; nil once it was erased.
  package static func payload(
    _ sequence: Int, in database: borrowing Connection
  ) throws -> String? {
    try database.first("SELECT payload FROM journal_payload WHERE sequence = ?", sequence) {
      $0.text(0)
    }
  }
}
