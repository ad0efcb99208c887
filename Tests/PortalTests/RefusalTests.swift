import Routing
import SQLite
import Testing

@testable import HTTP
@testable import Portal

@Suite("存储说不：状态、代码、何时再来")
struct RefusalTests {
  static let refusals: [(error: StoreError, code: String, retryAfter: Int)] = [
    (.busy, "busy", 2), (.closed, "busy", 2), (.full, "full", 60),
    (.outcomeUnknown, "outcomeUnknown", 5),
  ]

  @Test("都是 503，带 Retry-After，说清有没有保存", arguments: refusals)
  func explained(_ error: StoreError, _ code: String, _ retryAfter: Int) throws {
    let note = try #require(ErrorNote.explain(error))
    #expect(note.status == .unavailable)
    #expect(note.code == code)
    #expect(note.retryAfter == retryAfter)
    #expect(note.fault == nil)
  }

  @Test("别的错误不归它说")
  func others() { #expect(ErrorNote.explain(CancellationError()) == nil) }
}
