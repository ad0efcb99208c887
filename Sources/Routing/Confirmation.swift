import HTML
import JSON
import Vocabulary

/// Password and second factor once more, before an act that cannot be taken back lightly. A form
/// that was sent without it is not lost: the page that asks carries it along.
package struct Confirmation: Sendable {
  /// Checks what was given and notes it in the session, or throws why not.
  package var confirm:
    @Sendable (Caller, _ password: String, _ code: String, Visit) async throws -> Void = {
      _, _, _, _ in throw Refusal.notConfirmed("办理这件事")
    }
  /// Where a reader confirms before a page is shown.
  package var address: @Sendable (Visit) -> Address = { _ in Address(path: "/") }
  /// The act by which a program confirms.
  package var offered: JSON?
  /// What is about to be done, for the page that asks.
  package struct Deed: Sendable {
    package let what: String
    /// It cannot be undone: what is given now is good for nothing else.
    package let isGrave: Bool
    /// The form to be sent on.
    package let held: [(name: String, value: String)]
    package let refusal: Refusal?
  }

  package var page: @Sendable (Visit, Deed) -> HTML = { _, _ in HTML() }

  package static let passwordField = "confirm-password"
  package static let codeField = "confirm-code"

  package init() {}
}
