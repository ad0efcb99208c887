import JSON
import Journal
import Routing

/// What an act brought about, and what the record says of it.
package struct Done<Answer: Sendable>: Sendable {
  package let answer: Answer
  private let subject: String?
  /// One sentence without personal data; none where nothing changed.
  private let summary: String?
  private let payload: JSON
  private let actor: String?

  /// - Parameters:
  ///   - actor: who did it, where that is not whoever is signed in.
  package init(
    _ answer: Answer, _ summary: String, about subject: String? = nil, payload: JSON = [:],
    by actor: String? = nil
  ) {
    self.answer = answer
    self.summary = summary
    self.subject = subject
    self.payload = payload
    self.actor = actor
  }

  /// It was so already.
  package static func unchanged(_ answer: Answer) -> Done {
    Done(unchanged: answer)
  }

  /// The same, told in another way.
  package func mapping<Other>(_ tell: (Answer) -> Other) -> Done<Other> {
    guard let summary else { return .unchanged(tell(answer)) }
    return Done<Other>(tell(answer), summary, about: subject, payload: payload, by: actor)
  }

  private init(unchanged answer: Answer) {
    self.answer = answer
    summary = nil
    subject = nil
    payload = [:]
    actor = nil
  }

  func entry(_ act: String, _ visit: Visit) -> Entry? {
    summary.map {
      Entry(
        act, by: actor ?? visit.caller?.actor ?? "visitor", onBehalfOf: visit.caller?.behalf,
        about: subject, $0, payload: payload)
    }
  }
}
