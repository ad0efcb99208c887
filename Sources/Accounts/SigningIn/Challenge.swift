import Linux
import Routing
import Vocabulary

/// A sum in words, asked only of an address that has registered a lot: readable by a screen reader,
/// no picture, no sound (WCAG 3.3.8 lets sums of this kind stand as an alternative; it is rare).
struct Challenge: Sendable {
  let question: String
  let sealed: String

  private static let numbers = ["零", "一", "二", "三", "四", "五", "六", "七", "八", "九", "十"]

  static func make(_ passwords: Passwords, at wall: Instant) -> Challenge {
    let random = Random.bytes(2)
    let (a, b) = (Int(random[0] % 9) + 1, Int(random[1] % 9) + 1)
    let until = wall.milliseconds + 600_000
    let nonce = "\(ID<Owner.Session>(random: Random.number()))"
    return Challenge(
      question: "为防止机器批量注册，请算一算：\(numbers[a])加\(numbers[b])等于几？",
      sealed: "\(until).\(nonce).\(seal(a + b, until, nonce, passwords))")
  }

  private static func seal(_ sum: Int, _ until: Int64, _ nonce: String, _ passwords: Passwords)
    -> String
  {
    passwords.seal("challenge \(sum) \(until) \(nonce)")
  }

  /// In digits or in words, as the question is.
  private static func number(_ text: String) -> Int? {
    if let number = Int(text) { return number }
    if text.hasPrefix("十") { return 10 + (numbers.firstIndex(of: String(text.dropFirst())) ?? 0) }
    return numbers.firstIndex(of: text)
  }

  /// Right, in time, and never used before.
  static func accepts(
    _ answer: String, _ sealed: String, _ passwords: Passwords, _ throttle: Throttle,
    at wall: Instant
  ) -> Bool {
    let parts = sealed.split(separator: ".").map(String.init)
    guard parts.count == 3, let until = Int64(parts[0]), until > wall.milliseconds,
      let sum = number(LoginName.fold(answer)),
      seal(sum, until, parts[1], passwords) == parts[2]
    else { return false }
    return throttle.mayOpen("challenge", from: parts[1], most: 1, at: wall)
  }
}
