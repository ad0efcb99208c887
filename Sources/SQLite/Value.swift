internal import CSQLite

/// What can be bound to a `?`. There is no other way into a statement.
package enum Value: Sendable, Hashable {
  case null
  case integer(Int)
  case real(Double)
  case text(String)
  /// A text that is already bytes of UTF-8, as a document just written.
  case utf8([UInt8])
  case blob([UInt8])
}

package protocol Bindable {
  var bound: Value { get }
}

extension Int: Bindable { package var bound: Value { .integer(self) } }
extension Int32: Bindable { package var bound: Value { .integer(Int(self)) } }
extension Int64: Bindable { package var bound: Value { .integer(Int(self)) } }
extension Double: Bindable { package var bound: Value { .real(self) } }
extension Bool: Bindable { package var bound: Value { .integer(self ? 1 : 0) } }
extension String: Bindable { package var bound: Value { .text(self) } }
extension [UInt8]: Bindable { package var bound: Value { .blob(self) } }

/// Bytes of UTF-8 to be kept as a text.
package struct UTF8Text: Bindable, Sendable {
  let bytes: [UInt8]
  package init(_ bytes: [UInt8]) { self.bytes = bytes }
  package var bound: Value { .utf8(bytes) }
}

extension Optional: Bindable where Wrapped: Bindable {
  package var bound: Value { self?.bound ?? .null }
}
