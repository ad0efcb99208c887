import Accounts
import Applications
import Design
import Desk
import HTML
import Messages
import Routing
import SQLite
import Vocabulary

/// Cases of the bureau and of a body with which nobody is left to go on: on the desk of whoever brings
/// people in. What is the units' own is on the approvers' desks (`DesignationTray`).
struct UnmannedTray: Tray {
  let desk: CaseDesk

  func tasks(for caller: Caller, in database: borrowing Connection) throws -> [Task] {
    guard let seat = caller.seat, seat.roles.contains(.municipalAdministrator) else { return [] }
    let member = Member(caller: caller, seat: seat)
    let files = try Cases.all(
      RecusalGap.candidates(
        at: Set(Stage.allCases.filter { [.bureau, .body].contains($0.holder) }),
        of: [.bureau, .thirdParty], in: database), in: database)
    guard let now = files.map(\.since).max() else { return [] }
    let all = try desk.judge.facts(of: files, for: nil, at: now, in: database)
    return try all.compactMap { facts in
      let file = facts.file
      guard let gap = try RecusalGap(facts, member, in: database) else { return nil }
      return Task(
        "unmanned/\(file.number)", "增加\(gap.wanted)：\(file.item)（\(file.enterpriseName)）没有人可以办",
        stage: file.stage.title, holder: seat.name,
        at: gap.organisation == seat.organisation
          ? Paths.members.link : Enterprises.address(of: gap.organisation),
        since: file.since, due: file.due)
    }
  }

  /// The case's own days run on.
  func due(until last: Day, in database: borrowing Connection) throws
    -> [(task: Task, recipients: [Post.Recipient])]
  { [] }
}
