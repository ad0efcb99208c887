import Acts
import Applications
import Desk
import Messages
import Routing
import SQLite

/// The workstations' activities: announced, signed up for, attended.
package struct CultivationRoom: CaseRoom {
  package static let occasions: [Occasion] = [.activityNews]

  let ledger: Ledger
  let post: Post
  package let board: ActivityBoard

  package init(_ ledger: Ledger, post: Post) {
    self.ledger = ledger
    self.post = post
    board = ActivityBoard(ledger.store)
  }

  package var shortcuts: [Shortcut] { [Shortcut("活动", to: ActivitiesView.self)] }

  package var starters: [any Starter] { [ActivityStarter()] }

  package var attendances: any AttendanceBook { Attendances() }

  package func routes(among rooms: [any Room]) -> [Route] {
    let view = ActivityView(store: ledger.store, board: board)
    let announce = AnnounceActivity(ledger: ledger, post: post, board: board)
    let amend = AmendActivity(ledger: ledger, post: post, board: board)
    let cancel = CancelActivity(ledger: ledger, post: post, board: board)
    let signUp = SignUpPerson(ledger: ledger, post: post, board: board)
    return [
      .view(ActivitiesView(view: view)), .view(FormPage(act: announce)), .act(announce),
      .view(view), .view(FormPage(act: amend)),
      .act(amend), .view(FormPage(act: cancel)), .act(cancel),
      .view(FormPage(act: signUp)), .act(signUp),
      .act(WithdrawSignUp(ledger: ledger, post: post, board: board)),
      .act(CheckIn(ledger: ledger, board: board)),
    ]
  }
}

extension Occasion {
  static let activityNews = Occasion("activityNews", ["title", "what", "reason"])
}
