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
package struct DeskRoom: Sendable {
  let store: Store
  let ledger: Ledger
  let calendar: WorkingDays
  let trays: [any Tray]
  let starters: [any Starter]
  let post: Post
  let shortcuts: [Shortcut]
  let ribbon: DeskRibbon
  let search: [SearchMore]

  package init(
    _ ledger: Ledger, calendar: WorkingDays, trays: [any Tray],
    starters: [any Starter], post: Post,
    shortcuts: [Shortcut], search: [SearchMore] = [],
    ribbon: @escaping DeskRibbon = { _, _ in nil }
  ) {
    self.search = search
    self.ribbon = ribbon
    self.shortcuts = shortcuts
    self.post = post
    self.ledger = ledger
    store = ledger.store
    self.calendar = calendar
    self.trays = trays
    self.starters = starters
  }

  package var routes: [Route] {
    [
      .view(
        DeskView(
          store: store, calendar: calendar, trays: trays, starters: starters,
          shortcuts: shortcuts + [Shortcut("通知模板和寄送情况", to: OutboxView.self, .send)],
          ribbon: ribbon)),
      .view(Inbox(store: store)), .act(ReadAll(ledger: ledger)),
      .view(SearchView(store: store, more: search)), .view(OutboxView(store: store, post: post)),
    ]
  }
}
