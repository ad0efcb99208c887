import Digest
import HTML
import Linux
import Routing
import Vocabulary

/// A form that changes something: it carries this browser's token, and a name of its own, so that
/// sending it twice changes it once.
package func postForm(
  _ address: Address, on visit: Visit, fields notes: [FieldNote] = [], _ sheet: Sheet = Sheet(),
  prefix: String = "", button label: String, tone: Tone = .plain,
  held: [(name: String, value: String)] = [], class name: String = ""
) -> HTML {
  let takesFiles = notes.contains { $0.fileRule != nil }
  return form(
    .method("post"), .action(address), .novalidate(),
    .optional(takesFiles ? .enctype("multipart/form-data") : nil),
    .optional(name.isEmpty ? nil : .class(name))
  ) {
    hidden("form", visit.formKey?.token ?? "")
    hidden("once", BaseText.base64URL(Random.bytes(12)))
    for (name, value) in held { hidden(name, value) }
    // So that a password manager knows whose password it is; it has no name and is not sent.
    if notes.contains(where: \.isSecret), let login = visit.caller?.login {
      input(
        .type("text"), .autocomplete("username"), .value(login), .aria("aria-label", "登录名"),
        .hidden())
    }
    for note in notes { field(note, sheet, prefix: prefix) }
    button(.type("submit"), .optional(tone == .plain ? nil : .class(tone.rawValue))) { label }
  }
}

/// The same around fields of one's own making.
///
/// - Parameter other: a second button, which sends the same fields elsewhere.
package func sendForm(
  _ address: Address, on visit: Visit, button label: String, tone: Tone = .plain,
  other: (label: String, address: Address)? = nil, @HTMLBuilder _ content: () -> HTML
) -> HTML {
  form(.method("post"), .action(address), .novalidate()) {
    hidden("form", visit.formKey?.token ?? "")
    hidden("once", BaseText.base64URL(Random.bytes(12)))
    content()
    button(.type("submit"), .optional(tone == .plain ? nil : .class(tone.rawValue))) { label }
    if let other {
      " "
      button(.type("submit"), .class("plain"), .formaction(other.address)) { other.label }
    }
  }
}

private func hidden(_ name: String, _ value: String) -> HTML {
  input(.type("hidden"), .name(name), .value(value))
}
