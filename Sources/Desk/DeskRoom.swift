import Acts
import Design
import HTML
import Messages
import Routing
import SQLite
import Vocabulary

/// What nobody whom it concerns should lose sight of, in one line above the desk.
package typealias DeskRibbon = @Sendable (Caller, Instant) -> HTML?

/// Desk, inbox and what belongs to them.
package struct DeskRoom: Room {
  package static let occasions: [Occasion] = [.dueSoon, .overdue]

  let store: Store
  let ledger: Ledger
  let calendar: WorkingDays
  let post: Post
  let ribbon: DeskRibbon

  package init(
    _ ledger: Ledger, calendar: WorkingDays, post: Post,
    ribbon: @escaping DeskRibbon = { _, _ in nil }
  ) {
    self.ribbon = ribbon
    self.post = post
    self.ledger = ledger
    store = ledger.store
    self.calendar = calendar
  }

  package var shortcuts: [Shortcut] { [Shortcut("通知模板和寄送情况", to: OutboxView.self, .send)] }

  package var deeds: [String: String] { ["reminder.send": "发出提醒"] }

  package func routes(among rooms: [any Room]) -> [Route] {
    [
      .view(
        DeskView(
          store: store, calendar: calendar, trays: rooms.flatMap(\.trays),
          starters: rooms.flatMap(\.starters) + rooms.flatMap(\.openStarters),
          taskActs: rooms.flatMap { $0.taskActs(among: rooms) },
          shortcuts: rooms.flatMap(\.shortcuts),
          ribbon: ribbon)),
      .view(Inbox(store: store)), .act(ReadAll(ledger: ledger)),
      .view(SearchView(store: store, more: rooms.flatMap(\.search))),
      .view(OutboxView(store: store, post: post)),
    ]
  }
}

extension Occasion {
  static let dueSoon = Occasion("dueSoon", ["count", "list"])
  static let overdue = Occasion("overdue", ["count", "list"])
}
