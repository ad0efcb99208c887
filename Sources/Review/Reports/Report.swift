import Applications
import Digest
import JSON
import Policy
import Routing
import SQLite
import Vocabulary

/// What a panel says (F9), as it was drafted, and who has signed it.
struct Report: Sendable {
  let id: ReportID
  let panel: PanelID
  let content: [UInt8]
  let digest: [UInt8]
  let at: Instant
  let signatures: [(person: PersonID, name: String, at: Instant)]
  /// Which cases wait for its signatures: none any more once it has them all. What was withdrawn when it was
  /// drafted, or while it was signed, and came back since, is not among them.
  let waiting: Set<ApplicationID>

  var json: JSON { (try? JSON(parsing: content)) ?? .null }
}

enum Reports {
  /// How often it has been drafted: the edition of the one that stands.
  static func count(of panel: PanelID, in database: borrowing Connection) throws -> Int {
    try database.first("SELECT count(*) FROM report WHERE panel = ?", panel.number) {
      $0.int(0)
    } ?? 0
  }

  /// Those that were signed by all, in order, and the one that waits for it; a draft that was written anew
  /// before anyone signed is past.
  static func standing(
    of panel: PanelID, in database: borrowing Connection
  ) throws -> [Report] {
    let found = try database.all(
      "SELECT id, content, digest, at FROM report WHERE panel = ? ORDER BY at, rowid", panel.number
    ) { row in
      (
        id: ReportID(row.int(0)), content: row.utf8(1), digest: row.blob(2),
        at: Instant(milliseconds: Int64(row.int(3)))
      )
    }
    let cases = try database.all(
      """
      SELECT m.reference, m.application, m.closed IS NULL, m.outcome = 'signed'
      FROM panel_case c JOIN matter m ON m.application = c.application
      WHERE c.panel = ? AND m.kind = 'report'
      """, panel.number
    ) { row in
      (
        report: row.text(0), id: ApplicationID(row.int(1)), isOpen: row.int(2) == 1,
        isSigned: row.int(3) == 1
      )
    }
    let all = try found.map { one in
      let about = cases.filter { $0.report == "\(one.id)" }
      let isConcluded = about.contains { $0.isSigned }
      let report = Report(
        id: one.id, panel: panel, content: one.content, digest: one.digest, at: one.at,
        signatures: try signatures(of: one.id, in: database),
        waiting: isConcluded ? [] : Set(about.filter(\.isOpen).map(\.id)))
      return (report: report, isConcluded: isConcluded)
    }
    // Of drafts only the last is one, and only after what was signed last.
    let draft = all.last.flatMap { $0.isConcluded ? nil : $0.report }
    return all.filter(\.isConcluded).map(\.report) + (draft.map { [$0] } ?? [])
  }

  private static func signatures(
    of report: ReportID, in database: borrowing Connection
  ) throws -> [(person: PersonID, name: String, at: Instant)] {
    try database.all(
      """
      SELECT s.person, p.name, s.at FROM report_signature s JOIN person p ON p.id = s.person
      WHERE s.report = ? ORDER BY s.at, p.name
      """, report.number
    ) { row in
      (
        person: PersonID(row.int(0)), name: row.text(1),
        at: Instant(milliseconds: Int64(row.int(2)))
      )
    }
  }
}

/// A panel at work: its cases, its sheets, what it has come to.
struct PanelWork: Sendable {
  let panel: Panel
  /// All of its group; those at review still are the live ones.
  let cases: [Case]
  let reviews: [Review]
  /// What it has said so far, the last at the end: what comes back after the others were reported on is
  /// reported on by itself.
  let reports: [Report]
  /// Of the strictest package of the group.
  let least: Int
  /// Of each case's package.
  private let rules: [ApplicationID: OfficialScore]
  private let spreads: [ApplicationID: Exact]
  let secondLooks: [ApplicationID: SecondLook]

  init(
    _ panel: Panel, _ desk: CaseDesk, in database: borrowing Connection
  ) throws {
    self.panel = panel
    cases = try Panels.cases(of: panel, in: database)
    reviews = try ReviewTable.of(panel.id, in: database)
    reports = try Reports.standing(of: panel.id, in: database)
    let packages = cases.map { desk.library.package(of: $0) }
    least = packages.compactMap { $0?.figures[.panelSize] }.max() ?? 0
    rules = Dictionary(
      uniqueKeysWithValues: zip(cases, packages).map { ($0.id, $1?.official ?? .mean) })
    spreads = Dictionary(
      uniqueKeysWithValues: zip(cases, packages).compactMap { file, package in
        package?.rubric(for: file.kind)?.spread.map { (file.id, $0) }
      })
    secondLooks = try SecondLook.of(panel.id, in: database)
  }

  /// Of all that was judged, drafted and signed: who decides on the whole panel has read it so.
  var edition: Int {
    Edition.of(
      cases.map { "\($0.id) \($0.stage.rawValue)\n" }
        + reviews.map { review in
          let locked = review.locked.map { "\($0.milliseconds)" } ?? ""
          return "\(review.id) \(review.edition) \(locked) \(review.isGone)\n"
        } + reports.map { "\($0.id) \($0.signatures.count)\n" }
        + secondLooks.keys.map { "\($0)\n" }.sorted())
  }

  func rule(of file: Case) -> OfficialScore { rules[file.id] ?? .mean }
  /// As far apart as its package lets totals lie.
  func widest(of file: Case) -> Exact? { spreads[file.id] }
  func officialScore(of file: Case) -> Exact? {
    reviews.officialScore(of: file.id, by: rule(of: file))
  }

  var report: Report? { reports.last }
  var live: [Case] { cases.filter { $0.stage == .reviewing } }
  /// What this one was asked to judge of them and has neither locked nor left: what can be accepted and left
  /// is this and nothing else.
  func own(_ person: PersonID) -> [Review] {
    let waiting = Set(live.map(\.id))
    return reviews.filter { review in
      review.person == person && waiting.contains(review.application)
        && ![.locked, .gone].contains(review.state)
    }
  }

  /// What of it can be left.
  func leavable(_ person: PersonID) -> [Review] {
    own(person).filter { !$0.hasRead(secondLooks[$0.application]) }
  }

  /// Those of them that wait for signatures under what was drafted last.
  var reported: [Case] { live.filter { report?.waiting.contains($0.id) == true } }

  /// One's own sheet always, others' once all of the case are locked.
  func mayOpen(_ review: Review, _ person: PersonID) -> Bool {
    review.person == person || !review.isGone && reviews.isOpen(review.application)
  }

  /// Everyone who has judged one of these cases signs.
  func signers(of cases: [Case]) -> [(person: PersonID, name: String)] {
    var seen: Set<PersonID> = []
    return cases.flatMap { reviews.standing(for: $0.id) }
      .filter { seen.insert($0.person).inserted }.map { ($0.person, $0.personName) }
  }

  var unsigned: [(person: PersonID, name: String)] {
    let signed = Set((report?.signatures ?? []).map(\.person))
    return signers(of: reported).filter { !signed.contains($0.person) }
  }

  /// Whoever leaves is replaced at once: where too few are left, nobody can be asked any more, and nothing
  /// but a new draw helps.
  var tooFew: Refusal? {
    guard panel.state == .drawn else { return nil }
    for file in live {
      let standing = reviews.standing(for: file.id)
      if standing.count < least || standing.count.isMultiple(of: 2) {
        return Refusal(
          .conflict, code: "tooFew",
          "“\(file.item)”的评审现在是 \(standing.count) 人，要 \(least) 人以上的单数；候补已经用完，由市局作废后重新抽取。",
          clause: Lifecycle.report.clause)
      }
    }
    return nil
  }

  func requireReady() throws(Refusal) {
    guard panel.state == .drawn, !live.isEmpty else {
      throw Refusal(.conflict, code: "wrongState", "这个评审组\(panel.state.title)，现在没有可以写意见的申请。")
    }
    if let tooFew { throw tooFew }
    for file in live {
      let open = reviews.standing(for: file.id).count { $0.locked == nil }
      if open > 0 {
        throw Refusal(.conflict, code: "sheetsOpen", "“\(file.item)”还有 \(open) 张评分表没有锁定。")
      }
    }
    if let report, !report.signatures.isEmpty, !unsigned.isEmpty {
      throw Refusal(.conflict, code: "signedAlready", "评审组意见已经有人签署，要等签齐，不能再改。")
    }
  }

  func requireSigner(_ person: PersonID) throws(Refusal) {
    guard panel.state == .drawn, !reported.isEmpty, let report else {
      throw Refusal(.conflict, code: "reportMissing", "现在没有等签署的评审组意见。")
    }
    guard signers(of: reported).contains(where: { $0.person == person }) else {
      throw Refusal(.conflict, code: "notSigner", "您没有参加本组的评分，不用签署。")
    }
    if report.signatures.contains(where: { $0.person == person }) {
      throw Refusal(.conflict, code: "signedAlready", "您已经签署过了。")
    }
  }
}
