import JSON
import Vocabulary

/// One form of the programme: who fills it in, what is asked, and what must fit together.
package struct Form: Sendable, Equatable {
  package enum Filler: String, Sendable, CaseIterable {
    case enterprise, district, thirdParty, expert, bureau, anyone

    package var title: String {
      switch self {
      case .enterprise: "企业"
      case .district: "区市场监管部门"
      case .thirdParty: "第三方专业机构"
      case .expert: "评审专家"
      case .bureau: "市市场监管局"
      case .anyone: "任何人"
      }
    }
  }

  package struct Section: Sendable, Equatable {
    package let title: String
    package let help: String?
    package let questions: [Question]
  }

  /// What single answers may all get right and still be wrong together.
  package struct Rule: Sendable, Equatable {
    package let require: Expression
    package let field: String
    package let message: String
  }

  /// What can be sent at once; a form that may grow beyond it is found out when it is read.
  package static let limit = 1 << 20
  private static let mostFields = 900

  package let id: String
  package let title: String
  package let filler: Filler
  package let basis: String
  package let label: String?
  package let intro: String?
  package let sections: [Section]
  package let rules: [Rule]
  package let questionnaire: Questionnaire
  /// Of each section: its questions, and those that they hang on in others.
  private let needs: [Questionnaire]

  /// Everything that is wrong with the answers, those that do not fit together last.
  package func read(
    _ given: [String: JSON], isTyped: Bool, isComplete: Bool, on today: Day
  ) -> Questionnaire.Reading {
    var reading = questionnaire.read(given, isTyped: isTyped, isComplete: isComplete, on: today)
    reading.problems += misfits(rules, in: reading.values, on: today)
    return reading
  }

  /// What is wrong in one section, of which nothing else is read than what it hangs on.
  package func read(
    section number: Int, of given: [String: JSON], isComplete: Bool, on today: Day
  ) -> Questionnaire.Reading {
    let needed = needs[number - 1]
    let own = Dictionary(
      uniqueKeysWithValues: needed.questions.compactMap { question in
        given[question.id].map { (question.id, $0) }
      })
    let ids = Set(sections[number - 1].questions.map(\.id))
    var reading = needed.read(own, isTyped: true, isComplete: isComplete, on: today)
    reading.problems.removeAll { !ids.contains(Questionnaire.id(of: $0.field)) }
    reading.problems += misfits(
      rules.filter { ids.contains($0.field) }, in: reading.values, on: today)
    return reading
  }

  private func misfits(_ rules: [Rule], in values: Values, on today: Day) -> [Problem] {
    rules.filter { $0.require.holds(for: values, on: today) == false }
      .map { Problem(field: $0.field, code: "rule", message: $0.message) }
  }

  /// In their order, so that what something hangs on is read before it. A row is judged with what stands
  /// outside of it, too.
  private static func needs(
    of section: Section, among questions: [Question], _ rules: [Rule]
  ) -> Questionnaire {
    let own = Set(section.questions.map(\.id))
    var needed = rules.filter { own.contains($0.field) }
      .reduce(into: own) { $0.formUnion($1.require.names) }
    for question in questions.reversed() where needed.contains(question.id) {
      for part in [question] + question.columns {
        needed.formUnion(part.shown?.names ?? [])
        needed.formUnion(part.computed?.fields ?? [])
      }
    }
    return Questionnaire(questions.filter { needed.contains($0.id) })
  }
}

extension Question {
  /// The most that it may have on a page.
  fileprivate var fields: Int {
    switch kind {
    case .table: rows.upperBound * columns.reduce(0) { $0 + $1.fields }
    case .many: choices.count
    default: 1
    }
  }

  /// What it adds to an address when answered: its name, “=”, “&”, and what is chosen. Texts count as
  /// people write them, some fifty 汉字, not as they may.
  var addressBytes: Int { addressBytes(within: 0) }

  private func addressBytes(within table: Int) -> Int {
    let name = table + id.utf8.count + 2
    switch kind {
    case .table:
      // As in `accidents.12.accidentOn`.
      return rows.upperBound
        * columns.reduce(0) { $0 + $1.addressBytes(within: id.utf8.count + 4) }
    case .many: return choices.reduce(0) { $0 + name + $1.value.utf8.count + 5 }
    case .choice, .industry: return name + (choices.map(\.value.utf8.count).max() ?? 0) * 3
    case .text, .longText, .person, .address, .creditCode, .phone, .mail, .trademark:
      return name + min(most, 50) * 9
    default: return name + 20
    }
  }

  /// The most that a browser may send for it: nine bytes for a 汉字, and its name.
  fileprivate var bytes: Int {
    switch kind {
    case .table: rows.upperBound * columns.reduce(0) { $0 + $1.bytes }
    case .text, .longText, .person, .address, .evidence: most * 9 + 100
    case .many: choices.count * 100
    default: 200
    }
  }
}

extension Form {
  /// Evidence lies in a slot of the same form.
  private static func requireSlots(_ nodes: [Node], _ questions: [Question]) {
    for node in nodes + nodes.flatMap({ $0.list("columns", isRequired: false) })
    where node.json["kind"]?.string == Question.Kind.evidence.rawValue {
      let slot = node.json["slot"]?.string
      if !questions.contains(where: { $0.kind == .file && $0.id == slot }) {
        node.note("没有“\(slot ?? "")”这一份附件", "改成表里 kind 是 file 的题号", at: "slot")
      }
    }
  }

  init(_ node: Node) {
    node.only("id", "title", "who", "basis", "label", "intro", "sections", "rules")
    id = node.text("id", most: 10)
    if !id.utf8.allSatisfy({ 0x41...0x5A ~= $0 || 0x61...0x7A ~= $0 || 0x30...0x39 ~= $0 }) {
      node.note("表号“\(id)”不合格", "用字母和数字，如 F1", at: "id")
    }
    title = node.text("title", most: 60)
    filler = node.choice("who", or: .enterprise)
    basis = node.clauses("basis")
    label = node.optionalText("label", most: 200)
    intro = node.optionalText("intro", most: 1000)
    var known: [Question] = []
    sections = node.list("sections").map { item in
      item.only("title", "help", "questions")
      let questions = Question.list(item.list("questions"), after: known)
      known += questions
      return Section(
        title: item.text("title", most: 60), help: item.optionalText("help", most: 400),
        questions: questions)
    }
    let questions = known
    Form.requireSlots(node.list("sections").flatMap { $0.list("questions") }, questions)
    rules = node.list("rules", isRequired: false).map { item in
      item.only("require", "field", "message")
      let field = item.text("field", most: 40)
      if !field.isEmpty, !questions.contains(where: { $0.id == field }) {
        item.note("没有“\(field)”这一题", "改成表里有的题号", at: "field")
      }
      return Rule(
        require: item.object("require").map { Expression($0, questions) } ?? .all([]),
        field: field, message: item.text("message", most: 200))
    }
    questionnaire = Questionnaire(questions)
    let rules = rules
    needs = sections.map { Form.needs(of: $0, among: questions, rules) }
    let fields = questions.reduce(0) { $0 + $1.fields }
    if fields > Form.mostFields {
      node.note(
        "填满了有 \(fields) 格，超过一次能提交的 \(Form.mostFields) 格", "减少题目，或减小 rows", at: "sections")
    }
    let size = questions.reduce(0) { $0 + $1.bytes }
    if size > Form.limit {
      node.note(
        "填满了有 \(size >> 10) KB，超过一次能提交的 \(Form.limit >> 10) KB",
        "减少题目，或减小 most、rows", at: "sections")
    }
  }
}
