import HTML
import JSON
import Routing
import Vocabulary

/// The empty form of an act, at the act's own address.
struct FormPage<Done: Act>: View {
  typealias Asked = Nothing

  static var name: String { "\(Done.name).form" }
  static var summary: String { Done.summary }
  static var path: Path<Done.Spot> { Done.path }
  static var audience: Audience<Done.Actor> {
    // The form may be seen before one confirms that it is they.
    Done.audience
  }
  static var schema: Schema { .object([]) }
  static var faces: Set<Visit.Face> { [.page] }
  static var offersForm: Bool { true }

  let act: Done
  /// What the form starts with.
  var start: @Sendable (Done.Actor, Visit) throws -> Answers = { _, _ in Answers() }

  func answer(
    _ asked: Nothing, at place: Done.Spot, for actor: Done.Actor, _ visit: Visit
  ) async throws -> HTML {
    try await act.page(Sheet(start(actor, visit)), at: place, for: actor, visit)
  }

  func json(_ html: HTML) -> JSON { [:] }

  func page(
    _ sheet: Sheet, _ html: HTML?, at place: Done.Spot, for actor: Done.Actor, _ visit: Visit
  ) -> HTML { html ?? HTML() }
}
