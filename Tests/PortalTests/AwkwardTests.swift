import Accounts
import JSON
import Routing
import Testing

@testable import HTTP
@testable import Portal

/// Whatever a field takes, the tables take too: nothing that passes the fields is a fault of ours.
@Suite("刁钻而合格的输入：没有一个是系统差错")
struct AwkwardTests {
  /// Marks that join nothing, one character that folds into eighteen, families, what is rare or means
  /// something elsewhere.
  static let texts = [
    "e\u{301}\u{323}", "\u{FDFA}👨‍👩‍👧𠮷e\u{301}\u{323}\"'`;%_\\*\u{E000}\u{FFFF}",
  ]

  private func value(_ note: FieldNote, _ text: String, isFull: Bool) -> JSON? {
    switch note.kind {
    case .day: isFull ? "9999-12-31" : "0001-01-01"
    case .integer(let range): .integer(isFull ? range.upperBound : range.lowerBound)
    case .choice(let choices): .string((isFull ? choices.last : choices.first)?.value ?? "")
    case .flag: .bool(true)
    case .file: nil
    case .text, .longText, .secret:
      .string(
        String(
          String(repeating: text, count: isFull ? 1000 : 1).prefix(isFull ? note.most ?? 1 : 1)))
    }
  }

  @Test("每一个操作、企业和区里和市里的人：填满、填一个", arguments: texts)
  func accepted(_ text: String) async throws {
    let world = try await MatrixWorld()
    let house = world.house
    for login in ["xinren", "lihua", "xh-zhouwei", "sj-zhang"] {
      var guest = try await house.enter(login, surely: true)
      for route in house.routes where route.method == .post && route.faces.contains(.json) {
        let name = "\(route.method.rawValue) \(route.pattern)"
        let decision = try #require(Decision.all[name])
        if case .everyone = decision.who, login != "lihua" { continue }
        // Passwords are hashed, at a price, and lie under no rule.
        if route.operation.fields.contains(where: \.isSecret) { continue }
        // Who has closed the account comes in no more.
        if name.hasSuffix("/closure") { continue }
        let target = try world.target(route, decision)
        for isFull in [true, false] {
          // What must fit stays as it is meant; only what is free is awkward.
          var members = decision.body.members ?? []
          for note in route.operation.fields
          where !members.contains(where: { $0.name == note.name }) {
            if let value = value(note, text, isFull: isFull) {
              members.append(.init(note.name, value))
            }
          }
          let answer = try await guest.post(target, .object(members))
          #expect(answer.status != .fault, "\(login) \(name)")
        }
        if name.hasSuffix("/end") { guest = try await house.enter(login, surely: true) }
      }
    }
    #expect(house.faults == [])
  }
}
