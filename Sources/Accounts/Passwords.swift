import Digest
import Linux
import Routing
import Vocabulary

/// Hashes and compares on two threads; who comes when their line is full is asked to come again.
package struct Passwords: Sendable {
  package let policy: PasswordPolicy
  private let pool = Pool("password", threads: 2, waiting: 32)
  let seal = Seal()

  package init(_ policy: PasswordPolicy) { self.policy = policy }

  func hash(_ password: String) async throws -> String {
    try await waiting { PasswordHash.make(password) }
  }

  /// As long for nobody as for somebody: an unknown name takes a hash of nothing (reliability R32).
  func matches(_ password: String, _ hash: String?) async throws -> Bool {
    try await waiting { Passwords.matches(password, hash ?? Passwords.nobody) && hash != nil }
  }

  static func matches(_ password: String, _ hash: String) -> Bool {
    guard let again = PasswordHash.again(password, like: hash) else { return false }
    return equalInConstantTime(Array(again.utf8), Array(hash.utf8))
  }

  private static let nobody = PasswordHash.make("nobody has this password")

  private func waiting<Answer: Sendable>(
    _ work: @escaping @Sendable () -> Answer
  ) async throws -> Answer {
    do {
      return try await pool.run(work)
    } catch is Pool.Full {
      throw Refusal(.unavailable, code: "busy", "现在登录的人太多，请过几秒再试。")
    }
  }

  /// A new password, judged and hashed; problems go to `field`.
  func prepare(
    _ password: String, names: [String], field: String = "password"
  ) async throws -> String {
    try judge(password, names: names, field: field)
    return try await hash(password)
  }

  func judge(_ password: String, names: [String], field: String = "password") throws(Problems) {
    if let complaint = policy.complaint(about: password, of: names) {
      throw Problems([Problem(field: field, code: "weakPassword", message: complaint)])
    }
  }
}
