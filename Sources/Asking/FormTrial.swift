import Design
import HTML
import JSON
import Policy
import Rounds
import Routing
import Vocabulary

/// Any form, to be filled in for practice: everything is checked, nothing is kept.
struct TrialView: View {
  typealias Asked = Nothing

  static let name = "form.trialPage"
  static let summary = "试填一张表格"
  static let path = Path<FormPlace>("/forms/:policy/:form/trial")
  static let audience = Audience.everyone
  static let schema = Schema.object([])
  static let faces: Set<Visit.Face> = [.page]
  static let offersForm = true

  let library: Library

  func answer(
    _ asked: Nothing, at place: FormPlace, for actor: Visitor, _ visit: Visit
  ) throws -> (package: Package, form: Form) { try place.find(library.shelf(at: visit.now)) }

  func json(_ found: (package: Package, form: Form)) -> JSON { [:] }

  func page(
    _ sheet: Sheet, _ found: (package: Package, form: Form)?, at place: FormPlace,
    for actor: Visitor, _ visit: Visit
  ) -> HTML {
    guard let found else { return HTML() }
    return TrialPage(found.form, at: place, visit).html(sheet, nil)
  }
}

struct FormTrial: Act {
  struct Asked: Input {
    static let fields: [FieldNote] = []
    static var more: [Schema.Property]? { SentAnswers.more }
    let sent: Answers
    init(_ answers: Answers) throws(Problems) { sent = answers }
  }

  struct Answer: Sendable {
    let package: Package
    let form: Form
    let values: Values
    /// To be sent again for a file.
    let sent: Answers
  }

  static let name = "form.try"
  static let summary = "检查一份答卷，不保存"
  static let path = TrialView.path
  static let audience = Audience.everyone
  static let isAnnounced = false
  static let bodyLimit: Int? = Form.limit
  static let schema = Schema.object([
    .always("complete", .boolean), .always("computed", .map(.number)),
    .always("filesNeeded", .list(.text)),
  ])

  let library: Library

  func perform(
    _ asked: Asked, at place: FormPlace, by actor: Visitor, _ visit: Visit
  ) async throws -> Answer {
    let (package, form) = try place.find(library.shelf(at: visit.now))
    let given = SentAnswers(asked.sent)
    let reading = form.read(
      try given.read(form.questionnaire), isTyped: given.isTyped, isComplete: true,
      on: visit.now.day)
    if !reading.problems.isEmpty { throw Problems(reading.problems) }
    return Answer(
      package: package, form: form, values: reading.values, sent: asked.sent)
  }

  func json(_ answer: Answer) -> JSON {
    let computed = answer.form.questionnaire.questions.compactMap { question -> JSON.Member? in
      guard question.computed != nil, case .number(let number)? = answer.values[question.id]
      else { return nil }
      return .init(
        question.id, question.kind == .money ? .integer(number.hundredths) : number.json)
    }
    let files = answer.form.questionnaire.questions.filter { $0.kind == .file && $0.isRequired }
    return [
      "complete": true, "computed": .object(computed),
      "filesNeeded": .array(files.map { .string($0.id) }),
    ]
  }

  func next(_ answer: Answer, at place: FormPlace) -> Address { Self.path.link(place) }

  func shown(_ answer: Answer, at place: FormPlace, _ visit: Visit) -> HTML? {
    TrialPage(answer.form, at: place, visit).html(Sheet(answer.sent), answer.values)
  }

  func page(
    _ sheet: Sheet, at place: FormPlace, for actor: Visitor, _ visit: Visit
  ) throws -> HTML {
    let found = try place.find(library.shelf(at: visit.now))
    return TrialPage(found.form, at: place, visit).html(sheet, nil)
  }
}
