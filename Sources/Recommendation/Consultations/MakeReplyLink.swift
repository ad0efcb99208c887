import Accounts
import Acts
import Applications
import Design
import HTML
import JSON
import Messages
import Routing
import SQLite
import Vocabulary

/// A link for a department without an account: it answers once, for some weeks. Only its digest is kept,
/// and a new one makes the one before it void.
struct MakeReplyLink: RecordedAct {
  typealias Asked = Nothing

  static let name = "consultation.link"
  static let summary = "生成一次性答复链接"
  static let path = Path<ItemPlace<Owner.Matter>>("/consultations/:consultation/link")
  static let audience = Audience.members(Lifecycle.consult.by)
  static let refuses: Set<Refusal.Kind> = [.conflict]
  static let clause: String? = Lifecycle.consult.clause
  static let schema = Schema.object([.sometimes("link", .text), .always("until", .instant)])
  static let days = 30

  struct Answer: Sendable {
    let token: Token
    let until: Instant
  }

  let desk: CaseDesk
  var ledger: Ledger { desk.ledger }

  func change(
    _ asked: Nothing, at place: ItemPlace<Owner.Matter>, by member: Member, _ moment: Moment,
    in database: borrowing Connection
  ) throws -> Done<Answer> {
    guard let found = try Consultations.find(place.id, in: database),
      let file = try Cases.find(found.application, in: database),
      try CaseScope.admits(member, to: file, in: database)
    else { throw Refusal.notFound }
    let facts = try desk.judge.facts(
      of: file, for: member.caller.person, at: moment.now, in: database)
    if let refusal = try Self.refusal(found, facts, desk, in: database) { throw refusal }
    let token = Token.fresh
    let until = Instant(milliseconds: moment.wall.milliseconds + Int64(Self.days) * 86_400_000)
    try database.run(
      """
      UPDATE consultation SET link = ?, link_until = ?, link_by = ?, link_at = ? WHERE matter = ?
      """, token.hash, until.milliseconds, member.caller.person.number, moment.now.milliseconds,
      found.id.number)
    return Done(
      Answer(token: token, until: until),
      "生成征求意见的答复链接：\(file.enterpriseName)“\(file.item)”（\(file.number)）",
      about: file.subject, payload: ["department": .string(found.name)])
  }

  /// Whoever keeps out of the case hands nobody a link to answer by, and whoever has an account answers by
  /// it: what is said under their name is theirs.
  static func refusal(
    _ asked: Consultation, _ facts: CaseFacts, _ desk: CaseDesk, in database: borrowing Connection
  ) throws -> Refusal? {
    if let no = try Consultations.refusal(asked, facts, desk, in: database) { return no }
    guard let department = asked.department,
      try Organisations.find(department, in: database)?.status == .active,
      try !Memberships.people(of: department, as: Lifecycle.answer.by, in: database).isEmpty
    else { return nil }
    return Refusal(
      .conflict, code: "hasAccount", "\(asked.name)有账户，请它登录以后答复，不用链接。", clause: clause)
  }

  private func link(_ answer: Answer) -> String {
    desk.post.origin + ReplyView.path.link(SecretPlace(answer.token.text)).text
  }

  func json(_ answer: Answer) -> JSON {
    ["link": .string(link(answer)), "until": .string("\(answer.until)")]
  }

  func remembered(_ answer: Answer) -> JSON { ["until": .string("\(answer.until)")] }

  func next(_ answer: Answer, at place: ItemPlace<Owner.Matter>) -> Address {
    ConsultationView.path.link(place)
  }

  func shown(_ answer: Answer, at place: ItemPlace<Owner.Matter>, _ visit: Visit) -> HTML? {
    Shell(
      "答复链接", on: visit, trail: [("征求意见", ConsultationView.path.link(place))]
    ).page {
      note(.good) { p { "链接已经生成。请随函交给对方，它只能答复一次，只在这里显示这一次：" } }
      p(.class("secrets")) { code { link(answer) } }
      p {
        "有效期到 "
        moment(answer.until)
        "。以前生成的链接已经作废。"
      }
      p { a(.class("button"), .href(ConsultationView.path.link(place))) { "回到征求意见" } }
    }
  }

  func page(
    _ sheet: Sheet, at place: ItemPlace<Owner.Matter>, for member: Member, _ visit: Visit
  ) throws -> HTML {
    let view = ConsultationView(desk: desk)
    return view.page(
      sheet, try view.answer(Nothing(), at: place, for: member, visit), at: place, for: member,
      visit)
  }
}
