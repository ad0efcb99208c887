/// The Content-Type of a request: a type and its parameters, by the grammar of RFC 9110 §8.3.
package struct ContentType: Sendable, Equatable {
  package let essence: String
  package let parameters: [Parameter]

  package struct Parameter: Sendable, Equatable {
    package let name: String
    package let value: String
  }

  /// Nil when it cannot be read; then nothing is guessed.
  package init?(_ bytes: ArraySlice<UInt8>) {
    guard let parts = HeaderValue.parse(bytes) else { return nil }
    essence = parts.first
    parameters = parts.parameters.map { Parameter(name: $0.name, value: $0.value) }
  }

  package subscript(name: String) -> String? {
    parameters.first { $0.name == name }?.value
  }

  /// Text comes in UTF-8 or not at all.
  private var isUTF8: Bool {
    guard let charset = self["charset"] else { return true }
    return charset.lowercased() == "utf-8"
  }

  package var isFormURLEncoded: Bool { essence == "application/x-www-form-urlencoded" && isUTF8 }
  package var isJSON: Bool { essence == "application/json" && isUTF8 }
  package var isMultipart: Bool { essence == "multipart/form-data" }
}

extension RequestHead {
  package var contentType: ContentType? {
    let values = fields.all("content-type")
    return values.count == 1 ? ContentType(values[0]) : nil
  }
}

/// `word; name=value; name="value"`: the shape of Content-Type and Content-Disposition.
struct HeaderValue {
  let first: String
  let parameters: [(name: String, value: String)]

  /// - Parameter isForm: names of files come as browsers write them: a backslash is itself, and only
  ///   before a quote or another backslash, as some programs write them, does it stand for that.
  static func parse(_ bytes: ArraySlice<UInt8>, isForm: Bool = false) -> HeaderValue? {
    let end = bytes.firstIndex(of: UInt8(ascii: ";")) ?? bytes.endIndex
    let word = Characters.trimmed(bytes[..<end])
    guard word.allSatisfy({ Characters.isToken($0) || $0 == UInt8(ascii: "/") }), !word.isEmpty
    else { return nil }
    var parameters: [(name: String, value: String)] = []
    var rest = bytes[end...]
    while rest.first == UInt8(ascii: ";") {
      rest = Characters.trimmed(rest.dropFirst())
      if rest.isEmpty { break }
      guard let equals = rest.firstIndex(of: UInt8(ascii: "=")),
        Characters.isToken(rest[..<equals]),
        let (value, after) = value(rest[(equals + 1)...], isForm)
      else { return nil }
      let name = text(rest[..<equals].map(Characters.lowercased))
      guard let value = String(validating: value, as: UTF8.self),
        !parameters.contains(where: { $0.name == name })
      else { return nil }
      parameters.append((name, value))
      rest = Characters.trimmed(after)
    }
    guard rest.isEmpty else { return nil }
    return HeaderValue(first: text(word.map(Characters.lowercased)), parameters: parameters)
  }

  private static func text(_ bytes: [UInt8]) -> String { String(decoding: bytes, as: UTF8.self) }

  private static func value(
    _ bytes: ArraySlice<UInt8>, _ isForm: Bool
  ) -> ([UInt8], ArraySlice<UInt8>)? {
    guard bytes.first == UInt8(ascii: "\"") else {
      let end = bytes.firstIndex { $0 == UInt8(ascii: ";") } ?? bytes.endIndex
      let token = Characters.trimmed(bytes[..<end])
      return Characters.isToken(token) ? (Array(token), bytes[end...]) : nil
    }
    var value: [UInt8] = []
    var at = bytes.startIndex + 1
    while at < bytes.endIndex {
      switch bytes[at] {
      case UInt8(ascii: "\""): return (value, bytes[(at + 1)...])
      case UInt8(ascii: "\\") where isForm && !isEscape(bytes[at...]):
        value.append(bytes[at])
        at += 1
      case UInt8(ascii: "\\") where at + 1 < bytes.endIndex:
        value.append(bytes[at + 1])
        at += 2
      case let byte:
        value.append(byte)
        at += 1
      }
    }
    return nil
  }

  /// A backslash before another, or before a quote that does not close the value.
  private static func isEscape(_ bytes: ArraySlice<UInt8>) -> Bool {
    let next = bytes.dropFirst().first
    if next == UInt8(ascii: "\\") { return true }
    return next == UInt8(ascii: "\"") && bytes.dropFirst(2).contains(UInt8(ascii: "\""))
  }
}
