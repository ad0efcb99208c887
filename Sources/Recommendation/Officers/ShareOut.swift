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
    static var more: [Schema.Property]? { [.always("numbers", .list(.text))] }
    static let most = 50
    let handing: HandOverCase.Asked
    let numbers: [String]

    init(_ answers: Answers) throws(Problems) {
      handing = try HandOverCase.Asked(answers)
      numbers = try CaseChoices.numbers(answers, to: "分派", most: Self.most)
    }
  }

  struct Answer: Sendable {
    let given: [Case]
    let held: [(number: String, why: String)]
  }

  static let name = "handler.share"
  static let summary = "一次分派多份"
  static let path = Path<Nowhere>("/handovers/new")
  static let audience = Audience.members(Lifecycle.handOver.by)
  static let clause: String? = Lifecycle.handOver.clause
  static let schema = Schema.object([
    .always("given", .list(.text)),
    .always("held", .list(.object([.always("number", .text), .always("reason", .text)]))),
  ])

  let desk: CaseDesk
  var ledger: Ledger { desk.ledger }

  func change(
    _ asked: Asked, at place: Nowhere, by member: Member, _ moment: Moment,
    in database: borrowing Connection
  ) throws -> Done<Answer> {
    let colleagues = try Colleagues.of(member.seat.organisation, in: database)
    guard colleagues.contains(where: { "\($0.person)" == asked.handing.to }) else {
      throw Problems([Problem(field: "to", code: "notAChoice", message: "本单位没有这个人。")])
    }
    var given: [Case] = []
    var held: [(number: String, why: String)] = []
    for number in asked.numbers {
      guard let file = try Cases.find(number, in: database),
        try CaseScope.admits(member, to: file, in: database)
      else {
        throw Problems([
          Problem(field: "numbers", code: "notAChoice", message: "没有编号“\(number.prefix(20))”的申请。")
        ])
      }
      let facts = try desk.judge.facts(of: file, for: moment.person, at: moment.now, in: database)
      // Somebody may have taken it meanwhile: what is in hand is handed over by itself, not shared out.
      if let refusal = try desk.judge.refusal(to: Lifecycle.handOver, facts, in: database) {
        held.append((number: number, why: refusal.sentence))
      } else if !facts.open(.handler).isEmpty {
        held.append((number: number, why: "这份申请已经有人承办。"))
      } else {
        let said: Said
        do {
          said = try HandOverCase(desk: desk).carry(asked.handing, facts, moment, in: database)
        } catch let problems as Problems {
          // Of this one they keep out.
          held.append((number: number, why: problems.all.map(\.message).joined()))
          continue
        }
        let moved = try desk.take(Lifecycle.handOver, facts, said, moment, in: database)
        try desk.record(Lifecycle.handOver, moved, said, moment, in: database)
        given.append(moved)
      }
    }
    let answer = Answer(given: given, held: held)
    return given.isEmpty ? .unchanged(answer) : Done(answer, "一次分派 \(given.count) 份申请")
  }

  func json(_ answer: Answer) -> JSON {
    [
      "given": .array(answer.given.map { .string($0.number) }),
      "held": .array(
        answer.held.map { ["number": .string($0.number), "reason": .string($0.why)] }),
    ]
  }

  func next(_ answer: Answer, at place: Nowhere) -> Address { Paths.applications.link }

  /// What was done and what was not, each with why.
  func shown(_ answer: Answer, at place: Nowhere, _ visit: Visit) -> HTML? {
    if answer.held.isEmpty { return nil }
    return Shell(Self.summary, on: visit, trail: [("申请", Paths.applications.link)]).page {
      note(.warn) { p { "已分派 \(answer.given.count) 份，没有分派 \(answer.held.count) 份。" } }
      panel("没有分派的") { ul { for one in answer.held { li { "\(one.number)：\(one.why)" } } } }
      p { a(.href(Paths.applications.link)) { "回到申请" } }
    }
  }

  func page(_ sheet: Sheet, at place: Nowhere, for member: Member, _ visit: Visit) throws -> HTML {
    let unit = member.seat.organisation
    let (files, people) = try desk.ledger.store.read(lane: visit.lane) { database in
      (
        try Cases.unassigned(in: unit, most: Asked.most, database),
        try Colleagues.of(unit, in: database)
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
    let free = try Cases.unassigned(in: seat.organisation, most: 2, database)
    return free.count < 2 ? [] : [Start(ShareOut.name, ShareOut.summary, at: ShareOut.path.link)]
  }
}
