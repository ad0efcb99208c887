import Acts
import Design
import HTML
import JSON
import Messages
import Routing
import SQLite
import Vocabulary

/// A reported loss, for those who may decide it.
struct FactorLossView: View {
  typealias Asked = Nothing

  static let name = "secondFactor.loss"
  static let summary = "动态口令丢失的报告"
  static let path = Path<ItemPlace<Owner.Person>>("/second-factor/losses/:person")
  static let audience = Audience<Caller>.signedIn
  static let schema = Schema.object([
    .always("person", .text), .always("since", .instant), .always("approvals", .integer),
    .always("acts", .offers), .always("blocked", .blocks),
  ])

  struct Answer: Sendable {
    let loss: FactorLosses.Loss
    /// Why this reader may not agree to it.
    let refusal: Refusal?
  }

  let store: Store

  func answer(
    _ asked: Nothing, at place: ItemPlace<Owner.Person>, for caller: Caller, _ visit: Visit
  ) throws -> Answer {
    try store.read(lane: visit.lane) { database in
      guard let loss = try FactorLosses.find(place.id, in: database),
        FactorLosses.mayDecide(loss, caller)
      else { throw Refusal.notFound }
      return Answer(loss: loss, refusal: ApproveLoss.objection(to: caller, loss))
    }
  }

  func json(_ answer: Answer) -> JSON {
    let loss = answer.loss
    let place = ItemPlace<Owner.Person>(loss.person.id)
    return [
      "person": .string(loss.person.name), "since": .string("\(loss.since)"),
      "approvals": .integer(loss.first == nil ? 0 : 1),
      "acts": .array(answer.refusal == nil ? [ApproveLoss.offered(at: place)] : []),
      "blocked": .array(
        answer.refusal.map { [$0.blocking(ApproveLoss.name)] } ?? []),
    ]
  }

  func page(
    _ sheet: Sheet, _ answer: Answer?, at place: ItemPlace<Owner.Person>, for caller: Caller,
    _ visit: Visit
  ) -> HTML {
    guard let answer else { return HTML() }
    let loss = answer.loss
    return Shell("动态口令丢失：\(loss.person.name)", on: visit, trail: [("工作台", Paths.desk.link)]).page {
      errorSummary(sheet)
      factList {
        fact("姓名", HTML(loss.person.name))
        fact("单位", HTML(loss.organisations.map(\.name).joined(separator: "、")))
        fact("电话", HTML(Mask.phone(loss.person.phone)))
        fact("报告时间", moment(loss.since))
        fact("已同意", HTML(loss.first == nil ? "还没有人同意，需要两位" : "一位，还需要一位"))
      }
      p { "请先当面或打电话确认确实是本人。同意以后，本人用密码登录并重新启用动态口令。" }
      if answer.refusal != nil {
        note { p { "您已经同意，等另一位同意。" } }
      } else {
        postForm(
          ApproveLoss.path.link(place), on: visit, fields: [ReasonInput.reason.note], sheet,
          button: "已核实，同意")
      }
    }
  }
}

/// One of the two; the second one's word takes the old factor away.
struct ApproveLoss: RecordedAct {
  typealias Asked = ReasonInput

  static let name = "secondFactor.approveReset"
  static let refuses: Set<Refusal.Kind> = [.conflict]
  static let summary = "同意重新启用动态口令"
  static let path = Path<ItemPlace<Owner.Person>>("/second-factor/losses/:person/approval")
  static let audience = Audience<Caller>.signedIn.confirmed
  static let schema = Schema.object([.always("reset", .boolean)])

  let ledger: Ledger
  let post: Post

  /// Two agree, and are two.
  static func objection(to caller: Caller, _ loss: FactorLosses.Loss) -> Refusal? {
    loss.first == caller.person
      ? Refusal(.conflict, code: "twoPeople", "要由另一位同意，一个人不能同意两次。") : nil
  }

  func called(
    at place: ItemPlace<Owner.Person>, for caller: Caller, _ visit: Visit
  ) throws -> String {
    try ledger.store.read(lane: visit.lane) { database in
      guard let loss = try FactorLosses.find(place.id, in: database),
        FactorLosses.mayDecide(loss, caller)
      else { throw Refusal.notFound }
      return loss.person.name
    }
  }

  func change(
    _ asked: ReasonInput, at place: ItemPlace<Owner.Person>, by caller: Caller, _ moment: Moment,
    in database: borrowing Connection
  ) throws -> Done<Bool> {
    guard let loss = try FactorLosses.find(place.id, in: database),
      FactorLosses.mayDecide(loss, caller)
    else { throw Refusal.notFound }
    let payload: JSON = ["reason": .string(asked.reason)]
    guard let first = loss.first else {
      try database.run(
        "UPDATE factor_loss SET first = ?, first_at = ? WHERE person = ?", caller.person.number,
        moment.now.milliseconds, place.id.number)
      return Done(false, "同意重新启用动态口令（第一位）", about: place.id.subject, payload: payload)
    }
    if let refusal = Self.objection(to: caller, loss) { throw refusal }
    // The first one's word counts only while it could be given.
    guard
      try Memberships.seats(of: first, in: database)
        .contains(where: { FactorLosses.mayDecide(loss, $0) })
    else {
      try database.run(
        "UPDATE factor_loss SET first = ?, first_at = ? WHERE person = ?", caller.person.number,
        moment.now.milliseconds, place.id.number)
      return Done(false, "同意重新启用动态口令（第一位，原第一位已离任）", about: place.id.subject, payload: payload)
    }
    try SecondFactor.remove(of: place.id, in: database)
    try Sessions.endAll(of: place.id, moment, in: database)
    try database.run("DELETE FROM factor_loss WHERE person = ?", place.id.number)
    try post.tell(
      place.id, .factorReset, ["name": loss.person.name], about: place.id.subject,
      link: Paths.login.link, moment, in: database)
    return Done(true, "同意重新启用动态口令（第二位），已解除", about: place.id.subject, payload: payload)
  }

  func json(_ reset: Bool) -> JSON { ["reset": .bool(reset)] }
  func next(_ reset: Bool, at place: ItemPlace<Owner.Person>) -> Address { Paths.desk.link }

  func page(
    _ sheet: Sheet, at place: ItemPlace<Owner.Person>, for caller: Caller, _ visit: Visit
  ) throws -> HTML {
    let view = FactorLossView(store: ledger.store)
    let loss = try view.answer(Nothing(), at: place, for: caller, visit)
    return view.page(sheet, loss, at: place, for: caller, visit)
  }
}
