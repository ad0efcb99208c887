import Applications
import JSON
import Policy
import SQLite
import Vocabulary

/// Who held a claimed honour against what, with what came out.
struct HonourCheck: Sendable {
  let matter: MatterID
  let claim, variant, person: String
  /// What it was held against, and where in it that stands; of old ones only the latter is known.
  let basis: HonourBasis?
  let found: String
  let isVerified: Bool
  /// How it has ended, and why.
  let ended: (kind: String, reason: String)?
  let at: Instant

  static func of(
    _ application: ApplicationID, in database: borrowing Connection
  ) throws -> [HonourCheck] {
    try database.all(
      """
      SELECT m.reference, c.variant, c.evidence, p.name, c.verdict, c.at, c.matter, e.kind, e.reason,
        c.basis
      FROM honour_check c JOIN matter m ON m.id = c.matter JOIN person p ON p.id = c.person
      LEFT JOIN honour_end e ON e.matter = c.matter
      WHERE c.application = ? AND m.outcome <> ? ORDER BY c.at
      """, application.number, Matter.takenBack
    ) { row in
      HonourCheck(
        matter: MatterID(row.int(6)), claim: row.text(0), variant: row.text(1),
        person: row.text(3), basis: HonourBasis(rawValue: row.text(9)), found: row.text(2),
        isVerified: row.text(4) == "verified",
        ended: row.optionalText(7).map { (kind: $0, reason: row.text(8)) },
        at: Instant(milliseconds: Int64(row.int(5))))
    }
  }

  /// Those that stand as they were found last.
  static func standing(
    _ facts: CaseFacts, in database: borrowing Connection
  ) throws -> [HonourCheck] {
    let standing = Set(facts.found(.honour).map(\.id))
    return try of(facts.file.id, in: database).filter { standing.contains($0.matter) }
  }

  var name: String { HonourClaims.name(of: claim) }

  /// In words.
  var evidence: String { basis.map { "\($0.word)：\(found)" } ?? found }

  /// What registers say of it now.
  func entries(_ register: RegisteredHonours?, _ facts: CaseFacts) -> [RegisteredHonours.Entry] {
    register?.entries(for: claim, facts.package.honourVariant(variant)?.name) ?? []
  }

  /// To the enterprise it is the district that found it; who there, the offices know.
  func by(isOffice: Bool) -> String { isOffice ? person : "区级市场监管部门" }

  func json(_ register: RegisteredHonours?, _ facts: CaseFacts, isOffice: Bool) -> JSON {
    .object(
      [
        .init("register", RegisterSays(entries(register, facts)).json),
        .init("honour", .string("\(matter)")), .init("claim", .string(claim)),
        .init("verdict", .string(isVerified ? "verified" : "rejected")),
        .init("variant", .string(variant)), .init("evidence", .string(found)),
        .init("by", .string(by(isOffice: isOffice))), .init("at", .string("\(at)")),
      ]
        + (basis.map { [.init("basis", .string($0.rawValue))] } ?? [])
        + (ended.map { [.init("ended", .string($0.kind)), .init("endedBy", .string($0.reason))] }
          ?? []))
  }
}
