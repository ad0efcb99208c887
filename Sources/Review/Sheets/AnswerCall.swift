import Acts
import Applications
import Design
import HTML
import JSON
import Routing
import SQLite
import Vocabulary

/// An expert who was drawn says yes.
struct AcceptCall: PanelAct {
  typealias Asked = Nothing

  static let name = "review.accept"
  static let summary = "同意参加评审"
  static let path = Path<ItemPlace<Owner.Panel>>("/panels/:panel/acceptance")
  static let audience = Audience.members(.expert)

  let desk: CaseDesk

  static func requireDrawn(_ panel: Panel) throws(Refusal) {
    guard panel.state == .drawn else {
      throw Refusal(.conflict, code: "wrongState", "这个评审组\(panel.state.title)，不能再办理。")
    }
  }

  func change(
    _ asked: Nothing, at place: ItemPlace<Owner.Panel>, by member: Member, _ moment: Moment,
    in database: borrowing Connection
  ) throws -> Done<Panel> {
    let work = try panelWork(place, member, in: database)
    let panel = work.panel
    try Self.requireDrawn(panel)
    let waiting = work.own(member.caller.person)
      .filter { $0.state == .asked }
    if waiting.isEmpty {
      throw Refusal(.conflict, code: "answeredAlready", "您已经答复过了。")
    }
    for review in waiting {
      try database.run(
        "UPDATE review SET accepted = ? WHERE id = ?", moment.now.milliseconds, review.id.number)
    }
    return Done(panel, "同意参加 \(waiting.count) 件的评审", about: panel.subject)
  }

  func page(
    _ sheet: Sheet, at place: ItemPlace<Owner.Panel>, for member: Member, _ visit: Visit
  ) throws -> HTML {
    let view = PanelView(desk: desk)
    return view.page(
      sheet, try view.answer(Nothing(), at: place, for: member, visit), at: place, for: member,
      visit)
  }
}

/// An expert who was drawn says no, or cannot go on: an alternate is asked.
struct DeclineCall: PanelAct {
  struct Asked: Input {
    static let reason = Field.longText("reason", "不能参加的理由", most: 500, example: "这段时间出差。")
    static let count = Field<Int>.integer(
      "count", "输入退出的件数，确认退出", 1...500, help: "退出以后由候补接替，不能再回来。")
    static let fields = [reason.note, count.note]
    let reason: String
    let count: Int
    init(_ answers: Answers) throws(Problems) {
      (reason, count) = try answers.read(Self.reason, Self.count)
    }
  }

  static let name = "review.decline"
  static let summary = "不能参加评审"
  static let path = Path<ItemPlace<Owner.Panel>>("/panels/:panel/refusal")
  static let audience = Audience.members(.expert).confirmed
  static let isGrave = true

  let desk: CaseDesk

  /// How many go with this one.
  static func leavable(_ review: Review, in database: borrowing Connection) throws -> Int {
    let looks = try SecondLook.of(review.panel, in: database)
    return try ReviewTable.own(review.person, in: review.panel, database)
      .count { !$0.hasRead(looks[$0.application]) }
  }

  /// Why nothing can be left; nil: something can.
  private static func no(_ work: PanelWork, _ person: PersonID) -> Refusal? {
    if work.own(person).isEmpty { return nothing }
    return work.leavable(person).isEmpty ? hasRead : nil
  }

  func called(
    at place: ItemPlace<Owner.Panel>, for member: Member, _ visit: Visit
  ) throws -> String {
    try ledger.store.read(lane: visit.lane) { database in
      let work = try panelWork(place, member, in: database)
      return
        "\(work.panel.called(desk.library))，\(work.leavable(member.caller.person).count) 件"
    }
  }

  func change(
    _ asked: Asked, at place: ItemPlace<Owner.Panel>, by member: Member, _ moment: Moment,
    in database: borrowing Connection
  ) throws -> Done<Panel> {
    let work = try panelWork(place, member, in: database)
    let panel = work.panel
    try AcceptCall.requireDrawn(panel)
    if let no = Self.no(work, member.caller.person) { throw no }
    let own = work.leavable(member.caller.person)
    if asked.count != own.count {
      throw Problems([
        Problem(
          field: "count", code: "count",
          message: "输入的件数和要退出的件数（\(own.count) 件）不一致，请核对上面的清单。")
      ])
    }
    for review in own {
      try ReviewCalls.leave(review, panel, asked.reason, desk, moment, in: database)
    }
    return Done(
      panel, "退出 \(own.count) 件的评审", about: panel.subject,
      payload: ["reason": .string(asked.reason)])
  }

  func page(
    _ sheet: Sheet, at place: ItemPlace<Owner.Panel>, for member: Member, _ visit: Visit
  ) throws -> HTML {
    let work = try ledger.store.read(lane: visit.lane) { try panelWork(place, member, in: $0) }
    let leavable = Set(work.leavable(member.caller.person).map(\.application))
    let files = work.live.filter { leavable.contains($0.id) }
    return actPage(
      Self.summary, on: visit, backTo: ("评审组", PanelView.path.link(place)),
      no: Self.no(work, member.caller.person), typed: Asked.fields, sheet
    ) {
      p(.class("lead")) { "退出您还没有锁定的 \(files.count) 件评审，都由候补接替，不能再回来：" }
      ul { for file in files { li { "\(file.item)（\(file.number)）" } } }
      postForm(
        Self.path.link(place), on: visit, fields: Asked.fields, sheet, button: "退出",
        tone: .wrong)
    }
  }

  private static let nothing = Refusal(
    .conflict, code: "answeredAlready", "您在这个评审组没有未完成的评审。")
  static let hasRead = Refusal(
    .conflict, code: "hasRead", "秘书请您再看一次以后，这一件的评分不能退出：请锁定评分表。", clause: clause)
}
