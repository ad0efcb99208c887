import HTML
import Routing
import Vocabulary

/// The page of an act at its own address: what it is about and its form; where it may not be done, why
/// not. What was typed and is wrong stands in the form, and never on somebody else's.
package func actPage(
  _ title: String, on visit: Visit, backTo home: (label: String, address: Address),
  no: Refusal? = nil, _ sheet: Sheet, @HTMLBuilder _ content: () -> HTML
) -> HTML {
  Shell(title, on: visit, trail: [home]).page {
    errorSummary(sheet)
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
