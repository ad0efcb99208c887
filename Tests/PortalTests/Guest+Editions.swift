import JSON
import SQLite
import Synchronization
import Testing

@testable import HTTP
@testable import Portal
@testable import Routing

extension Guest {
  /// In which edition that stands which an act must name; nil: it names none.
  func edition(of target: String) async throws -> Int? {
    let path = target.split(separator: "?").first.map(String.init) ?? target
    guard house.asksSeenEdition(path) else { return nil }
    let parts = path.split(separator: "/").map(String.init)
    if parts.count > 1, parts[0] == "applications" {
      // Of what is sent the edition counts what is written in it, too.
      let isSent = [
        "submission", "resubmission", "sealed", "sealed-again", "paper", "paper-again",
      ].contains(parts.last)
      return try house.store.read {
        try $0.first(
          """
          SELECT edition, edition
            + (SELECT coalesce(sum(edition), 0) FROM application_section WHERE application = a.id)
            + (SELECT count(*) + count(replaced) FROM application_file
              WHERE application = a.id AND slot NOT LIKE 'visit-%')
          FROM application a WHERE number = ?
          """, parts[1]
        ) { $0.int(isSent ? 1 : 0) }
      } ?? 0
    }
    // What is a button alone stands on the page of its thing.
    let own = try await self.page(path)
    let thing = path.split(separator: "/").dropLast().joined(separator: "/")
    let page = own.status == .ok ? own.text : try await self.page("/\(thing)").text
    return FormKeys.value(of: "edition", in: page).flatMap { Int($0) } ?? 0
  }
}

extension House {
  /// Where what is done is done as it was read: of every house the same, and asked for every post.
  private static let seen = Mutex<[[Substring]]>([])

  /// Whatever page a test looks at: a form of an act that must be told what was seen tells it.
  func formsWithoutEdition(in page: String) -> [String] {
    page.split(separator: " action=\"").dropFirst().compactMap { rest in
      let path = String(rest.prefix { $0 != "\"" && $0 != "?" })
      if !asksSeenEdition(path) { return nil }
      let form = rest.firstRange(of: "</form>").map { rest[..<$0.lowerBound] } ?? rest
      return form.contains("name=\"edition\"") ? nil : path
    }
  }

  func asksSeenEdition(_ path: String) -> Bool {
    let parts = path.split(separator: "/")
    let patterns = Self.seen.withLock { known in
      if known.isEmpty {
        let seen = Edition.seen.note
        known = routes.filter { route in
          route.operation.fields.contains { $0.isRequired && $0.label == seen.label }
        }.map { "\($0.pattern)".split(separator: "/") }
      }
      return known
    }
    return patterns.contains { own in
      own.count == parts.count && zip(own, parts).allSatisfy { $0.hasPrefix(":") || $0 == $1 }
    }
  }
}

extension FormKeys {
  /// As the form on the page has it, where what is sent does not say one.
  static func edition(_ target: String, _ body: String, in page: String) -> String {
    let path = target.split(separator: "?").first.map(String.init) ?? target
    guard !body.contains("edition="), let form = page.firstRange(of: "action=\"\(path)") else {
      return ""
    }
    let rest = String(page[form.upperBound...])
    let own = rest.firstRange(of: "</form>").map { String(rest[..<$0.lowerBound]) } ?? rest
    return value(of: "edition", in: own).map { "&edition=\($0)" } ?? ""
  }
}
