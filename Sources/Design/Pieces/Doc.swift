import HTML

/// A public notice, a list or a letter: read on the screen, printed as GB/T 9704 asks, with the
/// number of each page at its foot.
///
/// - Parameters:
///   - issuer: who says it, in red at its head; a letter has none.
///   - title: its own title, where that is not the page's.
///   - isPage: the document is the page, and its title the page's one `h1` (`Shell.document`).
///   - signed: name and day at its end, one line each.
package func doc(
  issuer: String? = nil, title: String? = nil, isPage: Bool = false, signed: [String] = [],
  @HTMLBuilder _ content: () -> HTML
) -> HTML {
  article(.class(issuer == nil ? "panel doc letter" : "panel doc")) {
    if let issuer { p(.class("issuer")) { issuer } }
    if let title { if isPage { h1 { title } } else { p(.class("name")) { title } } }
    div(.class("body")) { content() }
    if !signed.isEmpty {
      p(.class("sign")) {
        for (index, line) in signed.enumerated() {
          if index > 0 { br() }
          line
        }
      }
    }
  }
}
