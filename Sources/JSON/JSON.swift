/// A JSON value. Objects keep the order they were written in; keys are unique byte for byte.
package enum JSON: Sendable, Equatable {
  case null
  case bool(Bool)
  case integer(Int)
  case decimal(Double)
  case string(String)
  case array([JSON])
  case object([Member])

  package struct Member: Sendable, Equatable {
    package let name: String
    package let value: JSON
    /// Names of different marks are different: most comparing ends there.
    let mark: UInt64

    package init(_ name: String, _ value: JSON) {
      self.init(name, value, mark: JSON.mark(of: name))
    }

    init(_ name: String, _ value: JSON, mark: UInt64) {
      self.name = name
      self.value = value
      self.mark = mark
    }
  }
}

extension JSON {
  package subscript(name: String) -> JSON? {
    guard case .object(let members) = self else { return nil }
    let mark = JSON.mark(of: name)
    for index in members.indices
    where members[index].mark == mark && haveSameBytes(members[index].name, name) {
      return members[index].value
    }
    return nil
  }

  /// In the manner of FNV-1a, eight bytes at a time. No secret: whoever makes marks collide only
  /// makes us compare.
  static func mark(of name: String) -> UInt64 {
    var name = name
    return name.withUTF8 { bytes in
      let bytes = UnsafeRawBufferPointer(bytes)
      var mark = 0xCBF2_9CE4_8422_2325 ^ UInt64(bytes.count)
      var at = 0
      while at + 8 <= bytes.count {
        mark = unsafe (mark ^ bytes.loadUnaligned(fromByteOffset: at, as: UInt64.self)) &* prime
        at += 8
      }
      while at < bytes.count {
        mark = unsafe (mark ^ UInt64(bytes[at])) &* prime
        at += 1
      }
      return mark
    }
  }

  private static var prime: UInt64 { 0x100_0000_01B3 }

  package var string: String? { if case .string(let text) = self { text } else { nil } }
  package var integer: Int? { if case .integer(let number) = self { number } else { nil } }
  package var bool: Bool? { if case .bool(let truth) = self { truth } else { nil } }
  package var array: [JSON]? { if case .array(let items) = self { items } else { nil } }
  package var members: [Member]? { if case .object(let members) = self { members } else { nil } }

  package var number: Double? {
    switch self {
    case .integer(let number): Double(number)
    case .decimal(let number): number
    default: nil
    }
  }
}

/// Names are the same only byte for byte: Swift's `==` would also unite those that look alike.
func haveSameBytes(_ a: String, _ b: String) -> Bool {
  guard a.utf8.count == b.utf8.count else { return false }
  var (a, b) = (a, b)
  return a.withUTF8 { a in
    b.withUTF8 { b in
      for index in 0..<a.count where unsafe a[index] != b[index] { return false }
      return true
    }
  }
}

extension JSON: ExpressibleByStringLiteral, ExpressibleByIntegerLiteral,
  ExpressibleByBooleanLiteral, ExpressibleByArrayLiteral, ExpressibleByDictionaryLiteral,
  ExpressibleByNilLiteral
{
  package init(stringLiteral text: String) { self = .string(text) }
  package init(integerLiteral number: Int) { self = .integer(number) }
  package init(booleanLiteral truth: Bool) { self = .bool(truth) }
  package init(arrayLiteral items: JSON...) { self = .array(items) }
  package init(nilLiteral: ()) { self = .null }
  package init(dictionaryLiteral members: (String, JSON)...) {
    self = .object(members.map { Member($0.0, $0.1) })
  }
}
