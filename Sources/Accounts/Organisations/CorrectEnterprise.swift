import Acts
import Design
import HTML
import JSON
import Journal
import Messages
import Routing
import SQLite
import Vocabulary

/// Puts right the name of an enterprise, or the district it belongs to.
struct CorrectEnterprise: RecordedAct {
  struct Asked: Input {
    static let reason = Field.longText(
      "reason", "理由", most: 300, help: "会记入日志。", example: "企业已变更登记，迁入本区")
    static let fields = [
      OpenEnterprise.Asked.name.note, OpenEnterprise.Asked.district.note, reason.note,
      Edition.asked.note,
    ]
    let name, district, reason: String
    let edition: Int

    init(_ answers: Answers) throws(Problems) {
      (name, district, reason, edition) = try answers.read(
        OpenEnterprise.Asked.name, OpenEnterprise.Asked.district, Self.reason, Edition.asked)
    }
  }

  static let name = "enterprise.correct"
  static let refuses: Set<Refusal.Kind> = [.conflict]
  static let summary = "更正企业的名称或所在区"
  static let path = Path<ItemPlace<Owner.Organisation>>("/organisations/:organisation/correction")
  static let audience = Audience.members(
    .enterpriseEditor, .signatory, .districtHandler, .districtApprover
  ).confirmed
  static let schema = Schema.object([.always("name", .text), .always("district", .text)])

  struct Answer: Sendable {
    let name: String
    let district: Organisation
    let isSeen: Bool
  }

  let ledger: Ledger
  let desk: ClaimDesk

  /// What its district looks at meanwhile stays as it is.
  static func objection(
    to seat: Caller.Seat, _ enterprise: Organisation, in database: borrowing Connection
  ) throws -> Refusal? {
    try seat.kind == .enterprise && !Claims.waiting(about: enterprise.id, database).isEmpty
      ? Refusal(.conflict, code: "filedAlready", "区里正在核实由谁代表企业，等答复以后再更正。") : nil
  }

  func called(
    at place: ItemPlace<Owner.Organisation>, for member: Member, _ visit: Visit
  ) throws -> String {
    try ledger.store.read(lane: visit.lane) { try find(place, member, in: $0).name }
  }

  func change(
    _ asked: Asked, at place: ItemPlace<Owner.Organisation>, by member: Member, _ moment: Moment,
    in database: borrowing Connection
  ) throws -> Done<Answer> {
    let enterprise = try find(place, member, in: database)
    if let refusal = try Self.objection(to: member.seat, enterprise, in: database) {
      throw refusal
    }
    guard asked.edition == (try Self.edition(of: enterprise.id, in: database)) else {
      let unit = try enterprise.district.flatMap { try Organisations.find($0, in: database) }
      throw Refusal(
        .conflict, code: "stale",
        "您打开以后，有人更正过：现在是“\(enterprise.name)”，属\(unit?.name ?? "")。您填的还在，核对以后再更正。",
        stands: [
          .stands("name", enterprise.name), .stands("district", unit?.key ?? ""),
        ])
    }
    guard let district = try Districts.find(asked.district, in: database) else {
      throw Districts.unknown
    }
    try Organisations.rename(
      enterprise.id, asked.name, district: district.id, in: database)
    if enterprise.district != district.id {
      // Read again: the next district is told of it by its new name.
      for claim in try Claims.waiting(about: enterprise.id, database) {
        try desk.pass(claim, to: district.id, moment, in: database)
      }
    }
    for person in Set(try Memberships.of(enterprise.id, in: database).map(\.person))
    where person != member.caller.person {
      try desk.post.tell(
        person, .organisationChanged,
        [
          "organisation": enterprise.name,
          "what": "的登记信息已更正为“\(asked.name)”，属\(district.name)", "reason": asked.reason,
        ], about: enterprise.id.subject, link: Paths.members.link, moment, in: database)
    }
    return Done(
      Answer(
        name: asked.name, district: district,
        isSeen: member.seat.kind == .enterprise || district.id == member.seat.organisation),
      "更正企业登记信息", about: enterprise.id.subject,
      payload: [
        "from": [
          "name": .string(enterprise.name),
          "district": .string(enterprise.district.map { "\($0)" } ?? ""),
        ],
        "to": ["name": .string(asked.name), "district": .string("\(district.id)")],
        "reason": .string(asked.reason),
      ])
  }

  /// How often it has been corrected.
  static func edition(
    of enterprise: OrganisationID, in database: borrowing Connection
  ) throws -> Int {
    try Journal.count(of: name, about: enterprise.subject, in: database)
  }

  private func find(
    _ place: ItemPlace<Owner.Organisation>, _ member: Member, in database: borrowing Connection
  ) throws -> Organisation {
    let enterprise = try Scope.find(place.id, for: member.seat, in: database)
    guard try Scope.corrects(member.seat, enterprise, in: database) else {
      throw Refusal(
        .forbidden, code: "notYours", "已经确认的企业、区里按书面申请录入的企业，名称和所在区由区市场监管部门更正，请联系所在区。")
    }
    guard
      try member.seat.kind == .enterprise
        || !Claims.isParty(member.caller.person, to: enterprise.id, in: database)
    else {
      throw Refusal(.forbidden, code: "notYours", "与自己有关的企业，请由同事办理。")
    }
    return enterprise
  }

  func json(_ answer: Answer) -> JSON {
    ["name": .string(answer.name), "district": .string(answer.district.name)]
  }

  /// Whoever has given it to another district does not see it any more.
  func next(_ answer: Answer, at place: ItemPlace<Owner.Organisation>) -> Address {
    answer.isSeen ? OrganisationView.path.link(place) : Paths.organisations.link
  }

  func page(
    _ sheet: Sheet, at place: ItemPlace<Owner.Organisation>, for member: Member, _ visit: Visit
  ) throws -> HTML {
    let (enterprise, key, districts, edition) = try ledger.store.read(lane: visit.lane) {
      database in
      let found = try find(place, member, in: database)
      let key = try found.district.flatMap { try Organisations.find($0, in: database) }?.key
      return (
        found, key, try Districts.choices(in: database),
        try Self.edition(of: found.id, in: database)
      )
    }
    let start = Sheet(Answers(["name": enterprise.name, "district": key ?? ""]))
    return Shell(
      "更正登记信息", on: visit,
      trail: [(enterprise.name, OrganisationView.path.link(place))]
    ).page {
      errorSummary(sheet)
      p(.class("lead")) { "信用代码不能改；填错了代码的，请撤回后重新登记。" }
      postForm(
        Self.path.link(place), on: visit,
        fields: [
          OpenEnterprise.Asked.name.note,
          OpenEnterprise.Asked.district.note.choosing(from: districts), Asked.reason.note,
        ], sheet.problems.isEmpty ? start : sheet, button: "更正",
        held: [(Edition.name, "\(sheet.edition(now: edition))")])
    }
  }
}
