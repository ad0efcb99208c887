import JSON
import Routing
import Testing

@testable import HTTP
@testable import Portal

/// Two houses that differ only in what a reader may not see: everything the reader can ask for must
/// come back the same, byte for byte, heads included. Every later slice adds its differences here.
struct TwoWorlds {
  let plain: House
  let other: House

  /// - Parameter difference: what happened in the other world alone.
  init(_ difference: (House) async throws -> Void) async throws {
    plain = try House()
    other = try House(twin: plain)
    try await difference(other)
  }

  /// Every reading route and every link and query that can be reached from there, as `login`.
  func differences(for login: String, asking more: [String] = []) async throws -> [String] {
    let (one, two) = (try await plain.enter(login), try await other.enter(login))
    var found: [String] = []
    var seen: Set<String> = []
    var waiting =
      more
      + plain.routes.filter { $0.method == .get && !"\($0.pattern)".contains(":") }
      .flatMap { route -> [String] in
        var targets: [String] = []
        if route.faces.contains(.page) { targets.append("\(route.pattern)") }
        if route.faces.contains(.json) { targets.append("/api/v1\(route.pattern)") }
        return targets
      }
    while let target = waiting.popLast() {
      guard seen.insert(target).inserted, !Self.isOfTheMachine(target) else { continue }
      let (a, b) = (try await one.ask(target), try await two.ask(target))
      let (left, right) = (Self.plain(a.text), Self.plain(b.text))
      if a.status != b.status || left != right || Self.heads(a) != Self.heads(b) {
        found.append("\(target) \(a.status.code) \(b.status.code)\n\(left)\n\(right)")
      }
      for piece in a.text.split(separator: "href=\"").dropFirst() {
        let link = piece.prefix { $0 != "\"" }.replacing("&amp;", with: "&")
        if link.hasPrefix("/"), !link.hasPrefix("/assets") { waiting.append(String(link)) }
      }
    }
    #expect(seen.count > 30)
    return found
  }

  /// Figures of the process, and what is drawn anew at every visit.
  private static func isOfTheMachine(_ target: String) -> Bool {
    ["/metrics", "/readyz", "/account/second-factor"].contains { target.hasSuffix($0) }
      || target.hasSuffix("/sessions") || target.hasSuffix("/register/challenge")
  }

  /// Without what is made anew for every page: names of forms, and the number of the request.
  static func plain(_ text: String) -> String {
    var parts: [Substring] = []
    var rest = text[...]
    while let mark = rest.firstRange(of: "type=\"hidden\" name=\"") {
      parts.append(rest[..<mark.upperBound])
      rest = rest[mark.upperBound...]
      if rest.hasPrefix("form\"") || rest.hasPrefix("once\"") {
        rest = rest.drop { $0 != ">" }
      }
    }
    return (parts + [rest]).joined()
  }

  private static func heads(_ response: Response) -> [Substring] {
    String(decoding: response.fields.bytes, as: UTF8.self).split(separator: "\r\n")
      .filter { !$0.hasPrefix("Set-Cookie: ") }
  }
}

extension Guest {
  /// As a browser or as a program, by the address.
  fileprivate func ask(_ target: String) async throws -> Response {
    target.hasPrefix("/api/") ? try await get(String(target.dropFirst(7))) : try await page(target)
  }
}
