import Asking
import Design
import HTML
import JSON
import Linux
import Policy
import Routing
import SQLite
import Vocabulary

/// What came out at a gate, as it was then.
package struct EligibilityCheck: Sendable {
  package let id: EligibilityCheckID
  package let organisation: OrganisationID
  package let gate: Gate
  package let on: Day
  /// Of the package that was judged by.
  package let package: [UInt8]
  /// Of the declaration; nil where there was none.
  package let edition: Int?
  package let verdict: Finding.Verdict
  package let findings: JSON
  /// What was known, and from where.
  package let known: JSON
  package let at: Instant
  /// The unit that stood at the gate.
  package let unit: String

  init(_ row: borrowing Row) {
    func json(_ column: Int) -> JSON {
      (try? JSON(parsing: Array(row.text(column).utf8))) ?? .null
    }
    id = EligibilityCheckID(row.int(0))
    organisation = OrganisationID(row.int(1))
    gate = Gate(rawValue: row.text(2)) ?? .submit
    on = Day(number: row.int(3))
    package = row.blob(4)
    edition = row.optionalInt(5)
    verdict = Finding.Verdict(rawValue: row.text(6)) ?? .evidence
    findings = json(7)
    known = json(8)
    at = Instant(milliseconds: Int64(row.int(9)))
    unit = row.text(10)
  }

  /// On the same day and with nothing new: one is enough.
  func isSame(as standing: Eligibility.Standing) -> Bool {
    on == standing.on && package == standing.package.hash && known == standing.knownJSON
      && findings == standing.findingsJSON
  }

  /// Whether every condition was carried by registers, and none by the enterprise's word.
  var isLookedUp: Bool {
    (findings.array ?? []).allSatisfy { $0["lookedUp"]?.bool == true }
  }

  /// Nothing is shown as checked that was not.
  var mark: HTML {
    verdict == .pass && !isLookedUp
      ? state("符合（含企业填写的情况，未全部查核）", .plain, .info) : state(verdict.title, verdict.tone)
  }

  /// What stood against it, in one line.
  var reasons: String {
    (findings.array ?? []).flatMap { $0["points"]?.array ?? [] }
      .compactMap { $0["reason"]?.string }.joined(separator: " ")
  }

  static let properties: [Schema.Property] = [
    .always("id", .text), .always("gate", .oneOf(Gate.allCases.map(\.rawValue))),
    .always("on", .day), .always("verdict", Finding.verdictSchema),
    .always("lookedUp", .boolean), .always("unit", .text), .always("at", .instant),
    .always("conditions", .list(Eligibility.Standing.conditionSchema)),
  ]

  var members: [JSON.Member] {
    [
      .init("id", .string("\(id)")), .init("gate", .string(gate.rawValue)),
      .init("on", .string("\(on)")), .init("verdict", .string(verdict.rawValue)),
      .init("lookedUp", .bool(isLookedUp)), .init("unit", .string(unit)),
      .init("at", .string("\(at)")), .init("conditions", findings),
    ]
  }
}

package enum EligibilityChecks {
  /// The newest first, so many of each gate that no gate can crowd out another.
  package static func of(
    _ organisation: OrganisationID, in database: borrowing Connection
  ) throws -> [EligibilityCheck] {
    try database.all(
      """
      SELECT e.id, e.organisation, e.gate, e.day, e.package, e.edition, e.verdict, e.findings,
        e.known, e.at, o.name
      FROM (SELECT *, row_number() OVER (PARTITION BY gate ORDER BY number DESC) AS place
        FROM eligibility_check WHERE organisation = ?) e
      JOIN organisation o ON o.id = e.unit
      WHERE e.place <= 20 ORDER BY e.number DESC
      """, organisation.number, read: EligibilityCheck.init)
  }

  static func find(
    _ id: EligibilityCheckID, in database: borrowing Connection
  ) throws -> EligibilityCheck? {
    try database.first(
      """
      SELECT e.id, e.organisation, e.gate, e.day, e.package, e.edition, e.verdict, e.findings,
        e.known, e.at, o.name
      FROM eligibility_check e JOIN organisation o ON o.id = e.unit WHERE e.id = ?
      """, id.number, read: EligibilityCheck.init)
  }

  static func last(
    _ gate: Gate, of organisation: OrganisationID, in database: borrowing Connection
  ) throws -> EligibilityCheck? {
    try database.first(
      """
      SELECT e.id, e.organisation, e.gate, e.day, e.package, e.edition, e.verdict, e.findings,
        e.known, e.at, o.name
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
      standing.findingsJSON.text, standing.knownJSON.text,
      now.milliseconds, unit.number, person.number)
    return id
  }
}
