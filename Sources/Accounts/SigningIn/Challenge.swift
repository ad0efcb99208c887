import HTML
import JSON
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
    let nonce = "\(ID<Owner.Session>.fresh)"
    return Challenge(
      question: "为防止机器批量注册，请算一算：\(numbers[a])加\(numbers[b])等于几？",
      sealed: passwords.seal.issue(nonce, for: "challenge \(a + b)", minutes: 10, at: wall))
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
    guard let sum = number(LoginName.fold(answer)),
      let nonce = passwords.seal.open(sealed, for: "challenge \(sum)", at: wall)
    else { return false }
    return throttle.mayOpen("challenge", from: nonce, most: 1, at: wall)
  }
}

/// A question for programs, which see no page: to be sent back with its answer.
struct ChallengeView: View {
  typealias Asked = Nothing

  static let name = "register.challenge"
  static let summary = "取一个注册用的问题"
  static let path = Path<Nowhere>("/register/challenge")
  static let audience = Audience.everyone
  static let schema = Schema.object([.always("question", .text), .always("challenge", .text)])
  static let faces: Set<Visit.Face> = [.json]

  let passwords: Passwords

  func answer(
    _ asked: Nothing, at place: Nowhere, for actor: Visitor, _ visit: Visit
  ) -> Challenge { Challenge.make(passwords, at: visit.wall) }

  func json(_ challenge: Challenge) -> JSON {
    ["question": .string(challenge.question), "challenge": .string(challenge.sealed)]
  }

  func page(
    _ sheet: Sheet, _ challenge: Challenge?, at place: Nowhere, for actor: Visitor, _ visit: Visit
  ) -> HTML { HTML() }
}
