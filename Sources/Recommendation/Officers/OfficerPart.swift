import Accounts
import Applications
import HTML
import JSON
import Routing
import SQLite
import Vocabulary

/// Whom a case or a question on it may be given to, and which question: said where it is offered, so that a
/// program need not guess. Where no colleague could take a case there is nothing to hand over.
struct OfficerPart: CasePart {
  func shown(
    _ facts: CaseFacts, _ member: Member, in database: borrowing Connection
  ) throws -> CaseShown? { nil }

  func offers(
    _ all: [Admitted], in database: borrowing Connection
  ) throws -> [[String: [Offer]]] {
    var handlers: [OrganisationID: [(person: PersonID, name: String)]] = [:]
    return try all.map { one in
      var offers: [String: [Offer]] = [:]
      let facts = one.facts
      let unit = facts.file.unit
      if one.admits(Lifecycle.handOver) {
        let known = try handlers[unit] ?? Colleagues.handlers(of: unit, in: database)
        handlers[unit] = known
        let others = try Self.free(known, facts, isAlone: all.count == 1, in: database)
          .filter { $0.person != Handlers.of(facts.matters) }
        // To oneself what nobody has is simply taken.
        let isTaken = one.admits(Lifecycle.take) && others.allSatisfy { $0.person == facts.person }
        offers[Lifecycle.handOver.name] =
          others.isEmpty || isTaken
          ? [] : [Self.offer(Lifecycle.handOver, HandOverCase.self, facts, [("to", others)])]
      }
      // A list of cases says that it may be done; with whom, the case itself.
      guard all.count == 1 else { return offers }
      let colleagues = [("assignee", try Self.assignees(one, in: database))]
      if one.admits(Lifecycle.flag) {
        offers[Lifecycle.flag.name] = [
          Self.offer(Lifecycle.flag, RaiseFlag.self, facts, colleagues)
        ]
      }
      if one.admits(Lifecycle.assign) {
        offers[Lifecycle.assign.name] = [
          Self.offer(
            Lifecycle.assign, AssignFlag.self, facts, colleagues, Self.flags(facts))
        ]
      }
      if one.admits(Lifecycle.settle) {
        offers[Lifecycle.settle.name] = [
          Self.offer(Lifecycle.settle, ResolveFlag.self, facts, [], Self.flags(facts))
        ]
      }
      if one.admits(Lifecycle.recall) {
        let open = facts.open(.consultation).map {
          ["id": .string("\($0.id)"), "title": .string($0.reference)] as JSON
        }
        offers[Lifecycle.recall.name] = [
          Self.offer(
            Lifecycle.recall, RecallConsultation.self, facts, [],
            .init("consultation", .array(open)))
        ]
      }
      return offers
    }
  }

  private static func assignees(
    _ one: Admitted, in database: borrowing Connection
  ) throws -> [(person: PersonID, name: String)] {
    guard one.admits(Lifecycle.flag) || one.admits(Lifecycle.assign) else { return [] }
    return try free(
      Colleagues.of(one.facts.file.unit, in: database), one.facts, isAlone: true, in: database)
  }

  /// Who does not keep out of it; of many cases that is asked when one is opened.
  private static func free(
    _ people: [(person: PersonID, name: String)], _ facts: CaseFacts, isAlone: Bool,
    in database: borrowing Connection
  ) throws -> [(person: PersonID, name: String)] {
    isAlone ? try people.filter { try !Recusal.binds($0.person, facts, in: database) } : people
  }

  private static func flags(_ facts: CaseFacts) -> JSON.Member {
    .init(
      "flag",
      .array(
        facts.open(.flag).map { ["id": .string("\($0.id)"), "title": .string($0.reference)] }))
  }

  private static func offer<Doing: CaseAct>(
    _ step: Step, _ act: Doing.Type, _ facts: CaseFacts,
    _ people: [(field: String, people: [(person: PersonID, name: String)])],
    _ more: JSON.Member...
  ) -> Offer {
    var offer = Offer(
      step, step.title, at: act.path.link(facts.file.place), hasForm: act.hasForm)
    offer.more =
      people.map { field, people in
        .init(
          field,
          .array(people.map { ["id": .string("\($0.person)"), "title": .string($0.name)] }))
      } + more
    return offer
  }
}
