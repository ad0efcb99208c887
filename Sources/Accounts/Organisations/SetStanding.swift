import Acts
import Design
import HTML
import JSON
import Journal
import Messages
import Routing
import SQLite
import Vocabulary

/// Suspends an organisation, lets it go on, or closes it. What its people did stays done.
struct SetStanding: OrganisationAct {
  enum Step: String, CaseIterable {
    case suspend, restore, close

    var title: String {
      switch self {
      case .suspend: "停用"
      case .restore: "恢复"
      case .close: "注销"
      }
    }

    /// What can be done about an organisation as it stands.
    static func open(to status: Organisation.Status) -> [Step] {
      switch status {
      case .claimed: [.close]
      case .active: [.suspend, .close]
      case .suspended: [.restore, .close]
      case .closed: [.restore]
      }
    }
  }

  struct Asked: Input {
    static let step = Field.choice(
      "step", "怎样处理", Step.allCases.map { Choice($0.rawValue, $0.title) })
    static let reason = Field.longText(
      "reason", "理由", most: 300, help: "会通知这个单位的人，并记入日志。", example: "企业已迁出本市")
    static let organisation = Field.text(
      "name", "输入单位全称，确认注销", most: 100, help: "只在注销时填：单位里的人随即都没有了身份，恢复以后也要重新登记。",
      example: "上海禾欣食品有限公司", isRequired: false)
    static let fields = [step.note, reason.note, organisation.note]
    let step: Step
    let reason, organisation: String

    init(_ answers: Answers) throws(Problems) {
      let step: String
      (step, reason, organisation) = try answers.needing(
        Self.organisation.note, "请输入单位全称，确认注销。",
        if: answers.text(Self.step.note) == Step.close.rawValue
      ).read(Self.step, Self.reason, Self.organisation)
      self.step = Step(rawValue: step) ?? .suspend
    }
  }

  static let name = "organisation.setStanding"
  static let namesEdition = true
  static let requiresEdition = true
  static let refuses: Set<Refusal.Kind> = [.conflict]
  static let summary = "调整单位的状态"
  static let path = Path<ItemPlace<Owner.Organisation>>("/organisations/:organisation/standing")
  /// Whoever belongs to what is closed belongs there no more, whatever comes after.
  static let canBeGrave = true
  static func isGrave(_ asked: Asked) -> Bool { asked.step == .close }
  static let audience = Audience.members(.districtApprover, .municipalAdministrator).confirmed
  static let schema = Schema.object([.always("status", .text)])

  static let ownUnit = Refusal(.forbidden, code: "notYours", "与自己有关的单位，请由同事办理。")

  let ledger: Ledger
  let post: Post

  /// How often that has been done.
  static func edition(
    of organisation: OrganisationID, in database: borrowing Connection
  ) throws -> Int { try Journal.count(of: name, about: organisation.subject, in: database) }

  /// By what is done to it: one sees what one confirms.
  static func called(_ asked: Asked) -> String { asked.step.title }

  func called(
    at place: ItemPlace<Owner.Organisation>, for member: Member, _ visit: Visit
  ) throws -> String {
    try ledger.store.read(lane: visit.lane) {
      try Scope.find(place.id, for: member.seat, in: $0).name
    }
  }

  func change(
    _ asked: Asked, at place: ItemPlace<Owner.Organisation>, by member: Member, _ moment: Moment,
    in database: borrowing Connection
  ) throws -> Done<Organisation.Status> {
    let organisation = try Scope.find(place.id, for: member.seat, in: database)
    guard Scope.governs(member.seat, organisation) else {
      throw Refusal(.forbidden, code: "notYours", "这个单位不由您停用或注销。")
    }
    guard try !Claims.isParty(member.caller.person, to: organisation.id, in: database) else {
      throw Self.ownUnit
    }
    let now = try Self.edition(of: organisation.id, in: database)
    try moment.requireSeen(
      now, "您打开以后，这个单位的状态又调整过：现在是“\(organisation.status.title)”（第 \(now) 版）。请核对以后再办。",
      stands: ("step", organisation.status.title))
    guard Step.open(to: organisation.status).contains(asked.step) else {
      throw Refusal(
        .conflict, code: "wrongState",
        "这个单位现在是“\(organisation.status.title)”，不能\(asked.step.title)。")
    }
    if asked.step == .close {
      try requireTyped(
        asked.organisation, is: organisation.name, field: "name",
        "注销要输入这个单位的全称（\(organisation.name)）。")
    }
    let status = status(after: asked.step, organisation)
    var people = Set(try Memberships.of(organisation.id, in: database).map(\.person))
    if asked.step == .close {
      // Whoever waits for an answer hears that there will be none.
      people.formUnion(try close(organisation, by: member, asked.reason, moment, database))
    }
    try Organisations.set(status, of: organisation.id, in: database)
    for person in people {
      try post.tell(
        person, .organisationChanged,
        [
          "organisation": organisation.name, "what": "已\(asked.step.title)", "reason": asked.reason,
        ], about: organisation.id.subject, link: Paths.desk.link, moment, in: database)
    }
    return Done(
      status, "\(asked.step.title)\(organisation.kind.title)", about: organisation.id.subject,
      payload: ["reason": .string(asked.reason)])
  }

  /// A closed enterprise that is let back begins anew: somebody has to prove to speak for it.
  private func status(after step: Step, _ organisation: Organisation) -> Organisation.Status {
    switch step {
    case .suspend: .suspended
    case .close: .closed
    case .restore:
      organisation.kind == .enterprise && organisation.status == .closed ? .claimed : .active
    }
  }

  private func close(
    _ organisation: Organisation, by member: Member, _ reason: String, _ moment: Moment,
    _ database: borrowing Connection
  ) throws -> Set<PersonID> {
    for membership in try Memberships.of(organisation.id, in: database) {
      try Memberships.end(
        membership, by: member.caller.person, "单位注销：\(reason)", at: moment.now, database)
    }
    let claimants = try database.all(
      "SELECT person FROM claim WHERE organisation = ? AND state IN ('open', 'waiting')",
      organisation.id.number
    ) { PersonID($0.int(0)) }
    // What was decided stays as it was decided.
    try database.run(
      """
      UPDATE claim SET state = 'withdrawn', decided = ?, decided_by = ?, reason = '单位已注销'
      WHERE organisation = ? AND state IN ('open', 'waiting')
      """, moment.now.milliseconds, member.caller.person.number, organisation.id.number)
    try Tickets.cancelInvitations(to: organisation.id, at: moment.wall, in: database)
    return Set(claimants)
  }

  func page(
    _ sheet: Sheet, at place: ItemPlace<Owner.Organisation>, for member: Member, _ visit: Visit
  ) throws -> HTML {
    let (answer, back) = try home(place, member, visit)
    let steps = answer.acts.steps.map { Choice($0.rawValue, $0.title) }
    return actPage(
      steps.isEmpty ? Self.summary : answer.acts.steps.map(\.title).joined(separator: "或") + "这个单位",
      on: visit, backTo: back,
      no: steps.isEmpty
        ? answer.acts.objection(to: Self.name)
          ?? Refusal(.forbidden, code: "notYours", "这个单位不由您停用或注销。") : nil, sheet
    ) {
      p(.class("lead")) { Self.advice(answer.organisation) }
      postForm(
        Self.path.link(place), on: visit,
        fields: [Asked.step.note.choosing(from: steps), Asked.reason.note]
          + (answer.acts.steps.contains(.close) ? [Asked.organisation.note] : []),
        sheet, button: "确定", look: .grave,
        held: [(Edition.name, "\(sheet.edition(now: answer.acts.standingEdition))")])
    }
  }

  private static func advice(_ organisation: Organisation) -> String {
    switch organisation.status {
    case .active: "停用后，这个单位的人立即不能再办理，可以恢复；注销后，所有人的身份都解除。办过的事都保留。"
    case .claimed: "登记的人不代表企业的，可以注销；注销后再恢复，别人就能重新登记。"
    case .suspended: "恢复后，原来的人立即可以继续办理。"
    case .closed:
      organisation.kind == .enterprise ? "恢复后，企业要重新登记并提交证明。" : "恢复后，要重新邀请人。"
    }
  }

  func json(_ status: Organisation.Status) -> JSON { ["status": .string(status.rawValue)] }
}
