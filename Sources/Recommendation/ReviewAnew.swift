import Acts
import Applications
import Design
import HTML
import JSON
import Policy
import SQLite
import Vocabulary

/// What a review says rests on what was handed in: once that is corrected, or the case is heard anew, the
/// whole of it is confirmed again before anything is proposed (001 三（二）第一分句). No answer is lost: they
/// stand filled in, beside what has changed. Which answer rests on which field no package says, and a
/// guess would let one stand that is wrong.
extension DistrictReview {
  /// What was whole is so no more.
  ///
  /// - Returns: whether there was one.
  @discardableResult
  static func reopen(
    _ facts: CaseFacts, _ moment: Moment, in database: borrowing Connection
  ) throws -> Bool {
    let whole = facts.matters.filter { $0.kind == .districtReview && $0.outcome == "complete" }
    if whole.isEmpty { return false }
    for matter in whole {
      try database.run("UPDATE matter SET outcome = 'reopened' WHERE id = ?", matter.id.number)
    }
    try Matters.open(.districtReview, on: facts.file, moment, in: database)
    return true
  }

  /// It was whole once and has to be confirmed again.
  static func isToConfirm(_ facts: CaseFacts) -> Bool {
    let all = facts.matters.filter { $0.kind == .districtReview }
    return all.contains { $0.outcome == "reopened" } && all.last?.outcome != "complete"
  }

  /// What was handed in anew since it was written, by the questions of the application.
  func changed(
    _ facts: CaseFacts, in database: borrowing Connection
  ) throws -> [Question] {
    let all = try Submissions.of(facts.file.id, in: database)
    guard let sent = all.last, sent.at >= at,
      let before = all.dropLast().last(where: { $0.at <= at })
    else { return [] }
    return sent.changed(since: before, facts)
  }
}

/// Said on the case's page and on the sheet's.
struct ReviewToConfirm: Sendable {
  let changed: [Question]

  /// Nil where nothing has to be confirmed.
  init?(
    _ review: DistrictReview?, _ facts: CaseFacts, in database: borrowing Connection
  ) throws {
    guard let review, DistrictReview.isToConfirm(facts) else { return nil }
    changed = try review.changed(facts, in: database)
  }

  var html: HTML {
    note(.warn) {
      p {
        changed.isEmpty
          ? "审核意见要重新确认：以前填的都在，核对以后再存一次，才能提出推荐意见。"
          : "企业补正以后，审核意见要重新确认：以前填的都在，改了什么在旁边；核对以后再存一次，才能提出推荐意见。"
      }
      if !changed.isEmpty { p { "改过的：\(changed.map(\.label).joined(separator: "、"))。" } }
    }
  }

  var json: JSON { .array(changed.map { .string($0.id) }) }
}

/// What comes after a return is told to all that was judged on it before.
struct CorrectionsHeard: CorrectionBook {
  func corrected(
    _ facts: CaseFacts, by sent: Submission, _ moment: Moment, in database: borrowing Connection
  ) throws {
    try HonoursClaimedNoMore().corrected(facts, by: sent, moment, in: database)
    // What was recommended already is not reviewed anew by its unit.
    if facts.file.cameFrom == .accepted {
      try DistrictReview.reopen(facts, moment, in: database)
    }
  }
}
