import HTML
import Routing
import Vocabulary

/// The page of an act at its own address: what it is about and its form; where it may not be done, why
/// not.
///
/// - Parameters:
///   - above: the pages above the one that it is offered on.
///   - lead: what it is done to, whether or not it may be.
///
/// What was typed and is wrong stands in the form, and never on somebody else's.
package func actPage(
  _ title: String, on visit: Visit, above: [(label: String, address: Address)] = [],
  backTo home: (label: String, address: Address), no: Refusal? = nil, lead: String? = nil,
  _ sheet: Sheet, @HTMLBuilder _ content: () -> HTML
) -> HTML {
  Shell(title, on: visit, trail: above + [home]).page {
    errorSummary(sheet)
    if let lead { p(.class("lead")) { lead } }
    if let no, sheet.problems.isEmpty {
      note(.warn) {
        p {
          Citation.readable(no.sentence)
          if let text = no.clause { clause(text) }
        }
      }
      p { a(.href(home.address)) { "回到“\(home.label)”" } }
    } else {
      content()
      p { a(.href(home.address)) { "取消，回到“\(home.label)”" } }
    }
  }
}

/// Where such pages are offered: the way there, and what comes of it.
package func ways(_ ways: [(title: String, words: String, address: Address)]) -> HTML {
  ul(.class("links")) {
    for way in ways {
      li {
        a(.href(way.address)) { way.title }
        span(.class("small quiet")) { way.words }
      }
    }
  }
}
