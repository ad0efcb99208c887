import Digest
import JSON
import Policy
import Routing
import SQLite
import Vocabulary

/// A sheet as it was locked once, before its expert took it back.
struct ReopenedSheet: Sendable {
  let locked, at: Instant
  let total: Exact
  let digest: [UInt8]
  let why: String
  let scores: [String: Exact]

  private init(_ row: borrowing Row) {
    locked = Instant(milliseconds: Int64(row.int(0)))
    at = Instant(milliseconds: Int64(row.int(1)))
    total = Exact(hundredths: row.int(2))
    digest = row.blob(3)
    why = row.text(4)
    scores = Review.scores(row.utf8(5))
  }

  static func of(
    _ review: ReviewID, in database: borrowing Connection
  ) throws -> [ReopenedSheet] {
    try database.all(
      """
      SELECT locked, at, total, digest, why, scores FROM review_reopened
      WHERE review = ? ORDER BY locked
      """, review.number, read: ReopenedSheet.init)
  }

  static let schema = Schema.list(
    .object([
      .always("lockedAt", .instant), .always("reopenedAt", .instant), .always("total", .number),
      .always("sha256", .text), .always("reason", .text), .always("scores", .map(.number)),
    ]))

  var json: JSON {
    [
      "lockedAt": .string("\(locked)"), "reopenedAt": .string("\(at)"), "total": total.json,
      "sha256": .string(Hex.text(digest)), "reason": .string(why),
      "scores": .object(scores.map { .init($0.key, $0.value.json) }),
    ]
  }

  /// What was scored otherwise then, item by item.
  func changes(
    to later: [String: Exact], _ rubric: Rubric
  ) -> [(item: Rubric.Item, was: String, now: String)] {
    func shown(_ score: Exact?) -> String { score.map { "\($0)" } ?? "没有打分" }
    return rubric.items.filter { scores[$0.id] != later[$0.id] }
      .map { ($0, shown(scores[$0.id]), shown(later[$0.id])) }
  }
}
