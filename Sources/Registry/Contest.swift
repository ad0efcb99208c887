import Accounts
import Acts
import Design
import HTML
import JSON
import Messages
import Routing
import SQLite
import Vocabulary

/// What the acts on a record share: the enterprise it is about, as far as the reader may know of it.
protocol RecordAct: RecordedAct
where Spot == ItemPlace<Owner.Record>, Actor == Member, Answer == OrganisationID {
  static var button: String { get }
  static func refusal(_ record: Record) -> Refusal?
}

extension RecordAct {
  static var schema: Schema { Schema.object([.always("organisation", .text)]) }

  func find(
    _ place: ItemPlace<Owner.Record>, _ member: Member, in database: borrowing Connection
  ) throws -> (record: Record, organisation: Organisation) {
    guard let record = try Records.find(place.id, in: database),
      let found = try Organisations.find(creditCode: record.code, in: database)
    else { throw Refusal.notFound }
    return (record, try Enterprises.find(found.id, for: member.seat, in: database))
  }

  func called(at place: Spot, for member: Member, _ visit: Visit) throws -> String {
    let (record, organisation) = try ledger.store.read(lane: visit.lane) {
      try find(place, member, in: $0)
    }
    return "\(organisation.name)，\(record.kind.title)：\(record.text)"
  }

  func json(_ organisation: OrganisationID) -> JSON {
    ["organisation": .string("\(organisation)")]
  }
  func next(_ organisation: OrganisationID, at place: Spot) -> Address {
    FactsView.path.link(ItemPlace(organisation))
  }

  func page(_ sheet: Sheet, at place: Spot, for member: Member, _ visit: Visit) throws -> HTML {
    let (record, organisation) = try ledger.store.read(lane: visit.lane) {
      let found = try find(place, member, in: $0)
      try Enterprises.requireProof(found.organisation, for: member.seat, to: "查看它的数据")
      return found
    }
    let home = FactsView.path.link(ItemPlace(organisation.id))
    return actPage(
      Self.summary, on: visit, backTo: ("登记和信用数据", home), no: Self.refusal(record),
      typed: Asked.fields, sheet
    ) {
      factList {
        fact("企业", HTML(organisation.name))
        fact("数据", HTML(record.kind.title))
        for column in record.kind.columns {
          if let value = record.values[column.key] { fact(column.heading, HTML(value)) }
        }
        fact("来源", HTML("\(record.source)，\(record.asOf.chinese)"))
        if let contest = record.contest { fact("企业的异议", HTML(contest)) }
        if let reason = record.settledReason { fact("核实结果", HTML(reason)) }
      }
      postForm(
        Self.path.link(place), on: visit, fields: Asked.fields, sheet, button: Self.button,
        held: Self.namesEdition ? [(Edition.name, "\(sheet.edition(now: record.contests))")] : [])
    }
  }
}

/// “这条不对”: the enterprise says so of a record about itself; it still counts until it is settled.
struct ContestRecord: RecordAct {
  struct Asked: Input {
    static let reason = Field.longText(
      "reason", "异议的内容", most: 500, help: "写明事实；有证明的，带给所在区市场监管部门。", example: "这条已于去年修复")
    static let fields = [reason.note]
    let reason: String
    init(_ answers: Answers) throws(Problems) { reason = try answers.read(Self.reason) }
  }

  static let name = "record.contest"
  static let refuses: Set<Refusal.Kind> = [.conflict]
  static let summary = "对一条数据提出异议"
  static let path = Path<ItemPlace<Owner.Record>>("/records/:record/contest")
  static let audience = Audience.members(.enterpriseEditor, .signatory)

  let ledger: Ledger
  let post: Post

  static let button = "提出异议"
  static func refusal(_ record: Record) -> Refusal? {
    record.mayBeContested
      ? nil
      : Refusal(
        .conflict, code: "contestedAlready",
        record.settled == nil ? "这条数据的异议还在核实，请等结果。" : "这条数据的异议已经成立，不再作为依据。")
  }

  func change(
    _ asked: Asked, at place: ItemPlace<Owner.Record>, by member: Member, _ moment: Moment,
    in database: borrowing Connection
  ) throws -> Done<OrganisationID> {
    let (record, organisation) = try find(place, member, in: database)
    try Enterprises.requireProof(organisation, for: member.seat, to: "提出异议")
    if let no = Self.refusal(record) { throw no }
    if let before = record.contest, Plain.plain(before) == Plain.plain(asked.reason) {
      throw Problems([
        Problem(
          field: Asked.reason.name, code: "nothingNew",
          message: "与上次写的一样，上次的核实结果是异议不成立。请写明新的事实或证据。")
      ])
    }
    try PastContests.keep(record.id, in: database)
    try database.run(
      """
      UPDATE registry_record SET contest = ?, contested_by = ?, contested = ?, settled = NULL,
        settled_by = NULL, settled_at = NULL, settled_reason = NULL, contests = contests + 1
      WHERE id = ?
      """, asked.reason, member.caller.person.number, moment.now.milliseconds, record.id.number)
    if let district = organisation.district {
      try post.tellUnit(
        district, as: [.districtApprover], .recordContested,
        ["organisation": organisation.name, "record": record.kind.title], about: record.subject,
        link: FactsView.path.link(ItemPlace(organisation.id)), moment, in: database)
    }
    return Done(
      organisation.id, "对一条\(record.kind.title)提出异议", about: record.subject,
      payload: ["reason": .string(asked.reason)])
  }
}

/// The district unit looks at the papers and says whether the record stands.
struct SettleRecord: RecordAct {
  struct Asked: Input {
    static let decision = Field.choice(
      "decision", "决定", [Choice("kept", "异议不成立，数据继续有效"), Choice("withdrawn", "异议成立，不再作为依据")])
    static let reason = Field.longText("reason", "核实情况", most: 500, example: "核对修复决定书，已移出")
    static let fields = [decision.note, reason.note]
    let decision, reason: String
    init(_ answers: Answers) throws(Problems) {
      (decision, reason) = try answers.read(Self.decision, Self.reason)
    }
  }

  static let name = "record.settle"
  /// Of the objection that was read, the how-many-eth it is.
  static let namesEdition = true
  static let requiresEdition = true
  static let refuses: Set<Refusal.Kind> = [.conflict]
  static let summary = "决定对一条数据的异议"
  static let path = Path<ItemPlace<Owner.Record>>("/records/:record/decision")
  static let audience = Audience.members(.districtApprover).confirmed

  let ledger: Ledger
  let post: Post

  static let button = "作出决定"
  static func refusal(_ record: Record) -> Refusal? {
    record.contest != nil && record.settled == nil
      ? nil
      : Refusal(.conflict, code: "decidedAlready", "这条数据没有待核实的异议，请刷新页面查看结果。")
  }

  func change(
    _ asked: Asked, at place: ItemPlace<Owner.Record>, by member: Member, _ moment: Moment,
    in database: borrowing Connection
  ) throws -> Done<OrganisationID> {
    let (record, organisation) = try find(place, member, in: database)
    if let no = Self.refusal(record) { throw no }
    let objection = record.contest ?? ""
    try moment.requireSeen(
      record.contests, "您打开以后，企业又提出了新的异议：\(objection) 请核对以后再办。", as: "第 \(record.contests) 次异议",
      stands: ("contest", objection))
    try database.run(
      """
      UPDATE registry_record SET settled = ?, settled_by = ?, settled_at = ?, settled_reason = ?
      WHERE id = ?
      """, asked.decision, member.caller.person.number, moment.now.milliseconds, asked.reason,
      record.id.number)
    try post.tellUnit(
      organisation.id, as: [.enterpriseEditor, .signatory], .recordSettled,
      [
        "organisation": organisation.name, "record": record.kind.title,
        "decision": asked.decision == "withdrawn" ? "成立，不再作为依据" : "不成立", "reason": asked.reason,
      ], about: record.subject, link: FactsView.path.link(ItemPlace(organisation.id)), moment,
      in: database)
    return Done(
      organisation.id, "决定对一条\(record.kind.title)的异议", about: record.subject,
      payload: ["decision": .string(asked.decision), "reason": .string(asked.reason)])
  }
}
