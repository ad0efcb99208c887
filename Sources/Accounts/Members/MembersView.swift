import Design
import HTML
import JSON
import Routing
import SQLite
import Vocabulary

/// The same of one's own organisation, at an address everyone knows.
struct MembersView: View {
  typealias Asked = OrganisationView.Asked

  static let name = "members"
  static let refuses: Set<Refusal.Kind> = [.notFound]
  static let summary = "我所在单位的成员"
  static let path = Paths.members
  static let audience = Audience<Caller>.signedIn
  static let schema = OrganisationView.schemaOfOne

  let store: Store

  func answer(
    _ asked: Asked, at place: Nowhere, for caller: Caller, _ visit: Visit
  ) throws -> OrganisationView.Answer {
    guard let seat = caller.seat else {
      throw Refusal(.notFound, code: "noSeat", "您还没有加入任何单位。可以在“工作台”登记企业或申请加入。")
    }
    return try store.read(lane: visit.lane) {
      try OrganisationView.answer(seat.organisation, asked, for: seat, visit, in: $0)
    }
  }

  func json(_ answer: OrganisationView.Answer) -> JSON { OrganisationView.json(answer) }

  func page(
    _ sheet: Sheet, _ answer: OrganisationView.Answer?, at place: Nowhere, for caller: Caller,
    _ visit: Visit
  ) -> HTML {
    answer.map { MembersPage.html(sheet, $0, caller, visit) } ?? HTML()
  }
}
