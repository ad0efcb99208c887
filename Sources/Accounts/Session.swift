import Acts
import Digest
import HTTP
import Journal
import Linux
import Routing
import SQLite
import Vocabulary

/// A browser or program that somebody signed in.
package struct Session: Sendable {
  package let id: SessionID
  package let since: Instant
  package let seen: Instant
  package let until: Instant
  package let address: String
  package let agent: String

  init(_ row: borrowing Row) {
    id = SessionID(row.int(0))
    since = Instant(milliseconds: Int64(row.int(1)))
    seen = Instant(milliseconds: Int64(row.int(2)))
    until = Instant(milliseconds: Int64(row.int(3)))
    address = row.text(4)
    agent = row.text(5)
  }
}

/// Sessions go by the real clock. When each was last used is kept in memory and written down by the
/// clerk: reading writes nothing.
package struct Sessions: Sendable {
  let store: Store
  let policy: PasswordPolicy
  let seen = SeenTimes()

  static let staffLife: Int64 = 8 * 3_600_000
  static let staffIdle: Int64 = 30 * 60_000

  /// How long a confirmation holds.
  static let confirmedFor: Int64 = 10 * 60_000

  package init(_ store: Store, _ policy: PasswordPolicy) {
    self.store = store
    self.policy = policy
  }

  // MARK: - Who is it

  package func identify(_ visit: Visit) throws -> Caller? {
    guard let token = visit.sessionToken, token.utf8.count == 43 else { return nil }
    let hash = Token.hash(token)
    return try store.read(lane: visit.lane) { try identify(hash, at: visit.wall, in: $0) }
  }

  /// Whose token it is, or was until a moment ago: all that is theirs is what was answered to it then.
  func remember(_ visit: Visit) throws -> Remembered? {
    guard let token = visit.sessionToken, token.utf8.count == 43 else { return nil }
    return try store.read(lane: visit.lane) { database in
      let found = try database.first(
        """
        SELECT s.id, s.person, p.name, p.login, s.form_key, p.status = 'suspended', s.organisation
        FROM session s JOIN person p ON p.id = s.person
        WHERE s.hash = ? AND (s.ended IS NULL OR s.ended > ?)
        """, Token.hash(token), visit.wall.milliseconds - OnceMemory.late
      ) { row in
        (
          caller: Caller(
            session: SessionID(row.int(0)), person: PersonID(row.int(1)), name: row.text(2),
            login: row.text(3), seat: nil, duty: nil, isConfirmed: false, hasSecondFactor: false,
            formKey: FormKey(row.blob(4))), isSuspended: row.bool(5),
          unit: row.optionalInt(6).map { OrganisationID($0) }
        )
      }
      guard let found else { return nil }
      let isSuspendedThere =
        try found.unit.map {
          try Memberships.isSuspended(found.caller.person, in: $0, database)
        } ?? false
      return Remembered(found.caller, isSuspended: found.isSuspended || isSuspendedThere)
    }
  }

  private struct Row: Sendable {
    let session: SessionID
    let person: PersonID
    let name: String
    let organisation: OrganisationID?
    let seen: Int64
    let until: Int64
    let idle: Int64
    let confirmed: Int64
    let isUnspent: Bool
    let formKey: [UInt8]
    let hasSecret: Bool
    let passwordAt: Instant
    let login: String
    let since: Int64
    let unread: Int
  }

  private func identify(
    _ hash: [UInt8], at wall: Instant, in database: borrowing Connection
  ) throws -> Caller? {
    let found = try database.first(
      """
      SELECT s.id, s.person, p.name, s.organisation, s.seen, s.until, s.idle, s.confirmed,
        s.spent < s.confirmed, s.form_key, p.totp IS NOT NULL, p.password_at, p.login, s.since,
        (SELECT count(*) FROM (
          SELECT 1 FROM message m WHERE m.person = p.id AND m.read_at IS NULL LIMIT 100))
      FROM session s JOIN person p ON p.id = s.person
      WHERE s.hash = ? AND s.ended IS NULL AND p.status = 'active'
      """, hash
    ) { row in
      Row(
        session: SessionID(row.int(0)), person: PersonID(row.int(1)), name: row.text(2),
        organisation: row.optionalInt(3).map { OrganisationID($0) }, seen: Int64(row.int(4)),
        until: Int64(row.int(5)), idle: Int64(row.int(6)), confirmed: Int64(row.int(7)),
        isUnspent: row.bool(8), formKey: row.blob(9), hasSecret: row.bool(10),
        passwordAt: Instant(milliseconds: Int64(row.int(11))), login: row.text(12),
        since: Int64(row.int(13)), unread: row.int(14))
    }
    guard let found else { return nil }
    let seen = max(found.seen, self.seen[found.session])
    // A clock that is put back brings nothing back: time goes on from where this session last was.
    let now = max(wall.milliseconds, seen)
    let seats = try Memberships.seats(of: found.person, in: database)
    let isStaff = seats.contains { $0.roles.contains(where: \.needsSecondFactor) }
    // Who has become staff since signing in has a staff session.
    let until = isStaff ? min(found.until, found.since + Sessions.staffLife) : found.until
    let idle = isStaff ? min(found.idle, Sessions.staffIdle) : found.idle
    guard now < until, now - seen < idle, !self.seen.isOver(found.session) else {
      self.seen.close(found.session)
      return nil
    }
    self.seen.note(found.session, at: now)
    let duty: Caller.Duty? =
      isStaff && !found.hasSecret
      ? .secondFactor : policy.isExpired(found.passwordAt, at: wall) ? .newPassword : nil
    return Caller(
      session: found.session, person: found.person, name: found.name, login: found.login,
      // Who had nowhere to sit, and now has, sits there.
      seat: found.organisation == nil
        ? seats.first : seats.first { $0.organisation == found.organisation }, duty: duty,
      isConfirmed: now - found.confirmed < Sessions.confirmedFor, isUnspent: found.isUnspent,
      hasSecondFactor: found.hasSecret, hasOtherSeats: seats.count > 1, unread: found.unread,
      formKey: FormKey(found.formKey))
  }

  /// An act has been done on the strength of this session's confirmation.
  ///
  /// - Parameter deed: the address of what is done: what was given for something else is no word for this.
  /// - Returns: whether it was the first.
  static func spend(
    _ session: SessionID, for deed: String, in database: borrowing Connection
  ) throws -> Bool {
    let wasUnspent = try database.first(
      """
      SELECT spent < confirmed AND (confirmed_for IS NULL OR confirmed_for = ?)
      FROM session WHERE id = ?
      """, deed, session.number
    ) { $0.bool(0) }
    try database.run(
      "UPDATE session SET spent = confirmed WHERE id = ? AND spent >= 0", session.number)
    return wasUnspent ?? false
  }

  /// In the transaction of a change: the session is open, the roles it came with still stand.
  package static func requireStanding(
    _ caller: Caller, at wall: Instant, in database: borrowing Connection
  ) throws {
    let isOpen = try database.first(
      """
      SELECT 1 FROM session s JOIN person p ON p.id = s.person
      WHERE s.id = ? AND s.ended IS NULL AND s.until > ? AND p.status = 'active'
      """, caller.session.number, wall.milliseconds
    ) { _ in true }
    guard isOpen == true else { throw Refusal.notSignedIn }
    guard let seat = caller.seat else { return }
    let now = try Memberships.seats(of: caller.person, in: database)
      .first { $0.organisation == seat.organisation }
    guard let now, seat.roles.isSubset(of: now.roles) else { throw Refusal.notYourRole }
  }

  /// Sits down somewhere else; what was confirmed in the old seat does not hold in the new one.
  static func sit(
    _ caller: Caller, in organisation: OrganisationID, _ database: borrowing Connection
  ) throws {
    try database.run(
      "UPDATE session SET organisation = ?, confirmed = 0 WHERE id = ?", organisation.number,
      caller.session.number)
  }

  // MARK: - Coming and going

  /// A new session; what names it is told once and kept nowhere.
  func open(
    _ token: Token, for person: PersonID, _ visit: Visit, in database: borrowing Connection
  ) throws -> (id: SessionID, until: Instant) {
    let seats = try Memberships.seats(of: person, in: database)
    let isStaff = seats.contains { $0.roles.contains(where: \.needsSecondFactor) }
    let last = try database.first(
      """
      SELECT organisation FROM session WHERE person = ? AND organisation IS NOT NULL
      ORDER BY since DESC LIMIT 1
      """, person.number
    ) { OrganisationID($0.int(0)) }
    let seat = seats.first { $0.organisation == last } ?? seats.first
    let now = visit.wall.milliseconds
    // Staff: eight hours, half an hour idle; enterprises: twelve hours, two idle (house §8).
    let until = now + (isStaff ? 8 : 12) * 3_600_000
    let id = SessionID.fresh
    try database.run(
      """
      INSERT INTO session (id, hash, form_key, person, organisation, since, seen, until, idle,
        confirmed, address, agent)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, 0, ?, ?)
      """, id.number, token.hash, Random.bytes(32), person.number, seat?.organisation.number, now,
      now, until, (isStaff ? 30 : 120) * 60_000, visit.addressText, visit.agentText)
    return (id, Instant(milliseconds: until))
  }

  /// A browser has one session: signing in anew ends the one that it brings along (reliability R41).
  static func endPrevious(_ visit: Visit, in database: borrowing Connection) throws {
    guard visit.face == .page, let token = visit.sessionToken else { return }
    let old = try database.first(
      "SELECT id, person FROM session WHERE hash = ? AND ended IS NULL", Token.hash(token)
    ) { (id: SessionID($0.int(0)), person: PersonID($0.int(1))) }
    guard let old, try end(old.id, of: old.person, Moment(visit), in: database) else { return }
    try Journal.record(
      Entry(
        SignOut.name, by: old.person.subject, about: "session/\(old.id)", "同一浏览器重新登录，原来的登录结束"),
      at: visit.now, in: database)
  }

  static func end(
    _ id: SessionID, of person: PersonID, _ moment: Moment, in database: borrowing Connection
  ) throws -> Bool {
    try database.run(
      "UPDATE session SET ended = ? WHERE id = ? AND person = ? AND ended IS NULL",
      moment.wall.milliseconds, id.number, person.number)
    return database.changes == 1
  }

  /// All of somebody's, but for the one that asks.
  static func endAll(
    of person: PersonID, except kept: SessionID? = nil, _ moment: Moment,
    in database: borrowing Connection
  ) throws {
    try database.run(
      "UPDATE session SET ended = ? WHERE person = ? AND ended IS NULL AND id <> ?",
      moment.wall.milliseconds, person.number, kept?.number ?? 0)
  }

  func open(of person: PersonID, at wall: Instant, in database: borrowing Connection) throws
    -> [Session]
  {
    let rows = try database.all(
      """
      SELECT id, since, seen, until, address, agent, idle FROM session
      WHERE person = ? AND ended IS NULL AND until > ? ORDER BY since DESC LIMIT 100
      """, person.number, wall.milliseconds
    ) { (session: Session($0), idle: Int64($0.int(6))) }
    return rows.filter { row in
      let seen = max(row.session.seen.milliseconds, self.seen[row.session.id])
      return wall.milliseconds - seen < row.idle
    }.map(\.session)
  }

  /// Has this person come in from there before?
  static func knows(
    _ address: String, of person: PersonID, in database: borrowing Connection
  ) throws -> Bool {
    try database.first(
      "SELECT 1 FROM session WHERE person = ? AND address = ? LIMIT 1", person.number, address
    ) { _ in true } ?? false
  }

  /// A part of the clerk's round: writes down when sessions were last used, and lets go of those
  /// that ended half a year ago.
  package func keepUp(at wall: Instant, in database: borrowing Connection) throws {
    for (id, at) in seen.take() {
      try database.run("UPDATE session SET seen = ? WHERE id = ? AND seen < ?", at, id.number, at)
    }
    for id in seen.takeOver() {
      try database.run(
        "UPDATE session SET ended = ? WHERE id = ? AND ended IS NULL", wall.milliseconds, id.number)
    }
    try database.run(
      "DELETE FROM session WHERE until < ?", wall.milliseconds - 183 * 86_400_000)
  }
}

extension Visit {
  /// As it is shown to whoever wonders where they signed in.
  var addressText: String {
    switch client {
    case .local: "本机"
    case .address(let address): address.description
    }
  }

  /// As attempts from there are counted.
  var countedAddress: String {
    switch client {
    case .local: "local"
    case .address(let address): address.countedText
    }
  }

  var agentText: String {
    let text = head.fields.text("user-agent") ?? ""
    return String(
      String.UnicodeScalarView(text.unicodeScalars.filter { $0.value >= 0x20 }.prefix(200)))
  }
}
