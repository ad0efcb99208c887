import Accounts
import Acts
import Applications
import Design
import Desk
import HTML
import JSON
import Routing
import SQLite
import Vocabulary

/// Cases that nobody has in hand, given to a colleague several at a time; those that cannot be are left,
/// each with its reason. Each has its own line in the history and its own word in the inbox.
struct ShareOut: RecordedAct {
  struct Asked: Input {
    static let to = HandOverCase.Asked.to
    static let reason = HandOverCase.Asked.reason
    static let fields = [to.note, reason.note]
    static var more: [Schema.Property]? { Several.more }
    let handing: HandOverCase.Asked
    let chosen: CaseChoices.Chosen

    init(_ answers: Answers) throws(Problems) {
      handing = try HandOverCase.Asked(answers)
      chosen = try CaseChoices.chosen(answers, to: "分派", most: Several.most)
    }
  }

  static let name = "handler.share"
  static let summary = "一次分派多份"
  static let path = Path<Nowhere>("/handovers/new")
  static let audience = Audience.members(Lifecycle.handOver.by)
  static let clause: String? = Lifecycle.handOver.clause
  static let schema = Several.schema("given")

  let desk: CaseDesk
  var ledger: Ledger { desk.ledger }

  func change(
    _ asked: Asked, at place: Nowhere, by member: Member, _ moment: Moment,
    in database: borrowing Connection
  ) throws -> Done<Several> {
    let colleagues = try Colleagues.handlers(of: member.seat.organisation, in: database)
    guard colleagues.contains(where: { "\($0.person)" == asked.handing.to }) else {
      throw Problems([Problem(field: "to", code: "notAChoice", message: "本单位没有这个人。")])
    }
    let several = try Several(
      asked.chosen, Lifecycle.handOver, by: member, desk, moment, in: database
    ) { facts, database in
      // Somebody may have taken it meanwhile: what is in hand is handed over by itself, not shared out.
      if !facts.open(.handler).isEmpty { return .not(because: "这份申请已经有人承办。") }
      do {
        return .said(
          try HandOverCase(desk: desk).carry(asked.handing, facts, moment, in: database))
      } catch let problems as Problems {
        // Of this one they keep out.
        return .not(because: problems.all.map(\.message).joined())
      }
    }
    return several.done.isEmpty
      ? .unchanged(several) : Done(several, "一次分派 \(several.done.count) 份申请")
  }

  func json(_ several: Several) -> JSON { several.json("given") }

  func next(_ several: Several, at place: Nowhere) -> Address { Paths.applications.link }

  func shown(_ several: Several, at place: Nowhere, _ visit: Visit) -> HTML? {
    several.held.isEmpty ? nil : several.page(Self.summary, "分派", on: visit) {}
  }

  func page(_ sheet: Sheet, at place: Nowhere, for member: Member, _ visit: Visit) throws -> HTML {
    let unit = member.seat.organisation
    let (files, people) = try desk.ledger.store.read(lane: visit.lane) { database in
      (
        try Cases.unassigned(
          in: unit, for: member.caller.person, most: Several.most, database),
        try Colleagues.handlers(of: unit, in: database)
      )
    }
    return Shell(Self.summary, on: visit, trail: [("申请", Paths.applications.link)]).page {
      errorSummary(sheet)
      if files.isEmpty {
        emptyState("没有无人经办的申请", "已经有人承办的，在那一份申请里交给别人。")
      } else {
        p(.class("lead")) { "勾选要交给同一个人承办的；收到的人会在消息里看到每一份。" }
        sendForm(Self.path.link, on: visit, button: Self.summary, class: "asks several") {
          CaseChoices(
            files: files, sheet: sheet, today: visit.now.day, calendar: desk.calendar
          ).html("无人经办的申请，期限近的在前")
          field(
            Asked.to.note.choosing(from: people.map { Choice("\($0.person)", $0.name) }), sheet)
          field(Asked.reason.note, sheet)
        }
      }
    }
  }
}

/// Several wait that nobody has in hand.
struct ShareStarter: Starter {
  func starts(
    for caller: Caller, at now: Instant, in database: borrowing Connection
  ) throws -> [Start] {
    guard let seat = caller.seat, !seat.roles.isDisjoint(with: Lifecycle.handOver.by) else {
      return []
    }
    guard
      try Cases.areSeveralUnassigned(in: seat.organisation, for: caller.person, database)
    else { return [] }
    return [Start(ShareOut.name, ShareOut.summary, at: ShareOut.path.link)]
  }

  func told(
    _ start: Start, to caller: Caller, at now: Instant, in database: borrowing Connection
  ) throws -> [JSON.Member]? {
    guard let unit = caller.seat?.organisation else { return nil }
    let people = try Colleagues.handlers(of: unit, in: database)
    let files = try Cases.unassigned(in: unit, for: caller.person, most: Several.most, database)
    if files.isEmpty { return nil }
    return [.choices("to", people.map { ("\($0.person)", $0.name) })] + Several.members(files)
  }
}
