import Linux
import Testing

@testable import Accounts

@Suite("密码的散列：只认那一个密码")
struct PasswordsTests {
  /// A quick kind of hash, so that many wrong ones can be tried.
  static let quick = "$5$rounds=1000$saltstring$"

  @Test("一千个错的密码，一个也不认")
  func wrongOnes() throws {
    let hash = try #require(PasswordHash.again("right-Password-1", like: Self.quick))
    #expect(Passwords.matches("right-Password-1", hash))
    for index in 0..<1000 { #expect(!Passwords.matches("wrong \(index)", hash)) }
  }

  @Test("yescrypt，七档；同一个密码每次的盐都不同")
  func yescrypt() {
    let (one, two) = (PasswordHash.make("a"), PasswordHash.make("a"))
    #expect(one.hasPrefix("$y$jBT$") && one.utf8.count == 73 && one != two)
    #expect(Passwords.matches("a", one) && !Passwords.matches("b", one))
  }

  @Test("超过限度、含 NUL 的不认，也不截断", arguments: [512, 600])
  func limits(_ count: Int) {
    let long = String(repeating: "x", count: count)
    let hash = PasswordHash.make(String(long.prefix(511)))
    #expect(!Passwords.matches(long, hash))
    #expect(!Passwords.matches("a\0b", PasswordHash.make("a")))
  }

  @Test("里面有空字符的，说空字符；太长的，说太长")
  func complaints() {
    let policy = PasswordPolicy(.mlps3, common: [])
    #expect(
      policy.complaint(about: "Qing-Shan-Lv\0-Shui-9", of: [])
        == "密码里有一个看不见的空字符（NUL），请删掉后重新输入。")
    let long = "Qing-9-" + String(repeating: "绿水青山", count: 50)
    #expect(policy.complaint(about: long, of: []) == "密码太长，最多 511 个字节（汉字每个三个字节）。")
  }

  @Test("队伍满了，当场回绝，不让人干等")
  func full() async throws {
    let pool = Pool("test", threads: 1, waiting: 2)
    let gate = Gate()
    async let first: Void = pool.run { gate.wait() }
    while !gate.isReached { await Task.yield() }
    // Two find room behind the one that holds the thread, and eight do not.
    let refused = await withTaskGroup { group in
      for _ in 0..<10 {
        group.addTask {
          do {
            try await pool.run {}
            return false
          } catch { return error is Pool.Full }
        }
      }
      var refused = 0
      for await isRefused in group {
        refused += isRefused ? 1 : 0
        if refused == 8 { gate.open() }
      }
      return refused
    }
    #expect(refused == 8)
    try await first
  }
}
