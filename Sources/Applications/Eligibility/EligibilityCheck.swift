import Digest
import JSON
import Linux
import Policy
import Registry
import Rounds
import SQLite
import Vocabulary

/// What came out at a gate, as it was then.
package struct EligibilityCheck: Sendable {
  package let id: EligibilityCheckID
  package let gate: Gate
  package let on: Day
  package let verdict: Finding.Verdict
  package let findings: JSON
  /// What was known, as it was kept.
  private let known: String
  package let at: Instant
  /// The unit that stood at the gate.
  package let unit: String

  init(_ row: borrowing Row) {
    id = EligibilityCheckID(row.int(0))
    gate = Gate(rawValue: row.text(1)) ?? .submit
    on = Day(number: row.int(2))
    verdict = Finding.Verdict(rawValue: row.text(3)) ?? .evidence
    findings = (try? JSON(parsing: Array(row.text(4).utf8))) ?? .null
    at = Instant(milliseconds: Int64(row.int(5)))
    unit = row.text(6)
    known = row.text(7)
  }

  /// On the same day and with nothing new: one is enough.
  func isSame(as standing: Eligibility.Standing) -> Bool {
    on == standing.on && verdict == standing.verdict && known == standing.knownJSON.text
  }

  /// What stood against it, in one line.
  package var reasons: String {
    (findings.array ?? []).flatMap { $0["points"]?.array ?? [] }
      .compactMap { $0["reason"]?.string }.joined(separator: " ")
  }
}

package enum EligibilityChecks {
  /// The newest first, so many of each gate that no gate can crowd out another.
  package static func of(
    _ organisation: OrganisationID, in database: borrowing Connection
  ) throws -> [EligibilityCheck] {
    try database.all(
      """
      SELECT e.id, e.gate, e.day, e.verdict, e.findings, e.at, o.name, e.known
      FROM (SELECT *, row_number() OVER (PARTITION BY gate ORDER BY number DESC) AS place
        FROM eligibility_check WHERE organisation = ?) e
      JOIN organisation o ON o.id = e.unit
      WHERE e.place <= 20 ORDER BY e.number DESC
      """, organisation.number, read: EligibilityCheck.init)
  }

  static func last(
    _ gate: Gate, of organisation: OrganisationID, in database: borrowing Connection
  ) throws -> EligibilityCheck? {
    try database.first(
      """
      SELECT e.id, e.gate, e.day, e.verdict, e.findings, e.at, o.name, e.known
      FROM eligibility_check e JOIN organisation o ON o.id = e.unit
      WHERE e.organisation = ? AND e.gate = ? ORDER BY e.number DESC
      """, organisation.number, gate.rawValue, read: EligibilityCheck.init)
  }

  package static func keep(
    _ standing: Eligibility.Standing, at gate: Gate, of organisation: OrganisationID,
    by person: PersonID, for unit: OrganisationID, at now: Instant,
    in database: borrowing Connection
  ) throws -> EligibilityCheckID {
    let id = EligibilityCheckID(random: Random.number())
    try database.run(
      """
      INSERT INTO eligibility_check (id, organisation, gate, day, package, edition, verdict,
        findings, known, at, unit, person)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
      """, id.number, organisation.number, gate.rawValue, standing.on.number,
      standing.package.hash, standing.declaration?.edition, standing.verdict.rawValue,
      JSON.array(standing.findings.map(\.json)).text, standing.knownJSON.text,
      now.milliseconds, unit.number, person.number)
    return id
  }
}

extension Eligibility.Standing {
  /// So that the journal holds what was known to what was kept.
  package var digest: String { Hex.text(SHA256.hash(Array(knownJSON.text.utf8))) }

  /// Question by question: what was said, what was found, where, as of when.
  package var knownJSON: JSON {
    let questions = package.conditions.questions
    let whole = Questionnaire(questions)
    let declared = whole.json(known.declared)
    let registered = whole.json(known.registered)
    let lines = questions.compactMap { question -> JSON? in
      var members: [JSON.Member] = [.init("question", .string(question.id))]
      if let value = declared[question.id] { members.append(.init("declared", value)) }
      if let value = registered[question.id] { members.append(.init("registered", value)) }
      if members.count == 1 { return nil }
      if known.registered[question.id] != nil, let ground = grounds[question.id] {
        members.append(.init("source", .string(ground.source)))
        if let day = ground.asOf { members.append(.init("asOf", .string("\(day)"))) }
      }
      members.append(.init("disagrees", .bool(disagrees(on: question.id))))
      return .object(members)
    }
    return .array(lines)
  }
}
