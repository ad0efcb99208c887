import Applications
import Desk
import Routing
import SQLite
import Vocabulary

/// Cases of the body wait for a panel.
struct PanelStarter: Starter {
  func starts(
    for caller: Caller, at now: Instant, in database: borrowing Connection
  ) throws -> [Start] {
    guard let seat = caller.seat, seat.roles.contains(.panelSecretary),
      try Panels.waitingCount(of: seat.organisation, in: database) != nil
    else { return [] }
    return [Start(FormPanel.name, FormPanel.summary, at: FormPanel.path.link)]
  }
}
