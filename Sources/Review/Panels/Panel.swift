import Accounts
import Acts
import Applications
import Digest
import JSON
import Rounds
import Routing
import SQLite
import Vocabulary

/// A panel for a group of cases: what it is drawn from, by whom, and how far it has come.
struct Panel: Sendable {
  enum State: String, Sendable, CaseIterable {
    case committing, revealing, drawn, annulled

    var title: String {
      switch self {
      case .committing: "等市局和监督员提交承诺"
      case .revealing: "等市局和监督员揭示"
      case .drawn: "已抽取"
      case .annulled: "已作废"
      }
    }
  }

  let id: PanelID
  let body: OrganisationID
  let bodyName: String
  let round: RoundID
  let size, alternates: Int
  let input: [UInt8]
  let digest: [UInt8]
  let made: Instant
  let drawn: Instant?
  let due: Day?
  /// The day that its first members were given.
  let firstDue: Day?
  let annulled: Instant?
  let annulment: String
  /// What it had not reported on was let go; for the rest the draw stands.
  var isPartlyAnnulled: Bool { annulled == nil && !annulment.isEmpty }
  /// The panel has said what it says, and all have signed.
  let isReported: Bool
  /// In the order of the two sides.
  let nonces: [DrawNonce]

  var subject: String { "panel/\(id)" }
  var place: ItemPlace<Owner.Panel> { ItemPlace(id) }

  var state: State {
    if annulled != nil { return .annulled }
    if drawn != nil { return .drawn }
    return nonces.count < DrawNonce.Side.allCases.count ? .committing : .revealing
  }

  /// How far it has come, in a word.
  var standing: String {
    switch state {
    case .drawn where isReported: "评审组意见已签署"
    // One of the two may have done its part.
    case .committing: "等\(Self.named { nonce($0) == nil })提交承诺"
    case .revealing: "等\(Self.named { nonce($0)?.revealed == nil })揭示"
    default: state.title
    }
  }

  private static func named(_ isWaited: (DrawNonce.Side) -> Bool) -> String {
    DrawNonce.Side.allCases.filter(isWaited).map(\.title).joined(separator: "和")
  }

  func nonce(_ side: DrawNonce.Side) -> DrawNonce? { nonces.first { $0.side == side } }
}

/// One side's number: first only its digest, then itself.
struct DrawNonce: Sendable {
  enum Side: String, Sendable, CaseIterable {
    case bureau, supervisor

    var title: String {
      switch self {
      case .bureau: "市局"
      case .supervisor: "监督员"
      }
    }

    /// Whose side a role is on.
    init?(_ roles: Set<Role>) {
      if roles.contains(.municipalApprover) {
        self = .bureau
      } else if roles.contains(.supervisor) {
        self = .supervisor
      } else {
        return nil
      }
    }
  }

  let side: Side
  let person: PersonID
  let commitment: [UInt8]
  let committed: Instant
  let nonce: [UInt8]?
  let revealed: Instant?
}

enum Panels {
  static func find(_ id: PanelID, in database: borrowing Connection) throws -> Panel {
    let nonces = try database.all(
      """
      SELECT side, person, commitment, committed, nonce, revealed FROM draw_nonce
      WHERE panel = ? ORDER BY side
      """, id.number
    ) { row in
      DrawNonce(
        side: kept(row.text(0)), person: PersonID(row.int(1)), commitment: row.blob(2),
        committed: Instant(milliseconds: Int64(row.int(3))),
        nonce: row.isNull(4) ? nil : row.blob(4),
        revealed: row.optionalInt(5).map { Instant(milliseconds: Int64($0)) })
    }
    let found = try database.first(
      """
      SELECT p.id, p.body, o.name, p.round, p.size, p.alternates, p.input, p.digest, p.made,
        p.drawn,
        -- Of what is judged still the last day: an alternate who was asked late has later ones.
        max(p.due, coalesce((SELECT max(a.due) FROM panel_case c JOIN application a
          ON a.id = c.application
          WHERE c.panel = p.id AND +a.stage = 'reviewing' AND p.annulled IS NULL), p.due)),
        p.annulled, p.annulment,
        EXISTS (SELECT 1 FROM report r JOIN report_signature s ON s.report = r.id
          WHERE r.panel = p.id)
        AND NOT EXISTS (SELECT 1 FROM panel_case c JOIN application a ON a.id = c.application
          WHERE c.panel = p.id AND a.stage = 'reviewing'), p.due
      FROM panel p JOIN organisation o ON o.id = p.body WHERE p.id = ?
      """, id.number
    ) { row in
      Panel(
        id: PanelID(row.int(0)), body: OrganisationID(row.int(1)), bodyName: row.text(2),
        round: RoundID(row.int(3)), size: row.int(4), alternates: row.int(5), input: row.utf8(6),
        digest: row.blob(7), made: Instant(milliseconds: Int64(row.int(8))),
        drawn: row.optionalInt(9).map { Instant(milliseconds: Int64($0)) },
        due: row.optionalInt(10).map { Day(number: $0) },
        firstDue: row.optionalInt(14).map { Day(number: $0) },
        annulled: row.optionalInt(11).map { Instant(milliseconds: Int64($0)) },
        annulment: row.text(12), isReported: row.int(13) == 1, nonces: nonces)
    }
    guard let found else { throw Refusal.notFound }
    return found
  }

  /// Of one round, the newest first.
  static func of(_ round: RoundID, in database: borrowing Connection) throws -> [Panel] {
    try database.all(
      "SELECT id FROM panel WHERE round = ? ORDER BY made DESC, id LIMIT 200", round.number
    ) { PanelID($0.int(0)) }.map { try find($0, in: database) }
  }

  static func any(of round: RoundID, in database: borrowing Connection) throws -> Bool {
    try database.first("SELECT 1 FROM panel WHERE round = ? LIMIT 1", round.number) { _ in true }
      ?? false
  }

  /// As far as this member may know of it; otherwise there is none. An expert's it is while a case is judged
  /// on which they were asked, and afterwards where they have judged one (`PanelShown`).
  static func find(
    _ id: PanelID, for member: Member, in database: borrowing Connection
  ) throws -> Panel {
    let panel = try find(id, in: database)
    guard try admits(member, to: panel, in: database) else { throw Refusal.notFound }
    return panel
  }

  private static func admits(
    _ member: Member, to panel: Panel, in database: borrowing Connection
  ) throws -> Bool {
    switch member.seat.kind {
    case .thirdParty: return panel.body == member.seat.organisation
    case .bureau, .oversight: return true
    case .expertPool:
      return try database.first(
        """
        SELECT 1 FROM review r JOIN application a ON a.id = r.application
        WHERE r.panel = ? AND r.person = ? AND (a.stage = 'reviewing'
          OR r.pledged IS NOT NULL AND r.gone IS NULL) LIMIT 1
        """, panel.id.number, member.caller.person.number
      ) { _ in true } ?? false
    default: return false
    }
  }

  /// The newest first.
  static func all(
    for member: Member, in database: borrowing Connection
  ) throws -> [Panel] {
    try ids(for: member, in: database).map { try find($0, in: database) }
  }

  /// Of these, those that still have a case to judge.
  static func underWay(
    for member: Member, in database: borrowing Connection
  ) throws -> [Panel] {
    let all = JSON.array(try ids(for: member, in: database).map { .integer($0.number) }).text
    return try database.all(
      """
      SELECT p.id FROM json_each(?) j JOIN panel p ON p.id = j.value
      WHERE p.annulled IS NULL AND EXISTS (
        SELECT 1 FROM panel_case c JOIN application a ON a.id = c.application
        WHERE c.panel = p.id AND a.stage = 'reviewing')
      ORDER BY j.key
      """, all
    ) { PanelID($0.int(0)) }.map { try find($0, in: database) }
  }

  private static func ids(
    for member: Member, in database: borrowing Connection
  ) throws -> [PanelID] {
    switch member.seat.kind {
    case .thirdParty:
      return try database.all(
        "SELECT id FROM panel WHERE body = ? ORDER BY made DESC, id LIMIT 200",
        member.seat.organisation.number
      ) { PanelID($0.int(0)) }
    case .expertPool:
      return try database.all(
        """
        SELECT DISTINCT p.id, p.made FROM panel p JOIN review r ON r.panel = p.id
        JOIN application a ON a.id = r.application
        WHERE r.person = ? AND (a.stage = 'reviewing'
          OR r.pledged IS NOT NULL AND r.gone IS NULL) ORDER BY p.made DESC, p.id LIMIT 200
        """, member.caller.person.number
      ) { PanelID($0.int(0)) }
    default:
      return try database.all("SELECT id FROM panel ORDER BY made DESC, id LIMIT 200") {
        PanelID($0.int(0))
      }
    }
  }

  /// Its cases, by number.
  static func cases(
    of panel: Panel, in database: borrowing Connection
  ) throws -> [Case] {
    try database.all(
      """
      SELECT a.* FROM panel_case c JOIN application_row a ON a.id = c.application
      WHERE c.panel = ? ORDER BY a.number
      """, panel.id.number, read: Case.init)
  }

  /// It has reported on some of them, all having signed.
  static func hasConcluded(_ panel: Panel, in database: borrowing Connection) throws -> Bool {
    try database.first(
      """
      SELECT 1 FROM panel_case c JOIN matter m ON m.application = c.application
      WHERE c.panel = ? AND m.kind = 'panel' AND m.outcome = 'concluded' LIMIT 1
      """, panel.id.number
    ) { _ in true } ?? false
  }

  /// It judges this one no more, though it has reported on others.
  static func release(
    _ file: Case, from panel: Panel, _ reason: String, _ moment: Moment,
    in database: borrowing Connection
  ) throws {
    try database.run(
      "DELETE FROM panel_case WHERE panel = ? AND application = ?", panel.id.number,
      file.id.number)
    try database.run(
      """
      UPDATE review SET gone = ?, why = ? WHERE panel = ? AND application = ? AND gone IS NULL
      """, moment.now.milliseconds, reason, panel.id.number, file.id.number)
  }

  /// What is withdrawn meanwhile comes back without it, too.
  static func releaseWithdrawn(
    from panel: Panel, _ reason: String, _ moment: Moment, in database: borrowing Connection
  ) throws {
    for file in try cases(of: panel, in: database)
    where file.stage == .ended && file.cameFrom == .reviewing {
      try release(file, from: panel, reason, moment, in: database)
    }
  }

  /// Those that it still has to judge: a case that was withdrawn goes no further.
  static func live(
    of panel: Panel, in database: borrowing Connection
  ) throws -> [Case] {
    try cases(of: panel, in: database).filter { $0.stage == .reviewing }
  }

  /// What was withdrawn from it has nothing more to do with it: nobody reads it for it, and what is taken up
  /// again is grouped anew, without the panel's day.
  static func letGo(
    of panel: Panel, _ moment: Moment, in database: borrowing Connection
  ) throws {
    for file in try cases(of: panel, in: database)
    where file.stage == .ended && file.cameFrom == .reviewing {
      try database.run(
        """
        UPDATE matter SET outcome = 'left'
        WHERE application = ? AND kind IN ('panel', 'report') AND outcome = 'caseEnded'
        """, file.id.number)
      try Deadlines.forget(file, in: database)
      try ReviewCalls.close(panel, file, moment, in: database)
    }
  }

  /// In the order of the draw.
  static func seats(
    of panel: Panel, in database: borrowing Connection
  ) throws -> [(place: Int, person: PersonID, name: String)] {
    try database.all(
      """
      SELECT s.place, s.person, p.name FROM panel_seat s JOIN person p ON p.id = s.person
      WHERE s.panel = ? ORDER BY s.place
      """, panel.id.number
    ) { (place: $0.int(0), person: PersonID($0.int(1)), name: $0.text(2)) }
  }

  /// What is ready for a panel and has none.
  static func waiting(
    of body: OrganisationID, most: Int? = nil, in database: borrowing Connection
  ) throws -> [Case] {
    try database.all(
      """
      SELECT a.* FROM application_row a WHERE a.body = ? AND a.stage = 'reviewing'
        AND NOT EXISTS (SELECT 1 FROM matter m WHERE m.application = a.id AND m.kind = 'panel'
          AND m.closed IS NULL)
      ORDER BY a.number LIMIT ?
      """, body.number, most ?? -1, read: Case.init)
  }

  /// How many they are, and since when the first of them.
  static func waitingCount(
    of body: OrganisationID, in database: borrowing Connection
  ) throws -> (count: Int, since: Instant)? {
    let found = try database.first(
      """
      SELECT count(*), min(a.since) FROM application a WHERE a.body = ? AND a.stage = 'reviewing'
        AND NOT EXISTS (SELECT 1 FROM matter m WHERE m.application = a.id AND m.kind = 'panel'
          AND m.closed IS NULL)
      """, body.number
    ) { (count: $0.int(0), since: Instant(milliseconds: Int64($0.int(1)))) }
    return found.flatMap { $0.count == 0 ? nil : $0 }
  }
}

extension Panel {
  /// For whoever is asked to confirm what is done to it.
  func called(_ library: Library) -> String {
    "\(library.round(round)?.number ?? "") 批次，\(bodyName)的评审组"
  }
}
