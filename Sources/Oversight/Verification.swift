import Design
import HTML
import JSON
import Journal
import Linux
import Routing
import SQLite
import Vocabulary

/// Recomputes the whole chain on the server, apart from everyone's way.
struct VerificationView: View {
  typealias Asked = Nothing

  static let name = "journal.verification"
  static let refuses: Set<Refusal.Kind> = [.unavailable]
  static let summary = "核验日志链"
  static let path = Path<Nowhere>("/journal/verification")
  static let audience = Audience.members(.supervisor, .auditor)
  static let schema = Schema.object([
    .always("valid", .boolean), .sometimes("sequence", .integer), .sometimes("head", .text),
    .sometimes("flaw", .text),
  ])

  enum Answer: Sendable {
    case sound(Head)
    case flawed(String)
  }

  let store: Store
  let pool: Pool

  func answer(
    _ asked: Nothing, at place: Nowhere, for member: Member, _ visit: Visit
  ) async throws -> Answer {
    let store = store
    do {
      return try await pool.run {
        do {
          return .sound(
            try Connection.open(store.path, .reader).longRead(
              mustGiveWay: { store.needsItsSnapshotsBack }
            ) { try Journal.verify($0) })
        } catch let flaw as Journal.Flaw {
          return .flawed("\(flaw)")
        }
      }
    } catch is Pool.Full {
      throw Refusal(.unavailable, code: "busy", "已经有人在核验，请过一会儿再试。", retryAfter: 30)
    }
  }

  func json(_ answer: Answer) -> JSON {
    switch answer {
    case .sound(let head):
      ["valid": true, "sequence": .integer(head.sequence), "head": .string(head.hex)]
    case .flawed(let flaw): ["valid": false, "flaw": .string(flaw)]
    }
  }

  func page(
    _ sheet: Sheet, _ answer: Answer?, at place: Nowhere, for member: Member, _ visit: Visit
  ) -> HTML {
    let words =
      switch answer {
      case .sound: "完好"
      case .flawed: "有问题"
      case nil: "没有结果"
      }
    return Shell(
      "核验日志链", on: visit, trail: [("日志", Paths.journal.link)], result: words
    ).page {
      switch answer {
      case .sound(let head):
        answerPanel("核验结果", words, .good) {
          p {
            "从第 1 条到第 \(head.sequence) 条逐条重算，全部相符。链首是 "
            code { head.hex }
          }
        }
      case .flawed(let flaw): answerPanel("核验结果", words, .wrong) { p { flaw } }
      case nil: p { "没有结果。" }
      }
    }
  }
}
