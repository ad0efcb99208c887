import Acts
import Design
import Digest
import HTML
import HTTP
import JSON
import Journal
import Linux
import Routing
import SQLite
import Vocabulary

/// The people of the demo and of the tests. None of this is ever loaded under `serve`.
package struct Cast: Sendable {
  package struct Player: Sendable {
    package let login: String
    package let name: String
    /// Organisation and role, the first one is the usual seat.
    package let roles: [(organisation: String, role: Role)]

    /// Has set up a second factor before having a role that asks for it.
    let isReady: Bool

    package var needsSecondFactor: Bool {
      isReady || roles.contains { $0.role.needsSecondFactor }
    }

    /// The same in every demo, so that a script can sign in.
    package var secret: [UInt8]? {
      needsSecondFactor
        ? Array(HMAC.code(key: Array("brandpilot demo".utf8), Array(login.utf8)).prefix(20)) : nil
    }
  }

  private struct Place: Sendable {
    let key: String
    let kind: OrganisationKind
    let name: String
    let district: String?
    let creditCode: String?
    let isClaimed: Bool
  }

  package struct Mistake: Error, CustomStringConvertible, Sendable {
    package let description: String
  }

  /// By which a demo's record is told from a real one.
  package static let act = "demo.cast"
  package static let password = "Yanshi-2024-pinpai"
  package let players: [Player]
  private let places: [Place]

  package init(_ json: JSON) throws(Mistake) {
    func text(_ json: JSON, _ name: String) throws(Mistake) -> String {
      guard let text = json[name]?.string else { throw Mistake(description: "缺少 \(name)") }
      return text
    }
    var places: [Place] = []
    for item in json["organisations"]?.array ?? [] {
      guard let kind = OrganisationKind(rawValue: try text(item, "kind")) else {
        throw Mistake(description: "不认识的 kind")
      }
      places.append(
        Place(
          key: try text(item, "key"), kind: kind, name: try text(item, "name"),
          district: item["district"]?.string, creditCode: item["creditCode"]?.string,
          isClaimed: item["status"]?.string == "claimed"))
    }
    var players: [Player] = []
    for item in json["people"]?.array ?? [] {
      var roles: [(organisation: String, role: Role)] = []
      for part in item["roles"]?.array ?? [] {
        guard let role = Role(rawValue: try text(part, "role")) else {
          throw Mistake(description: "不认识的 role")
        }
        roles.append((try text(part, "organisation"), role))
      }
      players.append(
        Player(
          login: try text(item, "login"), name: try text(item, "name"), roles: roles,
          isReady: item["secondFactor"]?.bool == true))
    }
    self.places = places
    self.players = players
  }

  /// Puts them all in their places, once. One hash serves all: making thirty would keep the demo
  /// waiting.
  package func settle(
    at now: Instant, wall: Instant, in database: borrowing Connection
  ) throws {
    guard let first = players.first, try People.find(Cast.person(first.login), in: database) == nil
    else { return }
    let hash = PasswordHash.make(Cast.password)
    for place in places {
      let id = Cast.organisation(place.key)
      try Organisations.add(
        id, place.kind, name: place.name,
        district: try place.district.flatMap { try Districts.find($0, in: database)?.id },
        creditCode: place.creditCode, key: place.key, status: place.isClaimed ? .claimed : .active,
        at: now, in: database)
    }
    for player in players {
      let id = Cast.person(player.login)
      guard let login = LoginName(player.login) else { continue }
      try People.add(
        id,
        .init(
          login: login, name: player.name, mail: "\(player.login)@example.com",
          phone: Cast.phone(player.login), isMailConfirmed: true),
        password: hash, at: now, wall: wall, in: database)
      try database.run("UPDATE person SET totp = ? WHERE id = ?", player.secret, id.number)
      for (organisation, role) in player.roles {
        guard let place = try Cast.find(organisation, in: database) else { continue }
        try Memberships.grant(role, in: place, to: id, by: nil, at: now, database)
      }
    }
    try Journal.record(
      Entry(Cast.act, by: "system", "演示人员就位（\(players.count) 人）"), at: now, in: database)
  }

  /// One claim waits for its district unit, so that its desk is not empty.
  package func claim(
    at now: Instant, _ calendar: WorkingDays, days: Int, files: String,
    in database: borrowing Connection
  ) throws {
    guard let place = places.first(where: \.isClaimed),
      let player = players.first(where: { $0.roles.contains { $0.organisation == place.key } })
    else { return }
    let hasClaimed = try database.first(
      "SELECT 1 FROM claim WHERE person = ?", Cast.person(player.login).number
    ) { _ in true }
    if hasClaimed == true { return }
    let filed = Instant(milliseconds: now.milliseconds - 2 * 86_400_000)
    let claim = try Claims.open(
      .first, for: Cast.organisation(place.key), by: Cast.person(player.login),
      as: player.roles[0].role, note: "", isFiled: true,
      due: calendar.deadline(after: filed.day, days: days).day, at: filed, in: database)
    let proofs = try [
      ("licence", "DEMO: BUSINESS LICENCE"), ("letter", "DEMO: LETTER OF AUTHORITY"),
    ]
    .map { slot, line in
      let (bytes, file) = (SamplePDF.bytes(line), "demo-\(slot)")
      try Files.replace("\(files)/\(file)", with: bytes)
      return ProofFiles.Kept(
        slot: slot, file: file, name: slot == "licence" ? "营业执照.pdf" : "授权书.pdf", kind: .pdf,
        size: bytes.count, digest: SHA256.hash(bytes))
    }
    try ProofFiles.record(proofs, for: claim, at: filed, in: database)
  }

  /// One line for each person and role, as scripts want it.
  package func accounts(in database: borrowing Connection) throws -> JSON {
    var lines: [JSON] = []
    for player in players {
      let secret = player.secret.map { JSON.string(BaseText.base32($0)) } ?? .null
      for (key, role) in player.roles {
        let name = try database.first("SELECT name FROM organisation WHERE key = ?", key) {
          $0.text(0)
        }
        lines.append([
          "name": .string(player.login), "password": .string(Cast.password), "totp": secret,
          "role": .string(role.rawValue), "organisation": .string(name ?? ""),
        ])
      }
      if player.roles.isEmpty {
        lines.append([
          "name": .string(player.login), "password": .string(Cast.password), "totp": .null,
          "role": .null, "organisation": .null,
        ])
      }
    }
    return .array(lines)
  }

  // MARK: - The same ids in every demo

  package static func organisation(_ key: String) -> OrganisationID { id("organisation \(key)") }
  package static func person(_ login: String) -> PersonID { id("person \(login)") }

  private static func id<Kind>(_ name: String) -> ID<Kind> {
    let bytes = SHA256.hash(Array("brandpilot demo \(name)".utf8)).prefix(8)
    return ID(random: bytes.reduce(0) { $0 << 8 | UInt64($1) })
  }

  private static func phone(_ login: String) -> String {
    let number = SHA256.hash(Array(login.utf8)).prefix(4).reduce(0) { $0 << 8 | Int($1) }
    return "138" + String(String(100_000_000 + number % 100_000_000).suffix(8))
  }

  private static func find(
    _ key: String, in database: borrowing Connection
  ) throws -> OrganisationID? {
    try database.first("SELECT id FROM organisation WHERE key = ?", key) {
      OrganisationID($0.int(0))
    }
  }
}
