import Applications
import JSON
import Policy
import Rounds
import Routing
import Vocabulary

/// A score sheet as it was sent: scores by item, and the words that the package asks for. A program
/// says `{"scores": {…}, "answers": {…}, "reasons": {…}}`, a browser `score.1a1=4`, `reason.1a=…` and the
/// questions by their names.
struct SentSheet: Sendable {
  static let more: [Schema.Property] = [
    .always("scores", .map(.number)), .always("answers", .map(.any)),
    .sometimes("reasons", ScoreReason.schema),
  ]
  static let prefix = "score."

  /// It belongs to the rubric and not to the questions of the form.
  static func isOfRubric(_ name: String) -> Bool {
    [prefix, ScoreReason.prefix, ScoreReason.evidencePrefix].contains { name.hasPrefix($0) }
  }

  let given: [JSON.Member]

  struct Reading: Sendable {
    var scores: [String: Exact] = [:]
    var values: Values = [:]
    /// Nil: those that are kept stay.
    var reasons: [String: ScoreReason]?
  }

  /// Everything that is wrong with it at once. What is missing is no fault before it is locked.
  ///
  /// - Parameter files: of the application, for reasons to point to.
  func read(
    _ facts: ReviewFacts, _ files: [Attachment], on today: Day
  ) throws(Problems) -> Reading {
    var problems: [Problem] = []
    var reading = Reading()
    let parts = try parts()
    for (id, value) in parts.scores {
      guard let item = facts.rubric.items.first(where: { $0.id == id }) else {
        let name = String(id.unicodeScalars.prefix(20).map(Character.init))
        problems.append(
          Problem(
            field: Self.prefix + name, code: "unknownField", message: "评分表里没有“\(name)”这一项。"))
        continue
      }
      if value == "" || value == .null { continue }
      guard let points = parts.isTyped ? Exact(value) : value.string.flatMap({ Exact($0) }) else {
        problems.append(
          Problem(
            field: Self.prefix + id, code: "wrongType", message: "“\(id)”的分数应为最多两位小数的数。"))
        continue
      }
      if let complaint = facts.rubric.complaint(about: points, for: item) {
        problems.append(
          Problem(field: Self.prefix + id, code: "outOfRange", message: complaint))
      }
      reading.scores[id] = points
    }
    let said = facts.form.questionnaire.read(
      parts.answers, isTyped: parts.isTyped, isComplete: false, on: today)
    problems += said.problems
    reading.values = said.values
    if parts.reasons.all != nil {
      let (reasons, faults) = parts.reasons.read(facts.rubric, files)
      problems += faults
      reading.reasons = reasons
    }
    if !problems.isEmpty { throw Problems(problems) }
    return reading

    func parts() throws(Problems) -> (
      scores: [(String, JSON)], answers: [String: JSON], reasons: SentReasons, isTyped: Bool
    ) {
      if given.allSatisfy({ $0.value.members != nil }) {
        guard given.allSatisfy({ ["scores", "answers", "reasons"].contains($0.name) }) else {
          throw Problems([
            Problem(
              field: "scores", code: "unknownField",
              message: "请写成 {\"scores\": {…}, \"answers\": {…}, \"reasons\": {…}}。")
          ])
        }
        // What is not there is not meant to be wiped out.
        let missing = ["scores", "answers"].filter { name in
          !given.contains { $0.name == name }
        }
        if !missing.isEmpty {
          throw Problems(
            missing.map {
              Problem(field: $0, code: "required", message: "请写 \($0)；一项也没有的，写 {}。")
            })
        }
        func members(_ name: String) -> [JSON.Member] {
          given.first { $0.name == name }?.value.members ?? []
        }
        return (
          members("scores").map { ($0.name, $0.value) },
          Dictionary(
            members("answers").map { ($0.name, $0.value) }, uniquingKeysWith: { first, _ in first }),
          try SentReasons(typed: given.first { $0.name == "reasons" }?.value), true
        )
      }
      let scores = given.filter { $0.name.hasPrefix(Self.prefix) }
        .map { (String($0.name.dropFirst(Self.prefix.count)), $0.value) }
      let rest = given.filter { !Self.isOfRubric($0.name) }
        .map { (name: $0.name, value: $0.value.string ?? "") }
      return (
        scores, facts.form.questionnaire.assemble(rest), SentReasons(fields: given), false
      )
    }
  }
}
