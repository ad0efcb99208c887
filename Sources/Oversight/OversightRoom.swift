import Acts
import Design
import Desk
import Linux
import Routing
import SQLite

/// The record and its verification, put together once.
package struct OversightRoom: Sendable {
  let store: Store
  let ledger: Ledger
  /// What acts are called, by name.
  private let titles: [String: String]
  private let pool = Pool("verify", threads: 1, waiting: 2)

  package init(_ ledger: Ledger, titles: [String: String]) {
    self.ledger = ledger
    self.titles = titles
    store = ledger.store
  }

  package static let shortcuts = [
    Shortcut("查看日志", to: JournalView.self, .lock), Shortcut("条款对照", to: ClausesView.self, .tick),
  ]

  package var routes: [Route] {
    [
      .view(JournalView(store: store, titles: titles)), .view(EntryView(store: store)),
      .act(DisclosePayload(ledger: ledger)), .view(LinksView(store: store)),
      .view(VerificationView(store: store, pool: pool)),
    ]
  }
}
