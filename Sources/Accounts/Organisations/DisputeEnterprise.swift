import Acts
import Design
import HTML
import HTTP
import JSON
import Routing
import SQLite
import Vocabulary

/// Says that those who registered an enterprise do not speak for it; the district unit weighs both.
struct DisputeEnterprise: Recording, UploadAct {
  struct Asked: Input {
    static let role = Field.role("您在企业的身份", [Role.enterpriseEditor, .signatory])
    static let note = Field.longText(
      "note", "事实和理由", most: 500, example: "现登记人已于今年六月离职")
    static let fields =
      [OpenEnterprise.Asked.code.note, role.note, note.note] + ProofInput.fields
    let code: String
    let role: Role
    let note: String
    let licence, letter: SentFile

    init(_ answers: Answers) throws(Problems) {
      (code, role, note, licence, letter) = try answers.read(
        OpenEnterprise.Asked.code, Self.role, Self.note, ProofInput.licence, ProofInput.letter)
    }
  }

  static let name = "enterprise.dispute"
  static let refuses: Set<Refusal.Kind> = [.conflict]
  static let summary = "对企业的登记人提出异议"
  static let path = Path<Nowhere>("/enterprises/disputes")
  static let audience = Audience<Caller>.signedIn
  static let schema = Schema.object([.always("claim", .text)])

  let ledger: Ledger
  let files: ProofFiles
  let desk: ClaimDesk

  /// Anyone may say it; which enterprise it is about is in the form itself.
  func requireSlot(at place: Nowhere, for caller: Caller, _ visit: Visit) {}

  func perform(
    _ asked: Asked, at place: Nowhere, by caller: Caller, _ visit: Visit
  ) async throws -> ClaimID {
    try desk.brake(caller, at: visit.wall)
    let kept = try await files.keep([("licence", asked.licence), ("letter", asked.letter)])
    do {
      return try await record(visit, at: place) { [desk] moment, database in
        let code = try EnterpriseCode.check(asked.code, in: database)
        let enterprise = try EnterpriseCode.enterprise(code, in: database)
        let people = try Memberships.of(enterprise.id, in: database)
        if people.isEmpty {
          throw Refusal(.conflict, code: "notHeld", "现在没有人登记这家企业，您可以直接登记。")
        }
        // Whoever was suspended has no other way to be heard.
        if people.contains(where: { $0.person == caller.person && $0.suspended == nil }) {
          throw Refusal(.conflict, code: "memberAlready", "您已经是这家企业的成员，人员调整请在“成员”里办理。")
        }
        let id = try Claims.open(
          .dispute, for: enterprise.id, by: caller.person, as: asked.role, note: asked.note,
          at: moment.now, in: database)
        try ProofFiles.record(kept, for: id, at: moment.now, in: database)
        if let claim = try Claims.find(id, in: database) {
          _ = try desk.file(claim, moment, in: database)
        }
        return Done(id, "对企业登记人提出异议", about: "claim/\(id)")
      }
    } catch {
      // Where nobody knows whether the row was kept, the file stays; strays are put aside.
      if error as? StoreError != .outcomeUnknown { files.forget(kept) }
      throw error
    }
  }

  func json(_ claim: ClaimID) -> JSON { ["claim": .string("\(claim)")] }
  func next(_ claim: ClaimID, at place: Nowhere) -> Address {
    ClaimView.path.link(ItemPlace(claim))
  }

  func page(_ sheet: Sheet, at place: Nowhere, for caller: Caller, _ visit: Visit) throws -> HTML {
    try Memberships.requireMayStand(for: caller, visit, in: ledger.store)
    return Shell("对企业登记人提出异议", on: visit, trail: [("工作台", Paths.desk.link)]).page {
      errorSummary(sheet)
      p(.class("lead")) { "如果现在登记的人不代表您的企业，请上传营业执照和授权书，由区市场监管部门核实。核实期间，现有登记不变。" }
      postForm(Self.path.link, on: visit, fields: Asked.fields, sheet, button: "提出异议")
    }
  }
}
