import SQLite
import Vocabulary

/// One thing that registers say of an enterprise, for whoever looks at its proof; a later room knows it.
package struct RegisteredFact: Sendable {
  let what, text, source: String

  package init(_ what: String, _ text: String, source: String) {
    self.what = what
    self.text = text
    self.source = source
  }

  /// By credit code.
  package typealias Asking = @Sendable (String, borrowing Connection) throws -> [RegisteredFact]
}
