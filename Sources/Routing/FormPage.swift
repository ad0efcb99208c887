import HTML
import HTTP
import JSON
import Vocabulary

/// The empty form of an act, at the act's own address.
package struct FormPage<Done: Act>: View {
  package typealias Asked = Nothing

  package static var name: String { "\(Done.name).form" }
  package static var summary: String { Done.summary }
  package static var path: Path<Done.Spot> { Done.path }
  /// The form is filled in before one confirms that it is they: what is asked then names what is done, and
  /// to what.
  package static var audience: Audience<Done.Actor> { Done.audience.unconfirmed }
  package static var schema: Schema { .object([]) }
  package static var faces: Set<Visit.Face> { [.page] }
  package static var offersForm: Bool { true }

  let act: Done
  /// What the form starts with: what whoever led here knows of it, unless the room says otherwise.
  let start: @Sendable (Done.Actor, Visit) throws -> Answers

  package init(
    act: Done,
    start: @escaping @Sendable (Done.Actor, Visit) throws -> Answers = { _, visit in
      Self.brought(visit)
    }
  ) {
    self.act = act
    self.start = start
  }

  private static func brought(_ visit: Visit) -> Answers {
    if visit.head.query.isEmpty { return Answers() }
    let known = Done.Asked.fields.filter { !$0.isSecret }.compactMap { note in
      visit.query(note.name).map { (note.name, $0) }
    }
    return Answers(Dictionary(known) { first, _ in first })
  }

  package func answer(
    _ asked: Nothing, at place: Done.Spot, for actor: Done.Actor, _ visit: Visit
  ) async throws -> HTML {
    try await act.page(Sheet(start(actor, visit)), at: place, for: actor, visit)
  }

  package func json(_ html: HTML) -> JSON { [:] }

  package func page(
    _ sheet: Sheet, _ html: HTML?, at place: Done.Spot, for actor: Done.Actor, _ visit: Visit
  ) -> HTML { html ?? HTML() }
}
