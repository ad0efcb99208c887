import Acts
import Design
import HTML
import HTTP
import JSON
import Messages
import Routing
import SQLite
import Vocabulary

/// Asks an enterprise's own people to be let in. Nobody else can.
struct JoinEnterprise: RecordedAct {
  struct Asked: Input {
    static let role = Field.role("要担任的身份", [Role.enterpriseEditor, .enterpriseViewer, .signatory])
    static let note = Field.longText(
      "note", "给企业同事的说明", most: 200, help: "写明您是谁、在哪个部门，方便对方核实。", example: "质量部李华",
      isRequired: false)
    static let fields = [OpenEnterprise.Asked.code.note, role.note, note.note]
    let code: String
    let role: Role
    let note: String

    init(_ answers: Answers) throws(Problems) {
      (code, role, note) = try answers.read(OpenEnterprise.Asked.code, Self.role, Self.note)
    }
  }

  static let name = "enterprise.join"
  static let refuses: Set<Refusal.Kind> = [.conflict, .tooMany]
  static let summary = "申请加入已登记的企业"
  static let path = Path<Nowhere>("/enterprises/joins")
  static let audience = Audience<Caller>.signedIn
  static let schema = Schema.object([.always("claim", .text)])

  let ledger: Ledger
  let desk: ClaimDesk

  func change(
    _ asked: Asked, at place: Nowhere, by caller: Caller, _ moment: Moment,
    in database: borrowing Connection
  ) throws -> Done<ClaimID> {
    try desk.brake(caller, at: moment.wall)
    let code = try EnterpriseCode.check(asked.code, in: database)
    let enterprise = try EnterpriseCode.enterprise(code, in: database)
    if try Memberships.of(caller.person, in: database).contains(where: {
      $0.organisation == enterprise.id && $0.role == asked.role
    }) {
      throw Refusal(.conflict, code: "memberAlready", "您已经是这家企业的\(asked.role.title)。")
    }
    let claim = try Claims.open(
      .join, for: enterprise.id, by: caller.person, as: asked.role, note: asked.note,
      isFiled: true, at: moment.now, in: database)
    let people = try Recipients.speakers(of: enterprise.id, in: database)
    try desk.post.tell(
      people, .joinAsked, ["organisation": enterprise.name, "person": caller.name],
      about: "claim/\(claim)", link: ClaimView.path.link(ItemPlace(claim)), moment, in: database)
    return Done(claim, "申请加入企业", about: "claim/\(claim)")
  }

  func json(_ claim: ClaimID) -> JSON { ["claim": .string("\(claim)")] }
  func next(_ claim: ClaimID, at place: Nowhere) -> Address {
    ClaimView.path.link(ItemPlace(claim))
  }

  func page(_ sheet: Sheet, at place: Nowhere, for caller: Caller, _ visit: Visit) throws -> HTML {
    try Memberships.requireMayStand(for: caller, visit, in: ledger.store)
    return Shell("申请加入企业", on: visit, trail: [("工作台", Paths.desk.link)]).page {
      errorSummary(sheet)
      p(.class("lead")) { "企业已有人登记时，由企业自己的填报人或签署人同意您加入。" }
      postForm(Self.path.link, on: visit, fields: Asked.fields, sheet, button: "提出申请")
    }
  }
}
