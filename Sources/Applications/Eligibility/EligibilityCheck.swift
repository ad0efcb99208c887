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
  }

  /// What stood against it, in one line.
  package var reasons: String {
    (findings.array ?? []).flatMap { $0["points"]?.array ?? [] }
      .compactMap { $0["reason"]?.string }.joined(separator: " ")
  }
}

package enum EligibilityChecks {
  /// The newest first.
  package static func of(
    _ organisation: OrganisationID, most: Int = 50, in database: borrowing Connection
  ) throws -> [EligibilityCheck] {
    try database.all(
      """
      SELECT e.id, e.gate, e.day, e.verdict, e.findings, e.at, o.name
      FROM eligibility_check e JOIN organisation o ON o.id = e.unit
      WHERE e.organisation = ? ORDER BY e.number DESC LIMIT ?
      """, organisation.number, most, read: EligibilityCheck.init)
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
      standing.package.hash, standing.dossier?.edition, standing.verdict.rawValue,
      JSON.array(standing.findings.map(\.json)).text, standing.knownJSON.text,
      now.milliseconds, unit.number, person.number)
    return id
  }
}

extension Eligibility.Standing {
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
      members.append(.init("disagrees", .bool(known.disagrees(on: question.id))))
      return .object(members)
    }
    return .array(lines)
  }
}
