import Linux
import Routing
import SQLite
import Vocabulary

/// How the demo's play comes in as each of its people: signed in and just confirmed. None of these
/// sessions outlives it.
package enum PlaySessions {
  package static func open(
    for login: String, at wall: Instant, in database: borrowing Connection
  ) throws -> String? {
    let person = Cast.person(login)
    // Of several seats the first one is the usual one.
    let seat = try database.first(
      "SELECT organisation FROM membership WHERE person = ? AND until IS NULL ORDER BY since, id",
      person.number
    ) { $0.int(0) }
    guard try People.find(person, in: database) != nil else { return nil }
    let token = Token.fresh
    try database.run(
      """
      INSERT INTO session (id, hash, form_key, person, organisation, since, seen, until, idle,
        confirmed, spent, address, agent)
      VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?6, ?7, 1800000, ?6, -1, '', '')
      """, SessionID.fresh.number, token.hash, Random.bytes(32), person.number, seat,
      wall.milliseconds, wall.milliseconds + Sessions.staffLife)
    return token.text
  }

  package static func endAll(in database: borrowing Connection) throws {
    try database.run("DELETE FROM session")
  }
}
