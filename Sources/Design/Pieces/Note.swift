import HTML

/// One thing to know before acting; at most one in a section.
package func note(
  _ tone: Tone = .plain, _ picture: Icon? = nil, @HTMLBuilder _ content: () -> HTML
) -> HTML {
  div(.class(tone.class("note"))) {
    icon(picture ?? (tone == .wrong ? .alert : tone.icon ?? .info))
    div { content() }
  }
}

/// Nothing here yet: says so, and what to do about it.
package func emptyState(
  _ heading: String, _ advice: String, action: (label: String, address: Address)? = nil
) -> HTML {
  section(.class("panel empty")) {
    h2 { heading }
    p { advice }
    if let action {
      p { a(.class("button"), .href(action.address)) { action.label } }
    }
  }
}
