import Design
import HTML
import JSON
import Policy
import Rounds
import Routing
import Vocabulary

/// “我们符合条件吗”: asked of nobody in particular, before anything is written (features 2, 3).
struct CheckView: View {
  struct Asked: Input {
    static let policy = Field.text(
      "policy", "政策包", most: 70, example: "pilot-2024", isRequired: false)
    static let fields = [policy.note]
    static var more: [Schema.Property]? { [] }

    let policy: String
    let given: [(name: String, value: String)]

    init(_ answers: Answers) throws(Problems) {
      policy = try answers.read(Self.policy)
      given = answers.otherTexts
    }
  }

  struct Answer: Sendable {
    let package: Package
    /// As it is called on the shelf.
    let policy: String
    let values: Values
    /// None, as long as nothing has been answered.
    let findings: [Finding]
    /// Whom to ask, where it is a no.
    let contacts: [(name: String, contact: String)]
  }

  static let name = "check"
  static let summary = "申请条件自查"
  static let path = Paths.check
  static let audience = Audience.everyone
  static let clause: String? = Conditions.clauses
  static let schema = Schema.object([
    .always("policy", .text), .always("verdict", Finding.verdictSchema),
    .always("conditions", .list(Finding.schema)),
  ])

  let library: Library
  let contacts: ContactBook

  func answer(
    _ asked: Asked, at place: Nowhere, for actor: Visitor, _ visit: Visit
  ) throws -> Answer {
    let package = try library.named(asked.policy, visit)
    let questionnaire = Questionnaire(package.conditions.questions)
    // Shared links carry marks of their own: what no question asks is passed over.
    let answered = asked.given.filter { questionnaire.asks($0.name) }
    // “不清楚” is an answer to a reader, and none to a rule.
    let given = answered.filter { $0.value != QuestionFields.unsure && !$0.value.isEmpty }
    let reading = questionnaire.read(
      questionnaire.assemble(given), isTyped: false, isComplete: false, on: visit.now.day)
    if !reading.problems.isEmpty { throw Problems(reading.problems) }
    let isAsked = visit.face == .json || !answered.isEmpty
    let findings = isAsked ? package.conditions.judge(reading.values, on: visit.now.day) : []
    let isFailing = findings.verdict == .fail && visit.face == .page
    return Answer(
      package: package, policy: library.shelf(at: visit.now).name(of: package),
      values: reading.values, findings: findings, contacts: isFailing ? try contacts(visit) : [])
  }

  func json(_ answer: Answer) -> JSON {
    [
      "policy": .string(answer.policy), "verdict": .string(answer.findings.verdict.rawValue),
      "conditions": .array(answer.findings.map(\.json)),
    ]
  }

  func page(
    _ sheet: Sheet, _ answer: Answer?, at place: Nowhere, for actor: Visitor, _ visit: Visit
  ) -> HTML {
    let named = sheet.text(Asked.policy.note)
    let shelf = library.shelf(at: visit.now)
    return CheckPage(
      package: answer?.package ?? shelf[named] ?? shelf.standing,
      policy: shelf[named] == nil ? "" : named, sheet: sheet, visit: visit
    ).html(answer)
  }
}
