import Acts
import Applications
import HTML
import JSON
import Routing
import SQLite
import Vocabulary

/// What the acts on a panel share: what they are answered with, where one goes on, what is confirmed.
protocol PanelAct: RecordedAct
where Spot == ItemPlace<Owner.Panel>, Actor == Member, Answer == Panel {
  var desk: CaseDesk { get }
}

extension PanelAct {
  static var clause: String? { "001 三（四）第一句" }
  static var refuses: Set<Refusal.Kind> { [.conflict] }
  static var schema: Schema {
    Schema.object([
      .always("id", .text), .always("state", .oneOf(Panel.State.allCases.map(\.rawValue))),
    ])
  }

  var ledger: Ledger { desk.ledger }

  func called(at place: Spot, for member: Member, _ visit: Visit) throws -> String {
    try ledger.store.read(lane: visit.lane) {
      try Panels.find(place.id, for: member, in: $0).called(desk.library)
    }
  }

  /// The panel with all that hangs on it, as far as this member may know of it.
  func panelWork(
    _ place: Spot, _ member: Member, in database: borrowing Connection
  ) throws -> PanelWork {
    try PanelWork(Panels.find(place.id, for: member, in: database), desk, in: database)
  }

  func json(_ panel: Panel) -> JSON {
    ["id": .string("\(panel.id)"), "state": .string(panel.state.rawValue)]
  }
  func next(_ panel: Panel, at place: Spot) -> Address { PanelView.path.link(place) }
}
