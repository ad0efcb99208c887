/// One attribute of an element. Names come from this list or from source; values are escaped.
package struct Attribute: Sendable {
  enum Value: Sendable {
    case text(String)
    case flag
    case absent
  }

  let name: StaticString
  let value: Value

  private init(_ name: StaticString, _ value: Value) {
    self.name = name
    self.value = value
  }

  init(_ name: StaticString, _ text: String) { self.init(name, .text(text)) }

  private init(_ name: StaticString, if isSet: Bool) { self.init(name, isSet ? .flag : .absent) }

  /// As it is written.
  var length: Int {
    switch value {
    case .absent: 0
    case .flag: 1 + name.utf8CodeUnitCount
    case .text(let text): 4 + name.utf8CodeUnitCount + Escape.length(of: text)
    }
  }

  func write(with pen: inout Pen) {
    switch value {
    case .absent: return
    case .flag:
      unsafe pen.write(0x20)
      unsafe pen.write(name)
    case .text(let text):
      unsafe pen.write(0x20)
      unsafe pen.write(name)
      unsafe pen.write("=\"")
      unsafe pen.write(escaping: text)
      unsafe pen.write(UInt8(ascii: "\""))
    }
  }
}

extension Attribute {
  package static func id(_ id: String) -> Self { .init("id", id) }
  package static func `class`(_ names: String) -> Self { .init("class", names) }
  package static func title(_ text: String) -> Self { .init("title", text) }
  package static func lang(_ tag: String) -> Self { .init("lang", tag) }
  package static func role(_ role: String) -> Self { .init("role", role) }
  package static func name(_ name: String) -> Self { .init("name", name) }
  package static func content(_ text: String) -> Self { .init("content", text) }
  package static func `for`(_ id: String) -> Self { .init("for", id) }
  package static func type(_ type: String) -> Self { .init("type", type) }
  package static func value(_ text: String) -> Self { .init("value", text) }
  package static func method(_ method: String) -> Self { .init("method", method) }
  package static func target(_ name: String) -> Self { .init("target", name) }
  package static func rel(_ relation: String) -> Self { .init("rel", relation) }
  package static func scope(_ scope: String) -> Self { .init("scope", scope) }
  package static func rows(_ count: Int) -> Self { .init("rows", "\(count)") }
  package static func accesskey(_ key: String) -> Self { .init("accesskey", key) }
  package static func inputmode(_ mode: String) -> Self { .init("inputmode", mode) }
  package static func autocomplete(_ hint: String) -> Self { .init("autocomplete", hint) }
  package static func datetime(_ text: String) -> Self { .init("datetime", text) }
  package static func tabindex(_ index: Int) -> Self { .init("tabindex", "\(index)") }
  package static func required(_ isSet: Bool = true) -> Self { .init("required", if: isSet) }
  package static func hidden() -> Self { .init("hidden", if: true) }
  package static func novalidate() -> Self { .init("novalidate", if: true) }
  package static func autofocus(_ isSet: Bool) -> Self { .init("autofocus", if: isSet) }
  package static func checked(_ isSet: Bool) -> Self { .init("checked", if: isSet) }
  package static func selected(_ isSet: Bool) -> Self { .init("selected", if: isSet) }
  package static func `defer`() -> Self { .init("defer", if: true) }

  /// The id of the `datalist` that an input picks from.
  package static func list(_ id: String) -> Self { .init("list", id) }
  package static func accept(_ kinds: String) -> Self { .init("accept", kinds) }
  package static func enctype(_ type: String) -> Self { .init("enctype", type) }
  /// Of a `progress`: where it ends.
  package static func max(_ number: Int) -> Self { .init("max", "\(number)") }
  package static func open(_ isSet: Bool) -> Self { .init("open", if: isSet) }
  package static func colspan(_ count: Int) -> Self { .init("colspan", "\(count)") }

  /// `data-…` and `aria-…`, the rest of the name given in source.
  package static func data(_ name: StaticString, _ text: String) -> Self { .init(name, text) }
  package static func aria(_ name: StaticString, _ text: String) -> Self { .init(name, text) }

  /// Leaves the attribute out where there is nothing to say.
  package static func optional(_ attribute: Self?) -> Self { attribute ?? .init("", .absent) }

  // Addresses: never plain text, see Address.
  package static func href(_ address: Address) -> Self { .init("href", address.text) }
  package static func src(_ address: Address) -> Self { .init("src", address.text) }
  package static func action(_ address: Address) -> Self { .init("action", address.text) }
  /// Of a button that sends its form elsewhere.
  package static func formaction(_ address: Address) -> Self { .init("formaction", address.text) }
}
