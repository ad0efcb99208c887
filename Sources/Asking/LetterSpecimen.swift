import Design
import HTML
import Policy
import Vocabulary

/// A letter to be read before there is a case.
struct LetterSpecimen {
  let letter: Letter

  /// - Parameter isTitled: its own title stands above it.
  func html(isTitled: Bool) -> HTML {
    section(.class("specimen")) {
      if isTitled { h3(.id(letter.occasion.rawValue)) { letter.specimenTitle } }
      if let label = letter.label { p(.class("small quiet")) { Citation.readable(label) } }
      for paragraph in letter.specimenParagraphs {
        p(.optional(paragraph.hasSuffix("：") ? .class("flat") : nil)) { paragraph }
      }
    }
  }
}
