import Design
import HTML
import JSON
import Policy
import Rounds
import Routing
import Vocabulary

/// Every form of a package on one page, each beginning a sheet of its own: printed in one go.
struct FormBookView: View {
  typealias Asked = Nothing

  static let name = "formBook"
  static let summary = "全部表格，一次打印"
  static let path = Path<PolicyPlace>("/forms/:policy")
  static let audience = Audience.everyone
  static let schema = Schema.object([])
  static let faces: Set<Visit.Face> = [.page]

  let library: Library
  let printed = Printed<HTML>()

  func answer(
    _ asked: Nothing, at place: PolicyPlace, for actor: Visitor, _ visit: Visit
  ) throws -> Package {
    guard let package = library.shelf(at: visit.now)[place.id] else { throw Refusal.notFound }
    return package
  }

  func json(_ package: Package) -> JSON { [:] }

  func page(
    _ sheet: Sheet, _ package: Package?, at place: PolicyPlace, for actor: Visitor, _ visit: Visit
  ) -> HTML {
    guard let package else { return HTML() }
    let above = Paths.forms.link(Nowhere(), query: [("policy", place.id)])
    return Shell(
      "全部表格", on: visit, trail: [("表格和文书", above)],
      line: span(.class("quiet")) { "\(package.title)，第 \(package.version) 版" }
    ).page {
      printed.once(of: package, called: place.id) {
        FormBook(package: package, paper: FormBookPaper.path.link(place)).html
      }
    }
  }
}

/// A package, by its name.
struct PolicyPlace: Place, Equatable {
  static let holes = 1
  let id: String

  init(_ id: String) { self.id = id }

  init?(_ segments: [String]) {
    guard segments.count == 1 else { return nil }
    id = segments[0]
  }

  var segments: [String] { [id] }
}
