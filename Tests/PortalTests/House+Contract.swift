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

  private struct Known {
    /// Nil for a hole.
    let parts: [String?]
    let literals: Int
    let route: Route
  }

  private let known: [Key: [Known]]

  init(_ routes: [Route]) {
    var known: [Key: [Known]] = [:]
    for route in routes {
      let parts = "\(route.pattern)".split(separator: "/").map {
        $0.hasPrefix(":") ? nil : String($0)
      }
      let one = Known(parts: parts, literals: parts.count { $0 != nil }, route: route)
      for face in route.faces {
        known[Key(method: route.method.rawValue, face: face, count: parts.count), default: []]
          .append(one)
      }
    }
    // What is written out wins over holes, as the table finds it.
    self.known = known.mapValues { $0.sorted { $0.literals > $1.literals } }
  }

  func route(_ method: String, _ path: Substring, _ face: Visit.Face) -> Route? {
    let parts = path.utf8.split(separator: UInt8(ascii: "/")).map {
      String(decoding: $0, as: UTF8.self)
    }
    let alike = known[Key(method: method, face: face, count: parts.count)] ?? []
    return alike.first { one in
      for index in parts.indices {
        if let part = one.parts[index], part != parts[index] { return false }
      }
      return true
    }?.route
  }
}

extension Route.Operation {
  /// Whether `/openapi.json` says that a good answer is of this type.
  fileprivate func isTold(as type: String) -> Bool {
    files.isEmpty ? type.hasPrefix("application/json") : files.contains { $0.rawValue == type }
  }
}
