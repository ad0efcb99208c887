import Accounts
import Acts
import Applications
import HTML
import JSON
import Messages
import Policy
import Rounds
import Routing
import SQLite
import Vocabulary

/// Another official decides: in with the specialities and industries applied for, not in, or back to
/// be looked at again.
struct AdmitExpert: RecordedAct {
  struct Asked: Input {
    static let decision = Field.choice(
      "decision", "决定",
      [Choice("admit", "同意入库"), Choice("refuse", "不入库"), Choice("sendBack", "退回经办重新核对")])
    static let reason = Field.longText(
      "reason", "理由（不入库时本人会读到）", most: 500, example: "从事本专业的年数不够。", isRequired: false)
    static let fields = [decision.note, reason.note]
    let decision, reason: String
    init(_ answers: Answers) throws(Problems) {
      (decision, reason) = try answers.read(Self.decision, Self.reason)
      if decision != "admit", reason.isEmpty {
        throw Problems([Problem(field: "reason", code: "required", message: "请写明理由。")])
      }
    }
  }

  static let name = "expert.admit"
  static let summary = "决定专家是否入库"
  static let path = Path<ItemPlace<Owner.ExpertApplication>>(
    "/experts/applications/:expert/admission")
  static let audience = Audience.members(.municipalApprover).confirmed
  static let clause: String? = "001 二（五）第一句"
  static let refuses: Set<Refusal.Kind> = [.conflict]
  static let namesEdition = true
  static let requiresEdition = true
  static let schema = ApplyAsExpert.schema

  let desk: CaseDesk
  var ledger: Ledger { desk.ledger }

  static func requireMay(_ found: ExpertApplication, _ member: Member) throws(Refusal) {
    guard found.state == .vetted else {
      throw Refusal(.conflict, code: "decidedAlready", "这份申请\(found.state.title)，现在不能决定。")
    }
    guard found.person != member.caller.person, found.vettedBy != member.caller.person else {
      throw Refusal(.conflict, code: "samePerson", "申请人和核对的人都不能决定，要由另一个人办。")
    }
  }

  func called(
    at place: ItemPlace<Owner.ExpertApplication>, for member: Member, _ visit: Visit
  ) throws -> String {
    try ledger.store.read(lane: visit.lane) {
      try ExpertApplications.find(place.id, in: $0).personName
    }
  }

  func change(
    _ asked: Asked, at place: ItemPlace<Owner.ExpertApplication>, by member: Member,
    _ moment: Moment, in database: borrowing Connection
  ) throws -> Done<ExpertApplication> {
    let found = try ExpertApplications.find(place.id, in: database)
    try Self.requireMay(found, member)
    try found.requireSeen(moment)
    if asked.decision == "sendBack" {
      try database.run(
        """
        UPDATE expert_application SET opinion = NULL, opinion_text = '', vetted_by = NULL,
          vetted = NULL, edition = edition + 1 WHERE id = ?
        """, found.id.number)
    } else {
      try database.run(
        """
        UPDATE expert_application SET outcome = ?, reason = ?, decided_by = ?, decided = ?,
          edition = edition + 1 WHERE id = ?
        """, asked.decision == "admit" ? "admitted" : "refused", asked.reason,
        member.caller.person.number, moment.now.milliseconds, found.id.number)
      if asked.decision == "admit" { try admit(found, by: member, moment, in: database) }
      try desk.post.tell(
        found.person, .expertDecided,
        [
          "decision": asked.decision == "admit" ? "已经同意" : "没有同意",
          "reason": asked.decision == "admit" ? "下次登录后启用动态口令，就可以参加评审。" : "理由：\(asked.reason)",
        ], about: found.subject, link: ApplyAsExpert.path.link,
        moment, in: database)
    }
    return Done(
      try ExpertApplications.find(found.id, in: database),
      asked.decision == "admit"
        ? "同意专家入库" : asked.decision == "refuse" ? "不同意专家入库" : "退回专家的申请重新核对",
      about: found.subject, payload: ["reason": .string(asked.reason)])
  }

  private func admit(
    _ found: ExpertApplication, by member: Member, _ moment: Moment,
    in database: borrowing Connection
  ) throws {
    guard let package = desk.library.package(found.package) else { throw Refusal.notFound }
    let values = try ExpertForm(package).values(found.answers)
    let fields = Fields(values)
    let words =
      fields.specialities.map { ("speciality", $0) } + fields.industries.map { ("industry", $0) }
    for (kind, word) in words {
      try database.run(
        """
        INSERT INTO expert_field (person, kind, word, application) VALUES (?1, ?2, ?3, ?4)
        ON CONFLICT (person, kind, word) DO UPDATE SET application = ?4
        """, found.person.number, kind, word, found.id.number)
    }
    for tie in Tie.all(values) {
      try Ties.add(tie, of: found.person, at: moment.now, in: database)
    }
    try Memberships.grant(
      .expert, in: try ExpertApplications.pool(in: database).id, to: found.person,
      by: member.caller.person, at: moment.now, database)
  }

  func json(_ done: ExpertApplication) -> JSON { ApplyAsExpert(desk: desk).json(done) }
  func next(_ done: ExpertApplication, at place: ItemPlace<Owner.ExpertApplication>) -> Address {
    ExpertApplicationView.path.link(place)
  }

  func page(
    _ sheet: Sheet, at place: ItemPlace<Owner.ExpertApplication>, for member: Member,
    _ visit: Visit
  ) throws -> HTML {
    let view = ExpertApplicationView(desk: desk)
    return view.page(
      sheet, try view.answer(Nothing(), at: place, for: member, visit), at: place, for: member,
      visit)
  }
}
