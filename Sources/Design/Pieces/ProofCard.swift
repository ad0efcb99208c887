import HTML

/// Is this mark real? The word first, then the reason, then the facts.
///
/// - Parameters:
///   - tone: `.good` while it holds, `.warn` while suspended, `.wrong` when it does not.
///   - at: until when this was so.
///   - code: the QR code of this very page.
package func proofCard(
  _ word: String, _ tone: Tone, at moment: HTML, reason: HTML? = nil, code: HTML? = nil,
  @HTMLBuilder facts: () -> HTML
) -> HTML {
  section(.class(tone == .good ? "panel proofcard" : tone.class("panel proofcard"))) {
    span(.class("face"), .aria("aria-hidden", "true")) {
      icon(tone == .warn ? .alert : tone.icon ?? .info)
    }
    div(.class("stack")) {
      div {
        h2 { word }
        p(.class("quiet")) {
          "截至 "
          moment
        }
      }
      if let reason { note(tone, .info) { reason } }
      factList { facts() }
    }
    code
  }
}
