import Accounts
import Acts
import Applications
import Asking
import Design
import HTML
import JSON
import Messages
import Policy
import Routing
import SQLite
import Vocabulary

/// The first of two people goes through the application point by point (F7) and says what it comes to.
struct RecordScreening: CaseAct {
  struct Asked: Input {
    static let fields: [FieldNote] = []
    static var more: [Schema.Property]? { SentAnswers.more }
    let given: [JSON.Member]
    init(_ answers: Answers) throws(Problems) {
      try answers.read()
      given = answers.others
    }
  }

  static let step = Lifecycle.screen
  static let path = Path<CasePlace>("/applications/:number/screening")
  let desk: CaseDesk

  func carry(
    _ asked: Asked, _ facts: CaseFacts, _ moment: Moment, in database: borrowing Connection
  ) throws -> Said {
    guard let member = moment.member else { throw Refusal.notFound }
    let form = try facts.package.form(.screening)
    let sent = try SentForm.read(asked.given, form.questionnaire)
    let reading = form.read(sent.answers, isTyped: sent.isTyped, isComplete: true, on: moment.today)
    let checkers = try facts.file.body.map {
      try Memberships.people(of: $0, as: [.checker], in: database).map(\.name)
    }
    let problems =
      reading.problems + objections(reading.values, form, facts, member, checkers ?? [])
    if !problems.isEmpty { throw Problems(problems) }
    guard case .text(let word)? = reading.values[Screening.Known.conclusion],
      let verdict = Screening.Verdict(rawValue: word)
    else {
      throw Refusal(.conflict, code: "noConclusion", "这一批的初筛表没有“结论”，请市局改好表格以后再填。")
    }
    let id = try Screenings.keep(
      form.questionnaire.json(reading.values), of: facts.file, by: member.caller.person,
      at: moment.now, in: database)
    try Matters.open(
      .screening, verdict.rawValue, reference: "\(id)", on: facts.file, moment, in: database)
    // What it comes to is not told before the second person has agreed.
    var said = Said("")
    said.payload = ["conclusion": .string(verdict.rawValue)]
    return said
  }

  /// What the form cannot know: who fills it in, and what has been asked for already.
  private func objections(
    _ values: Values, _ form: Form, _ facts: CaseFacts, _ member: Member, _ checkers: [String]
  ) -> [Problem] {
    var problems: [Problem] = []
    let others = checkers.filter { $0 != member.caller.name }
    for question in form.questionnaire.questions where question.kind == .person {
      guard case .text(let name)? = values[question.id] else { continue }
      if name == member.caller.name {
        problems.append(
          Problem(field: question.id, code: "samePerson", message: "“\(question.label)”应为另一个人。"))
      } else if !others.isEmpty, !others.contains(name) {
        problems.append(
          Problem(
            field: question.id, code: "notAChoice",
            message: "“\(question.label)”写本机构的复核人员：\(others.joined(separator: "、"))。"))
      }
    }
    let most = facts.figure(.corrections)
    let had = facts.matters.count { $0.kind == .correction && $0.stage == facts.file.stage }
    if values[Screening.Known.conclusion] == .text(Screening.Verdict.correct.rawValue), had >= most
    {
      problems.append(
        Problem(
          field: Screening.Known.conclusion, code: "correctionSpent",
          message: "初筛已经要求过补正，每个环节只能 \(most) 次，请写“通过”或“不通过”。"))
    }
    return problems
  }

  func page(
    _ sheet: Sheet, at place: CasePlace, for member: Member, _ visit: Visit
  ) throws -> HTML {
    let (facts, no, last) = try desk.ledger.store.read(lane: visit.lane) { database in
      let file = try Cases.find(place.number, for: member, in: database)
      let facts = try desk.judge.facts(
        of: file, for: member.caller.person, at: visit.now, in: database)
      return (
        facts, try desk.refusal(of: Self.step, facts, in: database),
        try Screenings.of(file.id, in: database).last
      )
    }
    let form = try facts.package.form(.screening)
    let isFresh = sheet.answers.others.isEmpty && sheet.problems.isEmpty
    let filled =
      isFresh
      ? Sheet(
        Answers([:], others: last.map { form.questionnaire.pairs($0.values(form)) } ?? []))
      : sheet
    return ScreeningPage(facts: facts, form: form, no: no, visit: visit).html(filled)
  }
}

struct ScreeningPage {
  let facts: CaseFacts
  let form: Form
  let no: Refusal?
  let visit: Visit

  func html(_ sheet: Sheet) -> HTML {
    let file = facts.file
    let fields = QuestionFields(form.questionnaire, sheet: sheet)
    return Shell(form.title, on: visit, trail: [(file.item, CaseView.path.link(file.place))]).page {
      errorSummary(sheet)
      p(.class("lead")) { "\(file.enterpriseName)“\(file.item)”，编号 \(file.number)。" }
      if let label = form.label { p(.class("small quiet")) { Citation.readable(label) } }
      if let no, sheet.problems.isEmpty {
        note(.warn) { p { Citation.readable(no.sentence) } }
      } else {
        sendForm(RecordScreening.path.link(file.place), on: visit, button: "交给复核人员", class: "flow")
        {
          hidden(Edition.name, "\(sheet.edition(now: file.edition))")
          for section in form.sections { AskedSection(section, fields).html }
        }
      }
      p { a(.href(CaseView.path.link(file.place))) { "回到这份申请" } }
    }
  }
}

extension CaseDesk {
  /// Why a step may not be done just now, in words for its page.
  func refusal(
    of step: Step, _ facts: CaseFacts, in database: borrowing Connection
  ) throws -> Refusal? {
    do {
      try judge.admit(step, facts, in: database)
      return nil
    } catch let refusal as Refusal { return refusal }
  }

  /// Within the body a case goes from hand to hand without leaving its stage.
  func tellBody(
    _ file: Case, as role: Role, _ what: String, _ moment: Moment,
    in database: borrowing Connection
  ) throws {
    guard let body = file.body else { return }
    try post.tellUnit(
      body, as: [role], .caseTurn,
      [
        "item": file.item, "number": file.number, "stage": "\(file.stage.title)，\(what)",
        "due": "",
      ], about: file.subject, link: CaseView.path.link(file.place), moment, in: database)
  }
}
