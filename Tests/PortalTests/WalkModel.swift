import Policy
import Routing
import Vocabulary

@testable import Applications

/// A case as the tests think of it, beside the one in the database: where it stands and what is open
/// beside it, and by a table written out by hand what may be done.
struct WalkModel {
  /// Act, and what must be so besides stage and role. From house §3 and the clauses, not from the code.
  static let conditions = """
    application.submit | window gate
    application.submitSealed | window gate
    paper.submit | onPaper window gate
    paper.resubmit | onPaper inTime
    application.resubmit | inTime
    application.resubmitSealed | inTime
    paper.lookOver | onPaper
    paper.discard | onPaper
    paper.undo | onPaper ended:discarded hours:24 resumable
    application.undo | ended:discarded,withdrawn hours:24 resumable
    application.lapseDraft | closed
    application.lapse | overdue
    application.accept | lacks:transfer anew
    application.refuse | lacks:transfer anew
    application.return | fewer:correction lacks:recommendation lacks:transfer anew
    return.propose | spent:correction lacks:furtherReturn lacks:recommendation lacks:transfer
    return.approve | has:furtherReturn another:furtherReturn
    return.decline | has:furtherReturn another:furtherReturn
    extension.propose | lacks:extension
    extension.approve | has:extension another:extension
    extension.decline | has:extension another:extension
    transfer.propose | lacks:transfer
    transfer.withdraw | has:transfer
    transfer.accept | has:transfer
    transfer.decline | has:transfer
    duplicate.propose | lacks:duplicate lacks:recommendation
    duplicate.join | has:duplicate another:duplicate
    duplicate.decline | has:duplicate another:duplicate
    consultation.ask | lacks:recommendation
    consultation.answer | has:consultation
    recusal.substitute | has:recusal
    recusal.designate | unmanned lacks:transfer
    handler.take | lacks:handler
    flag.assign | has:flag
    flag.resolve | has:flag
    consultation.recall | has:consultation
    visit.record | lacks:recommendation
    honour.end | holding:honour=verified
    honour.lapse | holding:honour=verified
    honour.gone | holding:honour=verified
    district.review | lacks:recommendation anew
    honour.verify | has:honour lacks:recommendation
    honour.recheck | found:honour lacks:recommendation
    recommendation.propose | settled:districtReview=complete lacks:honour lacks:duplicate lacks:furtherReturn lacks:recommendation anew
    recommendation.approve | has:recommendation=recommend another:recommendation lacks:furtherReturn gate anew
    recommendation.decline | has:recommendation=notRecommend another:recommendation anew
    recommendation.sendBack | has:recommendation another:recommendation anew
    batch.send | never:batch
    plan.takeUp | settled:batch=sent
    screening.record | lacks:screening anew
    screening.pass | has:screening=pass another:screening anew
    screening.return | has:screening=correct another:screening fewer:correction
    screening.fail | has:screening=fail another:screening anew
    screening.sendBack | has:screening another:screening
    panel.form | lacks:panel
    draw.commit | has:panel
    draw.reveal | has:panel
    draw.annul | has:panel
    report.draft | has:panel
    panel.conclude | settled:report=signed
    decision.propose | lacks:decision unsettled:decision=list anew
    decision.recant | settled:decision=list
    decision.approve | has:decision=list another:decision gate anew
    decision.refuse | has:decision=notList another:decision anew
    decision.sendBack | has:decision another:decision
    notice.publish | settled:decision=list lacks:decision gate
    objection.sustain | has:objection untouched
    objection.propose | has:objection untouched
    objection.reject | has:objection untouched
    list.publish | overdue lacks:objection gate
    list.remove | overdue lacks:objection noGate
    mark.apply | unsettled:mark=licensed lacks:mark lacks:suspension
    mark.propose | has:mark lacks:decision
    mark.license | has:decision=license another:decision has:mark
    mark.refuse | has:decision=notLicense another:decision has:mark
    entry.propose | lacks:decision
    entry.suspend | has:decision=suspend another:decision lacks:suspension
    entry.restore | has:decision=restore another:decision has:suspension
    entry.revoke | has:decision=revoke another:decision
    entry.expire | overdue
    reconsideration.ask | ended:refused,notRecommended,failed,notProposed never:reconsideration
    reconsideration.refuse | ended:refused,notRecommended,failed,notProposed has:reconsideration untouched
    reconsideration.grant | ended:refused,notRecommended,failed,notProposed has:reconsideration untouched
    """

  private static let officials: Set<String> = [
    "districtHandler", "districtApprover", "municipalHandler", "municipalApprover", "screener",
    "checker", "panelSecretary",
  ]

  struct Row {
    var from: Set<String> = []
    var by: Set<String> = []
    var to = ""
    /// While the case is one on paper, where that is not the same.
    var onPaper: Set<String>?
    var conditions: [(word: String, kind: String, value: String)] = []
  }

  /// What the table knows where a case stands, in its order.
  static func here(_ stage: String) -> [Step] { byStage[stage] ?? [] }
  private static let byStage = Dictionary(
    uniqueKeysWithValues: Stage.allCases.map { stage in
      (
        stage.rawValue,
        Lifecycle.table.filter { rows[$0.name]?.from.contains(stage.rawValue) == true }
      )
    })

  static let rows: [String: Row] = {
    var rows: [String: Row] = [:]
    for line in LifecycleTests.table.split(separator: "\n") {
      let parts = line.split(separator: "|").map { $0.split(separator: " ").map(String.init) }
      rows[parts[0][0]] = Row(
        from: Set(parts[1]), by: Set(parts[2]), to: parts[3][0],
        onPaper: parts.count > 4 ? Set(parts[4]) : nil)
    }
    for line in conditions.split(separator: "\n") {
      let parts = line.split(separator: "|").map { $0.split(separator: " ").map(String.init) }
      rows[parts[0][0]]?.conditions = parts[1].map { condition in
        let pieces = condition.split(separator: ":", maxSplits: 1).map(String.init)
        let value = (pieces.count > 1 ? pieces[1] : "").split(separator: "=").map(String.init)
        return (pieces[0], value.first ?? "", value.count > 1 ? value[1] : "")
      }
    }
    return rows
  }()

  struct Thing {
    let kind, word, stage: String
    let by: Int?
    /// As the portal calls it.
    let id: Int
    var outcome: String?
  }

  var stage = "draft"
  var cameFrom: String?
  var returnedFrom: String?
  var outcome: String?
  var since: Instant
  var due: Day?
  var things: [Thing] = []
  /// Officials who had it in hand.
  var touched: Set<Int> = []
  /// Those of them who had a part in whether it goes on, and who of them had before it was heard anew.
  var judging: Set<Int> = []
  var refusers: Set<Int> = []
  private static let judges: Set<String> = [
    "application.refuse", "district.review", "recommendation.propose", "recommendation.decline",
    "screening.record", "screening.fail", "decision.propose", "decision.refuse",
  ]
  /// Who belongs to its enterprise.
  let related: Set<Int>
  /// The officials of its unit, role by role.
  let offices: [Set<Int>]
  /// Of its enterprise: whether it meets the conditions.
  let isEligible: Bool
  /// Handed in on paper, in time.
  let isPaper: Bool
  /// And not looked over by its enterprise yet.
  var isOnPaper: Bool
  let opens, closes: Instant
  /// How often a stage may ask for a correction.
  let corrections: Int

  /// Whose the act is.
  func by(_ act: String) -> Set<String> {
    guard let row = Self.rows[act] else { return [] }
    // What the signatory has taken back, the signatory has back.
    if act == "application.undo", outcome == "withdrawn" { return ["signatory"] }
    return isOnPaper ? row.onPaper ?? row.by : row.by
  }

  func allows(_ act: String, by person: Int?, at now: Instant) -> Bool {
    guard let row = Self.rows[act], row.from.contains(stage) else { return false }
    let by = by(act)
    if by == ["nobody"] { return false }
    if let person, keepsOut(person), !by.isDisjoint(with: Self.officials) { return false }
    // 回避: whoever belongs to the enterprise does nothing on it as an official, but say so; and takes
    // along what it may take along as its own.
    if let person, related.contains(person), !by.isDisjoint(with: Self.officials),
      !["recusal.declare", "application.bundle"].contains(act)
    {
      return false
    }
    return row.conditions.allSatisfy { word, kind, value in
      let open = things.filter { $0.kind == kind && $0.outcome == nil }
      switch word {
      case "onPaper": return isOnPaper
      case "window": return isPaper || opens <= now && now < closes
      case "closed": return !isPaper && now >= closes
      case "gate": return isEligible
      case "noGate": return !isEligible
      case "overdue": return due.map { $0 < now.day } ?? false
      case "inTime": return due.map { $0 >= now.day } ?? true
      case "resumable": return cameFrom != "draft" || isPaper || opens <= now && now < closes
      case "hours": return now.milliseconds - since.milliseconds < 24 * 3_600_000
      case "ended": return kind.split(separator: ",").contains { $0 == outcome ?? "" }
      case "has": return open.contains { value.isEmpty || $0.word == value }
      case "lacks": return open.isEmpty
      case "settled": return things.contains { $0.kind == kind && $0.outcome == value }
      case "holding":
        let ended = things.count { $0.kind == kind && $0.outcome == "ended" }
        return things.count { $0.kind == kind && $0.outcome == value } > ended
      case "found":
        // Nothing is named here: all of a kind are one thing.
        return ["verified", "rejected"].contains(things.last { $0.kind == kind }?.outcome)
      case "unsettled": return !things.contains { $0.kind == kind && $0.outcome == value }
      case "fewer": return things.count { $0.kind == kind && $0.stage == stage } < corrections
      case "spent": return things.count { $0.kind == kind && $0.stage == stage } >= corrections
      case "never": return !things.contains { $0.kind == kind }
      case "another": return !open.contains { $0.by != nil && $0.by == person }
      case "unmanned":
        return offices.contains {
          $0.allSatisfy { keepsOut($0) || related.contains($0) || refusers.contains($0) }
        }
      case "anew": return person.map { !refusers.contains($0) } ?? true
      case "untouched": return person.map { !touched.contains($0) } ?? true
      default: preconditionFailure("no such condition: \(word)")
      }
    }
  }

  /// Has said so: it was opened by themselves and is about themselves.
  private func keepsOut(_ person: Int) -> Bool {
    things.contains { $0.kind == "recusal" && $0.by == person }
  }

  /// What the act leaves, by the hand-written column.
  mutating func take(_ act: String, by person: Int?, ofEnterprise: Bool, at now: Instant, due: Day?)
  {
    guard let row = Self.rows[act] else { return }
    // Deciding an objection is not having had the case in hand.
    if let person, !ofEnterprise, !["objection.sustain", "objection.reject"].contains(act) {
      touched.insert(person)
    }
    if let person, Self.judges.contains(act) { judging.insert(person) }
    if act == "reconsideration.grant" { refusers = judging }
    if row.to == "stays" { return }
    let before = stage
    switch row.to {
    case "back":
      (stage, outcome) = (cameFrom ?? "", nil)
      // Heard once more, a case begins its stage anew: what ended with it stays ended.
      for index in things.indices where things[index].outcome == "caseEnded" {
        things[index].outcome = "over"
      }
    case "resumed":
      (stage, outcome) = (cameFrom ?? "", nil)
      for index in things.indices where things[index].outcome == "caseEnded" {
        things[index].outcome = nil
      }
      cameFrom = stage == "returned" ? returnedFrom : nil
      since = now
      self.due = due
      return
    case let to where Stage(rawValue: to) != nil: (stage, outcome) = (to, nil)
    default:
      (stage, outcome) = ("ended", row.to)
      for index in things.indices
      where things[index].outcome == nil
        && !["objection", "reconsideration"].contains(things[index].kind)
      {
        things[index].outcome = "caseEnded"
      }
    }
    if stage == "returned" { returnedFrom = before }
    cameFrom = stage == "returned" || stage == "ended" ? before : nil
    since = now
    self.due = due
  }
}
