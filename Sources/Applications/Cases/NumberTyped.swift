import Routing
import Vocabulary

/// What an act asks that cannot be undone: the number of the case, typed by hand. `CaseAct` holds it
/// against the case, so that no such act can forget to.
package protocol NumberTyped {
  var number: String { get }
}

extension Field where Value == String {
  /// - Parameter deed: what is confirmed by typing it.
  package static func typedNumber(_ deed: String, help: String? = nil) -> Field<String> {
    .text("number", "输入申请编号，确认\(deed)", most: 20, help: help, example: "2026-1-0482913")
      .withFixedForm
  }
}

extension Case {
  package func requireNumber(_ typed: String) throws(Problems) {
    try requireTyped(typed, is: number, field: "number", "输入的编号不是这份申请的编号（\(number)）。")
  }
}
