import Accounts
import Digest
import JSON
import SQLite
import TestSupport
import Testing
import Vocabulary

@testable import HTTP
@testable import Portal
@testable import Review

extension House {
  /// So many more experts in the pool, each with a name of its own; they sign in as `zj-01`, ….
  func addExperts(_ count: Int) throws {
    try store.writeAndWait { [now = clock.now] database in
      let pool = try ExpertApplications.pool(in: database).id
      for index in 1...count {
        try database.run(
          """
          INSERT INTO person (id, login, name, mail, mail_confirmed, phone, password_at, status, since)
          VALUES (?, ?, ?, '', 0, '', 0, 'active', 0)
          """, 1_000_000 + index, "zj-\(index < 10 ? "0" : "")\(index)", "专家\(index)")
        try Memberships.grant(
          .expert, in: pool, to: PersonID(1_000_000 + index), by: nil, at: now, database)
      }
    }
  }

  /// Somebody who is not of the cast, signed in: a session made by hand.
  func enter(_ person: PersonID) throws -> Guest {
    // As long as a real one.
    let token = "\(person)".padding(to: 43)
    try store.writeAndWait { [wall = wallNow] database in
      let pool = try ExpertApplications.pool(in: database).id
      try database.run(
        "UPDATE person SET totp = ?, password_at = ? WHERE id = ?",
        [UInt8](repeating: 7, count: 20), wall.milliseconds, person.number)
      try database.run(
        """
        INSERT OR IGNORE INTO session (id, hash, form_key, person, organisation, since, seen, until,
          idle, confirmed, address, agent)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, '', '')
        """, person.number, SHA256.hash(Array(token.utf8)), SHA256.hash(Array("k\(token)".utf8)),
        person.number, pool.number, wall.milliseconds, wall.milliseconds,
        wall.milliseconds + 28_800_000, 1_800_000, wall.milliseconds)
    }
    return Guest(house: self, token: token)
  }

  /// 禾欣's case where a panel is made: screened by two.
  func atReview(_ item: String = "禾欣有机米饼") async throws -> String {
    let number = try await atScreening(item)
    try #require(try await screen(number, "pass").status == .ok)
    let passed = try await enter("zp-zhu").post("/applications/\(number)/screening/pass")
    try #require(passed.json["stage"] == "reviewing", "\(passed.text)")
    return number
  }

  static let nonces: [String: [UInt8]] = [
    "sj-shi": [UInt8](repeating: 0x11, count: 32), "jd-hua": [UInt8](repeating: 0x22, count: 32),
  ]

  func commit(_ panel: String, _ login: String) async throws -> Response {
    try await enter(login).post(
      "/draws/\(panel)/commitment",
      ["commitment": .string(Hex.text(SHA256.hash(Self.nonces[login] ?? [])))])
  }

  func reveal(_ panel: String, _ login: String) async throws -> Response {
    try await enter(login).post(
      "/draws/\(panel)/reveal", ["nonce": .string(Hex.text(Self.nonces[login] ?? []))])
  }

  func form(_ numbers: [String], size: Int = 7, alternates: Int = 2) async throws -> Response {
    try await enter("zp-qin").post(
      "/panels/new",
      [
        "size": .integer(size), "alternates": .integer(alternates),
        "cases": .array(numbers.map { .string($0) }),
      ])
  }

  /// One case before a drawn panel, of experts of whom some are left over.
  static func atPanel() async throws -> (
    house: House, number: String, panel: String, members: [PersonID]
  ) {
    let house = try await withRound()
    try house.addExperts(12)
    let number = try await house.atReview()
    let (panel, members) = try await house.drawn([number])
    return (house, number, panel, members)
  }

  /// The same under the sample package, whose rubric takes its official score otherwise or says more.
  static func atPanel(rubric official: String) async throws -> (
    house: House, number: String, panel: String, members: [PersonID]
  ) {
    let folder = try TemporaryFolder()
    try RoundTests.copy(
      "\(Project.folder)/Forms/pilot-2024", to: "\(folder.path)/pilot-2024"
    ) { _, text in text.replacing("\"official\": \"mean\"", with: official) }
    let house = try House(packages: folder.path)
    try house.openRound()
    try house.addExperts(12)
    let number = try await house.atReview()
    let (panel, members) = try await house.drawn([number])
    return (house, number, panel, members)
  }

  /// A panel that is drawn, with its members in the order of the draw.
  func drawn(_ numbers: [String]) async throws -> (panel: String, members: [PersonID]) {
    let formed = try await form(numbers)
    let panel = try #require(formed.json["id"]?.string, "\(formed.text)")
    for login in ["sj-shi", "jd-hua"] {
      try #require(try await commit(panel, login).status == .ok)
    }
    for login in ["sj-shi", "jd-hua"] {
      try #require(try await reveal(panel, login).status == .ok)
    }
    let id = try #require(PanelID(panel))
    let members = try store.read { database in
      try database.all(
        "SELECT person FROM panel_seat WHERE panel = ? ORDER BY place", id.number
      ) { PersonID($0.int(0)) }
    }
    return (panel, members)
  }

  /// Drafted by the secretary and signed by those who judged.
  func sign(_ numbers: [String], _ panel: String, _ members: some Sequence<PersonID>) async throws {
    let drafted = try await enter("zp-qin").post(
      "/panels/\(panel)/report",
      ["edition": 0, "opinion": "意见一致。", "cases": .object(numbers.map { .init($0, "建议列入。") })])
    for person in members {
      let signed = try await enter(person).post(
        "/panels/\(panel)/signature", ["sha256": drafted.json["sha256"] ?? ""])
      try #require(signed.status == .ok, "\(signed.text)")
    }
  }

  /// Judged by a panel and signed, each so many points under the best.
  func judged(_ numbers: [String], less: [Double]) async throws {
    let (panel, drawn) = try await drawn(numbers)
    let members = drawn.prefix(7)
    for person in members {
      for (number, less) in zip(numbers, less) {
        try await score(number, person, panel: panel, less: less)
      }
    }
    try await sign(numbers, panel, members)
  }

  /// One's sheet of this case.
  func review(_ number: String, _ person: PersonID) throws -> String {
    let id = try store.read { database in
      try database.first(
        """
        SELECT r.id FROM review r JOIN application a ON a.id = r.application
        WHERE a.number = ? AND r.person = ?
        """, number, person.number
      ) { ReviewID($0.int(0)) }
    }
    return "\(try #require(id))"
  }

  /// Accepts, pledges, scores and locks, `less` points under the best in one item.
  func score(
    _ number: String, _ person: PersonID, panel: String, less: Double = 0
  ) async throws {
    let expert = try enter(person)
    let accepted = try await expert.post("/panels/\(panel)/acceptance")
    try #require(accepted.status == .ok || accepted.code == "answeredAlready", "\(accepted.text)")
    let review = try review(number, person)
    let pledged = try await expert.post(
      "/reviews/\(review)/pledge", ["conflict": "none", "agreed": true])
    try #require(pledged.status == .ok, "\(pledged.text)")
    let saved = try await expert.post("/reviews/\(review)/sheet", Scored.sheet(0, less: less))
    try #require(saved.status == .ok, "\(saved.text)")
    let locked = try await expert.post(
      "/reviews/\(review)/lock", ["edition": 1, "agreed": true])
    try #require(locked.status == .ok, "\(locked.text)")
  }
}

extension String {
  fileprivate func padding(to length: Int) -> String {
    self + String(repeating: "x", count: length - utf8.count)
  }
}

/// A full sheet of the pilot's rubric: 95 points, the most that its rules let anyone have.
enum Scored {
  static let items: [(String, Double)] = [
    ("1a1", 4), ("1a2", 4), ("1b1", 5), ("1c1", 4), ("1d1", 3), ("2a2", 7), ("2b3", 7),
    ("2b4", 5), ("2c1", 4), ("3a1", 3), ("3a2", 5), ("3b1", 3), ("3b2", 3), ("3c1", 3),
    ("3c2", 3), ("4a1", 5), ("4a2", 2), ("4b1", 4), ("4c1", 4), ("5a1", 2), ("5a2", 2),
    ("5a3", 2), ("5b1", 3), ("5b2", 3), ("5b3", 3), ("5c1", 2), ("5c2", 3),
  ]

  static func sheet(_ edition: Int, less: Double = 0) -> JSON {
    [
      "edition": .integer(edition),
      "scores": .object(
        items.map { id, points in .init(id, .decimal(id == "3b1" ? points - less : points)) }),
      "answers": ["comment": "标准水平高，检验数据完整。", "advice": "recommend"],
    ]
  }
}
