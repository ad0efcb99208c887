import Accounts
import Acts
import Applications
import Asking
import Design
import HTML
import JSON
import Policy
import Rounds
import Routing
import SQLite
import Vocabulary

/// Anyone who is signed in may ask to be taken into the expert pool (001 二（五）).
struct ApplyAsExpert: RecordedAct {
  struct Asked: Input {
    static let fields: [FieldNote] = []
    static var more: [Schema.Property]? { SentAnswers.more }
    let given: SentAnswers
    init(_ answers: Answers) throws(Problems) { given = SentAnswers(answers) }
  }

  static let name = "expert.apply"
  static let summary = "申请进入专家库"
  static let path = Path<Nowhere>("/experts/application")
  static let audience = Audience<Caller>.signedIn
  static let clause: String? = "001 二（五）第一句"
  static let refuses: Set<Refusal.Kind> = [.conflict]
  static let bodyLimit: Int? = Form.limit
  static let schema = Schema.object([
    .always("id", .text), .always("state", .oneOf(["applied", "vetted", "admitted", "refused"])),
  ])

  let desk: CaseDesk
  var ledger: Ledger { desk.ledger }

  func change(
    _ asked: Asked, at place: Nowhere, by caller: Caller, _ moment: Moment,
    in database: borrowing Connection
  ) throws -> Done<ExpertApplication> {
    let known = try ExpertForm(desk.library, at: moment.now)
    if let no = try Self.objection(to: caller, in: database) { throw no }
    let reading = known.form.read(
      try asked.given.read(known.form.questionnaire), isTyped: asked.given.isTyped,
      isComplete: true, on: moment.today)
    let problems = reading.problems + ExpertDays.problems(reading.values)
    if !problems.isEmpty { throw Problems(problems) }
    let id = ExpertApplicationID.drawn
    try database.run(
      "INSERT INTO expert_application (id, person, package, answers, at) VALUES (?, ?, ?, ?, ?)",
      id.number, caller.person.number, known.package.hash,
      known.form.questionnaire.json(reading.values).text, moment.now.milliseconds)
    let found = try ExpertApplications.find(id, in: database)
    return Done(found, "申请进入专家库", about: found.subject)
  }

  /// Why this person need not ask, or not now.
  static func objection(
    to caller: Caller, in database: borrowing Connection
  ) throws -> Refusal? {
    if try ExpertApplications.isExpert(caller.person, in: database) {
      return Refusal(.conflict, code: "expertAlready", "您已经在专家库里，不用再申请。")
    }
    guard let last = try ExpertApplications.last(of: caller.person, in: database),
      last.outcome == nil
    else { return nil }
    return Refusal(.conflict, code: "appliedAlready", "您的申请已经提交，\(last.state.title)。")
  }

  func json(_ done: ExpertApplication) -> JSON {
    ["id": .string("\(done.id)"), "state": .string(done.state.rawValue)]
  }

  func next(_ done: ExpertApplication, at place: Nowhere) -> Address { Self.path.link }

  func page(_ sheet: Sheet, at place: Nowhere, for caller: Caller, _ visit: Visit) throws -> HTML {
    let known = try ExpertForm(desk.library, at: visit.now)
    let (last, isExpert) = try ledger.store.read(lane: visit.lane) { database in
      (
        try ExpertApplications.last(of: caller.person, in: database),
        try ExpertApplications.isExpert(caller.person, in: database)
      )
    }
    return Shell(Self.summary, on: visit).page {
      errorSummary(sheet)
      if let last {
        note(last.state == .refused ? .warn : .plain) {
          p {
            "\(last.at.chinese)提交的申请：\(last.state.title)。"
            last.reason
          }
        }
      }
      if isExpert {
        panel {
          p { "您已经在专家库里。新的工作单位和利益关系请及时申报。" }
          p(.class("acts")) { a(.class("button"), .href(DeclareTie.path.link)) { "申报利益关系" } }
        }
      } else if last == nil || last?.outcome != nil {
        entry(known.form, sheet, visit)
      }
    }
  }

  private func entry(_ form: Form, _ sheet: Sheet, _ visit: Visit) -> HTML {
    let fields = QuestionFields(form.questionnaire, sheet: sheet)
    return group {
      if let intro = form.intro { p(.class("lead")) { Citation.readable(intro) } }
      if let label = form.label { p(.class("small quiet")) { Citation.readable(label) } }
      sendForm(Self.path.link, on: visit, button: "提交申请", class: "flow") {
        for section in form.sections { AskedSection(section, fields).html }
      }
    }
  }
}

/// Days of an employment that cannot be.
enum ExpertDays {
  static func problems(_ values: Values) -> [Problem] {
    guard case .rows(let rows)? = values["employers"] else { return [] }
    return zip(1..., rows).compactMap { number, row in
      guard case .day(let from)? = row["employedFrom"],
        case .day(let until)? = row["employedUntil"],
        until < from
      else { return nil }
      return Problem(
        field: "employers.\(number).employedUntil", code: "order", message: "“到哪一天为止”早于“从哪一天起”。")
    }
  }
}
