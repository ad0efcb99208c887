import Design
import HTML
import HTTP
import JSON
import Policy
import Rounds
import Routing
import Tables
import Vocabulary

/// A form's answers as a file to go on with: a workbook, lines, or JSON as programs send it. Nothing is
/// kept here; what is not finished can be taken along too.
struct ExportForm: Act {
  struct Asked: Input {
    static let format = Field.choice(
      "format", "格式",
      [Choice("xlsx", "Excel 工作簿"), Choice("csv", "CSV"), Choice("json", "JSON")])
    static let fields: [FieldNote] = []
    static var more: [Schema.Property]? { SentAnswers.more }

    /// A browser says which file it wants; a program always gets JSON.
    let format: String
    let given: SentAnswers

    init(_ answers: Answers) throws(Problems) {
      let named = answers.otherTexts.first { $0.name == Self.format.name }?.value
      format = ["csv", "json"].first { $0 == named } ?? "xlsx"
      given = SentAnswers(answers, besides: Self.format.note)
    }
  }

  struct Answer: Sendable {
    let policy: String
    // HTTP has a Form of its own.
    let form: Policy.Form
    let values: Values
    let format: String
  }

  static let name = "form.export"
  static let summary = "导出一份答卷，不保存"
  static let path = Path<FormPlace>("/forms/:policy/:form/export")
  static let audience = Audience.everyone
  static let isAnnounced = false
  static let bodyLimit: Int? = Form.limit
  static let schema = Schema.object([
    .always("policy", .text), .always("form", .text), .always("title", .text),
    .always("answers", .map(.any)), .always("lines", .list(.list(.text))),
  ])

  let library: Library

  func perform(
    _ asked: Asked, at place: FormPlace, by actor: Visitor, _ visit: Visit
  ) async throws -> Answer {
    let form = try place.find(library.shelf(at: visit.now)).form
    let reading = form.questionnaire.read(
      try asked.given.read(form.questionnaire), isTyped: asked.given.isTyped,
      isComplete: false, on: visit.now.day)
    if !reading.problems.isEmpty { throw Problems(reading.problems) }
    return Answer(policy: place.policy, form: form, values: reading.values, format: asked.format)
  }

  func json(_ answer: Answer) -> JSON {
    let list = FilledForm(answer.form, answer.values).list
    let lines = [list.head] + list.rows.map { $0.map(\.words) }
    return [
      "policy": .string(answer.policy), "form": .string(answer.form.id),
      "title": .string(answer.form.title),
      "answers": answer.form.questionnaire.json(answer.values, withComputed: true),
      "lines": .array(lines.map { .array($0.map { .string($0) }) }),
    ]
  }

  func response(_ answer: Answer, _ visit: Visit) -> Response? {
    let filled = FilledForm(answer.form, answer.values)
    let (type, bytes): (MediaType, [UInt8]) =
      switch answer.format {
      case "csv": (.csv, filled.list.csv)
      case "json": (.json, json(answer).bytes)
      default: (.xlsx, Workbook(filled.sheets).file)
      }
    var response = Response(.ok, type: type, bytes)
    response.offerAsFile("\(answer.form.title) \(visit.now.day).\(answer.format)")
    return response
  }

  func next(_ answer: Answer, at place: FormPlace) -> Address { TrialView.path.link(place) }

  func page(
    _ sheet: Sheet, at place: FormPlace, for actor: Visitor, _ visit: Visit
  ) throws -> HTML {
    let found = try place.find(library.shelf(at: visit.now))
    return TrialPage(found.form, at: place, visit).html(sheet, nil)
  }
}
