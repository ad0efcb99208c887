import Acts
import Design
import Desk
import HTTP
import Linux
import Routing
import SQLite

/// The record and its verification, and what is carried out of the policy, put together once.
package struct OversightRoom: Room {
  let store: Store
  let ledger: Ledger
  private let clauses: [ClausesView.Clause]
  private let data: ClausesView.Data
  /// What the portal as a whole does by itself, by its name.
  private let besides: [String: String]
  private let pool = Pool("verify", threads: 1, waiting: 2)

  /// - Parameter data: the clauses that packages speak of.
  package init(
    _ ledger: Ledger, clauses: [ClausesView.Clause], deeds: [String: String],
    data: @escaping ClausesView.Data
  ) {
    self.ledger = ledger
    self.clauses = clauses
    self.data = data
    besides = deeds
    store = ledger.store
  }

  package var shortcuts: [Shortcut] {
    [
      Shortcut("查看日志", to: JournalView.self, .lock),
      Shortcut("条款对照", to: ClausesView.self, .tick),
    ]
  }

  package var deeds: [String: String] { besides }

  package func routes(telling routes: [Route], among rooms: [any Room]) -> [Route] {
    // What acts are called, by name; an act goes before what is done without one.
    let titles = routes.filter { $0.method == .post }.map {
      ($0.operation.name, $0.operation.summary)
    }
    let own: [Route] = [
      .view(
        JournalView(
          store: store,
          titles: Dictionary(
            titles + rooms.flatMap { $0.deeds.map { ($0.key, $0.value) } },
            uniquingKeysWith: { first, _ in first }))),
      .view(EntryView(store: store)), .view(FormPage(act: DisclosePayload(ledger: ledger))),
      .act(DisclosePayload(ledger: ledger)),
      .view(LinksView(store: store)), .view(VerificationView(store: store, pool: pool)),
    ]
    let cited = (routes + own).flatMap { route in
      route.operation.clauses.map { ($0, route.operation.summary) }
    }
    return own + [.view(ClausesView(clauses, routes: cited, data: data))]
  }
}
