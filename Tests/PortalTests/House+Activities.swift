import JSON
import SQLite
import Testing
import Vocabulary

@testable import HTTP
@testable import Portal

extension House {
  /// What 漕河泾 offers unless a test says otherwise: the Tuesday after, two places.
  static let coaching: [(name: String, value: JSON)] = [
    ("title", "品牌管理制度怎样建"), ("kind", "coaching"), ("topic", "品牌战略的常见短板，现场答疑。"),
    ("place", "徐汇区宜山路 700 号"), ("startsOn", "2026-11-24"), ("startsTime", "14:00"),
    ("endsTime", "16:30"), ("deadlineOn", "2026-11-23"), ("deadlineTime", "17:00"),
    ("capacity", 2),
  ]

  /// The same with some of it changed.
  static func coaching(_ changes: [(String, JSON)]) -> JSON {
    let names = changes.map(\.0)
    return .object(
      (coaching.filter { !names.contains($0.name) } + changes).map { .init($0.0, $0.1) })
  }

  func announce(
    _ changes: [(String, JSON)] = [], by login: String = "chj-shen"
  ) async throws -> String {
    let done = try await enter(login).post("/activities/new", Self.coaching(changes))
    return try #require(done.json["id"]?.string, "\(done.text)")
  }

  func signUp(
    _ activity: String, _ name: String = "周小满", by login: String = "lihua"
  ) async throws -> String {
    let done = try await enter(login).post(
      "/activities/\(activity)/sign-ups",
      ["name": .string(name), "position": "质量总监", "phone": "13811112222"])
    return try #require(done.json["id"]?.string, "\(done.text)")
  }

  /// To that hour of the Tuesday.
  func passToActivity(hour: Int, minute: Int = 0) {
    let start = clock.now
    pass(
      seconds: Int(
        Instant("2026-11-24T00:00")!.milliseconds - start.milliseconds) / 1000 + hour * 3600
        + minute * 60)
  }

  func journal(_ act: String) throws -> [String] {
    try store.read {
      try $0.all("SELECT summary FROM journal WHERE act = ? ORDER BY sequence", act) { $0.text(0) }
    }
  }
}

extension Guest {
  /// What can be done on something, by name.
  func acts(_ target: String) async throws -> [String] {
    try await json(target)["acts"]?.array?.compactMap { $0["name"]?.string } ?? []
  }

  func inboxTitles() async throws -> [String] {
    try await json("/inbox")["items"]?.array?.compactMap { $0["title"]?.string } ?? []
  }
}
