import Acts
import Design
import HTML
import JSON
import Linux
import Routing
import SQLite
import Vocabulary

/// One's own, no longer wanted.
struct RemoveFilter: RecordedAct {
  typealias Asked = Nothing

  static let name = "filter.remove"
  static let summary = "删除常用条件"
  static let path = Path<ItemPlace<SavedFilter>>("/filters/:filter/end")
  static let audience = Audience.members(SavedFilters.by)
  static let schema = Schema.object([.always("removed", .boolean)])

  let desk: CaseDesk
  var ledger: Ledger { desk.ledger }

  func change(
    _ asked: Nothing, at place: ItemPlace<SavedFilter>, by member: Member, _ moment: Moment,
    in database: borrowing Connection
  ) throws -> Done<Bool> {
    try database.run(
      "DELETE FROM saved_filter WHERE id = ? AND person = ?", place.id.number,
      member.caller.person.number)
    guard database.changes == 1 else { throw Refusal.notFound }
    return Done(true, "删除一组常用条件")
  }

  func json(_ removed: Bool) -> JSON { ["removed": .bool(removed)] }
  func next(_ removed: Bool, at place: ItemPlace<SavedFilter>) -> Address { QueueView.path.link }

  func page(
    _ sheet: Sheet, at place: ItemPlace<SavedFilter>, for member: Member, _ visit: Visit
  ) throws -> HTML {
    Shell(Self.summary, on: visit, trail: [("申请", QueueView.path.link)]).page {
      errorSummary(sheet)
    }
  }
}
