import Acts
import HTML
import Routing
import SQLite
import Vocabulary

/// What the acts on an organisation share: where they lead back to.
protocol OrganisationAct: RecordedAct
where Spot == ItemPlace<Owner.Organisation>, Actor == Member {}

extension OrganisationAct {
  func next(_ answer: Answer, at place: Spot) -> Address { OrganisationView.path.link(place) }

  func called(at place: Spot, for member: Member, _ visit: Visit) throws -> String {
    try ledger.store.read(lane: visit.lane) {
      try Scope.find(place.id, for: member.seat, in: $0).name
    }
  }

  /// The organisation as the reader may know it, for the act's own page.
  func home(
    _ place: Spot, _ member: Member, _ visit: Visit
  ) throws -> (answer: OrganisationView.Answer, back: (label: String, address: Address)) {
    let answer = try OrganisationView(store: ledger.store).answer(
      .first, at: place, for: member.caller, visit)
    return (answer, (answer.organisation.name, OrganisationView.path.link(place)))
  }
}
