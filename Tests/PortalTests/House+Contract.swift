import JSON
import Routing
import Synchronization
import Testing

@testable import HTTP
@testable import Portal

/// Whatever a test asks of a house, the answer keeps what `/openapi.json` promises.
extension House {
  /// Records an issue where an operation answers with a status it does not document, or a good answer
  /// is not of its declared shape.
  func hold(_ response: Response, to method: String, _ target: String) {
    let path = target.prefix { $0 != "?" }
    let isAPI = path.hasPrefix("/api/v1/")
    guard let route = index.route(method, isAPI ? path.dropFirst(7) : path, isAPI ? .json : .page),
      isAPI || route.operation.mediaType != nil && route.operation.mediaType != .html
    else { return }
    let name = "\(route.operation.name) \(target)"
    if !route.statuses.contains(response.status) {
      Issue.record("\(name)：\(response.status.code) 没有写进接口说明 \(response.code ?? "")")
    }
    if response.status == .ok { _ = ran.withLock { $0.insert(route.operation.name) } }
    let type = response.field("Content-Type") ?? ""
    if response.status == .ok, isAPI, !response.body.isEmpty,
      !route.operation.isTold(as: type)
    {
      Issue.record("\(name)：回答是 \(type)，没有写进接口说明")
    }
    guard response.status == .ok,
      response.field("Content-Type")?.hasPrefix("application/json") == true,
      let schema = route.operation.schema
    else { return }
    if !schema.admits(response.json) {
      Issue.record("\(name)：回答与声明的形状不符：\(response.text.prefix(600))")
    }
  }
}

/// Every route by its method, face and length, so that none is looked for among all.
struct RouteIndex: Sendable {
  private struct Key: Hashable {
    let method: String
    let face: Visit.Face
    let count: Int
  }

  private let known: [Key: [(parts: [Substring], route: Route)]]

  init(_ routes: [Route]) {
    var known: [Key: [(parts: [Substring], route: Route)]] = [:]
    for route in routes {
      let parts = "\(route.pattern)".split(separator: "/")
      for face in route.faces {
        let key = Key(method: route.method.rawValue, face: face, count: parts.count)
        known[key, default: []].append((parts, route))
      }
    }
    self.known = known
  }

  /// As the table finds it: what is written out wins over holes.
  func route(_ method: String, _ path: Substring, _ face: Visit.Face) -> Route? {
    let parts = path.split(separator: "/")
    let alike = known[Key(method: method, face: face, count: parts.count)] ?? []
    return alike.compactMap { parted, route -> (route: Route, literals: Int)? in
      var literals = 0
      for (a, b) in zip(parted, parts) where !a.hasPrefix(":") {
        if a != b { return nil }
        literals += 1
      }
      return (route, literals)
    }.max { $0.literals < $1.literals }?.route
  }
}

extension Route.Operation {
  /// Whether `/openapi.json` says that a good answer is of this type.
  fileprivate func isTold(as type: String) -> Bool {
    files.isEmpty ? type.hasPrefix("application/json") : files.contains { $0.rawValue == type }
  }
}
