import Routing

/// What a browser would send with a form.
enum FormKeys {
  static func token(of visitor: String) -> String { FormKey(Array(visitor.utf8)).token }

  /// The value of a hidden field on a page.
  static func value(of name: String, in page: String) -> String? {
    let mark = "name=\"\(name)\" value=\""
    guard let range = page.firstRange(of: mark) else { return nil }
    return String(page[range.upperBound...].prefix { $0 != "\"" })
  }
}
