import Design
import JSON
import Linux
import Routing
import TestSupport
import Vocabulary

@testable import HTTP
@testable import Portal

/// The portal's real routes, standing on a Friday, without a socket.
struct House: Sendable {
  let routes: [Route]
  let table: RouteTable

  init(isDemo: Bool = false) throws {
    let resources = try Resources(Project.folder)
    routes = allRoutes(
      calendar: try resources.calendar(), policy: try PolicySummary(resources), health: Health(),
      origin: nil, isDemo: isDemo)
    let clock = CivilClock(wall: { 0 }, startingAt: Instant("2026-11-20T17:50"))
    table = RouteTable(
      routes,
      RouteTable.Settings(clock: clock, errorPage: { errorPage($0, $1) }, report: { _, _ in }))
  }

  static let far = Peer.address(IPAddress("203.0.113.9")!)

  func answer(_ method: String, _ target: String, from peer: Peer = far) async throws -> Response {
    let text = "\(method) \(target) HTTP/1.1\r\nHost: here\r\n"
    var head = try HeadParser.parse(Array(text.utf8), Limits())
    head.peer = peer
    switch table.plan(head) {
    case .answer(let response): return response
    case .read(_, let then): return await then(Request(head: head, body: []))
    case .receive: throw Upload.Mistake.mediaType  // no route takes files yet
    }
  }

  func get(_ target: String) async throws -> Response { try await answer("GET", target) }

  func json(_ target: String) async throws -> JSON {
    try JSON(parsing: try await get(target).body)
  }
}

extension Response {
  var text: String { String(decoding: body, as: UTF8.self) }
}
