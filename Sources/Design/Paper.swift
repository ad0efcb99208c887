import HTML
import HTTP
import JSON
import PDF
import Routing
import Vocabulary

/// A view as a file that prints alike everywhere: PDF made by the portal itself. Its answer is that of
/// the view the page has, so that both say the same to the same reader.
package protocol Paper: View
where
  Asked == Base.Asked, Answer == Base.Answer, Spot == Base.Spot, Actor == Base.Actor
{
  associatedtype Base: View
  var view: Base { get }

  func paper(_ answer: Answer) -> Document
  /// Made for this answer, or kept from an earlier one.
  func file(_ answer: Answer) -> [UInt8]
  /// Without its ending.
  func fileName(_ answer: Answer) -> String
}

extension Paper {
  package static var name: String { "\(Base.name).paper" }
  package static var summary: String { "\(Base.summary)，PDF" }
  package static var audience: Audience<Actor> { Base.audience }
  package static var refuses: Set<Refusal.Kind> { Base.refuses }
  package static var files: [MediaType] { [.pdf] }
  package static var schema: Schema { .text }

  package func answer(
    _ asked: Asked, at place: Spot, for actor: Actor, _ visit: Visit
  ) async throws -> Answer { try await view.answer(asked, at: place, for: actor, visit) }

  package func file(_ answer: Answer) -> [UInt8] { paper(answer).file }

  package func response(_ answer: Answer, _ visit: Visit) -> Response? {
    var response = Response(.ok, type: .pdf, file(answer))
    response.offerAsFile("\(fileName(answer)).pdf")
    return response
  }

  package func json(_ answer: Answer) -> JSON { [:] }
  package func page(
    _ sheet: Sheet, _ answer: Answer?, at place: Spot, for actor: Actor, _ visit: Visit
  ) -> HTML { HTML() }
}

/// Where it is got.
package func paperLink(_ address: Address) -> HTML {
  a(.href(address)) {
    icon(.get)
    "下载 PDF"
  }
}
