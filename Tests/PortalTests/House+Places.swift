import Accounts
import Routing
import SQLite
import Vocabulary

@testable import Portal

extension House {
  /// The path with somebody's real things in its holes, or with `other`.
  func target(
    _ route: Route, _ decision: Decision, with other: String? = nil
  ) throws -> String {
    var parts: [String] = []
    for part in "\(route.pattern)".split(separator: "/") {
      guard part.hasPrefix(":") else {
        parts.append(String(part))
        continue
      }
      if part == ":slot" {
        parts.append("licence")
      } else if part == ":sequence" {
        parts.append("1")
      } else if part == ":secret" {
        parts.append(String(repeating: "x", count: 43))
      } else {
        parts.append(try other ?? name(decision.place ?? "3g92k1x0c7m5q"))
      }
    }
    return "/" + parts.joined(separator: "/")
  }

  private func name(_ place: String) throws -> String {
    func first(_ sql: StaticString, _ value: Int) throws -> Int {
      try store.read { try $0.first(sql, value) { $0.int(0) } } ?? 0
    }
    switch place {
    case "{hexin}": return "\(Cast.organisation("hexin"))"
    case "{lihua}": return "\(Cast.person("lihua"))"
    case "{claim}":
      return
        "\(ClaimID(try first("SELECT id FROM claim WHERE person = ?", Cast.person("ouyangxue").number)))"
    case "{member}":
      return
        "\(MembershipID(try first("SELECT id FROM membership WHERE person = ?", Cast.person("chenjing").number)))"
    case "{session}":
      return
        "\(SessionID(try first("SELECT id FROM session WHERE person = ? AND ended IS NULL", Cast.person("lihua").number)))"
    default: return place
    }
  }
}
