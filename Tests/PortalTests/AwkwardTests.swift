import Accounts
import JSON
import Routing
import Testing

@testable import HTTP
@testable import Portal

/// Whatever a field takes, the tables take too: nothing that passes the fields is a fault of ours.
@Suite("刁钻而合格的输入：没有一个是系统差错")
struct AwkwardTests {
  static let texts: [String] = [
    "e\u{301}\u{323}", "\u{FDFA}", "👨‍👩‍👧", "𠮷\"'`;%_\\*\u{E000}\u{FFFF}",
  ]

  /// As many of them as the field takes; else fewer.
  private func value(_ note: FieldNote, _ unit: String, _ count: Int) -> JSON? {
    switch note.kind {
    case .day: count > 1 ? "9999-12-31" : "0001-01-01"
    case .integer(let range): .integer(count > 1 ? range.upperBound : range.lowerBound)
    case .choice(let choices): .string((count > 1 ? choices.last : choices.first)?.value ?? "")
    case .flag: .bool(true)
    case .file: nil
    case .text, .longText, .secret:
      .string(String(repeating: unit, count: min(note.most ?? 1, count)))
    }
  }

  @Test("每一个操作、每一个演示人员：填满、填一个", arguments: texts)
  func accepted(_ unit: String) async throws {
    let house = try House()
    for login in ["xinren", "lihua", "xh-zhouwei", "sj-zhang"] {
      for route in house.routes where route.method == .post && route.faces.contains(.json) {
        let name = "\(route.method.rawValue) \(route.pattern)"
        // Passwords are hashed, at a price, and lie under no rule.
        if route.operation.fields.contains(where: \.isSecret) { continue }
        // Who has closed the account comes in no more.
        if name.hasSuffix("/closure") { continue }
        let decision = try #require(Decision.all[name])
        if case .everyone = decision.who, login != "lihua" { continue }
        let guest = try await house.enter(login, surely: true)
        let target = try house.target(route, decision)
        for count in [1_000_000, 1] {
          // Codes and kinds that must fit stay as they are meant; only what is free is awkward.
          var members = decision.body.members ?? []
          for note in route.operation.fields
          where !members.contains(where: { $0.name == note.name }) {
            if let value = value(note, unit, count) { members.append(.init(note.name, value)) }
          }
          let answer = try await guest.post(target, .object(members))
          #expect(answer.status != .fault, "\(login) \(name)")
        }
      }
    }
    #expect(house.faults == [])
  }
}
