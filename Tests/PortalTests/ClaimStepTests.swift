import JSON
import Testing

@testable import Accounts
@testable import HTTP
@testable import Portal

@Suite("一份登记、异议、加入能怎样办：一张表，按钮、acts、工作台和办理都问它")
struct ClaimStepTests {
  /// Written by hand: kind, state, what may be done with it at all.
  private static let table: [(Claim.Kind, Claim.State, Set<String>)] = [
    (.first, .open, ["claim.file", "claim.withdraw"]),
    (.first, .waiting, ["claim.decide", "claim.withdraw"]),
    (.first, .confirmed, []),
    (.first, .refused, ["claim.file", "claim.withdraw"]),
    (.first, .withdrawn, []),
    (.dispute, .open, ["claim.file", "claim.withdraw"]),
    (.dispute, .waiting, ["claim.decide", "claim.answer", "claim.withdraw"]),
    (.dispute, .confirmed, []),
    (.dispute, .refused, ["claim.file"]),
    (.dispute, .withdrawn, []),
    (.join, .open, ["claim.withdraw"]),
    (.join, .waiting, ["claim.decide", "claim.withdraw"]),
    (.join, .confirmed, []),
    (.join, .refused, []),
    (.join, .withdrawn, []),
  ]

  @Test("手写的一份和代码的一份一样")
  func written() {
    #expect(Self.table.count == Claim.Kind.allCases.count * Claim.State.allCases.count)
    for (kind, state, names) in Self.table {
      let found = ClaimStep.table.filter { $0.from[kind]?.contains(state) == true }
      #expect(Set(found.map(\.name)) == names, "\(kind) \(state)")
    }
  }
}
