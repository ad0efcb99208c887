/// Why a text is not the JSON we take, and the byte where that showed.
package struct JSONError: Error, Equatable, Sendable {
  package enum Reason: String, Sendable {
    case syntax, depth, duplicateKey, number, encoding, trailing
  }
  package let reason: Reason
  package let offset: Int
}

extension JSON {
  /// Strict RFC 8259: UTF-8 without BOM, no duplicate keys, no trailing comma, finite numbers, and
  /// no deeper than 64 (reliability R53). Foundation's two readers disagree with each other on these.
  package init(parsing bytes: [UInt8], maximumDepth: Int = 64) throws(JSONError) {
    // Once for the whole text, so that no string in it has to be checked again.
    do {
      _ = try UTF8Span(validating: bytes.span)
    } catch {
      throw JSONError(reason: .encoding, offset: error.byteOffsets.lowerBound)
    }
    var reader = JSONReader(bytes: bytes, maximumDepth: maximumDepth)
    self = try reader.document()
  }

  package init(parsing text: String) throws(JSONError) {
    try self.init(parsing: Array(text.utf8))
  }
}

struct JSONReader {
  let bytes: [UInt8]
  let maximumDepth: Int
  var at = 0

  init(bytes: [UInt8], maximumDepth: Int) {
    self.bytes = bytes
    self.maximumDepth = maximumDepth
  }

  mutating func document() throws(JSONError) -> JSON {
    skipSpace()
    let value = try value(depth: 0)
    skipSpace()
    guard at == bytes.count else { throw fail(.trailing) }
    return value
  }

  private mutating func value(depth: Int) throws(JSONError) -> JSON {
    switch peek {
    case UInt8(ascii: "{"): return try object(depth: depth + 1)
    case UInt8(ascii: "["): return try array(depth: depth + 1)
    case UInt8(ascii: "\""): return .string(try string())
    case UInt8(ascii: "t"): return try word("true", .bool(true))
    case UInt8(ascii: "f"): return try word("false", .bool(false))
    case UInt8(ascii: "n"): return try word("null", .null)
    default: return try number()
    }
  }

  private mutating func object(depth: Int) throws(JSONError) -> JSON {
    guard depth <= maximumDepth else { throw fail(.depth) }
    at += 1
    skipSpace()
    if take(UInt8(ascii: "}")) { return .object([]) }
    var members: [JSON.Member] = []
    // What is sent to us has a dozen names at the top and a few below.
    members.reserveCapacity(depth == 1 ? 16 : 4)
    var names = NameSet()
    repeat {
      skipSpace()
      guard peek == UInt8(ascii: "\"") else { throw fail(.syntax) }
      let start = at
      let name = try string()
      let mark = JSON.mark(of: name)
      guard names.insert(name, mark, among: members) else {
        throw JSONError(reason: .duplicateKey, offset: start)
      }
      skipSpace()
      guard take(UInt8(ascii: ":")) else { throw fail(.syntax) }
      skipSpace()
      members.append(.init(name, try value(depth: depth), mark: mark))
      skipSpace()
    } while take(UInt8(ascii: ","))
    guard take(UInt8(ascii: "}")) else { throw fail(.syntax) }
    return .object(members)
  }

  private mutating func array(depth: Int) throws(JSONError) -> JSON {
    guard depth <= maximumDepth else { throw fail(.depth) }
    at += 1
    skipSpace()
    if take(UInt8(ascii: "]")) { return .array([]) }
    var items: [JSON] = []
    items.reserveCapacity(4)
    repeat {
      skipSpace()
      items.append(try value(depth: depth))
      skipSpace()
    } while take(UInt8(ascii: ","))
    guard take(UInt8(ascii: "]")) else { throw fail(.syntax) }
    return .array(items)
  }

  private mutating func word(_ word: StaticString, _ value: JSON) throws(JSONError) -> JSON {
    for index in 0..<word.utf8CodeUnitCount {
      guard unsafe peek == word.utf8Start[index] else { throw fail(.syntax) }
      at += 1
    }
    return value
  }

  var peek: UInt8 { at < bytes.count ? bytes[at] : 0 }

  mutating func take(_ byte: UInt8) -> Bool {
    guard at < bytes.count, bytes[at] == byte else { return false }
    at += 1
    return true
  }

  private mutating func skipSpace() {
    while at < bytes.count {
      switch bytes[at] {
      case 0x20, 0x09, 0x0A, 0x0D: at += 1
      default: return
      }
    }
  }

  func fail(_ reason: JSONError.Reason) -> JSONError {
    JSONError(reason: reason, offset: at)
  }
}

/// Tells a repeated key by its bytes. Few keys are compared one by one; a hostile many go through a set.
private struct NameSet {
  private var many: Set<[UInt8]> = []

  mutating func insert(_ name: String, _ mark: UInt64, among members: [JSON.Member]) -> Bool {
    if members.count < 16 {
      for index in members.indices
      where members[index].mark == mark && haveSameBytes(members[index].name, name) {
        return false
      }
      return true
    }
    if many.isEmpty { many = Set(members.map { Array($0.name.utf8) }) }
    return many.insert(Array(name.utf8)).inserted
  }
}
