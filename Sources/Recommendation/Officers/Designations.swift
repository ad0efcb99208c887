import Accounts
import Acts
import Applications
import Desk
import Messages
import Routing
import SQLite
import Vocabulary

/// Cases that nobody of their unit may go on with: who hears of them, and on whose desk they are.
enum Designations {
  /// The city's approvers hear of it as soon as nobody is left.
  static func tell(
    _ facts: CaseFacts, _ desk: CaseDesk, _ moment: Moment, in database: borrowing Connection
  ) throws {
    let now = try desk.judge.facts(
      of: facts.file, for: facts.person, at: moment.now, in: database)
    guard Lifecycle.designate.from.contains(facts.file.stage),
      try !Recusal.missing(now, in: database).isEmpty,
      let bureau = try Organisations.all(.bureau, in: database).first
    else { return }
    try desk.post.tellUnit(
      bureau.id, as: Lifecycle.designate.by, .reviewTurn,
      [
        "title": facts.file.item,
        "what": "\(facts.file.unitName)的人员都要回避，请指定其他区办理（编号 \(facts.file.number)）",
      ], about: facts.file.subject, link: CaseView.path.link(facts.file.place), moment,
      in: database)
  }
}

/// On the desks of the city's approvers.
struct DesignationTray: Tray {
  let desk: CaseDesk

  func tasks(for caller: Caller, in database: borrowing Connection) throws -> [Task] {
    guard let seat = caller.seat, !seat.roles.isDisjoint(with: Lifecycle.designate.by) else {
      return []
    }
    return try Cases.all(
      RecusalGap.candidates(at: Lifecycle.designate.from, of: [.district], in: database),
      in: database
    ).compactMap { file in
      let facts = try desk.judge.facts(
        of: file, for: caller.person, at: file.since, in: database)
      if try desk.judge.refusal(to: Lifecycle.designate, facts, in: database) != nil { return nil }
      return Task(
        "designation/\(file.number)", "指定其他区办理：\(file.item)（\(file.enterpriseName)）",
        stage: file.stage.title, holder: seat.name, at: Designate.path.link(file.place),
        since: file.since, due: file.due)
    }
  }

  /// The case's own days run on.
  func due(until last: Day, in database: borrowing Connection) throws
    -> [(task: Task, recipients: [Post.Recipient])]
  { [] }
}
