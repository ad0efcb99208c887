import HTML

/// Names and values of one thing, one under the other.
package func factList(@HTMLBuilder _ content: () -> HTML) -> HTML {
  dl(.class("facts")) { content() }
}

package func fact(_ name: String, _ value: HTML) -> HTML {
  div {
    dt { name }
    dd { value }
  }
}
