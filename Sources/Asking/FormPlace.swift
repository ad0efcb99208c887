import Policy
import Rounds
import Routing
import Vocabulary

/// A form of a package.
struct FormPlace: Place, Equatable {
  static let holes = 2
  let policy: String
  let form: String

  /// - Parameter policy: the package's name on the shelf.
  init(_ policy: String, _ form: Form) {
    self.policy = policy
    self.form = form.id
  }

  init?(_ segments: [String]) {
    guard segments.count == 2 else { return nil }
    (policy, form) = (segments[0], segments[1])
  }

  var segments: [String] { [policy, form] }

  func find(_ shelf: Shelf) throws -> (package: Package, form: Form) {
    guard let package = shelf[policy], let form = package.forms.first(where: { $0.id == form })
    else { throw Refusal.notFound }
    return (package, form)
  }
}
