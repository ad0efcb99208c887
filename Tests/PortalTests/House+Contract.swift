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
    guard let route = route(method, isAPI ? path.dropFirst(7) : path, isAPI ? .json : .page),
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

  /// As the table finds it: what is written out wins over holes.
  private func route(_ method: String, _ path: Substring, _ face: Visit.Face) -> Route? {
    let parts = path.split(separator: "/")
    func literals(_ route: Route) -> Int? {
      let pattern = "\(route.pattern)".split(separator: "/")
      guard pattern.count == parts.count else { return nil }
      var count = 0
      for (a, b) in zip(pattern, parts) where !a.hasPrefix(":") {
        if a != b { return nil }
        count += 1
      }
      return count
    }
    return routes.filter { $0.method.rawValue == method && $0.faces.contains(face) }
      .compactMap { route in literals(route).map { (route, $0) } }
      .max { $0.1 < $1.1 }?.0
  }
}

extension Route.Operation {
  /// Whether `/openapi.json` says that a good answer is of this type.
  fileprivate func isTold(as type: String) -> Bool {
    files.isEmpty ? type.hasPrefix("application/json") : files.contains { $0.rawValue == type }
  }
}
