import JSON
import SQLite
import Vocabulary

/// Somebody with an account. Never an identity number, never a bank account (house §8).
package struct Person: Sendable, Equatable {
  package enum Status: String, Sendable { case active, suspended, closed }

  package let id: PersonID
  package let login: String
  package let name: String
  package let mail: String
  package let isMailConfirmed: Bool
  package let phone: String
  let password: String?
  let passwordAt: Instant
  let secret: [UInt8]?
  let lastStep: Int
  package let status: Status
  package let since: Instant

  package var hasSecondFactor: Bool { secret != nil }

  init(_ row: borrowing Row) {
    id = PersonID(row.int(0))
    login = row.text(1)
    name = row.text(2)
    mail = row.text(3)
    isMailConfirmed = row.bool(4)
    phone = row.text(5)
    password = row.optionalText(6)
    passwordAt = Instant(milliseconds: Int64(row.int(7)))
    secret = row.isNull(8) ? nil : row.blob(8)
    lastStep = row.int(9)
    status = Status(rawValue: row.text(10)) ?? .closed
    since = Instant(milliseconds: Int64(row.int(11)))
  }
}

package enum People {
  package static func find(_ id: PersonID, in database: borrowing Connection) throws -> Person? {
    try database.first(
      "SELECT * FROM person WHERE id = ?", id.number, read: Person.init)
  }

  package static func find(
    login: String, in database: borrowing Connection
  ) throws -> Person? {
    try database.first(
      "SELECT * FROM person WHERE login = ?", login, read: Person.init)
  }

  /// Everyone of this name, as it is written.
  package static func named(
    _ name: String, in database: borrowing Connection
  ) throws -> [PersonID] {
    try database.all("SELECT id FROM person WHERE name = ? ORDER BY since, id LIMIT 20", name) {
      PersonID($0.int(0))
    }
  }

  package static func names(
    of people: Set<PersonID>, in database: borrowing Connection
  ) throws -> [PersonID: String] {
    let ids = JSON.array(people.map { .integer($0.number) }).text
    let rows = try database.all(
      "SELECT id, name FROM person WHERE id IN (SELECT value FROM json_each(?))", ids
    ) { (PersonID($0.int(0)), $0.text(1)) }
    return Dictionary(uniqueKeysWithValues: rows)
  }

  struct New: Sendable {
    let login: LoginName
    let name: String
    let mail: String
    let phone: String
    var isMailConfirmed = false
  }

  static func add(
    _ id: PersonID, _ new: New, password: String?, at: Instant, wall: Instant,
    in database: borrowing Connection
  ) throws {
    guard try find(login: new.login.text, in: database) == nil else {
      throw Problems([
        Problem(field: "login", code: "taken", message: "这个登录名已经有人使用，请换一个。")
      ])
    }
    try database.run(
      """
      INSERT INTO person (id, login, name, mail, mail_confirmed, phone, password, password_at,
        status, since)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, 'active', ?)
      """, id.number, new.login.text, new.name, new.mail, new.isMailConfirmed, new.phone, password,
      wall.milliseconds, at.milliseconds)
  }
}
