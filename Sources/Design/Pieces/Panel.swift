import HTML

/// A thing that can be named, on white. Never one inside another.
///
/// - Parameters:
///   - side: what stands at the right of its heading.
///   - isFlush: for tables, lists and folds, which reach its edges.
package func panel(
  _ heading: String? = nil, id: String? = nil, side: HTML? = nil, isFlush: Bool = false,
  @HTMLBuilder _ content: () -> HTML
) -> HTML {
  section(.class(isFlush ? "panel flush" : "panel"), .optional(id.map(Attribute.id))) {
    if let heading {
      if isFlush || side != nil {
        div(.class("panel-head")) {
          h2 { heading }
          side
        }
      } else {
        h2 { heading }
      }
    }
    content()
  }
}

/// Frozen answers and long parts in a flush panel, each opened when it is wanted.
package func fold(
  _ heading: String, side: HTML? = nil, isOpen: Bool = false, @HTMLBuilder _ content: () -> HTML
) -> HTML {
  details(.class("fold"), .open(isOpen)) {
    summary {
      span { heading }
      if let side { span { side } }
    }
    div { content() }
  }
}

/// More about something, for whoever opens it.
package func unfolding(
  _ heading: String, isOpen: Bool = false, @HTMLBuilder _ content: () -> HTML
) -> HTML {
  details(.class("data"), .open(isOpen)) {
    summary { heading }
    content()
  }
}
