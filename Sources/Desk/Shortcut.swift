import Design
import HTML
import Routing
import Vocabulary

/// A page that somebody often needs and nothing on the desk leads to. Who may open it is asked of the
/// page itself.
package struct Shortcut: Sendable {
  let tile: Tile
  private let who: Admission.Who

  package init<Page: Declaration>(_ label: String, to page: Page.Type, _ icon: Icon = .file)
  where Page.Spot == Nowhere {
    tile = Tile(label, nil, icon, at: Page.path.link)
    who = Page.audience.admission.who
  }

  func admits(_ caller: Caller) -> Bool { who.admits(caller) }
}
