import Accounts
import SQLite
import Vocabulary

/// Who can be drawn: experts whose role and account stand.
struct Expert: Sendable {
  let person: PersonID
  let name: String
  let fields: Fields
  let since: Instant
}

enum Pool {
  static func all(in database: borrowing Connection) throws -> [Expert] {
    let fields = try database.all("SELECT person, kind, word FROM expert_field ORDER BY word") {
      (person: $0.int(0), kind: $0.text(1), word: $0.text(2))
    }
    var byPerson: [Int: (specialities: [String], industries: [String])] = [:]
    for field in fields {
      var known = byPerson[field.person] ?? ([], [])
      if field.kind == "speciality" {
        known.specialities.append(field.word)
      } else {
        known.industries.append(field.word)
      }
      byPerson[field.person] = known
    }
    return try database.all(
      """
      SELECT DISTINCT p.id, p.name, m.since FROM membership m JOIN person p ON p.id = m.person
      JOIN organisation o ON o.id = m.organisation
      WHERE o.kind = 'expertPool' AND o.status = 'active' AND m.role = 'expert'
        AND m.until IS NULL AND m.suspended IS NULL AND p.status = 'active'
      ORDER BY p.name, p.id
      """
    ) { row in
      let known = byPerson[row.int(0)] ?? ([], [])
      return Expert(
        person: PersonID(row.int(0)), name: row.text(1),
        fields: Fields(specialities: known.specialities, industries: known.industries),
        since: Instant(milliseconds: Int64(row.int(2))))
    }
  }
}
