import Policy
import Vocabulary

/// One row of the table: what may be done with a case, by whom, from where to where, under what
/// conditions. An act on a case is its step and its content; whether it may be done now is said here
/// and nowhere else.
package final class Step: Sendable {
  package enum Target: Sendable, Equatable {
    /// What is done stands beside the line.
    case stays
    case stage(Stage)
    case ended(Outcome)
    /// To where it came from, to be gone on with anew.
    case back
    /// The same, as if it had never left: days go on running, what was open is open again.
    case resumed
  }

  /// From where people begin it.
  package enum Beginning: Sendable {
    case page
    /// With many cases at once, or by somebody who does not look at the case: a batch, a notice.
    case elsewhere
    case clock
  }

  package let name: String
  package let title: String
  /// What the record says was done, where its title says what has come about.
  let said: String?
  package let from: Set<Stage>
  package let by: Set<Role>
  /// Whose it is instead while the case is one on paper; nil: the same.
  let onPaper: Set<Role>?
  package let to: Target
  package let given: [Guard]
  /// How long the next in turn has, as the round's package says.
  package let due: Figures.Name?
  package let clause: String
  package let begun: Beginning
  /// Cannot be taken back: stands last, and is confirmed anew.
  package let isGrave: Bool
  /// Password and code are asked for again (feature 11).
  package let isConfirmed: Bool
  /// Puts something in the place of what stands.
  private let edits: Bool
  /// May be done beside the work and waits for nobody: no desk shows a case for its sake.
  package let isAside: Bool
  /// Of the offices among each other: the enterprise does not read of it in the history.
  package let isInternal: Bool
  /// An opinion that another has to decide on: the enterprise reads that there is one, and what came of it
  /// when it has been decided.
  let isUnsaid: Bool

  init(
    _ name: String, _ title: String, said: String? = nil, from: Set<Stage>, by: Set<Role>,
    onPaper: Set<Role>? = nil,
    to: Target,
    given: [Guard] = [], due: Figures.Name? = nil, clause: String, begun: Beginning = .page,
    confirmed: Bool = false, grave: Bool = false, aside: Bool = false, within: Bool = false,
    unsaid: Bool = false, edits: Bool = false
  ) {
    self.edits = edits
    self.name = name
    self.title = title
    self.said = said
    self.from = from
    self.by = by
    self.onPaper = onPaper
    self.to = to
    self.given = given
    self.due = due
    self.clause = clause
    self.begun = begun
    isGrave = grave
    isConfirmed = confirmed
    isAside = aside
    isInternal = within
    isUnsaid = unsaid
  }

  package var moves: Bool { to != .stays }

  /// Done on the strength of how the case stood on the page that it is sent from, or in place of what
  /// stands there; a file or a remark that came in meanwhile holds up neither another file nor another
  /// remark.
  package var decides: Bool {
    moves || isConfirmed || edits
      || given.contains { if case .another = $0 { true } else { false } }
  }

  /// Whoever it may ever be.
  var everyone: Set<Role> { by.union(onPaper ?? []) }

  /// Whose it is on this case: what came on paper is written by whoever has the paper before him, and what
  /// the signatory has taken back is the signatory's to have back.
  func by(_ facts: CaseFacts) -> Set<Role> {
    if name == Lifecycle.undo.name, facts.file.outcome == .withdrawn {
      return by.intersection(Lifecycle.withdraw.by)
    }
    return facts.file.isOnPaper ? onPaper ?? by : by
  }

  /// To somebody else who may do it on other cases.
  func notTheirs(_ facts: CaseFacts) -> Refusal {
    if by(facts).isSubset(of: Lifecycle.withdraw.by), facts.file.outcome == .withdrawn {
      return Refusal(.conflict, code: "signatoryOnly", "撤回是签署人办的，由签署人撤销。", clause: clause)
    }
    return Refusal(
      .conflict, code: "onPaper",
      facts.file.isOnPaper
        ? "这份申请是书面提出的，由\(facts.file.unitName)录入；签署人核对以后，再由本企业自己办理。"
        : "这份申请由企业自己办理，区里不能代办。", clause: clause)
  }
}
