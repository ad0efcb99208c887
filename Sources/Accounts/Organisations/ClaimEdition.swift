import Acts
import Journal
import Routing
import SQLite
import Vocabulary

/// What somebody has before them who answers a claim or decides on it: what was proven and what was said to
/// it, each of which may come anew while they read.
enum ClaimEdition {
  static func now(of claim: Claim, in database: borrowing Connection) throws -> Int {
    try [FileProof.name, AnswerDispute.name].reduce(1) {
      $0 + (try Journal.count(of: $1, about: claim.subject, in: database))
    }
  }

  /// Both sides are heard as they stand when it is decided.
  static func require(
    _ claim: Claim, by member: Member, _ moment: Moment, in database: borrowing Connection
  ) throws {
    let now = try now(of: claim, in: database)
    if moment.hasSeen(now) { return }
    // As its page has it: the enterprise's people read only what those still among them said.
    let holder = claim.isAgainst(member.caller) ? claim.organisation : nil
    let said = try ClaimAnswer.to(claim, seenBy: holder, in: database).map {
      "\($0.name)：\($0.text)"
    }
    throw Refusal(
      .conflict, code: "stale",
      "您打开以后，又有人提交了证明或者说明（您看到的是第 \(moment.seen ?? 0) 版，现在是第 \(now) 版）。请看过以后再办。",
      stands: [
        .stands(Edition.name, "第 \(now) 版"), .stands("answers", said.joined(separator: "；")),
      ])
  }
}
