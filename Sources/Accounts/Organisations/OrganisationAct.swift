import Acts
import HTML
import Routing
import SQLite
import Vocabulary

/// What the acts on an organisation share: where they lead, and the organisation's own page with
/// what is wrong.
protocol OrganisationAct: RecordedAct
where Spot == ItemPlace<Owner.Organisation>, Actor == Member {}

extension OrganisationAct {
  func next(_ answer: Answer, at place: Spot) -> Address { OrganisationView.path.link(place) }

  func page(_ sheet: Sheet, at place: Spot, for member: Member, _ visit: Visit) throws -> HTML {
    let view = OrganisationView(store: ledger.store)
    let answer = try view.answer(.first, at: place, for: member.caller, visit)
    return view.page(sheet, answer, at: place, for: member.caller, visit)
  }
}
