import Accounts
import Acts
import Applications
import Design
import HTML
import JSON
import Policy
import Rounds
import Routing
import SQLite
import Vocabulary

/// What the two acts on many reviewed cases of a round have in common: the best first, each with its score;
/// those that cannot be are left, each with its reason (feature 74).
protocol DecideSeveral: RecordedAct
where Spot == RoundPlace, Actor == Member, Answer == Several {
  static var step: Step { get }
  static var verb: String { get }
  static var lead: String { get }
  /// What an answer calls those that it was done with.
  static var done: String { get }
  var desk: CaseDesk { get }
}

extension DecideSeveral {
  static var clause: String? { step.clause }
  static var schema: Schema { Several.schema(done) }
  var ledger: Ledger { desk.ledger }

  /// Those of the round with which it can be done now, the best first, and no more of them than are asked for.
  static func ready(
    _ round: Round, for person: PersonID, at now: Instant, most: Int = Several.most,
    _ desk: CaseDesk, in database: borrowing Connection
  ) throws -> [CaseFacts] {
    var (ready, read): ([CaseFacts], Int) = ([], 0)
    // A few at a time: judging the conditions is the long part.
    while ready.count < most {
      let some = try Reviewed.waiting(
        in: round.id, isProposed: step === Lifecycle.approve, after: read, database)
      if some.isEmpty { break }
      read += some.count
      for facts in try desk.judge.facts(of: some, for: person, at: now, in: database)
      where ready.count < most {
        if Reviewed.score(facts) != nil, Suggest.objection(facts) == nil,
          try desk.judge.refusal(to: step, facts, in: database) == nil
        {
          ready.append(facts)
        }
      }
    }
    return ready
  }

  /// As the round offers it; nil where fewer than two wait: one is decided on its own page.
  static func offer(
    _ round: Round, _ desk: CaseDesk, _ visit: Visit, in database: borrowing Connection
  ) throws -> RoundOffer? {
    guard let caller = visit.caller, !caller.roles.isDisjoint(with: step.by) else { return nil }
    let most = visit.face == .json ? Several.most : 2
    let ready = try ready(
      round, for: caller.person, at: visit.now, most: most, desk, in: database)
    if ready.count < 2 { return nil }
    var offer = RoundOffer(name, summary, at: path.link(RoundPlace(round.number)))
    offer.more = Several.members(ready.map(\.file))
    return offer
  }

  func round(_ place: RoundPlace) throws(Refusal) -> Round {
    guard let round = desk.library.rounds.first(where: { $0.number == place.number }) else {
      throw Refusal.notFound
    }
    return round
  }

  /// - Parameter sentence: of the record, before and after how many.
  func decide(
    _ chosen: CaseChoices.Chosen, _ sentence: (before: String, after: String),
    at place: RoundPlace, by member: Member, _ moment: Moment, in database: borrowing Connection,
    _ carry: (CaseFacts, borrowing Connection) throws -> Several.Carried
  ) throws -> Done<Several> {
    let round = try round(place)
    let several = try Several(chosen, Self.step, by: member, desk, moment, in: database) {
      facts, database in
      facts.file.round == round.id
        ? try carry(facts, database) : .not(because: "不是\(round.title)的申请。")
    }
    return several.done.isEmpty
      ? .unchanged(several)
      : Done(
        several, "\(sentence.before) \(several.done.count) \(sentence.after)",
        about: "round/\(round.number)")
  }

  func json(_ several: Several) -> JSON { several.json(Self.done) }
  func next(_ several: Several, at place: RoundPlace) -> Address { home(place) }

  private func home(_ place: RoundPlace) -> Address {
    desk.library.rounds.first { $0.number == place.number }?.address ?? Paths.rounds.link
  }

  func called(at place: RoundPlace, for member: Member, _ visit: Visit) throws -> String {
    try round(place).title
  }

  func shown(_ several: Several, at place: RoundPlace, _ visit: Visit) -> HTML? {
    several.page(
      Self.summary, Self.verb, on: visit, backTo: ("批次", home(place)), counted: "件"
    ) {}
  }

  func form(
    _ sheet: Sheet, at place: RoundPlace, for member: Member, _ visit: Visit,
    fields: [FieldNote],
    _ words: @escaping @Sendable (CaseFacts, borrowing Connection) throws -> HTML
  ) throws -> HTML {
    let round = try round(place)
    let (ready, said) = try ledger.store.read(lane: visit.lane) { database in
      let ready = try Self.ready(
        round, for: member.caller.person, at: visit.now, desk, in: database)
      return (
        ready,
        try Dictionary(uniqueKeysWithValues: ready.map { ($0.file.id, try words($0, database)) })
      )
    }
    return Shell(
      Self.summary, on: visit, trail: [("批次", Paths.rounds.link), (round.title, home(place))]
    ).page {
      errorSummary(sheet)
      if ready.isEmpty {
        emptyState("现在没有可以一起办的", "评审组签署了意见、达到合格分数的，会出现在这里；其余的在各自的申请里办。")
      } else {
        p(.class("lead")) { Self.lead }
        sendForm(Self.path.link(place), on: visit, button: Self.summary, class: "asks several") {
          CaseChoices(
            files: ready.map(\.file), sheet: sheet, today: visit.now.day, calendar: desk.calendar
          ).html("按正式分从高到低", column: ("正式分和意见", { said[$0.id] ?? HTML() }))
          for note in fields { field(note, sheet) }
        }
      }
    }
  }
}

/// Proposed to be listed, with what the experts' score comes to as the reason.
struct ProposeSeveral: DecideSeveral {
  struct Asked: Input {
    static let text = Field.longText(
      "text", "补充的理由（企业会读到，每一件都写上）", most: 500, help: "前面自动写明各自的正式分和合格分数。",
      example: "申请材料齐全，公示前的条件核对没有问题。", isRequired: false)
    static let fields = [text.note]
    static var more: [Schema.Property]? { Several.more }
    let text: String
    let chosen: CaseChoices.Chosen

    init(_ answers: Answers) throws(Problems) {
      (text, chosen) = try Answers.both(
        try answers.read(Self.text),
        try CaseChoices.chosen(answers, to: "提出", most: Several.most))
    }
  }

  static let name = "decision.proposeSeveral"
  static let summary = "一次提出多件拟列入的意见"
  static let path = Path<RoundPlace>("/rounds/:number/proposals")
  static let audience = Audience.members(Lifecycle.suggest.by)
  static let step = Lifecycle.suggest
  static let verb = "提出意见"
  static let lead = "勾选拟列入公示的。分数没有到合格线的、拟不列入的不在这里，在各自的申请里写明理由。"
  static let done = "proposed"

  let desk: CaseDesk

  func change(
    _ asked: Asked, at place: RoundPlace, by member: Member, _ moment: Moment,
    in database: borrowing Connection
  ) throws -> Done<Several> {
    try decide(
      asked.chosen, ("一次提出", "件拟列入的意见"), at: place, by: member, moment, in: database
    ) { facts, database in
      if let no = Suggest.objection(facts) { return .not(because: no.message) }
      guard let text = Self.text(facts) else { return .not(because: "评审组还没有签署意见。") }
      return .said(
        try Suggest.open(.list, text + asked.text, "", facts, moment, in: database))
    }
  }

  /// Why, as the applicant reads it.
  private static func text(_ facts: CaseFacts) -> String? {
    Reviewed.score(facts).map {
      "专家评审正式分 \($0) 分，达到合格分数 \(facts.figure(.passLine)) 分，拟列入公示。"
    }
  }

  func page(
    _ sheet: Sheet, at place: RoundPlace, for member: Member, _ visit: Visit
  ) throws -> HTML {
    try form(sheet, at: place, for: member, visit, fields: Asked.fields) { facts, _ in
      strong { Reviewed.score(facts).map { "\($0)" } ?? "—" }
    }
  }
}

/// Agreed to, each with the conditions judged anew.
struct ApproveSeveral: DecideSeveral {
  struct Asked: Input {
    static let fields: [FieldNote] = []
    static var more: [Schema.Property]? { Several.more }
    let chosen: CaseChoices.Chosen

    init(_ answers: Answers) throws(Problems) {
      chosen = try CaseChoices.chosen(answers, to: "同意", most: Several.most)
    }
  }

  static let name = "decision.approveSeveral"
  static let summary = "一次同意多件列入公示"
  static let path = Path<RoundPlace>("/rounds/:number/approvals")
  static let audience = Audience.members(Lifecycle.approve.by).confirmed
  static let step = Lifecycle.approve
  static let verb = "同意"
  static let lead = "勾选同意列入公示的；要退回重拟的、对意见有疑问的，打开来单独办。"
  static let done = "approved"
  static func called(_ asked: Asked) -> String { "\(asked.chosen.numbers.count) 件" }

  let desk: CaseDesk

  func change(
    _ asked: Asked, at place: RoundPlace, by member: Member, _ moment: Moment,
    in database: borrowing Connection
  ) throws -> Done<Several> {
    try decide(
      asked.chosen, ("一次同意", "件列入公示"), at: place, by: member, moment, in: database
    ) { .said(try Approve(desk: desk).carry(Nothing(), $0, moment, in: $1)) }
  }

  func page(
    _ sheet: Sheet, at place: RoundPlace, for member: Member, _ visit: Visit
  ) throws -> HTML {
    try form(sheet, at: place, for: member, visit, fields: []) { facts, database in
      let said = try facts.open(.decision).last.flatMap { try Decisions.of($0, in: database) }
      return group {
        strong { Reviewed.score(facts).map { "\($0)" } ?? "—" }
        span(.class("sub")) { said?.text ?? "" }
      }
    }
  }
}
