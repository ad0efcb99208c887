import Design
import HTML
import Routing
import Vocabulary

/// A page that somebody often needs and nothing on the desk leads to. Who may open it is asked of the
/// page itself.
package struct Shortcut: Sendable {
  let label: String
  let address: Address
  let icon: Icon
  private let who: Admission.Who

  package init<Page: Declaration>(_ label: String, to page: Page.Type, _ icon: Icon = .file)
  where Page.Spot == Nowhere {
    self.label = label
    self.icon = icon
    address = Page.path.link
    who = Page.audience.admission.who
  }

  func admits(_ caller: Caller) -> Bool { who.admits(caller) }
}
