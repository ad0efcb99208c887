import Messages
import SQLite
import Vocabulary

/// People of an organisation to be written to.
enum Recipients {
  static func of(
    _ organisation: OrganisationID, as roles: Set<Role>, in database: borrowing Connection
  ) throws -> [Post.Recipient] {
    let rows = try database.all(
      """
      SELECT DISTINCT p.id, p.mail, p.mail_confirmed, p.phone, m.role
      FROM membership m JOIN person p ON p.id = m.person
      WHERE m.organisation = ? AND m.until IS NULL AND m.suspended IS NULL AND p.status = 'active'
      ORDER BY p.id
      """, organisation.number
    ) { row in
      (
        person: PersonID(row.int(0)), mail: row.bool(2) ? row.text(1) : "", phone: row.text(3),
        role: Role(rawValue: row.text(4))
      )
    }
    var found: [Post.Recipient] = []
    for row in rows where row.role.map(roles.contains) == true {
      if found.last?.person != row.person {
        found.append(Post.Recipient(row.person, mail: row.mail, phone: row.phone))
      }
    }
    return found
  }

  /// Those who write or sign for an enterprise.
  static func speakers(
    of organisation: OrganisationID, in database: borrowing Connection
  ) throws -> [Post.Recipient] {
    try of(organisation, as: [.enterpriseEditor, .signatory], in: database)
  }

  static func of(
    _ person: PersonID, in database: borrowing Connection
  ) throws -> Post.Recipient? {
    try People.find(person, in: database).map { known in
      Post.Recipient(
        known.id, mail: known.isMailConfirmed ? known.mail : "", phone: known.phone)
    }
  }
}
