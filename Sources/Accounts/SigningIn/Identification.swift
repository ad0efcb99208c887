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

  private static func tooMany(_ seconds: Int) -> Refusal {
    Refusal(
      .tooMany, code: "tooManyAttempts", "尝试的次数太多，请 \(seconds) 秒后再试。忘记密码可以重新设置。",
      retryAfter: seconds)
  }

  /// Whoever has this name and password. Everyone else hears the same, after the same time, whether
  /// there is such a person or not, and whether they have been here before or not.
  ///
  /// An address from which too much was guessed waits, and a name at which too many have guessed asks
  /// for a sum; whoever has come in from there before passes with the right password all the same.
  func person(
    named name: String, _ password: String, sum: Challenge.Given, _ visit: Visit
  ) async throws -> Person {
    let login = LoginName.fold(name)
    let address = visit.countedAddress
    let (person, isKnown) = try store.read(lane: visit.lane) { database in
      let person = try People.find(login: login, in: database)
      // Asked for nobody too: it takes as long.
      let id = person?.id ?? PersonID(0)
      return (person, try Sessions.knows(visit.addressText, of: id, in: database))
    }
    let pair = Throttle.Key.pair(login, address)
    let held = throttle.wait([.address(address)], at: visit.wall)
    if let own = throttle.wait([pair], at: visit.wall) {
      throw Identification.tooMany(max(own, held ?? 0))
    }
    let isBeset = throttle.isBeset(.name(login), at: visit.wall)
    let owesSum =
      held == nil && isBeset && !Challenge.accepts(sum, passwords, throttle, at: visit.wall)
    guard held != nil || owesSum else {
      let isRight = try await passwords.matches(password, person?.password)
      guard isRight, let person, person.status == .active else {
        throttle.failed([pair, .address(address), .name(login)], at: visit.wall)
        throw Identification.wrong
      }
      return person
    }
    guard throttle.begin(address) else { throw Identification.tooMany(held ?? 1) }
    defer { throttle.end(address) }
    let isRight = try await passwords.matches(password, person?.password)
    if isRight, isKnown, let person, person.status == .active { return person }
    throttle.failed([pair], at: visit.wall)
    if let held { throw Identification.tooMany(held) }
    throw Challenge.needed("近来有很多人试过这个登录名，请先回答问题，再输入密码。")
  }

  /// The same person once more, in a session of theirs: strangers do not come in between.
  func again(_ caller: Caller, _ password: String, _ visit: Visit) async throws -> Person {
    let pair = Throttle.Key.pair(caller.login, "session \(caller.session)")
    if let seconds = throttle.wait([pair], at: visit.wall) {
      throw Identification.tooMany(seconds)
    }
    let person = try store.read(lane: visit.lane) { try People.find(caller.person, in: $0) }
    let isRight = try await passwords.matches(password, person?.password)
    guard isRight, let person, person.status == .active else {
      throttle.failed([pair], at: visit.wall)
      throw Identification.wrong
    }
    throttle.succeeded([pair])
    return person
  }

  /// Runs the change that spends the code; a wrong one counts. The password was right, so that this
  /// tells nobody anything new.
  func withCode<Answer>(
    of person: Person, _ visit: Visit, _ change: () async throws -> Answer
  ) async throws -> Answer {
    let address = visit.countedAddress
    let isKnown = try store.read(lane: visit.lane) {
      try Sessions.knows(visit.addressText, of: person.id, in: $0)
    }
    let pair = Throttle.Key.pair("code \(person.login)", address)
    let keys = isKnown ? [pair] : [pair, .name("code \(person.login)")]
    if let seconds = throttle.wait(keys, at: visit.wall) { throw Identification.tooMany(seconds) }
    do {
      let answer = try await change()
      throttle.succeeded([pair, .pair(person.login, address)])
      return answer
    } catch let refusal as Refusal where refusal == Identification.wrongCode {
      throttle.failed(keys, at: visit.wall)
      throw refusal
    }
  }
}
