import Accounts
import Acts
import Applications
import Design
import HTML
import JSON
import Messages
import Policy
import Routing
import SQLite
import Vocabulary

/// What the acts on an objection share: its page is where they lead, its state what they answer.
protocol ObjectionAct: Publishing
where Spot == ItemPlace<Owner.Objection>, Actor == Member, Answer == String {
  var desk: CaseDesk { get }
  static var button: Tone { get }
}

extension ObjectionAct {
  static var clause: String? { Publication.notice }
  static var refuses: Set<Refusal.Kind> { [.conflict] }
  static var schema: Schema { Schema.object([.always("state", .text)]) }
  static var button: Tone { .plain }
  static var namesEdition: Bool { true }
  static var requiresEdition: Bool { true }
  var ledger: Ledger { desk.ledger }

  func json(_ state: String) -> JSON { ["state": .string(state)] }
  func next(_ state: String, at place: Spot) -> Address { ObjectionView.path.link(place) }

  func called(at place: Spot, for member: Member, _ visit: Visit) throws -> String {
    let file = try ObjectionView(desk: desk).find(place, member, visit).facts.file
    return "\(file.item)，\(file.place.called)"
  }

  func page(_ sheet: Sheet, at place: Spot, for member: Member, _ visit: Visit) throws -> HTML {
    let found = try ObjectionView(desk: desk).find(place, member, visit)
    return Shell(
      Self.summary, on: visit,
      trail: [
        ("异议", Paths.objections.link), (found.facts.file.item, ObjectionView.path.link(place)),
      ]
    ).page {
      errorSummary(sheet)
      if let opinion = found.opinion, found.isHandled {
        panel("经办人的处理意见") {
          factList {
            fact("意见", HTML(opinion.conclusion.title))
            fact("理由", HTML(opinion.reason))
            fact("申请编号", code { found.facts.file.number })
          }
        }
      }
      postForm(
        Self.path.link(place), on: visit, fields: Asked.fields, sheet, button: Self.summary,
        tone: Self.button, held: [(Edition.name, "\(sheet.edition(now: found.edition))")])
      p { a(.href(ObjectionView.path.link(place))) { "取消，回到这件异议" } }
    }
  }
}

/// A handler who has not had the case in hand says what comes of it.
struct ProposeObjection: ObjectionAct {
  struct Asked: Input {
    static let conclusion = Field.choice(
      "conclusion", "处理意见",
      Opinion.Conclusion.allCases.map { Choice($0.rawValue, $0.title) })
    static let reason = Field.longText(
      "reason", "核查情况和理由", most: 2000, help: "提出人会读到；成立的，企业也会读到。不要写出提出人的身份。",
      example: "经核查，该产品的商标已转让他人，企业不再是权利人。")
    static let fields = [conclusion.note, reason.note]
    let conclusion: Opinion.Conclusion
    let reason: String

    init(_ answers: Answers) throws(Problems) {
      let (word, reason) = try answers.read(Self.conclusion, Self.reason)
      conclusion = known(word)
      self.reason = reason
    }
  }

  static let name = Lifecycle.weigh.name
  static let summary = Lifecycle.weigh.title
  static let path = Path<ItemPlace<Owner.Objection>>("/objections/:objection/opinion")
  static let audience = Audience.members(Lifecycle.weigh.by)
  let desk: CaseDesk
  let gazette: Gazette

  func change(
    _ asked: Asked, at place: ItemPlace<Owner.Objection>, by member: Member, _ moment: Moment,
    in database: borrowing Connection
  ) throws -> Done<String> {
    let docket = try Docket(place.id, member, moment.now, desk, in: database)
    try docket.admitOpinion(desk, in: database)
    try docket.requireSeen(moment, in: database)
    try database.run(
      """
      INSERT INTO objection_opinion (objection, conclusion, reason, at, person)
      VALUES (?, ?, ?, ?, ?)
      """, place.id.number, asked.conclusion.rawValue, asked.reason, moment.now.milliseconds,
      member.caller.person.number)
    return Done(
      "proposed", "提出异议处理意见：\(docket.facts.file.enterpriseName)“\(docket.facts.file.item)”",
      about: docket.facts.file.subject,
      payload: [
        "objection": .string("\(place.id)"), "conclusion": .string(asked.conclusion.rawValue),
        "reason": .string(asked.reason),
      ])
  }
}

/// An approver agrees: sustained, the case leaves the notice; rejected, it is free again.
struct DecideObjection: ObjectionAct {
  struct Asked: Input {
    static let number = Field.typedNumber("决定", help: "异议成立的，这一项立即移出公示；不成立的，恢复发布。")
    static let fields = [number.note]
    let number: String
    init(_ answers: Answers) throws(Problems) { number = try answers.read(Self.number) }
  }

  static let name = "objection.decide"
  static let isGrave = true
  static let summary = "同意处理意见"
  static let path = Path<ItemPlace<Owner.Objection>>("/objections/:objection/decision")
  static let audience = Audience.members(.municipalApprover).confirmed
  static let button = Tone.wrong
  let desk: CaseDesk
  let gazette: Gazette

  func change(
    _ asked: Asked, at place: ItemPlace<Owner.Objection>, by member: Member, _ moment: Moment,
    in database: borrowing Connection
  ) throws -> Done<String> {
    let docket = try Docket(place.id, member, moment.now, desk, in: database)
    let opinion = try docket.admitDecision(desk, in: database)
    try docket.requireSeen(moment, in: database)
    let facts = docket.facts
    try facts.file.requireNumber(asked.number)
    try Objections.decide(
      opinion, "agreed", by: member.caller.person, at: moment.now, in: database)
    try Matters.close(
      docket.objection.matter, opinion.conclusion.rawValue, moment, in: database)
    let step = docket.step(opinion)
    var said: Said
    if step.name == Lifecycle.sustain.name {
      said = Said(because: opinion.reason, letter: .removed)
    } else {
      said = Said("\(opinion.conclusion.title)，核查办结")
      try tell(facts, opinion, moment, in: database)
    }
    let now = try desk.judge.facts(
      of: facts.file, for: member.caller.person, at: moment.now, in: database)
    let moved = try desk.take(step, now, said, moment, in: database)
    try desk.record(step, moved, said, moment, in: database)
    return Done(
      opinion.conclusion.rawValue,
      "认定\(opinion.conclusion.title)：\(moved.enterpriseName)“\(moved.item)”（\(moved.number)）",
      about: moved.subject, payload: ["objection": .string("\(place.id)")])
  }

  /// What was held is free again.
  private func tell(
    _ facts: CaseFacts, _ opinion: Opinion, _ moment: Moment, in database: borrowing Connection
  ) throws {
    try desk.post.tellUnit(
      facts.file.enterprise, as: [.enterpriseEditor, .signatory], .caseNews,
      [
        "item": facts.file.item, "number": facts.file.number,
        "what": "公示期内的异议已办结：\(opinion.conclusion.title)", "reason": "",
      ], about: facts.file.subject, link: CaseView.path.link(facts.file.place), moment,
      in: database)
  }
}

/// An approver does not agree: the handler looks again, knowing why.
struct ReturnObjection: ObjectionAct {
  struct Asked: Input {
    static let reason = Field.longText(
      "reason", "要重新核查的理由", most: 500, example: "没有向企业了解情况，请补充后再报。")
    static let fields = [reason.note]
    let reason: String
    init(_ answers: Answers) throws(Problems) { reason = try answers.read(Self.reason) }
  }

  static let name = "objection.sendBack"
  static let summary = "退回重新核查"
  static let path = Path<ItemPlace<Owner.Objection>>("/objections/:objection/return")
  static let audience = Audience.members(.municipalApprover)
  let desk: CaseDesk
  let gazette: Gazette

  func change(
    _ asked: Asked, at place: ItemPlace<Owner.Objection>, by member: Member, _ moment: Moment,
    in database: borrowing Connection
  ) throws -> Done<String> {
    let docket = try Docket(place.id, member, moment.now, desk, in: database)
    let opinion = try docket.admitDecision(desk, in: database)
    try docket.requireSeen(moment, in: database)
    try Objections.decide(
      opinion, "sentBack", by: member.caller.person, at: moment.now, in: database)
    try desk.tellProposer(
      opinion.person, docket.facts, "异议处理意见退回重新核查", asked.reason,
      moment, in: database)
    return Done(
      "open", "退回异议处理意见：\(docket.facts.file.enterpriseName)“\(docket.facts.file.item)”",
      about: docket.facts.file.subject, payload: ["reason": .string(asked.reason)])
  }
}
