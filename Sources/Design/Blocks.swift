import HTML

/// Older names of `note` and `chip`.
package func notice(_ tone: Tone = .plain, @HTMLBuilder _ content: () -> HTML) -> HTML {
  note(tone) { content() }
}

package func tag(_ word: String, _ tone: Tone = .plain) -> HTML { chip(word, tone) }
