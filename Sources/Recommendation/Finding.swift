import Applications
import Design
import JSON
import Policy
import Vocabulary

/// What was found against an application: the condition, the sentence that sets it, and on what it rests.
struct Finding {
  /// The question of the package's review, where it is one of the conditions.
  let condition: Question?
  let verdict: String
  let evidence: String

  var isEmpty: Bool { condition == nil && evidence.isEmpty }

  /// As the form words the verdict.
  private var words: String {
    var words: [String] = []
    if let condition { words += [condition.label, condition.line(.text(verdict))] }
    if !evidence.isEmpty { words.append("所据：\(evidence)") }
    return words.joined(separator: "，")
  }

  /// What a review did not find to be met.
  static func all(in review: DistrictReview?, _ form: Policy.Form) -> [Finding] {
    guard let review else { return [] }
    return DistrictReview.conditions(form).filter { review.answers[$0.id] != "pass" }.map {
      Finding(
        condition: $0, verdict: review.answers[$0.id]?.string ?? "",
        evidence: review.answers["\($0.id)Evidence"]?.string ?? "")
    }
  }

  static func sentence(_ reason: String, _ findings: [Finding]) -> String {
    ([reason] + findings.map(\.words)).map(open).filter { !$0.isEmpty }.joined(separator: "；")
  }

  private static let ends: Set<Character> = ["。", "；", ";", ".", " ", "\n"]

  /// As somebody typed it, without the mark at its end: what comes behind it brings its own.
  private static func open(_ text: String) -> String {
    String(text.reversed().drop { ends.contains($0) }.reversed())
  }

  /// For the letter: the sentences of the conditions in place of the act's own, and one way to be heard.
  static func values(
    _ reason: String, _ findings: [Finding], _ remedy: String, _ clause: String, _ facts: CaseFacts
  ) -> [String: String] {
    var clauses: [String] = []
    for clause in findings.compactMap({ $0.condition?.clause }) where !clauses.contains(clause) {
      clauses.append(clause)
    }
    return [
      "reason": sentence(reason, findings),
      "clause": Citation.readable(
        clauses.isEmpty ? clause : clauses.joined(separator: "、")),
      "remedy": (remedy.isEmpty ? "" : open(remedy) + "。") + hearing(facts),
    ]
  }

  /// 复核 is there once.
  private static func hearing(_ facts: CaseFacts) -> String {
    facts.matters.contains { $0.kind == .reconsideration }
      ? "这份申请已经复核过一次，不再复核；情况有变化的，下一批可以再申请。" : "对决定不服的，可以在平台上申请复核一次。"
  }
}
