/// RFC 8259 by the letter: is this a JSON text at all? Slow and short, to be compared with.
struct Grammar {
  private var rest: ArraySlice<UInt8>

  static func accepts(_ bytes: [UInt8]) -> Bool {
    var grammar = Grammar(rest: bytes[...])
    return grammar.value(500) && grammar.rest.isEmpty
  }

  /// A value and the space around it.
  private mutating func value(_ depth: Int) -> Bool {
    space()
    defer { space() }
    switch rest.first {
    case 0x7B: return depth > 0 && list(0x7D) { $0.key() && $0.take(0x3A) && $0.value(depth - 1) }
    case 0x5B: return depth > 0 && list(0x5D) { $0.value(depth - 1) }
    case 0x22: return string()
    default: return ["true", "false", "null"].contains { word($0) } || number()
    }
  }

  private mutating func list(_ end: UInt8, _ item: (inout Grammar) -> Bool) -> Bool {
    rest.removeFirst()
    space()
    if take(end) { return true }
    repeat { if !item(&self) { return false } } while take(0x2C)
    return take(end)
  }

  private mutating func key() -> Bool {
    space()
    defer { space() }
    return string()
  }

  private mutating func string() -> Bool {
    guard take(0x22) else { return false }
    while let byte = rest.popFirst() {
      if byte == 0x22 { return true }
      if byte < 0x20 { return false }
      guard byte == 0x5C else { continue }
      guard let letter = rest.popFirst() else { return false }
      if letter == 0x75 {
        guard rest.count >= 4, rest.prefix(4).allSatisfy(Grammar.isHex) else { return false }
        rest.removeFirst(4)
      } else if !"\"\\/bfnrt".utf8.contains(letter) {
        return false
      }
    }
    return false
  }

  private mutating func number() -> Bool {
    _ = take(0x2D)
    if !take(0x30), digits() == 0 { return false }
    if take(0x2E), digits() == 0 { return false }
    if take(0x65) || take(0x45) {
      if !take(0x2B) { _ = take(0x2D) }
      return digits() > 0
    }
    return true
  }

  private mutating func digits() -> Int {
    let count = rest.prefix { 0x30...0x39 ~= $0 }.count
    rest.removeFirst(count)
    return count
  }

  private mutating func word(_ word: String) -> Bool {
    guard rest.starts(with: word.utf8) else { return false }
    rest.removeFirst(word.utf8.count)
    return true
  }

  private mutating func take(_ byte: UInt8) -> Bool {
    guard rest.first == byte else { return false }
    rest.removeFirst()
    return true
  }

  private mutating func space() {
    rest = rest.drop { [0x20, 0x09, 0x0A, 0x0D].contains($0) }
  }

  private static func isHex(_ byte: UInt8) -> Bool {
    0x30...0x39 ~= byte || 0x41...0x46 ~= byte || 0x61...0x66 ~= byte
  }
}
