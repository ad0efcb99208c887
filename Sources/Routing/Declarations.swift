import HTML
import HTTP
import JSON
import Vocabulary

/// What a view and an act have in common: a name, a place, who may, what is asked, and the shape
/// of the answer. The page, the JSON and its description all come from this.
package protocol Declaration: Sendable {
  associatedtype Actor: Sendable
  associatedtype Spot: Place
  associatedtype Asked: Input
  associatedtype Answer: Sendable

  /// Unique; the operation's name in OpenAPI, the journal's word for an act.
  static var name: String { get }
  static var summary: String { get }
  static var path: Path<Spot> { get }
  static var audience: Audience<Actor> { get }
  static var schema: Schema { get }
  /// The policy clause it carries out, to the sentence, where there is one; several with “、” between.
  static var clause: String? { get }
  static var faces: Set<Visit.Face> { get }
  /// Where the answer is a file and never JSON: of which kinds.
  static var files: [MediaType] { get }
  /// What it may say no with, besides what follows from the rest of its declaration.
  static var refuses: Set<Refusal.Kind> { get }
  /// The most bytes that may be sent, where that is not what all others may.
  static var bodyLimit: Int? { get }

  func json(_ answer: Answer) -> JSON
}

extension Declaration {
  package static var clause: String? { nil }
  package static var bodyLimit: Int? { nil }
  package static var refuses: Set<Refusal.Kind> { [] }
  package static var files: [MediaType] { [] }
  package static var faces: Set<Visit.Face> { [.page, .json] }
}

/// Something to read: one declaration, a page at its path and JSON under `/api/v1`.
package protocol View: Declaration {
  func answer(
    _ asked: Asked, at place: Spot, for actor: Actor, _ visit: Visit
  ) async throws -> Answer

  /// The page. `answer` is absent when nothing was asked yet, or when `problems` say why.
  func page(_ sheet: Sheet, _ answer: Answer?, at place: Spot, for actor: Actor, _ visit: Visit)
    -> HTML

  /// An answer that is neither page nor JSON: a file.
  func response(_ answer: Answer, _ visit: Visit) -> Response?

  /// Its page has a form that somebody who is not signed in may send.
  static var offersForm: Bool { get }

  /// What the page changes with, where it is one page for everyone who is not signed in: it is made once
  /// for each and served from memory. Nil where it is made anew each time.
  func edition(at now: Instant) -> PageEdition?
  associatedtype PageEdition: Equatable & Sendable = Never
}

extension View where PageEdition == Never {
  package func edition(at now: Instant) -> Never? { nil }
}

extension View {
  package static var offersForm: Bool { false }
  package func response(_ answer: Answer, _ visit: Visit) -> Response? { nil }
}

/// Something that changes: a POST to a noun, from a form or as JSON.
package protocol Act: Declaration {
  func perform(
    _ asked: Asked, at place: Spot, by actor: Actor, _ visit: Visit
  ) async throws -> Answer

  /// Throws the earlier answer, if this very thing was done before.
  func recall(_ visit: Visit) throws

  /// As `perform`, and all of it taken back: what is wrong with it is thrown. Nothing, where there is
  /// nothing to know before.
  func rehearse(_ asked: Asked, at place: Spot, by actor: Actor, _ visit: Visit) async throws

  /// Where the browser goes when it is done.
  func next(_ answer: Answer, at place: Spot) -> Address

  /// The page again, with what was typed and what is wrong with it.
  func page(_ sheet: Sheet, at place: Spot, for actor: Actor, _ visit: Visit) async throws -> HTML

  /// What it is done to, for whoever is asked to confirm it: the place's own word, or what the record says.
  func called(at place: Spot, for actor: Actor, _ visit: Visit) throws -> String
  /// What of it is said in what was asked: which round, which decision, whom.
  static func called(_ asked: Asked) -> String

  /// The next page says that it was done; not where that page is answer enough.
  static var isAnnounced: Bool { get }

  /// Cookies and the like, on the way out.
  func adorn(_ response: inout Response, _ answer: Answer, _ visit: Visit)

  /// A page to show at once instead of going on: for what is told only this one time.
  func shown(_ answer: Answer, at place: Spot, _ visit: Visit) -> HTML?

  /// An answer to a browser that is a file.
  func response(_ answer: Answer, _ visit: Visit) -> Response?

  /// What may be kept to answer a repetition with: never a secret.
  func remembered(_ answer: Answer) -> JSON

  /// The first answer from what was kept of it, where what may not be kept can be made anew; nil where
  /// what was kept is all there is.
  func recalled(_ kept: JSON, at place: Spot) throws -> Answer?

  /// It is kept on disk, which may have no room or no time for it.
  static var isKept: Bool { get }

  /// It cannot be undone: what is confirmed before it, is confirmed for it alone.
  static var isGrave: Bool { get }
  /// Where that hangs on what is asked.
  static func isGrave(_ asked: Asked) -> Bool

  /// It can be such a one, whatever is asked.
  static var canBeGrave: Bool { get }

  /// Whoever has done it is signed in no more.
  static var isFarewell: Bool { get }

  /// It may be told which edition of its object the sender has seen, besides what it asks: as a field
  /// or, as HTTP has it, as `If-Match`. Another one by then, and it is not done.
  static var namesEdition: Bool { get }

  /// And it must be told.
  static var requiresEdition: Bool { get }

  /// Its form can be sent to be looked at first: the page again with what was typed, and nothing is done.
  static var isPreviewed: Bool { get }
}

extension Sheet {
  /// The name of the button that sends a form to be looked at.
  package static let previewField = Sending.previewField
  /// Of what was looked at, to come back with what is sent.
  package static let seenField = Sending.seenField
  /// The name of a second button that does the same and leads on to what comes next.
  package static let thenField = "then"
}

extension Act {
  package func recall(_ visit: Visit) throws {}
  package func rehearse(
    _ asked: Asked, at place: Spot, by actor: Actor, _ visit: Visit
  ) async throws {}
  package func called(at place: Spot, for actor: Actor, _ visit: Visit) -> String { place.called }
  package static func called(_ asked: Asked) -> String { "" }
  package static var isAnnounced: Bool { true }
  package static var isKept: Bool { false }
  package static var isPreviewed: Bool { false }
  package static var isGrave: Bool { false }
  package static func isGrave(_ asked: Asked) -> Bool { isGrave }
  package static var canBeGrave: Bool { isGrave }
  package static var isFarewell: Bool { false }
  package static var namesEdition: Bool { false }
  package static var requiresEdition: Bool { false }

  static var takesOthers: Bool { more != nil }
  static var more: [Schema.Property]? { Asked.more }
  /// All that may be sent to it by name.
  static var sent: [FieldNote] {
    if !namesEdition { return Asked.fields }
    return Asked.fields + [requiresEdition ? Edition.seen.note : Edition.field.note]
  }
  package func adorn(_ response: inout Response, _ answer: Answer, _ visit: Visit) {}
  package func shown(_ answer: Answer, at place: Spot, _ visit: Visit) -> HTML? { nil }
  package func response(_ answer: Answer, _ visit: Visit) -> Response? { nil }
  package func remembered(_ answer: Answer) -> JSON { json(answer) }
  package func recalled(_ kept: JSON, at place: Spot) throws -> Answer? { nil }
}

/// A form as it stands: what was typed, and the problems with it.
package struct Sheet: Sendable {
  package let answers: Answers
  package let problems: [Problem]
  /// The act it was sent to, where it has been sent.
  package let act: String?
  /// It was sent to be looked at, and nothing was done: what was, in a word.
  package let seen: String?
  package var isPreview: Bool { seen != nil }
  /// The ids in the address it was sent to: on a page with a form to each of many things, which one.
  package let place: String

  package init(
    _ answers: Answers = Answers(), problems: [Problem] = [], sentTo act: String? = nil,
    at place: [String] = [], seen: String? = nil
  ) {
    self.seen = seen
    self.answers = answers
    self.problems = problems
    self.act = act
    self.place = place.joined(separator: "/")
  }

  /// On a page with several forms: this, if it was sent to that act, else a blank one.
  package func of<Asking: Act>(_ act: Asking.Type) -> Sheet {
    self.act == Asking.name ? self : Sheet()
  }

  /// The same, with a form to each of many.
  package func of<Asking: Act>(_ act: Asking.Type, at place: Asking.Spot) -> Sheet {
    self.place == place.segments.joined(separator: "/") ? of(act) : Sheet()
  }

  package func text(_ field: FieldNote) -> String { answers.text(field) }

  package func problem(_ field: FieldNote) -> Problem? {
    problems.first { $0.field == field.name }
  }
}
