import HTML

/// What came out of what was asked.
///
/// - Parameter isAsked: it was asked just now: the panel takes the focus, and the page takes its title
///   from it (`Shell(…, result:)`).
package func answerPanel(
  _ question: String, _ result: String, _ tone: Tone = .plain, isAsked: Bool = true,
  @HTMLBuilder _ content: () -> HTML = { HTML() }
) -> HTML {
  section(
    .class(tone.class("panel answer")), .optional(isAsked ? .id("answer") : nil),
    .optional(isAsked ? .tabindex(-1) : nil), .aria("aria-labelledby", "result")
  ) {
    h2 { question }
    p(.class("result"), .id("result")) { result }
    content()
  }
}
