import Acts
import Digest
import JSON
import Policy
import SQLite
import Vocabulary

/// What becomes of an application that is sent, whichever way its enterprise signs it: complete, frozen,
/// and, where it was returned, what was asked for is settled.
struct Sending {
  let desk: CaseDesk

  func send(
    _ facts: CaseFacts, _ signed: Signed, _ moment: Moment, in database: borrowing Connection
  ) throws -> Said {
    let draft = try Drafts.of(facts, in: database)
    let reading = draft.reading(isComplete: true, on: moment.today)
    // Paper cannot be made complete by whoever enters it: it is taken in as it is, and returned.
    if !reading.problems.isEmpty, !facts.file.isOnPaper { throw Problems(reading.problems) }
    let sent = try Submissions.freeze(facts, draft, signed, moment, in: database)
    let seal =
      switch signed {
      case .account: ""
      case .sealed: "，凭盖章的申请书"
      case .paper(_, _, let received): "，书面提出，\(received.chinese)收到"
      }
    var said = Said("第 \(sent.version) 版\(seal)，指纹 \(Hex.text(sent.digest).prefix(16))")
    said.payload = [
      "sha256": .string(Hex.text(sent.digest)), "version": .integer(sent.version),
      "signed": signed.json,
    ]
    if facts.file.stage == .returned {
      try settle(facts, sent, moment, in: database)
      said.due = due(facts, moment)
    } else {
      try desk.keepStanding(facts, .submit, moment, in: database)
      said.due = facts.file.received.map { DueDay(paperOf: $0, facts.package, desk.calendar) }
      said.letter = LetterDraft(.receipt, ["hash": Hex.text(sent.digest)])
    }
    return said
  }

  private func settle(
    _ facts: CaseFacts, _ sent: Submission, _ moment: Moment, in database: borrowing Connection
  ) throws {
    for matter in facts.open(.correction) + facts.open(.extension) {
      try Matters.close(matter.id, "corrected", moment, in: database)
    }
    switch facts.file.cameFrom {
    case .accepted: try HonourClaims.settle(facts, sent, moment, in: database)
    case .screening: try HonourClaims.settleLate(facts, sent, moment, in: database)
    default: break
    }
    try desk.corrections.corrected(facts, by: sent, moment, in: database)
  }

  /// The office's days begin anew with what it asked for.
  private func due(_ facts: CaseFacts, _ moment: Moment) -> DueDay? {
    let figure: Figures.Name? =
      switch facts.file.cameFrom {
      case .submitted: .acceptDays
      case .accepted: .districtDays
      default: nil
      }
    return figure.map { figure in
      DueDay(
        figure: figure.rawValue, days: facts.figure(figure),
        desk.calendar.deadline(after: moment.today, days: facts.figure(figure)))
    }
  }
}

/// The room that has judged what an enterprise now hands in anew.
package protocol CorrectionBook: Sendable {
  func corrected(
    _ facts: CaseFacts, by sent: Submission, _ moment: Moment, in database: borrowing Connection
  ) throws
}
