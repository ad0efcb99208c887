import Accounts
import Design
import Desk
import HTML
import JSON
import Messages
import Policy
import Rounds
import Routing
import SQLite
import Vocabulary

/// The answers of a self-check that came along through registration: they wait on the desk until the
/// enterprise is confirmed, and then to be looked over and kept.
struct WayTray: Tray {
  func tasks(for caller: Caller, in database: borrowing Connection) throws -> [Task] {
    guard let seat = caller.seat, seat.kind == .enterprise,
      !seat.roles.isDisjoint(with: [.enterpriseEditor, .signatory]),
      let way = try Ways.find(to: Paths.declaration.link, of: caller.person, in: database),
      let enterprise = try Organisations.find(seat.organisation, in: database)
    else { return [] }
    let isOpen = enterprise.status == .active
    return [
      Task(
        enterprise.id.subject, "自查时的回答：存入企业档案",
        stage: isOpen ? "还没有存" : "等企业确认", holder: isOpen ? seat.name : "区市场监管部门",
        at: isOpen ? way : checked(way), since: enterprise.since, due: nil,
        isElsewhere: !isOpen, next: "核对并存入")
    ]
  }

  /// The same answers, where they can be looked at meanwhile.
  private func checked(_ way: Address) -> Address {
    let answers = way.text.dropFirst(Paths.declaration.link.text.utf8.count)
    return Address(site: Paths.check.link.text + answers) ?? Paths.check.link
  }

  func due(until last: Day, in database: borrowing Connection) throws
    -> [(task: Task, recipients: [Post.Recipient])]
  { [] }
}

/// The first thing to do for an enterprise that has been confirmed, and at hand from then on.
struct DossierStarter: Starter {
  let library: Library

  private static let first = Start(
    DeclareAnswers.name, DeclareAnswers.summary, at: Paths.declaration.link)
  private static let later = Start(
    DeclareAnswers.name, "企业档案和申请条件", at: Paths.declaration.link, aside: .pen)

  func starts(
    for caller: Caller, at now: Instant, in database: borrowing Connection
  ) throws -> [Start] {
    guard let seat = caller.seat, seat.kind == .enterprise,
      !seat.roles.isDisjoint(with: [.enterpriseEditor, .signatory]),
      try Organisations.find(seat.organisation, in: database)?.status == .active
    else { return [] }
    let isKept = try Declarations.find(seat.organisation, in: database) != nil
    return [isKept ? Self.later : Self.first]
  }

  func told(
    _ start: Start, to caller: Caller, at now: Instant, in database: borrowing Connection
  ) throws -> [JSON.Member]? {
    guard start.name == DeclareAnswers.name, let seat = caller.seat else { return [] }
    let kept = try Declarations.find(seat.organisation, in: database)
    return [
      .init("edition", .integer(kept?.edition ?? 0)),
      .shape("\(library.shelf(at: now).standing.id).conditions"),
    ]
  }
}
