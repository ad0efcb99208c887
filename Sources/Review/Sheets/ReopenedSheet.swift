import Digest
import JSON
import Policy
import Routing
import SQLite
import Vocabulary

/// A sheet as it was locked once, before its expert took it back.
struct ReopenedSheet: Sendable {
  /// All that is written on a sheet.
  struct Content: Sendable {
    let scores: [String: Exact]
    let answers: JSON
    let reasons: [String: ScoreReason]

    init(_ review: Review) {
      (scores, answers, reasons) = (review.scores, review.answers, review.reasons)
    }

    fileprivate init(_ scores: [UInt8], _ answers: [UInt8], _ reasons: [UInt8]) {
      self.scores = Review.scores(scores)
      self.answers = (try? JSON(parsing: answers)) ?? [:]
      self.reasons = Review.reasons(reasons)
    }
  }

  let locked, at: Instant
  let edition: Int
  let total: Exact
  let digest: [UInt8]
  let why: String
  let content: Content

  private init(_ row: borrowing Row) {
    locked = Instant(milliseconds: Int64(row.int(0)))
    at = Instant(milliseconds: Int64(row.int(1)))
    edition = row.int(2)
    total = Exact(hundredths: row.int(3))
    digest = row.blob(4)
    why = row.text(5)
    content = Content(row.utf8(6), row.utf8(7), row.utf8(8))
  }

  static func of(
    _ review: ReviewID, in database: borrowing Connection
  ) throws -> [ReopenedSheet] {
    try database.all(
      """
      SELECT locked, at, edition, total, digest, why, scores, answers, reasons FROM review_reopened
      WHERE review = ? ORDER BY locked
      """, review.number, read: ReopenedSheet.init)
  }

  static let schema = Schema.list(
    .object([
      .always("lockedAt", .instant), .always("reopenedAt", .instant), .always("edition", .integer),
      .always("total", .number), .always("sha256", .text), .always("reason", .text),
      .always("scores", .map(.number)), .always("answers", .map(.any)),
      .always("reasons", ScoreReason.schema),
    ]))

  var json: JSON {
    [
      "lockedAt": .string("\(locked)"), "reopenedAt": .string("\(at)"),
      "edition": .integer(edition), "total": total.json, "sha256": .string(Hex.text(digest)),
      "reason": .string(why),
      "scores": .object(content.scores.map { .init($0.key, $0.value.json) }),
      "answers": content.answers, "reasons": ScoreReason.json(content.reasons),
    ]
  }
}

extension ReopenedSheet.Content {
  /// What was written otherwise then: items, reasons with what they rest on, and the questions.
  ///
  /// - Parameter fileName: of a file, by its id.
  func changes(
    to later: Self, _ facts: ReviewFacts, _ fileName: (String) -> String
  ) -> [(what: String, was: String, now: String)] {
    var all: [(what: String, was: String, now: String)] = []
    func compare(_ what: String, _ was: String, _ now: String) {
      if was != now { all.append((what, was.isEmpty ? "没有" : was, now.isEmpty ? "没有" : now)) }
    }
    for item in facts.rubric.items {
      func points(_ content: Self) -> String { content.scores[item.id].map { "\($0) 分" } ?? "" }
      compare("\(item.id) \(item.text)", points(self), points(later))
    }
    for (project, _) in facts.scored {
      let (was, now) = (reasons[project.id], later.reasons[project.id])
      compare("\(project.name)的理由", was?.text ?? "", now?.text ?? "")
      compare(
        "\(project.name)依据的材料", was?.evidence.map { fileName("\($0)") } ?? "",
        now?.evidence.map { fileName("\($0)") } ?? "")
    }
    for question in facts.form.questionnaire.questions {
      func said(_ content: Self) -> String {
        question.text(
          content.answers[question.id].flatMap { Questionnaire.kept($0, of: question) })
      }
      compare(question.label, said(self), said(later))
    }
    return all
  }
}
