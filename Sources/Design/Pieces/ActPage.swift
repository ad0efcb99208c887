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
/// What was typed and is wrong stands in the form, and never on somebody else's. Where it cannot be done
/// any more, there is no form to press again: what was typed stands there to be taken along.
package func actPage(
  _ title: String, on visit: Visit, above: [(label: String, address: Address)] = [],
  backTo home: (label: String, address: Address), no: Refusal? = nil, lead: String? = nil,
  typed fields: [FieldNote] = [], _ sheet: Sheet, @HTMLBuilder _ content: () -> HTML
) -> HTML {
  Shell(title, on: visit, trail: above + [home]).page {
    errorSummary(sheet)
    if let lead { p(.class("lead")) { lead } }
    if let no {
      if !sheet.problems.contains(where: { $0.message == no.sentence }) {
        note(.warn) {
          p {
            Citation.readable(no.sentence)
            if let text = no.clause { clause(text) }
          }
        }
      }
      typedBefore(fields, sheet)
      p { a(.href(home.address)) { "回到“\(home.label)”" } }
    } else {
      content()
      p { a(.href(home.address)) { "取消，回到“\(home.label)”" } }
    }
  }
}

private func typedBefore(_ fields: [FieldNote], _ sheet: Sheet) -> HTML? {
  let texts = fields.filter { field in
    switch field.kind {
    case .longText: !sheet.text(field).isEmpty
    case .text: !field.hasFixedForm && !field.isPicked && !sheet.text(field).isEmpty
    default: false
    }
  }
  if texts.isEmpty || sheet.problems.isEmpty { return nil }
  return panel("您刚才填的") {
    for note in texts {
      p(.class("small quiet")) { note.label }
      p(.class("lines")) { sheet.text(note) }
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
