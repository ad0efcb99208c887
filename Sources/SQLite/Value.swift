internal import CSQLite

/// What can be bound to a `?`. There is no other way into a statement.
@usableFromInline
package enum Value: Sendable {
  case null
  case integer(Int)
  case real(Double)
  case text(String)
  /// A text that is already bytes of UTF-8, as a document just written.
  case utf8([UInt8])
  case blob([UInt8])
}

/// As SQLite tells values apart, by their bytes: to Swift an é is the same in one piece and in two.
extension Value: Hashable {
  @usableFromInline package static func == (a: Value, b: Value) -> Bool {
    switch (a, b) {
    case (.null, .null): true
    case (.integer(let a), .integer(let b)): a == b
    case (.real(let a), .real(let b)): a == b
    case (.text(let a), .text(let b)): a.utf8.elementsEqual(b.utf8)
    case (.utf8(let a), .utf8(let b)), (.blob(let a), .blob(let b)): a == b
    default: false
    }
  }

  @usableFromInline package func hash(into hasher: inout Hasher) {
    switch self {
    case .null: hasher.combine(0)
    case .integer(let number): hasher.combine(number)
    case .real(let number): hasher.combine(number)
    // Canonical, and so alike for all that are alike by their bytes.
    case .text(let text): hasher.combine(text)
    case .utf8(let bytes), .blob(let bytes): hasher.combine(bytes)
    }
  }
}

@usableFromInline
package protocol Bindable {
  var bound: Value { get }
}

extension Int: Bindable { @usableFromInline package var bound: Value { .integer(self) } }
extension Int32: Bindable { @usableFromInline package var bound: Value { .integer(Int(self)) } }
extension Int64: Bindable { @usableFromInline package var bound: Value { .integer(Int(self)) } }
extension Double: Bindable { @usableFromInline package var bound: Value { .real(self) } }
extension Bool: Bindable { @usableFromInline package var bound: Value { .integer(self ? 1 : 0) } }
extension String: Bindable { @usableFromInline package var bound: Value { .text(self) } }
extension [UInt8]: Bindable { @usableFromInline package var bound: Value { .blob(self) } }

/// Bytes of UTF-8 to be kept as a text.
@usableFromInline
package struct UTF8Text: Bindable, Sendable {
  let bytes: [UInt8]
  package init(_ bytes: [UInt8]) { self.bytes = bytes }
  @usableFromInline package var bound: Value { .utf8(bytes) }
}

extension Optional: Bindable where Wrapped: Bindable {
  @usableFromInline package var bound: Value { self?.bound ?? .null }
}
