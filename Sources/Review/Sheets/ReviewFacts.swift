import Acts
import Applications
import JSON
import Policy
import Routing
import SQLite
import Vocabulary

/// A review with what it hangs on: its panel, its case, the rubric and form of the round's package.
struct ReviewFacts: Sendable {
  let review: Review
  let panel: Panel
  let facts: CaseFacts
  let rubric: Rubric
  let form: Form
  let result: Rubric.Result
  /// The secretary has asked those who judge it to look once more.
  let secondLook: SecondLook?
  /// Its expert goes on to lock it.
  var isLockedNext = false

  var file: Case { facts.file }

  var hasRead: Bool { review.hasRead(secondLook) }

  init(
    _ review: Review, _ desk: CaseDesk, for person: PersonID?, at now: Instant,
    in database: borrowing Connection
  ) throws {
    guard let file = try Cases.find(review.application, in: database) else {
      throw Refusal.notFound
    }
    self.review = review
    panel = try Panels.find(review.panel, in: database)
    facts = try desk.judge.facts(of: file, for: person, at: now, in: database)
    guard let rubric = facts.package.rubric(for: file.kind) else { throw Refusal.notFound }
    self.rubric = rubric
    form = try facts.package.form(.score)
    result = rubric.score(review.scores)
    secondLook = try SecondLook.of(panel.id, in: database)[file.id]
  }

  /// One's own; of others' there is none.
  static func own(
    _ id: ReviewID, _ member: Member, _ desk: CaseDesk, at now: Instant,
    in database: borrowing Connection
  ) throws -> ReviewFacts {
    let review = try ReviewTable.find(id, in: database)
    guard review.person == member.caller.person else { throw Refusal.notFound }
    let facts = try ReviewFacts(review, desk, for: member.caller.person, at: now, in: database)
    guard review.belongs(toItsExpert: facts.file.stage) else { throw Refusal.notFound }
    return facts
  }

  /// Each project with what it comes to.
  var scored: [(project: Rubric.Project, score: Exact)] {
    result.lines.flatMap { line in
      zip(line.indicator.projects, line.projects).map { (project: $0, score: $1) }
    }
  }

  /// Those that the package wants a word on, and that have none.
  var wanting: [(project: Rubric.Project, score: Exact)] {
    let (scores, reasons) = (review.scores, review.reasons)
    return scored.filter { project, score in
      // What is not scored yet is said as that.
      project.items.contains { scores[$0.id] != nil }
        && rubric.asksReason(of: project, given: score)
        && reasons[project.id]?.text.isEmpty != false
    }
  }

  func requireUnderWay() throws(Refusal) {
    guard panel.state == .drawn else {
      throw Refusal(.conflict, code: "wrongState", "这个评审组\(panel.state.title)，不能再办理。")
    }
    guard file.stage == .reviewing else {
      throw Refusal(.conflict, code: "wrongStage", "这份申请目前\(file.stage.title)，不在评审中。")
    }
  }

  static let schema = Schema.object([
    .always("id", .text), .always("state", .oneOf(Review.State.allCases.map(\.rawValue))),
    .always("edition", .integer), .always("total", .number),
    .always("projects", .map(.number)), .always("wanting", .list(.text)),
    .always("indicators", .map(.object([.always("raw", .number), .always("capped", .number)]))),
  ])

  /// How it stands, with its sums under the rubric's rules.
  var summary: JSON {
    let result = result
    return [
      "id": .string("\(review.id)"), "state": .string(review.state.rawValue),
      "edition": .integer(review.edition), "total": result.total.json,
      "projects": .object(scored.map { .init($0.project.id, $0.score.json) }),
      "wanting": .array(wanting.map { .string($0.project.id) }),
      "indicators": .object(
        result.lines.map {
          .init($0.indicator.id, ["raw": $0.raw.json, "capped": $0.capped.json])
        }),
    ]
  }
}
