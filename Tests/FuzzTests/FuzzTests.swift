import FuzzTargets
import Testing

@Suite("任何字节：每扇门都答得体面，不出错停机")
struct FuzzTests {
  @Test("乱改的输入，每次相同", arguments: FuzzTarget.all.map(\.name))
  func damaged(_ name: String) throws {
    let target = try #require(FuzzTarget.all.first { $0.name == name })
    var mutation = Mutation(target, seed: 2026)
    for _ in 0..<3000 {
      let bytes = mutation.next()
      if let complaint = target.complaint(bytes) {
        Issue.record("\(complaint): \(bytes)")
        return
      }
    }
  }

  /// What fuzzing once found, kept.
  static let findings: [(target: String, input: String)] = [
    ("json", "{\"a\":{\"a\":{\"a\":[[[\"\\"),  // the offset of the mistake lay behind the end
    ("http", "OPTIONS * HTTP/1.1\r\nHost: [::1]:8080\r\n\r\nHEAD"),
    ("http", "GET / HTTP/3.1\r\nHost:\u{B}h\r\n\r\n"),  // two noes, depending on the pieces
    ("json", "{\"a\":1,[{\"a\":1}]:2}"),  // SQLite takes an array for a key
  ]

  @Test("从前找到的", arguments: findings)
  func found(_ name: String, _ input: String) throws {
    let target = try #require(FuzzTarget.all.first { $0.name == name })
    #expect(target.complaint(Array(input.utf8)) == nil)
  }

  @Test("驱动程序看得见错误：把门换成总说“是”的，就有怨言")
  func driverSees() throws {
    let target = FuzzTarget(
      name: "always", words: ["x"], seeds: ["ab"],
      complaint: { $0.contains(0x78) ? "an x came through" : nil })
    var mutation = Mutation(target, seed: 1)
    #expect((0..<1000).contains { _ in target.complaint(mutation.next()) != nil })
  }
}
