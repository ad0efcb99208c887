import Accounts
import Desk
import HTML
import Messages
import Routing
import SQLite
import Vocabulary

/// Applications to the pool that wait: to be looked at, to be decided on.
struct PoolTray: Tray {
  func tasks(for caller: Caller, in database: borrowing Connection) throws -> [Task] {
    guard let seat = caller.seat, seat.kind == .bureau,
      !seat.roles.isDisjoint(with: [.municipalHandler, .municipalApprover])
    else { return [] }
    let member = Member(caller: caller, seat: seat)
    return try ExpertApplications.waiting(in: database)
      .filter { !ExpertApplicationView.acts($0, member).isEmpty }
      .map { one in
        Task(
          one.subject, "\(one.personName)申请进入专家库", stage: one.state.title, holder: seat.name,
          at: ExpertApplicationView.path.link(ItemPlace(one.id)), since: one.at, due: nil)
      }
  }

  func due(until last: Day, in database: borrowing Connection) throws
    -> [(task: Task, recipients: [Post.Recipient])]
  { [] }
}
