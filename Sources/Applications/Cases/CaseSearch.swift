import Desk
import Routing
import SQLite
import Vocabulary

extension Cases {
  /// One case by its whole number, for whoever may open it.
  package static let search: SearchMore = { text, _, caller, _, database in
    guard let place = CasePlace([text.uppercased()]), let seat = caller.seat else { return [] }
    do {
      let member = Member(caller: caller, seat: seat)
      let file = try find(place.number, for: member, in: database)
      return [
        SearchHit(
          "application/\(file.number)", kind: "申请", title: file.item,
          detail: "\(file.number)，\(file.enterpriseName)，\(file.stage.title)",
          link: CaseView.path.link(file.place))
      ]
    } catch let refusal as Refusal where refusal.kind == .notFound {
      return []
    }
  }
}
