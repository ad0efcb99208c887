import Desk
import JSON
import Policy
import Rounds
import Routing

/// What a package asks, for anybody who wants to know beforehand: the self-check, the forms to read,
/// print, try and take along. Later rooms ask with the same parts.
package struct AskingRoom: Room {
  private let library: Library
  private let contacts: ContactBook

  package init(_ library: Library, contacts: @escaping ContactBook = { _ in [] }) {
    self.library = library
    self.contacts = contacts
  }

  /// What a package adds to the addresses of views, by their names.
  package static func parameters(_ package: Package) -> [String: [JSON]] {
    [CheckView.name: CheckParameters.of(package)]
  }

  package func routes(among rooms: [any Room]) -> [Route] {
    [
      .view(CheckView(library: library, contacts: contacts)), .view(FormsView(library: library)),
      .view(FormBookView(library: library)),
      .view(FormBookPaper(view: FormBookView(library: library))),
      .view(FormView(library: library)), .view(TrialView(library: library)),
      .act(FormTrial(library: library)), .view(FormPage(act: ExportForm(library: library))),
      .act(ExportForm(library: library)),
    ]
  }
}
