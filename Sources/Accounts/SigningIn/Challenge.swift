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

  /// What came back of one.
  struct Given: Sendable {
    let answer, sealed: String
    static let none = Given(answer: "", sealed: "")
  }

  /// As it is asked for along with something else.
  static let answer = Field.text("answer", "答案", most: 10, example: "7", isRequired: false)
    .filledIn(by: "off")
  static let slip = Field.text(
    "challenge", "问题", most: 200, help: "要答题时，从 /api/v1/register/challenge 取。", example: "",
    isRequired: false)

  static func needed(_ sentence: String) -> Problems {
    Problems([Problem(field: answer.name, code: "challenge", message: sentence)])
  }

  /// The fields of a form that must have one answered, and what it carries for it.
  static func asked(
    _ fields: [FieldNote], _ sheet: Sheet, _ passwords: Passwords, at wall: Instant
  ) -> (fields: [FieldNote], held: [(String, String)]) {
    guard sheet.problems.contains(where: { $0.code == "challenge" }) else { return (fields, []) }
    let challenge = make(passwords, at: wall)
    return (
      fields + [answer.note.labelled(challenge.question)], [(slip.name, challenge.sealed)]
    )
  }

  private static let numbers = ["零", "一", "二", "三", "四", "五", "六", "七", "八", "九", "十"]

  static func make(_ passwords: Passwords, at wall: Instant) -> Challenge {
    let random = Random.bytes(2)
    let (a, b) = (Int(random[0] % 9) + 1, Int(random[1] % 9) + 1)
    let nonce = "\(ID<Owner.Session>.fresh)"
    return Challenge(
      question: "为防止机器自动提交，请算一算：\(numbers[a])加\(numbers[b])等于几？",
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
    _ given: Given, _ passwords: Passwords, _ throttle: Throttle, at wall: Instant
  ) -> Bool {
    guard let sum = number(LoginName.fold(given.answer)),
      let nonce = passwords.seal.open(given.sealed, for: "challenge \(sum)", at: wall)
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
