import Accounts
import Acts
import Design
import Desk
import HTML
import JSON
import Policy
import Rounds
import Routing
import SQLite
import Vocabulary

/// Begins an application in the round that is open (001 三（一）), with what the dossier knows filled in.
struct BeginApplication: RecordedAct {
  struct Asked: Input {
    static let kind = Field.choice(
      "kind", "类别", ItemKind.allCases.map { Choice($0.rawValue, $0.title) })
    static let item = Field.text(
      "item", "产品或服务名称", most: 80, help: "一份申请只填一个产品或一项服务。", example: "禾欣婴儿羊绒衫")
    static let fields = [kind.note, item.note]
    let kind: ItemKind
    let item: String

    init(_ answers: Answers) throws(Problems) {
      let (kind, item) = try answers.read(Self.kind, Self.item)
      self.kind = ItemKind(rawValue: kind) ?? .product
      self.item = item
    }
  }

  static let name = Lifecycle.begun
  static let summary = "开始填报一份申请"
  static let path = Path<Nowhere>("/applications/new")
  static let audience = Audience.members(.enterpriseEditor, .signatory)
  static let refuses: Set<Refusal.Kind> = [.conflict]
  static let clause: String? = "001 三（一）第一分句"
  static let schema = CaseDone.schema

  static let start = Start(name, "填报一份申请", at: path.link)

  let desk: CaseDesk
  var ledger: Ledger { desk.ledger }

  /// Whether a first draft is offered: from the dossier, the list and the desk.
  static func mayBegin(
    _ member: Member, _ library: Library, at now: Instant, in database: borrowing Connection
  ) throws -> Bool {
    guard member.seat.kind == .enterprise,
      !member.seat.roles.isDisjoint(with: [.enterpriseEditor, .signatory]),
      library.rounds.contains(where: { $0.phase(at: now) == .open })
    else { return false }
    return try Organisations.find(member.seat.organisation, in: database)?.status == .active
  }

  func change(
    _ asked: Asked, at place: Nowhere, by member: Member, _ visit: Visit,
    in database: borrowing Connection
  ) throws -> Done<CaseDone> {
    let enterprise = try Enterprises.find(
      member.seat.organisation, for: member.seat, in: database)
    try Enterprises.requireProof(enterprise, for: member.seat, to: "填报申请")
    guard let unit = enterprise.district,
      let round = desk.library.rounds.first(where: { $0.phase(at: visit.now) == .open }),
      let package = desk.library.package(round.package)
    else {
      throw Refusal(
        .conflict, code: "window", "现在没有开放申请的批次，下一批的时间见“批次”。", clause: "001 三（一）")
    }
    let id = ApplicationID.drawn
    let number = try Cases.freeNumber(round.number, in: database)
    try database.run(
      """
      INSERT INTO application (id, number, round, organisation, unit, kind, item, stage, edition,
        begun, since) VALUES (?, ?, ?, ?, ?, ?, ?, 'draft', 1, ?, ?)
      """, id.number, number, round.id.number, enterprise.id.number, unit.number,
      asked.kind.rawValue, asked.item, visit.now.milliseconds, visit.now.milliseconds)
    try database.run(
      """
      INSERT INTO application_event
        (application, edition, at, act, from_stage, to_stage, person, seat, text)
      VALUES (?, 1, ?, ?, NULL, 'draft', ?, ?, '')
      """, id.number, visit.now.milliseconds, Self.name, member.caller.person.number,
      member.seat.organisation.number)
    guard let file = try Cases.find(id, in: database) else { throw Refusal.notFound }
    try Prefill(file: file, enterprise: enterprise, package: package, today: visit.now.day)
      .keep(by: member.caller.person, at: visit.now, in: database)
    return Done(
      CaseDone(file: file), "开始填报：\(file.enterpriseName)“\(file.item)”（\(number)）",
      about: file.subject)
  }

  func json(_ done: CaseDone) -> JSON { done.json }
  func next(_ done: CaseDone, at place: Nowhere) -> Address {
    CaseView.path.link(done.file.place)
  }

  func page(_ sheet: Sheet, at place: Nowhere, for member: Member, _ visit: Visit) -> HTML {
    Shell("填报申请", on: visit, trail: [("申请", Paths.applications.link)]).page {
      errorSummary(sheet)
      p(.class("lead")) { "先写明申请的是什么。申请书分几部分填，每一部分单独保存，随时可以回来接着填。" }
      postForm(Self.path.link, on: visit, fields: Asked.fields, sheet, button: "开始填报")
    }
  }
}

/// A first draft, while a round is open.
struct DraftStarter: Starter {
  let library: Library

  func starts(
    for caller: Caller, at now: Instant, in database: borrowing Connection
  ) throws -> [Start] {
    guard let seat = caller.seat,
      try BeginApplication.mayBegin(
        Member(caller: caller, seat: seat), library, at: now, in: database)
    else { return [] }
    return [BeginApplication.start]
  }
}

/// What the dossier and the registration know already goes into the form, to be looked over.
private struct Prefill {
  let file: Case
  let enterprise: Organisation
  let package: Package
  let today: Day

  func keep(by person: PersonID, at now: Instant, in database: borrowing Connection) throws {
    guard let form = package.forms.first(where: { $0.id == FormUse.application.rawValue }) else {
      return
    }
    var known: [String: JSON] = [
      "enterpriseName": .string(enterprise.name),
      "creditCode": .string(enterprise.creditCode ?? ""), "itemName": .string(file.item),
      "itemKind": .string(file.kind.rawValue),
    ]
    if let declared = try Declarations.find(enterprise.id, in: database) {
      let values = declared.values(for: package.conditions, on: today)
      let json = Questionnaire(package.conditions.questions).json(values)
      for member in json.members ?? [] { known[member.name] = member.value }
    }
    for (index, section) in form.sections.enumerated() {
      let asked = Questionnaire(section.questions)
      let given = known.filter { name, _ in
        section.questions.contains { $0.id == name && $0.computed == nil && $0.kind != .file }
      }
      // What another package would say otherwise, the form does not take.
      let values = asked.read(given, isTyped: true, isComplete: false, on: today).values
      if !values.isEmpty {
        try Drafts.keep(
          asked.json(values), of: file, section: index + 1, after: 0, by: person, at: now,
          in: database)
      }
    }
  }
}
