import HTML

/// What came out of what was asked: it takes the focus, and the page takes its title from it
/// (`Shell(…, result:)`).
package func answerPanel(
  _ question: String, _ result: String, _ tone: Tone = .plain,
  @HTMLBuilder _ content: () -> HTML = { HTML() }
) -> HTML {
  section(
    .class(tone.class("panel answer")), .id("answer"), .tabindex(-1),
    .aria("aria-labelledby", "result")
  ) {
    h2 { question }
    p(.class("result"), .id("result")) { result }
    content()
  }
}
