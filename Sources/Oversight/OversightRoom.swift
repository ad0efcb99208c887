import Acts
import Linux
import Routing
import SQLite

/// The record and its verification, put together once.
package struct OversightRoom: Sendable {
  let store: Store
  private let pool = Pool("verify", threads: 1, waiting: 2)

  package init(_ store: Store) { self.store = store }

  package var routes: [Route] {
    [
      .view(JournalView(store: store)), .view(EntryView(store: store)),
      .act(DisclosePayload(ledger: Ledger(store))), .view(LinksView(store: store)),
      .view(VerificationView(store: store, pool: pool)),
    ]
  }
}
