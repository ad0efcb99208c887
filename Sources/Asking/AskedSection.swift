import Design
import HTML
import Policy
import Vocabulary

/// A section of a form to be filled in: its title, what to know, and its questions, on white of its
/// own. Stands in a form that is a `flow`.
package struct AskedSection {
  let part: Form.Section
  let fields: QuestionFields

  package init(_ part: Form.Section, _ fields: QuestionFields) {
    self.part = part
    self.fields = fields
  }

  /// Without its files: they have places of their own.
  package var html: HTML { html { _ in HTML() } }

  /// - Parameter file: what stands where a file is asked for.
  package func html(file: (Question) -> HTML) -> HTML {
    let asked = part.questions.filter { $0.computed == nil }
    let cited = CitedQuestions.of(asked)
    return section(.class("panel asking")) {
      div {
        h2 { part.title }
        if let help = part.help { p(.class("small quiet")) { Citation.readable(help) } }
      }
      for question in asked {
        if question.kind == .file {
          file(question)
        } else {
          fields.html(question, isCited: cited.contains(question.id))
        }
      }
    }
  }
}
