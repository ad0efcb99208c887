import Applications
import Design
import HTML
import JSON
import Policy
import Routing
import SQLite
import Vocabulary

/// The proposal that waits for an approver: who says what, how the conditions came out, what was found out
/// and what is still open beside it, so that it can be decided on one page.
struct Proposed: Sendable {
  let who: String
  let matter: Matter
  let conditions: [(label: String, verdict: String, isMet: Bool, evidence: String)]
  /// As the review ends, in its own words.
  let conclusion: String
  let waiting: StillOpen
  let considered: Considered

  /// Nil where none waits.
  init?(_ facts: CaseFacts, in database: borrowing Connection) throws {
    guard let matter = facts.open(.recommendation).last else { return nil }
    self.matter = matter
    who =
      try matter.openedBy.flatMap { person in
        try database.first("SELECT name FROM person WHERE id = ?", person.number) { $0.text(0) }
      } ?? ""
    let review = try DistrictReview.of(facts.file.id, in: database)
    conditions = try DistrictReview.conditions(DistrictReview.form(facts)).map { question in
      let said = review?.answers[question.id]?.string ?? ""
      return (
        label: question.label,
        verdict: question.choices.first { $0.value == said }?.label ?? "没有写",
        isMet: said == "pass", evidence: review?.answers["\(question.id)Evidence"]?.string ?? ""
      )
    }
    let decision = try DistrictReview.form(facts).questionnaire.questions
      .first { $0.id == "decision" }
    conclusion = decision?.text(review?.answers["decision"]?.string.map { .text($0) }) ?? ""
    waiting = try StillOpen(facts, in: database)
    considered = try Considered(facts, in: database)
  }

  static let name = "recommendation"

  var json: JSON {
    let conditions = conditions.map { one -> JSON in
      [
        "condition": .string(one.label), "met": .bool(one.isMet),
        "evidence": .string(one.evidence),
      ]
    }
    return .object(
      [
        .init("decision", .string(matter.word)), .init("opinion", .string(matter.reference)),
        .init("by", .string(who)), .init("at", .string("\(matter.opened)")),
        .init("conditions", .array(conditions)),
        .init("conclusion", .string(conclusion)),
        .init("waiting", .array(waiting.lines.map { .string($0) })),
      ] + considered.members)
  }

  var html: HTML {
    group {
      p {
        strong { "\(who)提出：\(matter.word == "recommend" ? "推荐" : "不予推荐")。" }
        matter.reference
      }
      if !conclusion.isEmpty { p { "审核意见的结论：\(conclusion)。" } }
      waiting.html
      considered.html
      DataTable(
        "条件核查", [.init("条件"), .init("结论", isKept: true), .init("依据")],
        conditions.map { one in
          [HTML(one.label), state(one.verdict, one.isMet ? .good : .wrong), HTML(one.evidence)]
        }
      ).bare
    }
  }
}
