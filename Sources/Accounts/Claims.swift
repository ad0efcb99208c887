import Routing
import SQLite
import Vocabulary

/// Claims as they are looked up, made and decided.
enum Claims {
  static func find(_ id: ClaimID, in database: borrowing Connection) throws -> Claim? {
    try database.first(
      "SELECT * FROM claim_row WHERE id = ?", id.number, read: Claim.init)
  }

  /// As far as this caller may know of it. Those of the enterprise see a dispute that waits, or that
  /// was made while they were there; a first claim only of somebody who is still among them.
  static func find(
    _ id: ClaimID, for caller: Caller, in database: borrowing Connection
  ) throws -> Claim {
    guard let claim = try find(id, in: database), claim.mayBeRead(by: caller) else {
      throw Refusal.notFound
    }
    guard claim.person != caller.person, let seat = caller.seat, seat.kind == .enterprise else {
      return claim
    }
    let people = try Memberships.of(seat.organisation, in: database)
    let isOpen =
      switch claim.kind {
      case .join: true
      case .first: people.contains { $0.person == claim.person }
      case .dispute:
        claim.state == .waiting
          || people.contains { $0.person == caller.person && $0.since <= claim.since }
      }
    guard isOpen else { throw Refusal.notFound }
    return claim
  }

  /// Of one person: what is open first, then newest first.
  static func of(_ person: PersonID, in database: borrowing Connection) throws -> [Claim] {
    try first(
      50,
      of: database.remembered(
        """
        SELECT * FROM claim_row WHERE person = ?
        ORDER BY state IN ('open', 'waiting') DESC, since DESC
        """, person.number, read: Claim.init))
  }

  /// Cut short here: for a limit SQLite opens a table of its own to sort in, on every desk.
  private static func first(_ most: Int, of claims: [Claim]) -> [Claim] {
    Array(claims.prefix(most))
  }

  /// When somebody first began to register an enterprise without proving it; now, if never before.
  static func unproven(
    since now: Instant, for organisation: OrganisationID, by person: PersonID,
    in database: borrowing Connection
  ) throws -> Instant {
    let first =
      try database.first(
        """
        SELECT min(since) FROM claim
        WHERE organisation = ? AND person = ? AND kind = 'first' AND filed IS NULL
        """, organisation.number, person.number
      ) { $0.optionalInt(0) } ?? nil
    return first.map { Instant(milliseconds: Int64($0)) } ?? now
  }

  /// How many registrations somebody has begun and not brought to an end.
  static func begun(by person: PersonID, in database: borrowing Connection) throws -> Int {
    try database.first(
      """
      SELECT count(*) FROM claim
      WHERE person = ? AND kind = 'first' AND state IN ('open', 'waiting', 'refused')
      """, person.number
    ) { $0.int(0) } ?? 0
  }

  /// What a district unit has to look at, oldest first.
  static func waiting(
    in district: OrganisationID, _ database: borrowing Connection
  ) throws -> [Claim] {
    // From the few that wait, never from the many enterprises of a district: hence the plus.
    try database.remembered(
      """
      SELECT * FROM claim_row WHERE state = 'waiting' AND kind <> 'join' AND +district = ?
      ORDER BY filed LIMIT 200
      """, district.number, read: Claim.init)
  }

  /// What waits at its district unit about one enterprise.
  static func waiting(
    about organisation: OrganisationID, _ database: borrowing Connection
  ) throws -> [Claim] {
    try database.all(
      """
      SELECT * FROM claim_row WHERE organisation = ? AND state = 'waiting' AND kind <> 'join'
      ORDER BY filed LIMIT 200
      """, organisation.number, read: Claim.init)
  }

  /// Who asks to join an enterprise, oldest first.
  static func joining(
    _ organisation: OrganisationID, _ database: borrowing Connection
  ) throws -> [Claim] {
    try first(
      200,
      of: database.remembered(
        """
        SELECT * FROM claim_row WHERE organisation = ? AND state = 'waiting' AND kind = 'join'
        ORDER BY filed
        """, organisation.number, read: Claim.init))
  }

  /// What those who hold an enterprise have been told of and not answered yet.
  static func disputes(
    about organisation: OrganisationID, _ database: borrowing Connection
  ) throws -> [Claim] {
    try first(
      200,
      of: database.remembered(
        """
        SELECT * FROM claim_row c
        WHERE organisation = ? AND state = 'waiting' AND kind = 'dispute' AND NOT EXISTS (
          SELECT 1 FROM claim_answer a JOIN membership m ON m.person = a.person
          WHERE a.claim = c.id AND a.at >= c.filed AND m.organisation = c.organisation
            AND m.until IS NULL)
        ORDER BY filed
        """, organisation.number, read: Claim.init))
  }

  /// Everything a district unit must answer by a day.
  static func due(until last: Day, _ database: borrowing Connection) throws -> [Claim] {
    try database.all(
      "SELECT * FROM claim_row WHERE state = 'waiting' AND due <= ? ORDER BY due LIMIT 1000",
      last.number, read: Claim.init)
  }

  static func open(
    _ kind: Claim.Kind, for organisation: OrganisationID, by person: PersonID, as role: Role,
    note: String, isFiled: Bool = false, due: Day? = nil, at: Instant,
    in database: borrowing Connection
  ) throws -> ClaimID {
    let known = try database.first(
      """
      SELECT 1 FROM claim
      WHERE organisation = ? AND person = ? AND kind = ? AND state IN ('open', 'waiting')
      """, organisation.number, person.number, kind.rawValue
    ) { _ in true }
    if known != nil {
      throw Refusal(.conflict, code: "claimOpen", "您已经提出过，请等待答复，进度见“工作台”。")
    }
    try Memberships.requireOneSide(role, person, in: database)
    let id = ClaimID.fresh
    try database.run(
      """
      INSERT INTO claim (id, kind, organisation, person, role, note, state, since, filed, due)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
      """, id.number, kind.rawValue, organisation.number, person.number, role.rawValue, note,
      isFiled ? "waiting" : "open", at.milliseconds, isFiled ? at.milliseconds : nil, due?.number)
    return id
  }

  /// Who has or had anything to do with the enterprise, and is not to judge who speaks for it.
  static func isParty(
    _ person: PersonID, to claim: Claim, in database: borrowing Connection
  ) throws -> Bool {
    try claim.kind != .join && isParty(person, to: claim.organisation, in: database)
  }

  static func isParty(
    _ person: PersonID, to organisation: OrganisationID, in database: borrowing Connection
  ) throws -> Bool {
    try database.first(
      """
      SELECT 1 FROM membership WHERE person = ?1 AND organisation = ?2
      UNION ALL SELECT 1 FROM claim WHERE person = ?1 AND organisation = ?2 LIMIT 1
      """, person.number, organisation.number
    ) { _ in true } ?? false
  }

  /// Where this person is a party, so that no desk shows what somebody else has to judge.
  static func parties(
    of person: PersonID, in database: borrowing Connection
  ) throws -> Set<OrganisationID> {
    Set(
      try database.remembered(
        """
        SELECT organisation FROM membership WHERE person = ?1
        UNION SELECT organisation FROM claim WHERE person = ?1
        """, person.number
      ) { OrganisationID($0.int(0)) })
  }

  /// Why nothing is proven with it: whoever has lost the enterprise proves nothing any more with an old
  /// claim to it.
  static func obstacle(
    to claim: Claim, _ caller: Caller, in database: borrowing Connection
  ) throws -> Refusal? {
    func no(_ sentence: String) -> Refusal {
      Refusal(.conflict, code: "filedAlready", sentence)
    }
    let status = try Organisations.find(claim.organisation, in: database)?.status
    guard status == .claimed || status == .active else {
      return no("企业现在是“\(status?.title ?? "不在册")”，不能提交证明，请找所在区市场监管部门。")
    }
    // One at a time: an older one that was refused rests while a newer one waits.
    let isAsked = try database.first(
      """
      SELECT 1 FROM claim WHERE organisation = ? AND person = ? AND kind = ? AND id <> ?
        AND state IN ('open', 'waiting')
      """, claim.organisation.number, claim.person.number, claim.kind.rawValue, claim.id.number
    ) { _ in true }
    if isAsked == true { return no("您对这家企业另有一份正在办理，请等那一份的结果。") }
    let isOwn =
      try claim.kind != .first
      || Memberships.of(caller.person, in: database).contains {
        $0.organisation == claim.organisation
      }
    return isOwn ? nil : no("您现在不代表这家企业，不能再用原来的登记提交证明；有异议的，可以另行提出。")
  }

  static func decide(
    _ claim: Claim, _ state: Claim.State, by person: PersonID, _ reason: String, at: Instant,
    in database: borrowing Connection
  ) throws {
    try database.run(
      """
      UPDATE claim SET state = ?, decided = ?, decided_by = ?, reason = ?
      WHERE id = ? AND state = 'waiting'
      """, state.rawValue, at.milliseconds, person.number, reason, claim.id.number)
    guard database.changes == 1 else { throw Claims.decidedAlready }
  }

  static let decidedAlready = Refusal(
    .conflict, code: "decidedAlready", "这件事已经有人办理，请刷新页面查看结果。")
}
