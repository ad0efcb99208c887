import Routing
import SQLite
import Vocabulary

/// One-time links: only their digests are kept, spending is atomic (reliability R34).
enum Tickets {
  enum Kind: String { case invitation, reset, mail }

  struct Ticket: Sendable {
    let person: PersonID?
    let organisation: OrganisationID?
    let role: Role?
    let mail: String?
    let madeBy: PersonID?
  }

  static func make(
    _ kind: Kind, for ticket: Ticket, minutes: Int, at wall: Instant,
    in database: borrowing Connection
  ) throws -> Token {
    let token = Token.fresh
    try database.run(
      """
      INSERT INTO ticket (hash, id, kind, person, organisation, role, mail, made_by, since, until)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
      """, token.hash, InvitationID.fresh.number, kind.rawValue, ticket.person?.number,
      ticket.organisation?.number,
      ticket.role?.rawValue, ticket.mail, ticket.madeBy?.number, wall.milliseconds,
      wall.milliseconds + Int64(minutes) * 60_000)
    return token
  }

  /// What a link is good for, while it is.
  static func find(
    _ kind: Kind, _ token: String, at wall: Instant, in database: borrowing Connection
  ) throws -> Ticket? {
    let hash = Token.hash(token)
    let found = try database.first(
      """
      SELECT person, organisation, role, mail, made_by, until FROM ticket
      WHERE hash = ? AND kind = ? AND used IS NULL
      """, hash, kind.rawValue
    ) { row in
      let ticket = Ticket(
        person: row.optionalInt(0).map { PersonID($0) },
        organisation: row.optionalInt(1).map { OrganisationID($0) },
        role: row.optionalText(2).flatMap(Role.init), mail: row.optionalText(3),
        madeBy: row.optionalInt(4).map { PersonID($0) })
      return (ticket: ticket, until: Int64(row.int(5)))
    }
    guard let found, !Late.isOver(hash, until: found.until, at: wall) else { return nil }
    return found.ticket
  }

  /// So that nobody fills in a form for a link that is void.
  static func requireOpen(
    _ kind: Kind, _ place: SecretPlace, _ visit: Visit, in database: borrowing Connection
  ) throws {
    guard try find(kind, place.text, at: visit.wall, in: database) != nil else { throw void }
  }

  /// Uses it up; whoever comes second finds nothing.
  static func spend(
    _ kind: Kind, _ token: String, at wall: Instant, in database: borrowing Connection
  ) throws -> Ticket {
    guard let ticket = try find(kind, token, at: wall, in: database) else { throw Self.void }
    try database.run(
      "UPDATE ticket SET used = ? WHERE hash = ?", wall.milliseconds, Token.hash(token))
    return ticket
  }

  struct Invitation: Sendable {
    let organisation: Organisation
    let role: Role
    let mail: String?
    let madeBy: PersonID?
  }

  /// An invitation is worth what its maker could give at this moment: whoever has left, or lost the
  /// role, has left no doors open; and nobody is let in where nothing can be done.
  static func invitation(
    _ token: String, at wall: Instant, in database: borrowing Connection
  ) throws -> Invitation {
    guard let ticket = try find(.invitation, token, at: wall, in: database),
      let id = ticket.organisation, let role = ticket.role,
      let organisation = try Organisations.find(id, in: database), organisation.status == .active
    else { throw Self.void }
    if let maker = ticket.madeBy {
      let seats = try Memberships.seats(of: maker, in: database)
      guard seats.contains(where: { Scope.manages($0, role, in: organisation) }) else {
        throw Self.void
      }
    }
    return Invitation(
      organisation: organisation, role: role, mail: ticket.mail, madeBy: ticket.madeBy)
  }

  static func spendInvitation(
    _ token: String, at wall: Instant, in database: borrowing Connection
  ) throws -> Invitation {
    let invitation = try invitation(token, at: wall, in: database)
    _ = try spend(.invitation, token, at: wall, in: database)
    return invitation
  }

  /// With its organisation nobody is let in any more.
  static func cancelInvitations(
    to organisation: OrganisationID, at wall: Instant, in database: borrowing Connection
  ) throws {
    try database.run(
      """
      UPDATE ticket SET used = ?
      WHERE kind = 'invitation' AND organisation = ? AND used IS NULL
      """, wall.milliseconds, organisation.number)
  }

  /// A newer link of the same kind makes the older ones void.
  static func cancel(
    _ kind: Kind, of person: PersonID, at wall: Instant, in database: borrowing Connection
  ) throws {
    try database.run(
      "UPDATE ticket SET used = ? WHERE person = ? AND kind = ? AND used IS NULL",
      wall.milliseconds, person.number, kind.rawValue)
  }

  /// A part of the clerk's round: what has expired is spent for good (`Late`).
  static func forget(before wall: Instant, in database: borrowing Connection) throws {
    try database.run(
      "UPDATE ticket SET used = until WHERE used IS NULL AND until <= ?", wall.milliseconds)
    try database.run("DELETE FROM ticket WHERE until < ?", wall.milliseconds - 7 * 86_400_000)
  }

  static let void = Refusal(
    .notFound, code: "linkVoid", "这个链接已经用过、撤回或者过期了。邀请请找对方重新发一个；密码和邮箱请重新申请。")
}
