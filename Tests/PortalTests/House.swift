import Accounts
import Design
import Digest
import JSON
import Linux
import Messages
import Registry
import Rounds
import Routing
import SQLite
import Synchronization
import TestSupport
import Testing
import Vocabulary

@testable import HTTP
@testable import Portal

/// The portal's real routes on a database of their own with the seeds' cast, standing on a Friday,
/// without a socket.
final class House: Sendable {
  let folder: TemporaryFolder
  let store: Store
  let rooms: Rooms
  let routes: [Route]
  let index: RouteIndex
  let table: RouteTable
  let clock: CivilClock
  private let log = Log()
  /// The operations that answered well, for tests that must show which they ran.
  let ran = Mutex<Set<String>>([])
  var faults: [String] { log.lines.withLock { $0 } }
  /// The real clock, which tests may turn.
  private let wall: Wall

  final class Log: Sendable { let lines = Mutex<[String]>([]) }

  final class Wall: Sendable {
    private let now = Mutex(Int64(1_795_168_200_000))
    var milliseconds: Int64 { now.withLock { $0 } }
    func pass(seconds: Int) { now.withLock { $0 += Int64(seconds) * 1000 } }
  }

  /// - Parameters:
  ///   - twin: a house whose database this one begins with, ids and all.
  ///   - isFirst: seeds itself, instead of beginning as the first one of the run did.
  ///   - old: a folder with an earlier portal's database and files, to be taken up as `serve` does.
  init(
    isDemo: Bool = true, ways: (mail: Bool, sms: Bool) = (false, false), twin: House? = nil,
    packages: String? = nil, platform: String? = nil, isFirst: Bool = false, old: String? = nil,
    clamd: String? = nil, seals: SealProgram? = nil
  ) throws {
    folder = try TemporaryFolder()
    try Files.makeFolder("\(folder.path)/files")
    try Files.makeFolder("\(folder.path)/uploads")
    // Other packages make another beginning.
    let seeds = twin == nil && (isFirst || packages != nil || old != nil)
    let beginning = twin == nil && !seeds ? try Beginning.of(isDemo: isDemo) : nil
    try beginning?.put(in: folder.path)
    try twin?.copy(to: folder.path)
    if let old { try House.copy(old, to: folder.path) }
    store = try Store("\(folder.path)/brandpilot.db", migrations: migrations)
    let wall = Wall()
    self.wall = wall
    clock = CivilClock(wall: { wall.milliseconds }, startingAt: Instant("2026-11-20T17:50"))
    var options = Rooms.Options(files: "\(folder.path)/files")
    options.isDemo = isDemo
    options.packages = packages
    options.known = beginning?.library ?? twin?.rooms.library
    options.opensRound = false
    options.platform = platform.flatMap { Platform($0, seconds: 600) }
    options.clamd = clamd.flatMap { Clamd($0) }
    options.seals = seals
    options.origin = "https://here"
    options.ways.mail = ways.mail
    options.ways.sms = ways.sms
    rooms = try Rooms(Resources(Project.folder), store, Health(), options)
    let (rooms, clock) = (rooms, clock)
    if seeds {
      try store.writeAndWait { database in
        try rooms.settle(
          at: clock.now, wall: Instant(milliseconds: wall.milliseconds), in: database)
        guard old == nil else { return }
        try database.run(
          "UPDATE person SET password = ? WHERE password IS NOT NULL", House.quickly(Cast.password))
      }
    } else {
      try store.read { try rooms.library.load(in: $0) }
    }
    routes = allRoutes(rooms, origin: nil)
    index = beginning?.index ?? twin?.index ?? RouteIndex(routes)
    var settings = RouteTable.Settings(
      clock: clock, wall: { wall.milliseconds }, errorPage: { errorPage($0, $1) },
      report: { [log] fault, _ in log.lines.withLock { $0.append(fault) } })
    settings.doors = rooms.accounts.doors
    settings.explain = ErrorNote.explain
    settings.uploads = UploadRules(folder: "\(folder.path)/uploads")
    table = RouteTable(routes, settings)
  }

  deinit { store.close() }

  /// A quick kind of hash, since people confirm themselves all day long here: what the slow one is
  /// worth is PasswordsTests' matter.
  static func quickly(_ password: String) -> String? {
    PasswordHash.again(password, like: "$5$rounds=1000$saltstring$")
  }

  private func copy(to other: String) throws { try House.copy(folder.path, to: other) }

  private static func copy(_ folder: String, to other: String) throws {
    try Connection.open("\(folder)/brandpilot.db", .reader).backUp(to: "\(other)/brandpilot.db")
    for name in try Files.list("\(folder)/files") {
      try Files.copy(
        Descriptor.open("\(folder)/files/\(name)", 0), to: "\(other)/files/\(name)")
    }
  }

  static let far = Peer.address(IPAddress("203.0.113.9")!)

  var wallNow: Instant { Instant(milliseconds: wall.milliseconds) }
  func pass(seconds: Int) { wall.pass(seconds: seconds) }

  func answer(
    _ method: String, _ target: String, fields: [String] = [], body: [UInt8] = [],
    from peer: Peer = far
  ) async throws -> Response {
    var text = "\(method) \(target) HTTP/1.1\r\nHost: here\r\n"
    for field in fields { text += "\(field)\r\n" }
    if !body.isEmpty { text += "Content-Length: \(body.count)\r\n" }
    var head = try HeadParser.parse(Array(text.utf8), Limits())
    head.peer = peer
    let response = await table.answer(head, body)
    hold(response, to: method, target)
    return response
  }

  func get(_ target: String) async throws -> Response { try await answer("GET", target) }

  func json(_ target: String) async throws -> JSON {
    try JSON(parsing: try await get(target).body)
  }

  func post(_ target: String, _ json: JSON, fields: [String] = [], from peer: Peer = far)
    async throws -> Response
  {
    try await answer(
      "POST", "/api/v1\(target)", fields: ["Content-Type: application/json"] + fields,
      body: json.bytes, from: peer)
  }

  /// Somebody of the cast, signed in as a program.
  ///
  /// - Parameter surely: as if password and code had just been given again; how they are given is
  ///   AccountTests' matter.
  func enter(_ login: String, surely: Bool = false) async throws -> Guest {
    let answer = try await post("/cast/session", ["login": .string(login)])
    guard let token = answer.json["token"]?.string else { throw Trouble(text: answer.text) }
    let guest = Guest(house: self, token: token)
    if surely { try makeSure(of: guest) }
    return guest
  }

  /// What the courier does before it carries anything.
  func sendResets() throws { try rooms.accounts.sendResets(at: clock.now, wall: wallNow) }

  func makeSure(of guest: Guest) throws {
    try store.writeAndWait { [now = wallNow] database in
      try database.run(
        "UPDATE session SET confirmed = ?, spent = 0 WHERE hash = ?", now.milliseconds,
        SHA256.hash(Array(guest.token.utf8)))
    }
  }

  struct Trouble: Error { let text: String }
}

/// Somebody who is signed in.
struct Guest: Sendable {
  let house: House
  let token: String

  private var bearer: String { "Authorization: Bearer \(token)" }

  /// A page, as a browser gets it.
  func page(_ target: String) async throws -> Response {
    let page = try await house.answer("GET", target, fields: ["Cookie: session=\(token)"])
    for form in house.formsWithoutEdition(in: page.text) {
      Issue.record("\(target): the form to \(form) does not carry what was seen")
    }
    return page
  }

  /// A button on a page, as a browser presses it.
  func press(_ target: String, _ body: String = "", on page: String) async throws -> Response {
    let shown = try await self.page(page).text
    let key = try #require(FormKeys.value(of: "form", in: shown))
    let once = try #require(FormKeys.value(of: "once", in: shown))
    return try await house.answer(
      "POST", target,
      fields: [
        "Cookie: session=\(token)", "Content-Type: application/x-www-form-urlencoded",
        "Sec-Fetch-Site: same-origin",
      ],
      body: Array(
        "form=\(key)&once=\(once)\(FormKeys.edition(target, body, in: shown))&\(body)".utf8))
  }

  func get(_ target: String) async throws -> Response {
    try await house.answer("GET", "/api/v1\(target)", fields: [bearer])
  }

  func json(_ target: String) async throws -> JSON {
    try JSON(parsing: try await get(target).body)
  }

  /// As a program that has just read what it acts on: with the edition in which that stands, where one
  /// must be named.
  @discardableResult
  func post(_ target: String, _ json: JSON = [:], fields: [String] = []) async throws -> Response {
    guard json["edition"] == nil, !fields.contains(where: { $0.hasPrefix("If-Match") }),
      let edition = try await edition(of: target)
    else { return try await send(target, json, fields: fields) }
    return try await send(
      target, .object((json.members ?? []) + [.init("edition", .integer(edition))]), fields: fields)
  }

  /// Just this, and no edition with it.
  func send(_ target: String, _ json: JSON = [:], fields: [String] = []) async throws -> Response {
    try await house.post(target, json, fields: [bearer] + fields)
  }

  /// Files and texts, as a program sends them, or a browser with these fields.
  func upload(
    _ target: String, _ texts: [(String, String)], _ files: [(name: String, bytes: [UInt8])],
    key: String? = nil, as browser: [String]? = nil
  ) async throws -> Response {
    var (body, texts): ([UInt8], _) = ([], texts)
    if !texts.contains(where: { $0.0 == "edition" }), let edition = try await edition(of: target) {
      texts.append(("edition", "\(edition)"))
    }
    for (name, text) in texts {
      body += "--b\r\nContent-Disposition: form-data; name=\"\(name)\"\r\n\r\n\(text)\r\n".utf8
    }
    for (name, bytes) in files {
      body +=
        "--b\r\nContent-Disposition: form-data; name=\"\(name)\"; filename=\"\(name).pdf\"\r\n"
        .utf8
      body += "Content-Type: application/pdf\r\n\r\n".utf8
      body += bytes + Array("\r\n".utf8)
    }
    body += "--b--\r\n".utf8
    return try await house.answer(
      "POST", (browser == nil ? "/api/v1" : "") + target,
      fields: (browser ?? [bearer]) + ["Content-Type: multipart/form-data; boundary=b"]
        + (key.map { ["Idempotency-Key: \($0)"] } ?? []), body: body)
  }

  /// Password and code once more, for what needs it.
  func confirm(_ login: String) async throws {
    let code = Houses.code(of: login, house)
    try await expect(
      post(
        "/session/confirmation",
        ["password": .string(Cast.password), "totp": .string(code)]), 200)
  }

  private func expect(_ answer: Response, _ status: Int) throws {
    if answer.status.code != status { throw House.Trouble(text: answer.text) }
  }
}

extension Response {
  var text: String { String(decoding: body, as: UTF8.self) }
  var json: JSON { (try? JSON(parsing: body)) ?? .null }
  var code: String? { json["code"]?.string }
  func field(_ name: String) -> String? {
    String(decoding: fields.bytes, as: UTF8.self).split(separator: "\r\n")
      .first { $0.lowercased().hasPrefix(name.lowercased() + ": ") }
      .map { String($0.dropFirst(name.utf8.count + 2)) }
  }
}
