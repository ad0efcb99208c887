/// The authority a request was sent to: checked by grammar, compared in lower case.
package struct Host: Sendable, Equatable {
  package let name: String
  package let port: Int?

  package init(_ name: String, port: Int? = nil) {
    self.name = name
    self.port = port
  }

  /// RFC 9110 §7.2: a name or address and perhaps a port; no user, no path, no list.
  package init?(authority: ArraySlice<UInt8>) {
    var name = authority
    var port: Int?
    if let bracket = authority.lastIndex(of: UInt8(ascii: "]")) {
      name = authority[...bracket]
      let rest = authority[(bracket + 1)...]
      guard rest.isEmpty || rest.first == UInt8(ascii: ":") else { return nil }
      guard Host.isAddress(name) else { return nil }
      if rest.count > 1 {
        guard let number = Host.port(rest.dropFirst()) else { return nil }
        port = number
      }
    } else if let colon = authority.firstIndex(of: UInt8(ascii: ":")) {
      name = authority[..<colon]
      let digits = authority[(colon + 1)...]
      if !digits.isEmpty {
        guard let number = Host.port(digits) else { return nil }
        port = number
      }
      guard Host.isName(name) else { return nil }
    } else {
      guard Host.isName(name) else { return nil }
    }
    // Most are in small letters already and short enough to need no memory of their own.
    self.name =
      name.allSatisfy { Characters.lowercased($0) == $0 }
      ? String(decoding: name, as: UTF8.self)
      : String(decoding: name.map(Characters.lowercased), as: UTF8.self)
    self.port = port
  }

  private static func port(_ digits: ArraySlice<UInt8>) -> Int? {
    guard digits.count <= 5, let number = Characters.decimal(digits), number <= 65_535 else {
      return nil
    }
    return number
  }

  private static func isName(_ name: ArraySlice<UInt8>) -> Bool {
    !name.isEmpty && name.count <= 255
      && name.allSatisfy {
        switch Characters.lowercased($0) {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"),
          UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"):
          true
        default: false
        }
      }
  }

  private static func isAddress(_ name: ArraySlice<UInt8>) -> Bool {
    name.first == UInt8(ascii: "[") && name.count > 3
      && name.dropFirst().dropLast().allSatisfy {
        Characters.hexValue($0) != nil || $0 == UInt8(ascii: ":") || $0 == UInt8(ascii: ".")
      }
  }
}
