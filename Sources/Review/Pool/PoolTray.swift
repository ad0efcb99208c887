import Accounts
import Desk
import HTML
import Messages
import Routing
import SQLite
import Vocabulary

/// Applications to the pool that wait: to be looked at, to be decided on; to who asked, for the others.
struct PoolTray: Tray {
  func tasks(for caller: Caller, in database: borrowing Connection) throws -> [Task] {
    let own = try asked(by: caller, in: database)
    guard let seat = caller.seat, seat.kind == .bureau,
      !seat.roles.isDisjoint(with: [.municipalHandler, .municipalApprover])
    else { return own }
    let member = Member(caller: caller, seat: seat)
    return try own
      + ExpertApplications.waiting(in: database)
      .filter { !ExpertApplicationView.acts($0, member).isEmpty }
      .map { one in
        Task(
          one.subject, "\(one.personName)申请进入专家库", stage: one.state.title, holder: seat.name,
          at: ExpertApplicationView.path.link(ItemPlace(one.id)), since: one.at, due: nil)
      }
  }

  private func asked(by caller: Caller, in database: borrowing Connection) throws -> [Task] {
    guard let last = try ExpertApplications.last(of: caller.person, in: database),
      last.outcome == nil
    else { return [] }
    return [
      Task(
        last.subject, "您申请进入专家库", stage: last.state.title, holder: "市局",
        at: ApplyAsExpert.path.link, since: last.at, due: nil, isElsewhere: true)
    ]
  }

  func due(until last: Day, in database: borrowing Connection) throws
    -> [(task: Task, recipients: [Post.Recipient])]
  { [] }
}
