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

  var json: JSON { (try? JSON(parsing: content)) ?? .null }
}

enum Reports {
  /// How often it has been drafted: the edition of the one that stands.
  static func count(of panel: PanelID, in database: borrowing Connection) throws -> Int {
    try database.first("SELECT count(*) FROM report WHERE panel = ?", panel.number) {
      $0.int(0)
    } ?? 0
  }

  /// The one that stands; a draft that was written anew before anyone signed is past.
  static func last(
    of panel: PanelID, in database: borrowing Connection
  ) throws -> Report? {
    let found = try database.first(
      """
      SELECT id, content, digest, at FROM report WHERE panel = ?
      ORDER BY at DESC, rowid DESC LIMIT 1
      """, panel.number
    ) { row in
      (
        id: ReportID(row.int(0)), content: row.utf8(1), digest: row.blob(2),
        at: Instant(milliseconds: Int64(row.int(3)))
      )
    }
    guard let found else { return nil }
    let signatures = try database.all(
      """
      SELECT s.person, p.name, s.at FROM report_signature s JOIN person p ON p.id = s.person
      WHERE s.report = ? ORDER BY s.at, p.name
      """, found.id.number
    ) { row in
      (
        person: PersonID(row.int(0)), name: row.text(1),
        at: Instant(milliseconds: Int64(row.int(2)))
      )
    }
    return Report(
      id: found.id, panel: panel, content: found.content, digest: found.digest, at: found.at,
      signatures: signatures)
  }
}

/// A panel at work: its cases, its sheets, what it has come to.
struct PanelWork: Sendable {
  let panel: Panel
  /// All of its group; those at review still are the live ones.
  let cases: [Case]
  let reviews: [Review]
  let report: Report?
  /// Of the strictest package of the group.
  let least: Int
  /// Of each case's package.
  private let rules: [ApplicationID: OfficialScore]

  init(
    _ panel: Panel, _ desk: CaseDesk, in database: borrowing Connection
  ) throws {
    self.panel = panel
    cases = try Panels.cases(of: panel, in: database)
    reviews = try ReviewTable.of(panel.id, in: database)
    report = try Reports.last(of: panel.id, in: database)
    let packages = cases.map { desk.library.package(of: $0) }
    least = packages.compactMap { $0?.figures[.panelSize] }.max() ?? 0
    rules = Dictionary(
      uniqueKeysWithValues: zip(cases, packages).map { ($0.id, $1?.official ?? .mean) })
  }

  func rule(of file: Case) -> OfficialScore { rules[file.id] ?? .mean }
  func officialScore(of file: Case) -> Exact? {
    reviews.officialScore(of: file.id, by: rule(of: file))
  }

  var live: [Case] { cases.filter { $0.stage == .reviewing } }

  /// One's own sheet always, others' once all of the case are locked.
  func mayOpen(_ review: Review, _ person: PersonID) -> Bool {
    review.person == person || !review.isGone && reviews.isOpen(review.application)
  }

  /// Everyone who has judged one of the live cases signs.
  var signers: [(person: PersonID, name: String)] {
    var seen: Set<PersonID> = []
    return live.flatMap { reviews.standing(for: $0.id) }
      .filter { seen.insert($0.person).inserted }.map { ($0.person, $0.personName) }
  }

  var unsigned: [(person: PersonID, name: String)] {
    let signed = Set((report?.signatures ?? []).map(\.person))
    return signers.filter { !signed.contains($0.person) }
  }

  func requireReady() throws(Refusal) {
    guard panel.state == .drawn, !live.isEmpty else {
      throw Refusal(.conflict, code: "wrongState", "这个评审组\(panel.state.title)，现在没有可以写意见的申请。")
    }
    for file in live {
      let standing = reviews.standing(for: file.id)
      if standing.count < least || standing.count.isMultiple(of: 2) {
        throw Refusal(
          .conflict, code: "tooFew",
          "“\(file.item)”的评审现在是 \(standing.count) 人，要 \(least) 人以上的单数；候补用完的，由市局作废后重新抽取。",
          clause: Lifecycle.report.clause)
      }
      let open = standing.count { $0.locked == nil }
      if open > 0 {
        throw Refusal(.conflict, code: "sheetsOpen", "“\(file.item)”还有 \(open) 张评分表没有锁定。")
      }
    }
    if let report, !report.signatures.isEmpty {
      throw Refusal(.conflict, code: "signedAlready", "评审组意见已经有人签署，不能再改。")
    }
  }

  func requireSigner(_ person: PersonID) throws(Refusal) {
    guard panel.state == .drawn, !live.isEmpty, let report else {
      throw Refusal(.conflict, code: "reportMissing", "现在没有等签署的评审组意见。")
    }
    guard signers.contains(where: { $0.person == person }) else {
      throw Refusal(.conflict, code: "notSigner", "您没有参加本组的评分，不用签署。")
    }
    if report.signatures.contains(where: { $0.person == person }) {
      throw Refusal(.conflict, code: "signedAlready", "您已经签署过了。")
    }
  }
}
