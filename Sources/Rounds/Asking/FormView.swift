import Design
import HTML
import JSON
import Policy
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
        ]))), .always("schema", .any),
  ])

  let library: Library

  struct Answer: Sendable {
    let package: Package
    let form: Form
  }

  func answer(
    _ asked: Nothing, at place: FormPlace, for actor: Visitor, _ visit: Visit
  ) throws -> Answer {
    let found = try place.find(library.shelf(at: visit.now))
    return Answer(package: found.package, form: found.form)
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
      members.append(.init("questions", .array(section.questions.map(\.described))))
      return .object(members)
    }
    members.append(.init("sections", .array(sections)))
    members.append(.init("schema", form.schema))
    return .object(members)
  }

  func page(
    _ sheet: Sheet, _ answer: Answer?, at place: FormPlace, for actor: Visitor, _ visit: Visit
  ) -> HTML {
    guard let answer else { return HTML() }
    let form = answer.form
    let above = Paths.forms.link(Nowhere(), query: [("policy", answer.package.id)])
    return Shell(form.title, on: visit, trail: [("表格和文书", above)]).page {
      p(.class("quiet")) { "\(form.id)，由\(form.filler.title)填写，依据 \(form.basis)。" }
      if let label = form.label { notice(.warning) { p { label } } }
      if let intro = form.intro { p(.class("lead")) { intro } }
      p(.class("noprint")) {
        a(.class("button"), .href(TrialView.path.link(place))) { "试着填一填" }
        " 不保存，只看填得对不对。打印这一页，可以手写。"
      }
      for section in form.sections { blank(section) }
    }
  }

  private func blank(_ section: Form.Section) -> HTML {
    group {
      h2 { section.title }
      if let help = section.help { p(.class("quiet")) { help } }
      for question in section.questions {
        if question.kind == .table { rows(question) } else { line(question) }
      }
    }
  }

  private func line(_ question: Question) -> HTML {
    div(.class("blank")) {
      p {
        strong { question.label }
        if question.isRequired { span(.class("tag")) { "必填" } }
        if let clause = question.clause { Design.clause(clause) }
      }
      p(.class("quiet")) { details(question) }
      if !question.choices.isEmpty, question.choices.count <= 12 {
        p { question.choices.map { "□ \($0.label)" }.joined(separator: "　") }
      }
      if question.kind == .declaration || question.kind == .yesNo {
        p { question.kind == .yesNo ? "□ 是　□ 否" : "□ 同意" }
      }
    }
  }

  private func details(_ question: Question) -> String {
    [
      question.demand, question.unit.map { "单位：\($0)" }, question.help,
      question.shown == nil ? nil : "只在需要时填",
    ].compactMap(\.self).joined(separator: "；")
  }

  private func rows(_ question: Question) -> HTML {
    let columns = question.columns.map { column in
      DataTable.Column(column.label + (column.unit.map { "（\($0)）" } ?? ""))
    }
    // Room to write, in rows that have a name for whoever hears the table.
    let empty = { (row: Int) -> [HTML] in
      [HTML("第 \(row) 行")] + Array(repeating: HTML(" "), count: columns.count)
    }
    return div(.class("blank")) {
      p(.class("quiet")) { details(question) }
      DataTable(
        question.label + (question.isRequired ? "（必填）" : ""),
        [DataTable.Column("行")] + columns,
        [[HTML("怎样填")] + question.columns.map { HTML($0.demand) }, empty(1), empty(2)]
      ).html
    }
  }
}

extension Question {
  /// For programs that draw forms of their own.
  fileprivate var described: JSON {
    var members: [JSON.Member] = [
      .init("id", .string(id)), .init("label", .string(label)),
      .init("kind", .string(kind.rawValue)), .init("required", .bool(isRequired)),
      .init("demand", .string(demand)),
    ]
    if let unit { members.append(.init("unit", .string(unit))) }
    if let help { members.append(.init("help", .string(help))) }
    if let clause { members.append(.init("clause", .string(clause))) }
    if !choices.isEmpty {
      let all = choices.map { choice -> JSON in
        ["value": .string(choice.value), "label": .string(choice.label)]
      }
      members.append(.init("choices", .array(all)))
    }
    if !columns.isEmpty { members.append(.init("columns", .array(columns.map(\.described)))) }
    return .object(members)
  }
}
