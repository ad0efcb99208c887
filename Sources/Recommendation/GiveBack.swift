import Acts
import Applications
import Design
import HTML
import JSON
import Policy
import Routing
import SQLite
import Vocabulary

/// Everything that has to be put right, told once: each on a question or a file of the form, which are
/// then the only ones open (features 26, 30, 31).
package struct CorrectionAsked: Input {
  package static let fields: [FieldNote] = []
  package static var more: [Schema.Property]? { [.always("items", .map(.text))] }

  package let items: [(field: String, text: String)]

  /// A program sends `{"items": {"finances": "缺 2024 年"}}`, a browser a text for each question.
  package init(_ answers: Answers) throws(Problems) {
    try answers.read()
    let members = try answers.object("items")
    let pairs =
      members.map { $0.map { (field: $0.name, text: $0.value.string ?? "") } }
      ?? answers.otherTexts.map { (field: $0.name, text: $0.value) }
    items = pairs.filter { !$0.text.allSatisfy(\.isWhitespace) }
    if items.isEmpty {
      throw Problems([
        Problem(field: "items", code: "required", message: "请在要补正的题目或附件旁写明缺什么、错在哪里。")
      ])
    }
    for item in items {
      if TextFault(item.text, most: 300, allowsBreaks: true) != nil {
        throw Problems([
          Problem(field: item.field, code: "tooLong", message: "补正的要求最多 300 个字，不能有控制字符。")
        ])
      }
    }
  }
}

package struct GiveBack: CaseAct {
  package typealias Asked = CorrectionAsked
  package static let step = Lifecycle.giveBack
  package static let path = Path<CasePlace>("/applications/:number/return")
  package static let occasion: Policy.Letter.Occasion? = .correction
  package let desk: CaseDesk

  package init(desk: CaseDesk) { self.desk = desk }

  package func carry(
    _ asked: CorrectionAsked, _ facts: CaseFacts, _ moment: Moment,
    in database: borrowing Connection
  ) throws -> Said {
    try Corrections.ask(asked.items, facts, moment, in: database)
  }

  package func words(_ facts: CaseFacts) -> HTML { Corrections.count(facts) }

  package func letter(
    _ sheet: Sheet, _ facts: CaseFacts, in database: borrowing Connection
  ) throws -> [String: String] { Corrections.letter(sheet, facts) }

  package func beside(_ facts: CaseFacts) -> HTML? { material(facts) }

  package func more(_ facts: CaseFacts, _ sheet: Sheet) -> HTML? {
    Corrections.fields(facts, sheet)
  }
}

/// What the district's return and the body's have in common.
package enum Corrections {
  package typealias Item = (field: String, text: String)

  /// A step that returns a case: which texts it takes, the package's form says.
  package static func offer(_ step: Step, at address: Address, _ facts: CaseFacts) -> Offer {
    var offer = Offer(step, step.title, at: address, hasForm: true)
    offer.schema =
      "\(facts.package.id).\(FormUse.application.rawValue).\(Policy.Form.corrections)"
    return offer
  }

  /// How often it has been returned so far: said before it is returned once more.
  package static func count(_ facts: CaseFacts) -> HTML {
    let had = facts.matters.count { $0.kind == .correction }
    return p { had == 0 ? "这份申请还没有退回过。" : "这份申请已经退回过 \(had) 次。" }
  }

  /// On questions that the form has.
  static func form(_ facts: CaseFacts, for items: [Item]) throws -> Policy.Form {
    guard let form = facts.package.forms.first(where: { $0.id == FormUse.application.rawValue })
    else { throw Refusal.notFound }
    let questions = form.questionnaire.questions.filter { $0.computed == nil }
    let unknown = items.filter { item in !questions.contains { $0.id == item.field } }
    if !unknown.isEmpty {
      throw Problems(
        unknown.map {
          Problem(
            field: String($0.field.prefix(40)), code: "unknownField",
            message: "申请书里没有“\($0.field.prefix(40))”这一题。")
        })
    }
    return form
  }

  package static func ask(
    _ items: [Item], _ facts: CaseFacts, _ moment: Moment, in database: borrowing Connection
  ) throws -> Said {
    let form = try form(facts, for: items)
    let matter = try Matters.open(.correction, on: facts.file, moment, in: database)
    for item in items {
      try database.run(
        "INSERT INTO correction_item (matter, field, text) VALUES (?, ?, ?)", matter.number,
        item.field, item.text)
    }
    let lines = lines(items, form)
    var said = Said("\(items.count) 处：" + lines.joined(separator: " "))
    said.reason = "要补正 \(items.count) 处，见补正通知书。"
    said.payload = [
      "items": .object(items.map { JSON.Member($0.field, .string($0.text)) })
    ]
    said.letter = LetterDraft(.correction, ["items": lines.joined(separator: "\n")])
    return said
  }

  private static func lines(_ items: [Item], _ form: Policy.Form) -> [String] {
    items.enumerated().map { index, item in
      "\(index + 1). \(form.label(item.field))：\(item.text)"
    }
  }

  /// What stands in the notice.
  static func letter(_ items: [Item], _ facts: CaseFacts) throws -> [String: String] {
    ["items": lines(items, try form(facts, for: items)).joined(separator: "\n")]
  }

  /// The same of what is typed by now.
  static func letter(_ sheet: Sheet, _ facts: CaseFacts) -> [String: String] {
    let typed = sheet.answers.otherTexts.filter { !$0.value.allSatisfy(\.isWhitespace) }
    return (try? letter(typed.map { (field: $0.name, text: $0.value) }, facts)) ?? [:]
  }

  /// A line for each question and file, to be written in where something is wrong.
  package static func fields(_ facts: CaseFacts, _ sheet: Sheet) -> HTML? {
    guard let form = facts.package.forms.first(where: { $0.id == FormUse.application.rawValue })
    else { return nil }
    let typed = Dictionary(
      sheet.answers.otherTexts.map { ($0.name, $0.value) }, uniquingKeysWith: { first, _ in first })
    return group {
      p { "把所有要补正的一次写全：在有问题的题目或附件下面写明缺什么、错在哪里；没有问题的空着。" }
      section(.class("panel flush")) {
        for part in form.sections {
          let asked = part.questions.filter { $0.computed == nil }
          fold(part.title, isOpen: asked.contains { typed[$0.id]?.isEmpty == false }) {
            for question in asked { line(question, typed[question.id] ?? "") }
          }
        }
      }
    }
  }

  private static func line(_ question: Question, _ typed: String) -> HTML {
    div(.class("field")) {
      label(.for(question.id)) { question.label }
      input(
        .id(question.id), .name(question.id), .type("text"), .autocomplete("off"), .value(typed),
        .optional(question.defects.isEmpty ? nil : .list("\(question.id)-defects")))
      if !question.defects.isEmpty {
        // Ready sentences of the package, to be picked while reading; any other may be written.
        datalist(.id("\(question.id)-defects")) {
          for sentence in question.defects { option(.value(sentence)) { sentence } }
        }
      }
    }
  }
}
