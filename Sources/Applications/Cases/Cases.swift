import JSON
import Linux
import Routing
import SQLite
import Vocabulary

/// Cases as they are looked up, by who asks.
package enum Cases {
  /// As far as this member may know of it; otherwise there is none.
  package static func find(
    _ number: String, for member: Member, in database: borrowing Connection
  ) throws -> Case {
    guard let file = try find(number, in: database),
      try CaseScope.admits(member, to: file, in: database)
    else { throw Refusal.notFound }
    return file
  }

  package static func find(
    _ number: String, in database: borrowing Connection
  ) throws -> Case? {
    try database.first(
      "SELECT * FROM application_row WHERE number = ?", number, read: Case.init)
  }

  package static func find(
    _ id: ApplicationID, in database: borrowing Connection
  ) throws -> Case? {
    try database.first(
      "SELECT * FROM application_row WHERE id = ?", id.number, read: Case.init)
  }

  /// All of one round at one stage, in the order they came there; or the first of them.
  package static func all(
    in round: RoundID, at stage: Stage, most: Int? = nil, _ database: borrowing Connection
  ) throws -> [Case] {
    try database.all(
      "SELECT * FROM application_row WHERE round = ? AND stage = ? ORDER BY since, id LIMIT ?",
      round.number, stage.rawValue, most ?? -1, read: Case.init)
  }

  package static func count(
    in round: RoundID, at stage: Stage, _ database: borrowing Connection
  ) throws -> Int {
    try database.first(
      "SELECT count(*) FROM application WHERE round = ? AND stage = ?", round.number, stage.rawValue
    ) { $0.int(0) } ?? 0
  }

  package static func any(
    in round: RoundID, at stage: Stage, _ database: borrowing Connection
  ) throws -> Bool {
    try !database.remembered(
      "SELECT 1 FROM application WHERE round = ? AND stage = ? LIMIT 1", round.number,
      stage.rawValue
    ) { _ in true }.isEmpty
  }

  /// These, in their order.
  package static func all(
    _ ids: [ApplicationID], in database: borrowing Connection
  ) throws -> [Case] {
    try database.all(
      """
      SELECT a.* FROM json_each(?) j JOIN application_row a ON a.id = j.value ORDER BY j.key
      """, JSON.array(ids.map { .integer($0.number) }).text, read: Case.init)
  }

  /// Those of these numbers that this member may know of.
  static func all(
    numbered numbers: [String], for member: Member, in database: borrowing Connection
  ) throws -> [Case] {
    try database.all(
      "SELECT a.* FROM json_each(?) j JOIN application_row a ON a.number = j.value",
      JSON.array(numbers.map { .string($0) }).text, read: Case.init
    ).filter { try CaseScope.admits(member, to: $0, in: database) }
  }

  /// Of one enterprise, over the years, the newest first.
  package static func all(
    of enterprise: OrganisationID, in database: borrowing Connection
  ) throws -> [Case] {
    try database.all(
      "SELECT * FROM application_row WHERE organisation = ? ORDER BY begun DESC, id LIMIT 100",
      enterprise.number, read: Case.init)
  }

  /// From now on the body may see it.
  package static func entrust(
    _ file: Case, to body: OrganisationID, in database: borrowing Connection
  ) throws {
    try database.run(
      "UPDATE application SET body = ? WHERE id = ?", body.number, file.id.number)
  }

  /// Of one unit at one stage, the first due first.
  package static func waiting(
    at stage: Stage, in unit: OrganisationID, most: Int, _ database: borrowing Connection
  ) throws -> [Case] {
    try database.all(
      """
      SELECT * FROM application_row WHERE unit = ? AND stage = ? AND submitted IS NOT NULL
      ORDER BY coalesce(due, 9999999), number LIMIT ?
      """, unit.number, stage.rawValue, most, read: Case.init)
  }

  /// Several wait there in one unit: no more of them are looked at than that takes.
  package static func areSeveral(
    at stage: Stage, in unit: OrganisationID, _ database: borrowing Connection
  ) throws -> Bool {
    try database.remembered(
      """
      SELECT count(*) FROM (SELECT 1 FROM application
        WHERE unit = ? AND stage = ? AND submitted IS NOT NULL LIMIT 2)
      """, unit.number, stage.rawValue
    ) { $0.int(0) > 1 }.first ?? false
  }

  /// Since when the first of a round stands there.
  package static func waiting(
    since stage: Stage, in round: RoundID, _ database: borrowing Connection
  ) throws -> Instant? {
    try database.first(
      "SELECT since FROM application WHERE round = ? AND stage = ? ORDER BY since LIMIT 1",
      round.number, stage.rawValue
    ) { Instant(milliseconds: Int64($0.int(0))) }
  }

  /// Of one unit those that nobody has in hand, where somebody could, the first due first.
  /// - Parameter person: of which they do not keep out.
  package static func unassigned(
    in unit: OrganisationID, for person: PersonID, most: Int, _ database: borrowing Connection
  ) throws -> [Case] {
    var queue = Queue()
    queue.hands = .nobody
    queue.most = most
    let found = try Lifecycle.take.from.flatMap { try queue.free(unit, at: $0, in: database) }
    if found.isEmpty { return [] }
    let recused = Set(
      try database.all(
        """
        SELECT m.application FROM json_each(?1) j CROSS JOIN matter m ON m.application = j.value
        WHERE m.kind = 'recusal' AND m.reference = ?2
        """, JSON.array(found.map { .integer($0.id.number) }).text, "\(person)"
      ) { ApplicationID($0.int(0)) })
    return Array(
      found.filter { !recused.contains($0.id) }
        .sorted { Queue.place($0) < Queue.place($1) }.prefix(most))
  }

  /// There are several of those.
  package static func areSeveralUnassigned(
    in unit: OrganisationID, for person: PersonID, _ database: borrowing Connection
  ) throws -> Bool {
    try database.remembered(
      """
      SELECT count(*) FROM (SELECT 1 FROM json_each(?1) s CROSS JOIN application a
        WHERE a.unit = ?2 AND a.stage = s.value AND a.submitted IS NOT NULL AND a.handler = ''
          AND NOT EXISTS (SELECT 1 FROM matter m
            WHERE m.application = a.id AND m.kind = 'recusal' AND m.reference = ?3) LIMIT 2)
      """, Lifecycle.takeable, unit.number, "\(person)"
    ) { $0.int(0) > 1 }.first ?? false
  }

  /// From now on it is another unit's.
  package static func give(
    _ file: Case, to unit: OrganisationID, in database: borrowing Connection
  ) throws {
    try database.run(
      "UPDATE application SET unit = ? WHERE id = ?", unit.number, file.id.number)
    if let given = try find(file.id, in: database) { try index(given, in: database) }
  }

  /// Seven digits that are free in this round.
  static func freeNumber(
    _ round: String, in database: borrowing Connection
  ) throws -> String {
    while true {
      let digits = String(Random.number() % 10_000_000)
      let number = "\(round)-" + String(repeating: "0", count: 7 - digits.utf8.count) + digits
      if try find(number, in: database) == nil { return number }
    }
  }
}

extension ID {
  /// Eight random bytes of the kernel.
  package static var drawn: ID { ID(random: Random.number()) }
}
