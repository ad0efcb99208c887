import HTTP
import JSON
import Synchronization
import Vocabulary

/// Where the demo is played: the portal's own routes, asked as programs ask them, on a clock that is
/// turned from day to day.
package final class Theatre: Sendable {
  package struct Trouble: Error, CustomStringConvertible {
    package let description: String
  }

  /// Milliseconds since 1970, UTC; what the routes take for the real clock.
  package final class Wall: Sendable {
    private let now: Atomic<Int64>
    package init(_ start: Int64) { now = Atomic(start) }
    package var milliseconds: Int64 { now.load(ordering: .relaxed) }
    func set(_ time: Int64) { now.store(time, ordering: .relaxed) }
  }

  private let responder: any Responder
  private let clock: CivilClock
  private let wall: Wall
  /// Lets somebody in; the token is good for the hour.
  private let enter: @Sendable (_ login: String, _ wall: Instant) throws -> String
  /// What the portal does by itself.
  private let keepUp: @Sendable (_ now: Instant, _ wall: Instant) throws -> Void
  private let tokens = Mutex<[String: String]>([:])

  package init(
    _ responder: any Responder, _ clock: CivilClock, _ wall: Wall,
    enter: @escaping @Sendable (_ login: String, _ wall: Instant) throws -> String,
    keepUp: @escaping @Sendable (_ now: Instant, _ wall: Instant) throws -> Void
  ) {
    self.responder = responder
    self.clock = clock
    self.wall = wall
    self.enter = enter
    self.keepUp = keepUp
  }

  var today: Day { clock.today }

  /// The clock goes on to this moment, and what it owes is done.
  func turn(to moment: Instant) throws {
    precondition(moment >= clock.now, "the play goes forward")
    wall.set(wall.milliseconds + moment.milliseconds - clock.now.milliseconds)
    tokens.withLock { $0.removeAll() }
    try keepUp(clock.now, Instant(milliseconds: wall.milliseconds))
  }

  func get(_ login: String?, _ path: String) async throws -> JSON {
    try await ask("GET", path, as: login, [], [])
  }

  @discardableResult
  func post(_ login: String?, _ path: String, _ body: JSON = [:]) async throws -> JSON {
    try await ask("POST", path, as: login, ["Content-Type: application/json"], body.bytes)
  }

  /// As whoever has just read it: with the edition told where it is offered.
  @discardableResult
  func act(
    _ login: String, _ path: String, _ body: JSON = [:], offeredAt page: String
  ) async throws -> JSON {
    guard body["edition"] == nil else { return try await post(login, path, body) }
    let edition = try await edition(login, of: path, at: page)
    return try await post(
      login, path,
      .object((body.members ?? []) + (edition.map { [.init("edition", .integer($0))] } ?? [])))
  }

  func edition(_ login: String, of path: String, at page: String) async throws -> Int? {
    try await get(login, page)["acts"]?.array?.first {
      $0["href"]?.string == "/api/v1\(path)"
    }?["edition"]?.integer
  }

  @discardableResult
  func upload(
    _ login: String?, _ path: String, _ texts: [(String, String)] = [], _ slot: String,
    _ file: (name: String, bytes: [UInt8])
  ) async throws -> JSON {
    var body: [UInt8] = []
    for (name, text) in texts {
      body += "--b\r\nContent-Disposition: form-data; name=\"\(name)\"\r\n\r\n\(text)\r\n".utf8
    }
    body +=
      "--b\r\nContent-Disposition: form-data; name=\"\(slot)\"; filename=\"\(file.name)\"\r\n".utf8
    body += "Content-Type: application/pdf\r\n\r\n".utf8
    body += file.bytes + Array("\r\n--b--\r\n".utf8)
    return try await ask(
      "POST", path, as: login, ["Content-Type: multipart/form-data; boundary=b"], body)
  }

  private func ask(
    _ method: String, _ path: String, as login: String?, _ fields: [String], _ body: [UInt8]
  ) async throws -> JSON {
    // Acts take a little time, so that what is told in order stands in order.
    if method == "POST" { wall.set(wall.milliseconds + 250) }
    var text = "\(method) /api/v1\(path) HTTP/1.1\r\nHost: demo\r\n"
    for field in fields { text += "\(field)\r\n" }
    if let login { text += "Authorization: Bearer \(try token(of: login))\r\n" }
    if !body.isEmpty { text += "Content-Length: \(body.count)\r\n" }
    let head: RequestHead
    do {
      head = try HeadParser.parse(Array(text.utf8), Limits())
    } catch {
      throw Trouble(description: "\(method) \(path): \(error)")
    }
    let response = await responder.answer(head, body)
    guard response.status == .ok else {
      throw Trouble(
        description:
          "\(clock.today) \(login ?? "") \(method) \(path): \(response.status.code) \(String(decoding: response.body, as: UTF8.self))"
      )
    }
    return (try? JSON(parsing: response.body)) ?? .null
  }

  private func token(of login: String) throws -> String {
    if let known = tokens.withLock({ $0[login] }) { return known }
    let token = try enter(login, Instant(milliseconds: wall.milliseconds))
    tokens.withLock { $0[login] = token }
    return token
  }
}
