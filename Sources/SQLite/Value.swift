internal import CSQLite

/// What can be bound to a `?`. There is no other way into a statement.
package enum Value: Sendable {
  case null
  case integer(Int)
  case real(Double)
  case text(String)
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
extension Optional: Bindable where Wrapped: Bindable {
  package var bound: Value { self?.bound ?? .null }
}
