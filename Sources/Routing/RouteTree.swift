import HTTP

/// Finds routes by path. Literal segments are compared byte for byte and win over holes.
struct RouteTree: Sendable {
  struct Found {
    let routes: [HTTP.Method: Route]
    let segments: [String]

    var allow: String {
      let methods = routes.keys.flatMap { $0 == .get ? ["GET", "HEAD"] : [$0.rawValue] }
      return (methods + ["OPTIONS"]).sorted().joined(separator: ", ")
    }
  }

  private struct Node: Sendable {
    var literals: [[UInt8]: Int] = [:]
    var hole: Int?
    var routes: [HTTP.Method: Route] = [:]
  }

  private var nodes = [Node()]
  /// Paths without holes, whole: one look-up for most requests.
  private var whole: [[UInt8]: Int] = [:]

  init(_ routes: [Route]) {
    for route in routes {
      let pattern = "\(route.pattern)"
      if route.faces.contains(.page) { add(route, at: pattern) }
      if route.faces.contains(.json) { add(route, at: "/api/v1" + pattern) }
    }
  }

  private mutating func add(_ route: Route, at pattern: String) {
    var at = 0
    for segment in pattern.utf8.split(separator: UInt8(ascii: "/")) {
      let name = Array(segment)
      let isHole = name.first == UInt8(ascii: ":")
      if let next = isHole ? nodes[at].hole : nodes[at].literals[name] {
        at = next
        continue
      }
      nodes.append(Node())
      if isHole {
        nodes[at].hole = nodes.count - 1
      } else {
        nodes[at].literals[name] = nodes.count - 1
      }
      at = nodes.count - 1
    }
    precondition(nodes[at].routes[route.method] == nil, "two routes for \(pattern)")
    nodes[at].routes[route.method] = route
    if !pattern.utf8.contains(UInt8(ascii: ":")) { whole[Array(pattern.utf8)] = at }
  }

  func find(_ path: ArraySlice<UInt8>, _ face: Visit.Face) -> Found? {
    if let at = whole[Array(path)] { return Found(routes: nodes[at].routes, segments: []) }
    guard path.first == UInt8(ascii: "/") else { return nil }
    let parts = path.dropFirst().split(
      separator: UInt8(ascii: "/"), omittingEmptySubsequences: false)
    var holes: [String] = []
    guard let at = follow(parts[...], from: 0, &holes) else { return nil }
    return Found(routes: nodes[at].routes, segments: holes)
  }

  private func follow(
    _ parts: ArraySlice<ArraySlice<UInt8>>, from at: Int, _ holes: inout [String]
  ) -> Int? {
    guard let part = parts.first else { return nodes[at].routes.isEmpty ? nil : at }
    if let next = nodes[at].literals[Array(part)],
      let end = follow(parts.dropFirst(), from: next, &holes)
    {
      return end
    }
    guard let next = nodes[at].hole, let text = Self.segment(part) else { return nil }
    holes.append(text)
    if let end = follow(parts.dropFirst(), from: next, &holes) { return end }
    holes.removeLast()
    return nil
  }

  /// A segment that could be taken for a piece of a path is no name of anything.
  private static func segment(_ bytes: ArraySlice<UInt8>) -> String? {
    guard !bytes.isEmpty, let text = Percent.decode(bytes), text != ".", text != "..",
      !text.utf8.contains(where: {
        $0 == UInt8(ascii: "/") || $0 == UInt8(ascii: "\\") || $0 < 0x20
      })
    else { return nil }
    return text
  }
}
