import Applications
import Desk
import Routing
import SQLite
import Vocabulary

/// Cases of the body wait for a panel, of which this secretary does not keep out.
struct PanelStarter: Starter {
  let desk: CaseDesk

  func starts(
    for caller: Caller, at now: Instant, in database: borrowing Connection
  ) throws -> [Start] {
    guard let seat = caller.seat, seat.roles.contains(.panelSecretary),
      try FormPanel.mayBegin(Member(caller: caller, seat: seat), desk, at: now, in: database)
    else { return [] }
    return [Start(FormPanel.name, FormPanel.summary, at: FormPanel.path.link)]
  }
}
