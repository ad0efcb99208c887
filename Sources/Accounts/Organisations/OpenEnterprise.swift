import Acts
import Design
import HTML
import JSON
import Messages
import Routing
import SQLite
import Vocabulary

/// Registers an enterprise by its credit code. Who is first still has to prove it.
struct OpenEnterprise: RecordedAct {
  struct Asked: Input {
    static let code = Field.text(
      "creditCode", "统一社会信用代码", most: 40, help: "营业执照上的 18 位代码，填错会指出是第几位。",
      example: "91310101PDY00001X4"
    ).withFixedForm
    static let name = Field.text(
      "name", "企业名称", most: 100, help: "与营业执照一致。", example: "上海甲乙丙食品有限公司"
    ).filledIn(by: "organization").kept(2...100)
    static let district = Field.text(
      "district", "所在地市场监管部门", most: 20, example: "huangpu"
    ).picked
    static let role = Field.role(
      "您在企业的身份", [Role.enterpriseEditor, .signatory],
      help: "签署人既能填报，也能签署提交。企业只有一个人办理的，选“签署人”，一个人就能办完；以后可以再邀请同事填报。")
    static let fields = [code.note, name.note, district.note, role.note]

    let code, name, district: String
    let role: Role

    init(_ answers: Answers) throws(Problems) {
      (code, name, district, role) = try answers.read(
        Self.code, Self.name, Self.district, Self.role)
    }
  }

  static let name = "enterprise.open"
  static let refuses: Set<Refusal.Kind> = [.conflict]
  static let summary = "登记企业"
  static let path = Path<Nowhere>("/enterprises")
  static let audience = Audience<Caller>.signedIn
  static let schema = Schema.object([.always("organisation", .text), .always("claim", .text)])

  struct Answer: Sendable {
    let organisation: OrganisationID
    let claim: ClaimID
  }

  let ledger: Ledger
  let post: Post
  /// Days after which a registration without proof no longer keeps others out.
  let lapseDays: Int

  /// Nobody takes name after name and proves none.
  static func objection(
    to caller: Caller, in database: borrowing Connection
  ) throws -> Refusal? {
    if let refusal = try Memberships.objection(toStandFor: caller.person, in: database) {
      return refusal
    }
    return try Claims.begun(by: caller.person, in: database) < 3
      ? nil : Refusal(.conflict, code: "tooManyOpen", "您登记了很多企业还没有提交证明，请先把它们办完。")
  }

  func change(
    _ asked: Asked, at place: Nowhere, by caller: Caller, _ moment: Moment,
    in database: borrowing Connection
  ) throws -> Done<Answer> {
    let code = try EnterpriseCode.check(asked.code, in: database)
    guard let district = try Districts.find(asked.district, in: database) else {
      throw Districts.unknown
    }
    let known = try Organisations.find(creditCode: code, in: database)
    if let known {
      if known.status == .suspended || known.status == .closed {
        throw EnterpriseCode.closed(known)
      }
      if try !isFree(known, at: moment.now, in: database) { throw Self.taken }
    }
    if let refusal = try Self.objection(to: caller, in: database) { throw refusal }
    let id = known?.id ?? .fresh
    if let known {
      try clear(known, for: caller, moment, in: database)
      if try !Enterprises.isEntered(id, in: database) {
        try Organisations.rename(id, asked.name, district: district.id, in: database)
      }
    } else {
      try Organisations.add(
        id, .enterprise, name: asked.name, district: district.id, creditCode: code,
        status: .claimed, at: moment.now, in: database)
    }
    try Memberships.grant(
      asked.role, in: id, to: caller.person, by: nil, at: moment.now, database)
    try Sessions.sit(caller, in: id, database)
    // Beginning anew does not win new days to prove it.
    let claim = try Claims.open(
      .first, for: id, by: caller.person, as: asked.role, note: "",
      at: Claims.unproven(since: moment.now, for: id, by: caller.person, in: database),
      in: database)
    return Done(Answer(organisation: id, claim: claim), "登记企业", about: id.subject)
  }

  /// Nobody there, or somebody who has proven nothing in so many days and is not being judged:
  /// whoever registers a public code cannot keep the enterprise itself out.
  private func isFree(
    _ known: Organisation, at now: Instant, in database: borrowing Connection
  ) throws -> Bool {
    guard known.status == .claimed else { return false }
    let holders = try Memberships.of(known.id, in: database)
    if holders.isEmpty { return true }
    let live = try database.first(
      """
      SELECT max(CASE WHEN kind = 'first' THEN since END), max(state = 'waiting') FROM claim
      WHERE organisation = ? AND kind <> 'join' AND state IN ('open', 'waiting', 'refused')
      """, known.id.number
    ) { (newest: $0.optionalInt(0), isFiled: $0.bool(1)) }
    guard let live, !live.isFiled else { return false }
    guard let newest = live.newest else { return true }
    return now.milliseconds - Int64(newest) > Int64(lapseDays) * 86_400_000
  }

  private func clear(
    _ known: Organisation, for caller: Caller, _ moment: Moment, in database: borrowing Connection
  ) throws {
    let now = moment.now
    let holders = try Memberships.of(known.id, in: database)
    if holders.contains(where: { $0.person == caller.person }) {
      throw Refusal(.conflict, code: "memberAlready", "您已经登记了这家企业，请提交证明。")
    }
    for holder in holders {
      try Memberships.end(holder, by: caller.person, "没有在期限内提交证明", at: moment.now, database)
      try post.tell(
        holder.person, .roleEnded,
        [
          "organisation": known.name, "role": holder.role.title, "reason": "没有在期限内提交证明",
        ], about: known.id.subject, link: Paths.desk.link, moment, in: database)
    }
    try database.run(
      """
      UPDATE claim SET state = 'withdrawn', decided = ?,
        reason = CASE kind WHEN 'first' THEN '没有在期限内提交证明' ELSE '企业由别人重新登记' END
      WHERE organisation = ? AND (state IN ('open', 'waiting') OR state = 'refused' AND kind = 'first')
      """, now.milliseconds, known.id.number)
  }

  static let taken = Refusal(
    .conflict, code: "enterpriseTaken", "这家企业已经有人登记。您可以申请加入，由企业的人同意；如果登记的人不代表企业，可以提出异议，由区市场监管部门核实。")

  func json(_ answer: Answer) -> JSON {
    ["organisation": .string("\(answer.organisation)"), "claim": .string("\(answer.claim)")]
  }

  func next(_ answer: Answer, at place: Nowhere) -> Address {
    ClaimView.path.link(ItemPlace(answer.claim))
  }

  func page(_ sheet: Sheet, at place: Nowhere, for caller: Caller, _ visit: Visit) throws -> HTML {
    try Memberships.requireMayStand(for: caller, visit, in: ledger.store)
    let districts = try ledger.store.read(lane: visit.lane) { try Districts.choices(in: $0) }
    let isTaken = sheet.problems.contains { $0.code == Self.taken.code }
    let code = sheet.text(Asked.code.note)
    return Shell("登记企业", on: visit, trail: [("工作台", Paths.desk.link)]).page {
      errorSummary(sheet)
      if isTaken {
        p {
          a(
            .class("button"),
            .href(JoinEnterprise.path.link(Nowhere(), query: [("creditCode", code)]))
          ) {
            "申请加入"
          }
          " "
          a(.href(DisputeEnterprise.path.link(Nowhere(), query: [("creditCode", code)]))) { "提出异议" }
        }
      } else {
        p(.class("lead")) { "先登记，再上传营业执照和授权书，由区市场监管部门确认您代表企业。确认之前可以先填写材料，但不能提交。" }
      }
      postForm(
        Self.path.link, on: visit,
        fields: [
          Asked.code.note, Asked.name.note, Asked.district.note.choosing(from: districts),
          Asked.role.note,
        ], sheet, button: "登记")
      p(.class("quiet")) { "代码填对了却通不过校验？请带营业执照联系所在区市场监管部门，由工作人员核对后登记。" }
    }
  }
}
