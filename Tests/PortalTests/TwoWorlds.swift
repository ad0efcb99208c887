import Glibc
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
  /// Where what happened in the other world alone is to be found, by those who may.
  private let hidden: [String]

  /// - Parameters:
  ///   - common: what happened in both.
  ///   - difference: what happened in the other world alone; ids of what it left there.
  init(
    common: (House) async throws -> Void = { _ in },
    _ difference: (House) async throws -> [String]
  ) async throws {
    plain = try House()
    try await common(plain)
    other = try House(twin: plain)
    let ids = try await difference(other)
    hidden = plain.routes.filter { $0.method == .get }.flatMap { route in
      ids.flatMap { TwoWorlds.targets(route, $0) }
    }
  }

  struct Found {
    var differences: [String] = []
    /// Lists that were turned over to a next page.
    var turned = 0
  }

  /// Every reading route and every link, query and next page that can be reached from there, as
  /// `login`, or as somebody from the street; and every place where the hidden things would be.
  func look(as login: String?, asking more: [String] = [], untilDifferent: Bool = false)
    async throws -> Found
  {
    func enter(_ house: House) async throws -> Guest {
      guard let login else { return Guest(house: house, token: "") }
      return try await house.enter(login)
    }
    let (one, two) = (try await enter(plain), try await enter(other))
    var found = Found()
    var seen: Set<String> = []
    // Most links of a page are on every page.
    var links: Set<[UInt8]> = []
    var waiting =
      more + hidden
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
      // A file has neither forms nor links.
      let isFile = a.field("Content-Disposition") != nil
      let (left, right) =
        a.body == b.body ? ([], []) : (Self.plain(a.body), Self.plain(b.body))
      let isHeadAlike = a.fields.bytes == b.fields.bytes || Self.heads(a) == Self.heads(b)
      if a.status != b.status || left != right || !isHeadAlike {
        found.differences.append(
          "\(target) \(a.status.code) \(b.status.code) \(Self.parting(left, right))")
        if untilDifferent { return found }
      }
      if let next = next(after: target, a) { waiting.append(next) }
      if ["after=", "before="].contains(where: target.contains), a.status == .ok {
        found.turned += 1
      }
      for piece in isFile ? [] : Self.cut(a.body, at: "href=\"").dropFirst() {
        guard
          let end = piece.firstIndex(where: { $0 == UInt8(ascii: "\"") || $0 == UInt8(ascii: "#") })
        else { continue }
        let address = Array(piece[..<end])
        guard address.first == UInt8(ascii: "/"), links.insert(address).inserted else { continue }
        let link = String(decoding: address, as: UTF8.self).replacing("&amp;", with: "&")
        if !link.hasPrefix("/assets") { waiting.append(link) }
      }
    }
    #expect(seen.count > 30)
    return found
  }

  /// The places that an id could be asked for at: holes of the path, and where a list goes on.
  private static func targets(_ route: Route, _ id: String) -> [String] {
    let pattern = "\(route.pattern)"
    let faces =
      (route.faces.contains(.page) ? [""] : []) + (route.faces.contains(.json) ? ["/api/v1"] : [])
    if pattern.contains(":") {
      // A page asks what its JSON asks.
      let faces = faces.suffix(1)
      // What has two holes takes one id in both, or a pair that is written with its stroke.
      var pieces = id.split(separator: "/").map(String.init)
      let parts = pattern.split(separator: "/").map { part -> String in
        guard part.hasPrefix(":") else { return String(part) }
        if part == ":slot" { return "licence" }
        return pieces.count > 1 ? pieces.removeFirst() : pieces[0]
      }
      return faces.map { $0 + "/" + parts.joined(separator: "/") }
    }
    let marks = route.operation.fields.map(\.name).filter(["after", "before"].contains)
    return marks.flatMap { mark in
      faces.flatMap { face in
        ["\(id)", "organisation/\(id)"].map { "\(face)\(pattern)?q=%E5%93%81&\(mark)=\($0)" }
      }
    }
  }

  /// Where a list in JSON goes on.
  private func next(after target: String, _ answer: Response) -> String? {
    guard target.hasPrefix("/api/v1"), answer.status == .ok,
      let next = answer.json["next"], let text = next.string ?? next.integer.map(String.init)
    else { return nil }
    let path = target.dropFirst(7).prefix { $0 != "?" }
    guard let route = plain.routes.first(where: { "\($0.pattern)" == path && $0.method == .get }),
      let mark = route.operation.fields.map(\.name).first(where: ["after", "before"].contains)
    else { return nil }
    let query =
      target.split(separator: "?").dropFirst().joined().split(separator: "&")
      .filter { !$0.hasPrefix("\(mark)=") } + ["\(mark)=\(text)"]
    return "/api/v1\(path)?\(query.joined(separator: "&"))"
  }

  /// Figures of the process, and what is drawn anew at every visit.
  private static func isOfTheMachine(_ target: String) -> Bool {
    ["/metrics", "/readyz", "/account/second-factor"].contains { target.hasSuffix($0) }
      || target.hasSuffix("/sessions") || target.hasSuffix("/register/challenge")
  }

  /// Without what is made anew for every page: names of forms, and the number of the request.
  static func plain(_ body: [UInt8]) -> [UInt8] {
    let parts = cut(body, at: "type=\"hidden\" name=\"")
    return parts.dropFirst().reduce(into: Array(parts[0])) { plain, part in
      let isNew = part.starts(with: Array("form\"".utf8)) || part.starts(with: Array("once\"".utf8))
      plain += isNew ? part.drop { $0 != UInt8(ascii: ">") } : part
    }
  }

  /// What stands before, between and after these words. Of bytes: pages are looked through by the
  /// ten thousand, and by characters that takes minutes.
  private static func cut(_ body: [UInt8], at words: String) -> [ArraySlice<UInt8>] {
    let words = Array(words.utf8)
    var parts: [ArraySlice<UInt8>] = []
    var start = 0
    var place = 0
    unsafe body.withUnsafeBytes { all in
      guard let first = all.baseAddress else { return }
      while place + words.count <= all.count,
        let found = unsafe memchr(first + place, Int32(words[0]), all.count - place)
      {
        place = unsafe first.distance(to: UnsafeRawPointer(found))
        if place + words.count <= all.count,
          unsafe memcmp(first + place, words, words.count) == 0
        {
          parts.append(body[start..<place])
          place += words.count
          start = place
        } else {
          place += 1
        }
      }
    }
    return parts + [body[start...]]
  }

  /// Where the two begin to differ.
  private static func parting(_ left: [UInt8], _ right: [UInt8]) -> String {
    let common = zip(left, right).prefix { $0 == $1 }.count
    return [left, right].map {
      String(decoding: $0.dropFirst(max(0, common - 40)).prefix(160), as: UTF8.self)
    }
    .joined(separator: " ≠ ")
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
