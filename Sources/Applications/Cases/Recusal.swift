import JSON
import Policy
import Routing
import SQLite
import Vocabulary

/// Who keeps out of a case (回避, feature 51): an official who has said so, or who belongs to its
/// enterprise or did within the years that the package looks back. Neither does anything on it any more.
package enum Recusal {
  /// Said by themselves: a matter of the case, which outlives its end.
  package static func stands(of person: PersonID, in matters: [Matter]) -> Bool {
    matters.contains { $0.kind == .recusal && $0.reference == "\(person)" }
  }

  /// Officials of the unit, the bureau and the body; an enterprise's own people act for it.
  package static let officials: Set<Role> = [
    .districtHandler, .districtApprover, .municipalHandler, .municipalApprover, .screener, .checker,
    .panelSecretary,
  ]

  static func objection(to step: Step, _ facts: CaseFacts) -> Refusal? {
    guard let person = facts.person, !step.by(facts).isDisjoint(with: officials) else { return nil }
    if stands(of: person, in: facts.matters) {
      return Refusal(
        .conflict, code: "recused", "您已经对这份申请申报回避，由接办的人办理。", clause: step.clause)
    }
    // Somebody related still says so, and who goes on in their place; what the enterprise does too, its
    // own people do, who are all related to it.
    guard facts.isRelated, step.name != Lifecycle.recuse.name,
      step.by(facts).isDisjoint(with: Holder.enterprise.roles)
    else { return nil }
    return Refusal(
      .conflict, code: "recused",
      "您是或者近 \(facts.figure(.lookBackYears)) 年曾经是这家企业的人员，按规定回避，请申报回避并由别人接办。",
      clause: step.clause)
  }

  /// A role that ended before this binds no more: the closed window of the package's years, to the day.
  static func start(of package: Package, at now: Instant) -> Instant {
    Instant(now.day.yearsEarlier(package.figures[.lookBackYears]))
  }

  /// Has a role in the enterprise, or had one that ended since then.
  package static func isRelated(
    _ person: PersonID, to enterprise: OrganisationID, since start: Instant,
    in database: borrowing Connection
  ) throws -> Bool {
    try !related([person], to: enterprise, since: start, in: database).isEmpty
  }

  /// Of several people those who have or had one.
  static func related(
    _ people: [PersonID], to enterprise: OrganisationID, since start: Instant,
    in database: borrowing Connection
  ) throws -> Set<PersonID> {
    if people.isEmpty { return [] }
    // An enterprise has few people, and had few more.
    return Set(people).intersection(
      try database.all(
        """
        SELECT person FROM membership WHERE organisation = ? AND (until IS NULL OR until >= ?)
        """, enterprise.number, start.milliseconds
      ) { PersonID($0.int(0)) })
  }

  /// To which of many, and until when.
  static func related(
    _ person: PersonID?, to enterprises: [OrganisationID], in database: borrowing Connection
  ) throws -> [OrganisationID: Instant] {
    guard let person, !enterprises.isEmpty else { return [:] }
    let ids = JSON.array(enterprises.map { .integer($0.number) }).text
    let found = try database.all(
      """
      SELECT m.organisation, max(coalesce(m.until, ?3))
      FROM json_each(?1) j JOIN membership m ON m.organisation = j.value
      WHERE m.person = ?2 GROUP BY m.organisation
      """, ids, person.number, Int.max
    ) { (OrganisationID($0.int(0)), Instant(milliseconds: Int64($0.int(1)))) }
    return Dictionary(found, uniquingKeysWith: { first, _ in first })
  }
}
