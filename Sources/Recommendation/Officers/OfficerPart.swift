import Accounts
import Applications
import HTML
import JSON
import Routing
import SQLite
import Vocabulary

/// Whom a case or a question on it may be given to, and which question: said where it is offered, so that a
/// program need not guess.
struct OfficerPart: CasePart {
  func shown(
    _ facts: CaseFacts, _ member: Member, in database: borrowing Connection
  ) throws -> CaseShown? { nil }

  func offers(
    _ all: [Admitted], in database: borrowing Connection
  ) throws -> [[String: [Offer]]] {
    var offices = Offices()
    return try all.map { $0.isTold ? try offers($0, &offices, in: database) : [:] }
  }

  /// Whom a unit can ask and hand on to, read once for a whole list.
  private struct Offices {
    private var units: [OrganisationID: JSON.Member] = [:]
    private var departments: [OrganisationID: [Organisation]] = [:]

    mutating func units(
      but unit: OrganisationID, in database: borrowing Connection
    ) throws -> JSON.Member {
      if let known = units[unit] { return known }
      let found = JSON.Member.choices(
        "unit",
        try ProposeTransfer.units(but: unit, in: database).map { ("\($0.id)", $0.name) })
      units[unit] = found
      return found
    }

    mutating func departments(
      free facts: CaseFacts, in database: borrowing Connection
    ) throws -> JSON.Member {
      let unit = facts.file.unit
      let all = try departments[unit] ?? Departments.of(unit, in: database)
      departments[unit] = all
      let waiting = Departments.waiting(facts.matters)
      return .choices(
        "departments",
        all.filter { !waiting.contains(Departments.plain($0.name)) }
          .map { ("\($0.id)", $0.name) })
    }
  }

  private func offers(
    _ one: Admitted, _ offices: inout Offices, in database: borrowing Connection
  ) throws -> [String: [Offer]] {
    let facts = one.facts
    var offers: [String: [Offer]] = [:]
    func offer<Doing: CaseAct>(_ act: Doing.Type, _ more: JSON.Member...) {
      let step = act.step
      guard one.admits(step) else { return }
      var offer = Offer(
        step, step.title, at: act.path.link(facts.file.place), hasForm: act.hasForm)
      offer.more = more
      offers[step.name] = [offer]
    }
    if one.admits(Lifecycle.handOver) {
      offer(
        HandOverCase.self, Self.people("to", try HandOverCase.others(facts, in: database)))
    }
    if let person = facts.person, one.admits(Lifecycle.recuse) {
      offer(
        Recuse.self,
        Self.people(
          "substitute", try Colleagues.substitutes(for: person, facts, in: database)))
    }
    if one.admits(Lifecycle.substitute) {
      offer(
        Substitute.self, Self.people("substitute", try Substitute.choices(facts, in: database)))
    }
    let assignee = Self.people("assignee", try Self.assignees(one, in: database))
    offer(RaiseFlag.self, assignee)
    offer(AssignFlag.self, assignee, Self.matters("flag", facts.open(.flag)))
    offer(ResolveFlag.self, Self.matters("flag", facts.open(.flag)))
    offer(
      RecallConsultation.self, Self.matters("consultation", facts.open(.consultation)))
    if one.admits(Lifecycle.designate) || one.admits(Lifecycle.transfer) {
      let units = try offices.units(but: facts.file.unit, in: database)
      offer(Designate.self, units)
      offer(ProposeTransfer.self, units)
    }
    if one.admits(Lifecycle.consult) {
      offer(Consult.self, try offices.departments(free: facts, in: database))
    }
    let honours = facts.matters.filter { $0.kind == .honour }
    offer(VerifyHonour.self, Self.matters("honour", honours.filter(\.isOpen)))
    offer(
      EndHonour.self, Self.matters("honour", honours.filter { $0.outcome == "verified" }))
    return offers
  }

  private static func assignees(
    _ one: Admitted, in database: borrowing Connection
  ) throws -> [(person: PersonID, name: String)] {
    guard one.admits(Lifecycle.flag) || one.admits(Lifecycle.assign) else { return [] }
    return try Recusal.free(
      Colleagues.of(one.facts.file.unit, in: database), one.facts, in: database)
  }

  private static func people(
    _ field: String, _ people: [(person: PersonID, name: String)]
  ) -> JSON.Member {
    .choices(field, people.map { ("\($0.person)", $0.name) })
  }

  private static func matters(_ field: String, _ matters: [Matter]) -> JSON.Member {
    .choices(field, matters.map { ("\($0.id)", $0.reference) })
  }
}
