import HTML
import Routing
import SQLite

/// Something that is found by its number or its own name, besides the index: another room knows it,
/// and who may.
package struct SearchHit: Sendable {
  let subject, kind, title, detail: String
  let link: Address

  package init(_ subject: String, kind: String, title: String, detail: String, link: Address) {
    self.subject = subject
    self.kind = kind
    self.title = title
    self.detail = detail
    self.link = link
  }
}

/// Asks a room. `text` as it was typed, trimmed and folded; `words` as the index takes it.
package typealias SearchMore =
  @Sendable (_ text: String, _ words: [String], Caller, Visit, borrowing Connection) throws ->
  [SearchHit]
