import JSON
import Routing
import SQLite
import Vocabulary

/// Who keeps out of a case (回避, feature 51): an official who has said so, or who has ever belonged to
/// its enterprise. Neither does anything on it any more.
package enum Recusal {
  /// Said by themselves: a matter of the case, which outlives its end.
  package static func stands(of person: PersonID, in matters: [Matter]) -> Bool {
    matters.contains { $0.kind == .recusal && $0.reference == "\(person)" }
  }

  /// Officials of the unit, the bureau and the body; an enterprise's own people act for it.
  private static let officials: Set<Role> = [
    .districtHandler, .districtApprover, .municipalHandler, .municipalApprover, .screener, .checker,
    .panelSecretary,
  ]

  static func objection(to step: Step, _ facts: CaseFacts) -> Refusal? {
    guard let person = facts.person, !step.by.isDisjoint(with: officials) else { return nil }
    if stands(of: person, in: facts.matters) {
      return Refusal(
        .conflict, code: "recused", "您已经对这份申请申报回避，由接办的人办理。", clause: step.clause)
    }
    // Somebody related still says so, and who goes on in their place; what the enterprise does too, its
    // own people do, who are all related to it.
    guard facts.isRelated, step.name != Lifecycle.recuse.name,
      step.by.isDisjoint(with: Holder.enterprise.roles)
    else { return nil }
    return Refusal(
      .conflict, code: "recused", "您是或者曾经是这家企业的人员，按规定回避，请申报回避并由别人接办。",
      clause: step.clause)
  }

  /// Has or had a role in the enterprise, whatever became of it.
  package static func isRelated(
    _ person: PersonID, to enterprise: OrganisationID, in database: borrowing Connection
  ) throws -> Bool {
    try database.first(
      "SELECT 1 FROM membership WHERE person = ? AND organisation = ? LIMIT 1", person.number,
      enterprise.number
    ) { _ in true } ?? false
  }

  /// To which of many.
  static func related(
    _ person: PersonID?, to enterprises: [OrganisationID], in database: borrowing Connection
  ) throws -> Set<OrganisationID> {
    guard let person else { return [] }
    let ids = JSON.array(enterprises.map { .integer($0.number) }).text
    return Set(
      try database.all(
        """
        SELECT m.organisation FROM json_each(?) j JOIN membership m ON m.organisation = j.value
        WHERE m.person = ?
        """, ids, person.number
      ) { OrganisationID($0.int(0)) })
  }

  /// Of these the related, for the case's page.
  package static func related(
    in unit: OrganisationID, to enterprise: OrganisationID, in database: borrowing Connection
  ) throws -> [String] {
    try database.all(
      """
      SELECT DISTINCT p.name FROM membership m JOIN membership e ON e.person = m.person
      JOIN person p ON p.id = m.person
      WHERE m.organisation = ? AND m.until IS NULL AND e.organisation = ? ORDER BY p.name
      """, unit.number, enterprise.number
    ) { $0.text(0) }
  }
}
