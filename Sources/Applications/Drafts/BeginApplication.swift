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
    static let from = Field.text(
      "from", "带入以前的一份申请（选填）", most: 40, help: "以前填过的带到新的申请里，逐部分核对以后再保存；附件和声明不带。",
      example: "2025-1-0000001", isRequired: false)
    static let fields = [kind.note, item.note, from.note]
    let kind: ItemKind
    let item, from: String

    init(_ answers: Answers) throws(Problems) {
      let (kind, item, from) = try answers.read(Self.kind, Self.item, Self.from)
      self.from = from
      self.kind = ItemKind(rawValue: kind) ?? .product
      // The name it goes by everywhere, without the blanks that came along.
      self.item = item.split(whereSeparator: \.isWhitespace).joined(separator: " ")
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
    _ asked: Asked, at place: Nowhere, by member: Member, _ moment: Moment,
    in database: borrowing Connection
  ) throws -> Done<CaseDone> {
    let enterprise = try Enterprises.find(
      member.seat.organisation, for: member.seat, in: database)
    try Enterprises.requireProof(enterprise, for: member.seat, to: "填报申请")
    guard let unit = enterprise.district,
      let round = desk.library.rounds.first(where: { $0.phase(at: moment.now) == .open }),
      let package = desk.library.package(round.package)
    else {
      throw Refusal(
        .conflict, code: "window", "现在没有开放申请的批次，下一批的时间见“批次”。", clause: "001 三（一）")
    }
    let earlier = try earlier(asked.from, by: member, moment, in: database)
    let draft = NewCase(
      round: round, enterprise: enterprise.id, unit: unit, kind: asked.kind, item: asked.item)
    let file = try draft.keep(Self.name, "", moment, in: database)
    try Prefill(
      file: file, enterprise: enterprise, package: package, earlier: earlier,
      today: moment.today
    ).keep(by: member.caller.person, at: moment.now, in: database)
    let brought = asked.from.isEmpty ? "" : "，带入 \(asked.from)"
    return Done(
      CaseDone(file: file), "开始填报：\(file.enterpriseName)“\(file.item)”（\(file.number)）\(brought)",
      about: file.subject)
  }

  /// What an application of the same enterprise says, whatever has become of it.
  private func earlier(
    _ number: String, by member: Member, _ moment: Moment, in database: borrowing Connection
  ) throws -> Earlier? {
    if number.isEmpty { return nil }
    guard let file = try? Cases.find(number, for: member, in: database) else {
      throw Problems([
        Problem(field: "from", code: "notAChoice", message: "没有编号是“\(number)”的申请。")
      ])
    }
    let facts = try desk.judge.facts(of: file, for: nil, at: moment.now, in: database)
    return Earlier(number: number, answers: try Drafts.of(facts, in: database).answers)
  }

  func json(_ done: CaseDone) -> JSON { done.json }
  func next(_ done: CaseDone, at place: Nowhere) -> Address {
    CaseView.path.link(done.file.place)
  }

  func page(
    _ sheet: Sheet, at place: Nowhere, for member: Member, _ visit: Visit
  ) throws -> HTML {
    let earlier = try ledger.store.read(lane: visit.lane) {
      try Cases.all(of: member.seat.organisation, in: $0).prefix(Self.most)
    }
    return Shell("填报申请", on: visit, trail: [("申请", Paths.applications.link)]).page {
      errorSummary(sheet)
      p(.class("lead")) { "先写明申请的是什么。申请书分几部分填，每一部分单独保存，随时可以回来接着填。" }
      postForm(
        Self.path.link, on: visit,
        fields: [Asked.kind.note, Asked.item.note]
          + (earlier.isEmpty
            ? []
            : [
              Asked.from.note.choosing(
                from: earlier.map { Choice($0.number, "\($0.item)（\($0.number)）") })
            ]),
        sheet, button: "开始填报")
    }
  }

  /// So many earlier ones are offered to be copied from.
  private static let most = 20
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
