import JSON
import Journal
import SQLite

/// What an act brought about, and what the record says of it.
package struct Done<Answer: Sendable>: Sendable {
  package let answer: Answer
  private let subject: String?
  /// One sentence without personal data; none where nothing changed.
  private let summary: String?
  private let payload: JSON
  private let actor: String?

  /// - Parameters:
  ///   - actor: who did it, where the moment does not know.
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

  /// With how many people have been told of it in the same transaction.
  func telling(_ people: Int) -> Done {
    guard let summary, people > 0, case .object(let members) = payload else { return self }
    return Done(
      answer, summary, about: subject,
      payload: .object(members + [.init(DoneWord.told, .integer(people))]), by: actor)
  }

  /// On the record, whoever did it: somebody's request, the clock, a play.
  ///
  /// - Returns: the entry's number.
  @discardableResult
  package func record(
    as act: String, _ moment: Moment, in database: borrowing Connection
  ) throws -> Int? {
    guard let summary else { return nil }
    return try Journal.enter(
      Entry(
        act, by: actor ?? moment.actor, onBehalfOf: moment.behalf, about: subject, summary,
        payload: payload),
      at: moment.now, in: database)
  }
}
