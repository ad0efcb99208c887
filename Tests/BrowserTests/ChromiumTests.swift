import Linux
import TestSupport
import TestTraits
import Testing

@Suite("浏览器自己", .waiting)
struct ChromiumTests {
  /// Processes of this very browser.
  private func processes(of profile: String) throws -> Int {
    try Files.list("/proc").count { name in
      guard name.allSatisfy(\.isNumber),
        let words = try? Files.read("/proc/\(name)/cmdline", limit: 100_000)
      else { return false }
      return String(decoding: words, as: UTF8.self).contains("--user-data-dir=\(profile)")
    }
  }

  @Test("用完就结束，一个进程也不留")
  func ends() throws {
    let one = try Chromium(.desktop)
    try #require(!one.profile.isEmpty)
    #expect(try processes(of: one.profile) > 0)
    one.end()
    #expect(try eventually { try processes(of: one.profile) == 0 })
  }
}
