import SQLite
import Vocabulary

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

  /// How often this was done to it: the edition of what each time takes the place of what stood.
  package static func count(
    of act: String, about subject: String, in database: borrowing Connection
  ) throws -> Int {
    try database.first(
      "SELECT count(*) FROM journal WHERE subject = ? AND act = ?", subject, act
    ) { $0.int(0) } ?? 0
  }

  /// What one entry says: the one of this number; without it, the last that they have at all, if it is of
  /// this act. An older one is of something else that they did.
  ///
  /// - Parameter actor: who did it; nil: whoever it was.
  package static func told(
    _ act: String, by actor: String?, _ sequence: Int?, since: Instant,
    in database: borrowing Connection
  ) throws -> (summary: String, payload: String?)? {
    if sequence == nil, actor == nil { return nil }
    return try database.first(
      """
      SELECT j.summary, p.payload
      FROM journal j LEFT JOIN journal_payload p ON p.sequence = j.sequence
      WHERE j.sequence
          = coalesce(?1, (SELECT max(l.sequence) FROM journal l WHERE l.actor = ?2))
        AND j.act = ?3 AND j.at >= ?4 AND (?2 IS NULL OR j.actor = ?2)
      """, sequence, actor, act, since.milliseconds
    ) { ($0.text(0), $0.optionalText(1)) }
  }

  /// What somebody looks for: of these people (nil: of anyone), about one thing, of one kind, within
  /// these moments.
  package struct Search: Sendable {
    package var actors: [String]?
    package var subject: String?
    package var act: String?
    package var from: Instant?
    /// The first moment that is too late.
    package var until: Instant?
    package init() {}
  }

  /// Newest first, along the index of the narrowest of what is asked.
  package static func links(
    _ search: Search, before: Int, most: Int, in database: borrowing Connection
  ) throws -> [Link] {
    guard let actors = search.actors else {
      return try links(search, of: nil, before: before, most: most, in: database)
    }
    // Of several people of one name, each along their own index.
    var found: [Link] = []
    for actor in actors {
      found += try links(search, of: actor, before: before, most: most, in: database)
    }
    return Array(found.sorted { $0.sequence > $1.sequence }.prefix(most))
  }

  package static func links(
    actor: String?, subject: String?, act: String?, before: Int, most: Int,
    in database: borrowing Connection
  ) throws -> [Link] {
    var search = Search()
    search.subject = subject
    search.act = act
    return try links(search, of: actor, before: before, most: most, in: database)
  }

  private static func links(
    _ search: Search, of actor: String?, before: Int, most: Int,
    in database: borrowing Connection
  ) throws -> [Link] {
    let (act, from, until) = (search.act, search.from?.milliseconds, search.until?.milliseconds)
    if let subject = search.subject {
      return try database.all(
        """
        SELECT * FROM journal WHERE subject = ?1 AND sequence < ?2 AND (?3 IS NULL OR actor = ?3)
          AND (?4 IS NULL OR act = ?4) AND (?6 IS NULL OR at >= ?6) AND (?7 IS NULL OR at < ?7)
        ORDER BY sequence DESC LIMIT ?5
        """, subject, before, actor, act, most, from, until, read: Link.init)
    }
    if let actor {
      return try database.all(
        """
        SELECT * FROM journal WHERE actor = ?1 AND sequence < ?2 AND (?3 IS NULL OR act = ?3)
          AND (?5 IS NULL OR at >= ?5) AND (?6 IS NULL OR at < ?6)
        ORDER BY sequence DESC LIMIT ?4
        """, actor, before, act, most, from, until, read: Link.init)
    }
    if let act {
      return try database.all(
        """
        SELECT * FROM journal WHERE act = ?1 AND sequence < ?2 AND (?4 IS NULL OR at >= ?4)
          AND (?5 IS NULL OR at < ?5) ORDER BY sequence DESC LIMIT ?3
        """, act, before, most, from, until, read: Link.init)
    }
    return try database.all(
      """
      SELECT * FROM journal WHERE sequence < ?1 AND (?3 IS NULL OR at >= ?3)
        AND (?4 IS NULL OR at < ?4) ORDER BY sequence DESC LIMIT ?2
      """, before, most, from, until, read: Link.init)
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
