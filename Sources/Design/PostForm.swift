import Digest
import HTML
import Linux
import Routing
import Vocabulary

/// A form that changes something: it carries this browser's token, and a name of its own, so that
/// sending it twice changes it once.
package func postForm(
  _ address: Address, on visit: Visit, fields notes: [FieldNote] = [], _ sheet: Sheet = Sheet(),
  prefix: String = "", button label: String, tone: Tone = .plain, look: ButtonLook = .main,
  held: [(name: String, value: String)] = [], class name: String = "", token: String? = nil,
  once: HTML = onceOnly()
) -> HTML {
  let look = tone == .wrong ? ButtonLook.grave : look
  // A form with something to fill in is a panel of its own where it stands in the page's flow.
  let classes = [notes.isEmpty ? nil : "asks", name.isEmpty ? nil : name].compactMap(\.self)
  let takesFiles = notes.contains { $0.fileRule != nil }
  return form(
    .method("post"), .action(address), .novalidate(),
    .optional(takesFiles ? .enctype("multipart/form-data") : nil),
    .optional(classes.isEmpty ? nil : .class(classes.joined(separator: " ")))
  ) {
    hidden("form", token ?? visit.formKey?.token ?? "")
    once
    for (name, value) in held { hidden(name, value) }
    // So that a password manager knows whose password it is; it has no name and is not sent.
    if notes.contains(where: \.isSecret), let login = visit.caller?.login,
      visit.formKey?.token == visit.callerToken
    {
      input(
        .type("text"), .autocomplete("username"), .value(login), .aria("aria-label", "登录名"),
        .hidden())
    }
    for note in notes { field(note, sheet, prefix: prefix) }
    button(.type("submit"), .optional(look.name.map(Attribute.class))) { label }
  }
}

/// One blue button on a screen; others plain, and grave where they cannot be undone.
package enum ButtonLook: Sendable {
  case main, plain, grave

  var name: String? {
    switch self {
    case .main: nil
    case .plain: "plain"
    case .grave: "plain grave"
    }
  }
}

/// The same around fields of one's own making.
///
/// - Parameters:
///   - other: a second button, which sends the same fields elsewhere.
///   - isReady: all is filled in, and the cursor stands on the button.
///   - preview: shows what would go out, and does nothing; until that was looked at it is the only way on,
///     for the enter key too.
package func sendForm(
  _ address: Address, on visit: Visit, button label: String, tone: Tone = .plain,
  other: (label: String, address: Address)? = nil, takesFiles: Bool = false,
  isReady: Bool = false, preview: (label: String, seen: String?)? = nil,
  then: String? = nil, class name: String = "",
  @HTMLBuilder _ content: () -> HTML
) -> HTML {
  form(
    .method("post"), .action(address), .novalidate(),
    .optional(takesFiles ? .enctype("multipart/form-data") : nil),
    .optional(name.isEmpty ? nil : .class(name))
  ) {
    hidden("form", visit.formKey?.token ?? "")
    onceOnly()
    if let seen = preview?.seen { hidden(Sheet.seenField, seen) }
    content()
    div(.class("acts")) {
      if preview.map({ $0.seen != nil }) != false {
        button(
          .type("submit"), .autofocus(isReady),
          .optional((tone == .wrong ? ButtonLook.grave : .main).name.map(Attribute.class))
        ) {
          label
        }
      }
      if let preview {
        button(
          .type("submit"), .optional(preview.seen == nil ? nil : .class("plain")),
          .name(Sheet.previewField), .value("yes"), .autofocus(isReady && preview.seen == nil)
        ) { preview.seen == nil ? preview.label : "改了再看一次" }
      }
      if let then {
        button(.type("submit"), .class("plain"), .name(Sheet.thenField), .value("yes")) { then }
      }
      if let other {
        button(.type("submit"), .class("plain"), .formaction(other.address)) { other.label }
      }
    }
  }
}

/// A form's own name for what it does: sent twice, it is done once.
package func onceOnly() -> HTML { hidden("once", BaseText.base64URL(Random.bytes(12))) }

package func hidden(_ name: String, _ value: String) -> HTML {
  input(.type("hidden"), .name(name), .value(value))
}
