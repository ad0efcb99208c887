import Routing
import SQLite
import Vocabulary

/// Is it they? Password and second factor, with brakes, for signing in and for confirming.
struct Identification: Sendable {
  let store: Store
  let passwords: Passwords
  let throttle: Throttle

  static let wrong = Refusal(.unauthenticated, code: "wrongPassword", "登录名或密码不对。")
  static let codeNeeded = Refusal(
    .unauthenticated, code: "totpRequired", "请再输入动态口令（验证器应用里的 6 位数字）。")
  static let wrongCode = Refusal(
    .unauthenticated, code: "wrongCode", "动态口令不对，或者已经用过。请等下一个口令，或使用一个恢复码。")

  /// Whoever has this name and password. Everyone else hears the same, after the same time.
  func person(named name: String, _ password: String, _ visit: Visit) async throws -> Person {
    let login = LoginName.fold(name)
    let person = try store.read(lane: visit.lane) { try People.find(login: login, in: $0) }
    try brake(login, person, visit)
    let isRight = try await passwords.matches(password, person?.password)
    guard isRight, let person, person.status == .active else {
      try failed(login, person, visit)
      throw Identification.wrong
    }
    return person
  }

  /// Runs the change that spends the code; a wrong one counts.
  func withCode<Answer>(
    of person: Person, _ visit: Visit, _ change: () async throws -> Answer
  ) async throws -> Answer {
    try brake(person.login, person, visit)
    do {
      let answer = try await change()
      throttle.succeeded(person.login, from: visit.countedAddress)
      return answer
    } catch let refusal as Refusal where refusal == Identification.wrongCode {
      try failed(person.login, person, visit)
      throw refusal
    }
  }

  private func brake(_ login: String, _ person: Person?, _ visit: Visit) throws {
    let isKnown = try isKnown(person, visit)
    let address = visit.countedAddress
    if let seconds = throttle.wait(for: login, from: address, isKnown: isKnown, at: visit.wall) {
      throw Refusal(
        .tooMany, code: "tooManyAttempts", "尝试的次数太多，请 \(seconds) 秒后再试。忘记密码可以重新设置。",
        retryAfter: seconds)
    }
  }

  private func failed(_ login: String, _ person: Person?, _ visit: Visit) throws {
    throttle.failed(
      login, from: visit.countedAddress, isKnown: try isKnown(person, visit), at: visit.wall)
  }

  private func isKnown(_ person: Person?, _ visit: Visit) throws -> Bool {
    guard let person else { return false }
    return try store.read(lane: visit.lane) {
      try Sessions.knows(visit.addressText, of: person.id, in: $0)
    }
  }
}
