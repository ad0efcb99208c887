import Accounts
import Acts
import Asking
import Design
import HTML
import JSON
import Policy
import Rounds
import Routing
import SQLite
import Vocabulary

/// An enterprise says how it stands to the conditions; everything later starts from it (feature 3).
struct DeclareAnswers: RecordedAct {
  struct Asked: Input {
    static let edition = Edition.asked
    static let fields = [edition.note]
    static var more: [Schema.Property]? { SentAnswers.more }

    let edition: Int
    let given: SentAnswers

    init(_ answers: Answers) throws(Problems) {
      edition = try answers.read(Self.edition)
      given = SentAnswers(answers)
    }
  }

  static let name = "declaration.keep"
  static let refuses: Set<Refusal.Kind> = [.conflict]
  static let summary = "填写企业档案"
  static let bodyLimit: Int? = Form.limit
  static let path = Paths.declaration
  static let audience = Audience.members(.enterpriseEditor, .signatory)
  static let clause: String? = Conditions.clauses
  static let schema = Schema.object([.always("edition", .integer)])

  struct Answer: Sendable {
    let organisation: OrganisationID
    let edition: Int
  }

  let ledger: Ledger
  let library: Library

  func change(
    _ asked: Asked, at place: Nowhere, by member: Member, _ moment: Moment,
    in database: borrowing Connection
  ) throws -> Done<Answer> {
    let organisation = try Self.own(member, in: database)
    let package = library.shelf(at: moment.now).standing
    let questionnaire = Questionnaire(package.conditions.questions)
    let reading = questionnaire.read(
      try asked.given.read(questionnaire, offersUnsure: true), isTyped: asked.given.isTyped,
      isComplete: false, on: moment.today)
    if !reading.problems.isEmpty { throw Problems(reading.problems) }
    let now = try Declarations.find(organisation.id, in: database)
    let answer = Answer(organisation: organisation.id, edition: (now?.edition ?? 0) + 1)
    let said = questionnaire.json(reading.values)
    try Ways.forget(member.caller.person, in: database)
    if let now, questionnaire.json(now.values(for: package.conditions, on: moment.today)) == said {
      return .unchanged(Answer(organisation: organisation.id, edition: now.edition))
    }
    let json = JSON.object((said.members ?? []) + (now?.others(than: package.conditions) ?? []))
    guard asked.edition == now?.edition ?? 0 else {
      let meanwhile = now.map { "您打开以后，又存了第 \($0.edition) 版（同事，或者您在别的窗口）" } ?? "企业档案还没有存过"
      throw Refusal(
        .conflict, code: "stale", "\(meanwhile)。您填的都还在，核对以后再存一次，就以这一次的为准。",
        stands: questionnaire.standing(
          now.map { questionnaire.json($0.values(for: package.conditions, on: moment.today)) }
            ?? [:], besides: said))
    }
    try Declarations.keep(
      json, after: asked.edition, of: organisation.id, under: package,
      by: member.caller.person, at: moment.now, in: database)
    return Done(
      answer, "存入企业档案第 \(answer.edition) 版，回答 \(reading.values.count) 题",
      about: organisation.id.subject, payload: ["answers": json])
  }

  static func own(_ member: Member, in database: borrowing Connection) throws -> Organisation {
    let organisation = try Enterprises.find(
      member.seat.organisation, for: member.seat, in: database)
    try Enterprises.requireProof(organisation, for: member.seat, to: "填写企业档案")
    return organisation
  }

  func json(_ answer: Answer) -> JSON { ["edition": .integer(answer.edition)] }

  func next(_ answer: Answer, at place: Nowhere) -> Address {
    DossierView.path.link(ItemPlace(answer.organisation))
  }

  func page(
    _ sheet: Sheet, at place: Nowhere, for member: Member, _ visit: Visit
  ) throws -> HTML {
    try page(for: member, visit) { _ in sheet }
  }

  /// The form and the edition it changes are of one moment: what a colleague saves in between is seen
  /// to have been saved.
  ///
  /// - Parameter brought: answers of the self-check, and how many this package does not ask for.
  func page(
    for member: Member, _ visit: Visit, brought: (answers: Int, dropped: Int) = (0, 0),
    _ sheet: (Values) -> Sheet
  ) throws -> HTML {
    let package = library.shelf(at: visit.now).standing
    let (organisation, declaration) = try ledger.store.read(lane: visit.lane) { database in
      let organisation = try Self.own(member, in: database)
      return (organisation, try Declarations.find(organisation.id, in: database))
    }
    let values = declaration?.values(for: package.conditions, on: visit.now.day) ?? [:]
    return DeclarePage(
      organisation: organisation, declaration: declaration, values: values, package: package,
      brought: brought, visit: visit
    ).html(sheet(values))
  }
}

/// The form as it is opened: with what was answered in the self-check, else with what is kept.
struct DeclareForm: View {
  struct Asked: Input {
    static let fields: [FieldNote] = []
    static var more: [Schema.Property]? { [] }
    let given: [(name: String, value: String)]
    init(_ answers: Answers) { given = answers.otherTexts }
  }

  static let name = "declaration.form"
  static let refuses: Set<Refusal.Kind> = [.conflict]
  static let summary = "企业档案里填写的情况"
  static let path = DeclareAnswers.path
  static let audience = DeclareAnswers.audience
  static let schema = Schema.object([])
  static let faces: Set<Visit.Face> = [.page]

  let act: DeclareAnswers

  func answer(
    _ asked: Asked, at place: Nowhere, for member: Member, _ visit: Visit
  ) throws -> HTML {
    let shelf = act.library.shelf(at: visit.now)
    let questionnaire = Questionnaire(shelf.standing.conditions.questions)
    let others = Questionnaire(shelf.all.flatMap(\.conditions.questions))
    let carried = asked.given.filter { questionnaire.asks($0.name) }
    let dropped = asked.given.count { !questionnaire.asks($0.name) && others.asks($0.name) }
    return try act.page(for: member, visit, brought: (carried.count, dropped)) { values in
      // What the self-check did not ask or was not told stays as it is kept.
      let kept = questionnaire.pairs(values).filter { pair in
        !carried.contains { Questionnaire.id(of: $0.name) == Questionnaire.id(of: pair.name) }
      }
      return Sheet(Answers([:], others: carried + kept))
    }
  }

  func json(_ html: HTML) -> JSON { [:] }

  func page(
    _ sheet: Sheet, _ html: HTML?, at place: Nowhere, for member: Member, _ visit: Visit
  ) -> HTML { html ?? HTML() }
}
