import Accounts
import Policy
import Routing
import SQLite
import Vocabulary

/// Drawn anew whenever what is known of an enterprise has changed (`Applications.knownStamps`).
struct KnownStamp: Sendable, Hashable {
  let enterprise: Int
  let registers: Int
}

extension Eligibility {
  struct Key: Hashable {
    let enterprise: OrganisationID
    let known: KnownStamp
    let package: [UInt8]
    let day: Int
  }
  typealias Kept = Memories<Key, Standing>

  /// How the enterprise of a case stands. A list of cases asks its gates row by row, and a page several
  /// times over: what comes out is kept until something is known that was not.
  func standing(
    of file: Case, under package: Package, on today: Day, in database: borrowing Connection
  ) throws -> Standing {
    let key = Key(
      enterprise: file.enterprise, known: file.known, package: package.hash, day: today.number)
    // Whoever is writing may hold a row that is older than what was written since.
    if database.isSnapshot, let standing = kept[key] { return standing }
    guard let enterprise = try Organisations.find(file.enterprise, in: database) else {
      throw Refusal.notFound
    }
    let standing = try standing(of: enterprise, under: package, on: today, in: database)
    if database.isSnapshot { kept[key] = standing }
    return standing
  }
}
