import Design
import HTML
import JSON
import Policy
import Rounds
import Routing
import Vocabulary

/// One form, blank: what is asked, how long an answer may be, and why; on paper with room to write.
struct FormView: View {
  typealias Asked = Nothing

  static let name = "form"
  static let summary = "一张表格：题目、要求和依据"
  static let path = Path<FormPlace>("/forms/:policy/:form")
  static let audience = Audience.everyone
  static let schema = Schema.object([
    .always("id", .text), .always("title", .text), .always("who", .text),
    .always("basis", .text), .sometimes("label", .text),
    .always(
      "sections",
      .list(
        .object([
          .always("title", .text), .sometimes("help", .text),
          .always("questions", .list(.any)),
        ]))), .always("rules", .list(.text)), .always("schema", .any),
    .always("acts", .offers),
  ])

  let library: Library

  struct Answer: Sendable {
    let package: Package
    let form: Form
    let place: FormPlace
  }

  func answer(
    _ asked: Nothing, at place: FormPlace, for actor: Visitor, _ visit: Visit
  ) throws -> Answer {
    let found = try place.find(library.shelf(at: visit.now))
    return Answer(package: found.package, form: found.form, place: place)
  }

  func json(_ answer: Answer) -> JSON {
    let form = answer.form
    var members: [JSON.Member] = [
      .init("id", .string(form.id)), .init("title", .string(form.title)),
      .init("who", .string(form.filler.rawValue)), .init("basis", .string(form.basis)),
    ]
    if let label = form.label { members.append(.init("label", .string(label))) }
    let sections = form.sections.map { section -> JSON in
      var members: [JSON.Member] = [.init("title", .string(section.title))]
      if let help = section.help { members.append(.init("help", .string(help))) }
      members.append(
        .init(
          "questions",
          .array(section.questions.map { $0.described(among: form.questionnaire.questions) })))
      return .object(members)
    }
    members.append(.init("sections", .array(sections)))
    members.append(.init("rules", .array(form.rules.map { .string($0.message) })))
    members.append(.init("schema", form.schema))
    let shape = JSON.Member.shape("\(answer.package.id).\(form.id)")
    members.append(
      .init(
        "acts",
        [
          FormTrial.offered(at: answer.place, shape), ExportForm.offered(at: answer.place, shape),
        ]))
    return .object(members)
  }

  func page(
    _ sheet: Sheet, _ answer: Answer?, at place: FormPlace, for actor: Visitor, _ visit: Visit
  ) -> HTML {
    guard let answer else { return HTML() }
    let form = answer.form
    let above = Paths.forms.link(Nowhere(), query: [("policy", place.policy)])
    return Shell(
      form.title, on: visit, trail: [("表格和文书", above)],
      line: group {
        span { form.id }
        span(.class("quiet")) { "由\(form.filler.title)填写" }
        span(.class("clause")) {
          "依据"
          citations(form.basis)
        }
      },
      act: a(.class("button"), .href(TrialView.path.link(place))) {
        icon(.pen)
        "试填"
      }
    ).page {
      if let label = form.label { note(.warn, .info) { p { Citation.readable(label) } } }
      if let intro = form.intro { p(.class("lead")) { Citation.readable(intro) } }
      p(.class("small quiet noprint")) { "试填不保存，只看填得对不对。打印这一页，可以手写。" }
      section(.class("panel long")) { BlankForm(form: form).html }
    }
  }
}

extension Question {
  /// For programs that draw forms of their own.
  fileprivate func described(among questions: [Question]) -> JSON {
    var members: [JSON.Member] = [
      .init("id", .string(id)), .init("label", .string(label)),
      .init("kind", .string(kind.rawValue)), .init("required", .bool(isRequired)),
      .init("demand", .string(demand)),
    ]
    if let when = condition(among: questions) { members.append(.init("when", .string(when))) }
    if let least { members.append(.init("least", least.json)) }
    if let greatest { members.append(.init("greatest", greatest.json)) }
    if kind == .table {
      members.append(
        .init(
          "rows", ["least": .integer(rows.lowerBound), "most": .integer(rows.upperBound)]))
    }
    if let unit { members.append(.init("unit", .string(unit))) }
    if let help { members.append(.init("help", .string(help))) }
    if let clause { members.append(.init("clause", .string(clause))) }
    if !choices.isEmpty {
      let all = choices.map { choice -> JSON in
        ["value": .string(choice.value), "label": .string(choice.label)]
      }
      members.append(.init("choices", .array(all)))
    }
    if !columns.isEmpty {
      members.append(.init("columns", .array(columns.map { $0.described(among: columns) })))
    }
    return .object(members)
  }
}
