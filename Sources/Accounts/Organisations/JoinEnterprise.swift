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
  static let summary = "申请加入已登记的企业"
  static let path = Path<Nowhere>("/enterprises/joins")
  static let audience = Audience<Caller>.signedIn
  static let schema = Schema.object([.always("claim", .text)])

  let ledger: Ledger
  let post: Post

  func change(
    _ asked: Asked, at place: Nowhere, by caller: Caller, _ visit: Visit,
    in database: borrowing Connection
  ) throws -> Done<ClaimID> {
    let code = try EnterpriseCode.check(asked.code, in: database)
    guard let enterprise = try Organisations.find(creditCode: code, in: database) else {
      throw EnterpriseCode.unknown
    }
    if try Memberships.of(caller.person, in: database).contains(where: {
      $0.organisation == enterprise.id && $0.role == asked.role
    }) {
      throw Refusal(.conflict, code: "memberAlready", "您已经是这家企业的\(asked.role.title)。")
    }
    let claim = try Claims.open(
      .join, for: enterprise.id, by: caller.person, as: asked.role, note: asked.note,
      isFiled: true, at: visit.now, in: database)
    let people = try Recipients.of(
      enterprise.id, as: [.enterpriseEditor, .signatory], in: database)
    try post.tell(
      people, .joinAsked, ["organisation": enterprise.name, "person": caller.name],
      about: "claim/\(claim)", link: ClaimView.path.link(ItemPlace(claim)), visit, in: database)
    return Done(claim, "申请加入企业", about: "claim/\(claim)")
  }

  func json(_ claim: ClaimID) -> JSON { ["claim": .string("\(claim)")] }
  func next(_ claim: ClaimID, at place: Nowhere) -> Address {
    ClaimView.path.link(ItemPlace(claim))
  }

  func page(_ sheet: Sheet, at place: Nowhere, for caller: Caller, _ visit: Visit) -> HTML {
    Shell("申请加入企业", on: visit, trail: [("工作台", Paths.desk.link)]).page {
      errorSummary(sheet)
      p(.class("lead")) { "企业已有人登记时，由企业自己的填报人或签署人同意您加入。" }
      postForm(Self.path.link, on: visit, fields: Asked.fields, sheet, button: "提出申请")
    }
  }
}

extension EnterpriseCode {
  static let unknown = Problems([
    Problem(field: "creditCode", code: "unknown", message: "没有以这个代码登记的企业，请先登记。")
  ])
}

/// Says that those who registered an enterprise do not speak for it; the district unit weighs both.
struct DisputeEnterprise: Recording {
  struct Asked: Input {
    static let role = Field.role("您在企业的身份", [Role.enterpriseEditor, .signatory])
    static let note = Field.longText(
      "note", "事实和理由", most: 500, example: "现登记人已于今年六月离职")
    static let fields =
      [OpenEnterprise.Asked.code.note, role.note, note.note] + ProofInput.fields
    let code: String
    let role: Role
    let note: String
    let licence, letter: UploadedFile

    init(_ answers: Answers) throws(Problems) {
      (code, role, note, licence, letter) = try answers.read(
        OpenEnterprise.Asked.code, Self.role, Self.note, ProofInput.licence, ProofInput.letter)
    }
  }

  static let name = "enterprise.dispute"
  static let summary = "对企业的登记人提出异议"
  static let path = Path<Nowhere>("/enterprises/disputes")
  static let audience = Audience<Caller>.signedIn
  static let schema = Schema.object([.always("claim", .text)])

  let ledger: Ledger
  let files: ProofFiles
  let desk: ClaimDesk

  func perform(
    _ asked: Asked, at place: Nowhere, by caller: Caller, _ visit: Visit
  ) async throws -> ClaimID {
    let kept = try await files.keep([("licence", asked.licence), ("letter", asked.letter)])
    do {
      return try await record(visit, at: place) { [desk] database in
        let code = try EnterpriseCode.check(asked.code, in: database)
        guard let enterprise = try Organisations.find(creditCode: code, in: database) else {
          throw EnterpriseCode.unknown
        }
        if try Memberships.of(caller.person, in: database).contains(where: {
          $0.organisation == enterprise.id
        }) {
          throw Refusal(.conflict, code: "memberAlready", "您已经是这家企业的成员，人员调整请在“成员”里办理。")
        }
        let id = try Claims.open(
          .dispute, for: enterprise.id, by: caller.person, as: asked.role, note: asked.note,
          at: visit.now, in: database)
        try ProofFiles.record(kept, for: id, at: visit.now, in: database)
        if let claim = try Claims.find(id, in: database) {
          _ = try desk.file(claim, visit, in: database)
        }
        return Done(id, "对企业登记人提出异议", about: "claim/\(id)")
      }
    } catch {
      // Where nobody knows whether the row was kept, the file stays; the next start sweeps.
      if error as? StoreError != .outcomeUnknown { files.forget(kept) }
      throw error
    }
  }

  func json(_ claim: ClaimID) -> JSON { ["claim": .string("\(claim)")] }
  func next(_ claim: ClaimID, at place: Nowhere) -> Address {
    ClaimView.path.link(ItemPlace(claim))
  }

  func page(_ sheet: Sheet, at place: Nowhere, for caller: Caller, _ visit: Visit) -> HTML {
    Shell("对企业登记人提出异议", on: visit, trail: [("工作台", Paths.desk.link)]).page {
      errorSummary(sheet)
      p(.class("lead")) { "如果现在登记的人不代表您的企业，请上传营业执照和授权书，由区市场监管部门核实。核实期间，现有登记不变。" }
      postForm(Self.path.link, on: visit, fields: Asked.fields, sheet, button: "提出异议")
    }
  }
}

/// Lets in a credit code that fails its own check: an officer has seen the licence (issue: hard stop).
struct AdmitCode: RecordedAct {
  struct Asked: Input {
    static let code = Field.text("code", "代码（与营业执照完全一致）", most: 40, example: "91310101PDY00001X4")
    static let reason = Field.longText(
      "reason", "准予使用的理由", most: 300, help: "写明核对了什么，会记入日志。", example: "核对营业执照原件，证载如此")
    static let fields = [code.note, reason.note]
    let code, reason: String

    init(_ answers: Answers) throws(Problems) {
      let code: String
      (code, reason) = try answers.read(Self.code, Self.reason)
      self.code = CreditCode.normalise(code)
    }
  }

  static let name = "creditCode.admit"
  static let summary = "准予使用未通过校验的信用代码"
  static let path = Path<Nowhere>("/credit-codes")
  static let audience = Audience.members(.districtHandler, .districtApprover)
  static let schema = Schema.object([.always("code", .text)])

  let ledger: Ledger

  func change(
    _ asked: Asked, at place: Nowhere, by member: Member, _ visit: Visit,
    in database: borrowing Connection
  ) throws -> Done<String> {
    do {
      _ = try CreditCode(asked.code)
    } catch {
      // A wrong character may stand on a licence; a wrong length cannot.
      if error.reason == .length {
        throw Problems([
          Problem(field: "code", code: "length", message: "代码要有 18 位，现在是 \(asked.code.count) 位。")
        ])
      }
      try database.run(
        """
        INSERT INTO admitted_code (code, reason, admitted_by, at) VALUES (?, ?, ?, ?)
        ON CONFLICT DO NOTHING
        """, asked.code, asked.reason, member.caller.person.number, visit.now.milliseconds)
      return Done(
        asked.code, "准予使用未通过校验的信用代码", about: "creditCode/\(asked.code)",
        payload: ["reason": .string(asked.reason)])
    }
    throw Problems([
      Problem(field: "code", code: "provesItself", message: "这个代码通过校验，企业可以自己登记，不用另外准予。")
    ])
  }

  func json(_ code: String) -> JSON { ["code": .string(code)] }
  func next(_ code: String, at place: Nowhere) -> Address { Paths.desk.link }

  func page(_ sheet: Sheet, at place: Nowhere, for member: Member, _ visit: Visit) -> HTML {
    Shell("准予使用未通过校验的信用代码", on: visit, trail: [("工作台", Paths.desk.link)]).page {
      errorSummary(sheet)
      p(.class("lead")) { "极少数营业执照上的代码通不过校验。核对原件后，可以在这里准予企业用它登记。" }
      postForm(Self.path.link, on: visit, fields: Asked.fields, sheet, button: "准予使用")
    }
  }
}
