import Accounts
import Acts
import Desk
import HTML
import JSON
import Messages
import Policy
import Rounds
import Routing
import SQLite
import Vocabulary

/// What every act on a case stands on: the judge, the calendar, the ways to tell people.
package struct CaseDesk: Sendable {
  package let ledger: Ledger
  package let library: Library
  package let judge: Judge
  package let calendar: WorkingDays
  package let post: Post
  let presence = Presence()
  /// There is a scanner for viruses.
  package let isScanning: Bool
  let corrections: any CorrectionBook

  package init(
    _ ledger: Ledger, library: Library, eligibility: Eligibility, calendar: WorkingDays, post: Post,
    corrections: any CorrectionBook, isScanning: Bool = false
  ) {
    self.isScanning = isScanning
    self.corrections = corrections
    self.ledger = ledger
    self.library = library
    judge = Judge(library: library, eligibility: eligibility)
    self.calendar = calendar
    self.post = post
  }

  /// Does one step with a case that the judge has admitted: moves it, tells those concerned. People's
  /// acts, acts on many cases at once and the clock's all come through here.
  /// - Parameter before: how it stood before the step was carried out, where what lies open beside it is
  ///   somebody's to go on with.
  @discardableResult
  package func take(
    _ step: Step, _ facts: CaseFacts, _ said: Said, before: CaseFacts? = nil, _ moment: Moment,
    in database: borrowing Connection
  ) throws -> Case {
    let moved = try Cases.move(
      facts, by: step, said.text, due: said.due, calendar, moment, in: database)
    if moved.submitted != facts.file.submitted { try Cases.index(moved, in: database) }
    var link = CaseView.path.link(moved.place)
    if let letter = said.letter,
      let id = try CaseLetters.write(letter, facts, moved, moment, in: database)
    {
      link = LetterView.path.link(ItemPlace(id))
    }
    if !said.isQuiet {
      if step.moves {
        try tellParties(step, facts, moved, said, link, moment, in: database)
      } else if let before {
        try tellWaiting(step, before, facts, moved, said, moment, in: database)
      }
    }
    return moved
  }

  /// Writes a letter besides the one that an act says of itself.
  @discardableResult
  package func write(
    _ draft: LetterDraft, _ facts: CaseFacts, _ moment: Moment, in database: borrowing Connection
  ) throws -> CaseLetterID? {
    try CaseLetters.write(draft, facts, facts.file, moment, in: database)
  }

  /// What came out at a gate, kept as it was known when it was passed, for the office that passed it;
  /// what an enterprise hands in is for its unit.
  package func keepStanding(
    _ facts: CaseFacts, _ gate: Gate, _ moment: Moment, in database: borrowing Connection
  ) throws {
    guard let member = moment.member else { return }
    let seat = member.seat
    _ = try EligibilityChecks.keep(
      judge.standing(facts, in: database), at: gate, of: facts.file.enterprise,
      by: member.caller.person,
      for: seat.kind == .enterprise ? facts.file.unit : seat.organisation, at: moment.now,
      in: database)
  }

  /// On the record, for what has no request: the clock's acts, many cases at once.
  package func record(
    _ step: Step, _ file: Case, _ said: Said, _ moment: Moment, in database: borrowing Connection
  ) throws {
    try said.done(step, file).record(as: step.name, moment, in: database)
  }
}

/// What an act on a case says of itself.
package struct Said: Sendable {
  /// For the history, in words for whoever may see the case.
  package let text: String
  /// For the applicant's message: why.
  package var reason = ""
  package var payload: JSON = [:]
  /// Counted in a way of its own, such as a notice's.
  package var due: DueDay?
  package var letter: LetterDraft?
  /// Where whoever has done it goes on; nil: on the case's page.
  package var next: Address?
  /// Nobody is told: those concerned hear of it otherwise.
  package var isQuiet = false

  package init(_ text: String) { self.text = text }

  /// Nothing but why: for the history, the message and the record.
  package init(because reason: String) {
    self.init(reason)
    self.reason = "理由：\(reason)"
    payload = ["reason": .string(reason)]
  }

  /// One sentence without personal data (Journal).
  package func sentence(_ step: Step, _ file: Case) -> String {
    "\(step.said ?? step.title)：\(file.enterpriseName)“\(file.item)”（\(file.number)）"
  }

  /// The case as the step left it, with what the record says.
  func done(_ step: Step, _ file: Case) -> Done<CaseDone> {
    Done(
      CaseDone(file: file, next: next), sentence(step, file), about: file.subject, payload: payload)
  }
}

/// A letter of the package and what stands in its braces.
package struct LetterDraft: Sendable {
  package let occasion: Policy.Letter.Occasion
  package let values: [String: String]
  /// Kept from the enterprise; read by the offices, and by whom it is written to.
  package var isInternal = false
  package var reader: OrganisationID?

  package init(_ occasion: Policy.Letter.Occasion, _ values: [String: String] = [:]) {
    self.occasion = occasion
    self.values = values
  }
}
