/// Lets markup be written as nested calls, with `if`, `for` and plain strings where they fall.
@resultBuilder
package enum HTMLBuilder {
  package static func buildExpression(_ html: consuming HTML) -> HTML { html }
  package static func buildExpression(_ text: String) -> HTML { HTML(text) }
  package static func buildExpression(_ number: Int) -> HTML { HTML("\(number)") }
  package static func buildExpression(_ html: HTML?) -> HTML { html ?? HTML() }

  package static func buildPartialBlock(first: consuming HTML) -> HTML { first }
  package static func buildPartialBlock(accumulated: consuming HTML, next: HTML) -> HTML {
    accumulated += next
    return accumulated
  }
  package static func buildBlock() -> HTML { HTML() }
  package static func buildOptional(_ html: consuming HTML?) -> HTML { html ?? HTML() }
  package static func buildEither(first html: consuming HTML) -> HTML { html }
  package static func buildEither(second html: consuming HTML) -> HTML { html }
  package static func buildArray(_ parts: [HTML]) -> HTML { HTML.joined(parts) }
}

/// Several pieces beside each other.
package func group(@HTMLBuilder _ content: () -> HTML) -> HTML { content() }
