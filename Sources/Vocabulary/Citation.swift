/// How people name the policy documents. Code, packages and programs cite by number, 001 三（一）1; to
/// people that is 《通知》三（一）1.
package struct Citation: Sendable, Equatable {
  /// The document's number.
  package let document: String
  package let place: String

  /// One clause as it is cited; nil for anything else.
  package init?(_ text: String) {
    let bytes = Array(text.utf8)
    guard bytes.count > 4, bytes[3] == UInt8(ascii: " "),
      bytes.prefix(3).allSatisfy({ 0x30...0x39 ~= $0 })
    else { return nil }
    document = String(decoding: bytes.prefix(3), as: UTF8.self)
    place = String(decoding: bytes.dropFirst(4), as: UTF8.self)
  }

  /// Short names; a document that has none yet is called by its number.
  private static let names = [
    "000": "《指导意见》", "001": "《通知》", "002": "《先行先试意见》", "003": "《工作要点》", "004": "《实施规则》",
  ]

  package static func name(of document: String) -> String? { names[document] }

  package var words: String {
    Self.names[document].map { $0 + place } ?? "\(document) \(place)"
  }

  /// Where its sentence stands among those of its document: a paragraph (第二款) stands with its
  /// clause, an item of an annex with the annex.
  package var anchor: String {
    var place = place
    if place.hasPrefix("附件"), let space = place.firstIndex(of: " ") {
      place = String(place[..<space])
    }
    if let more = place.firstIndex(of: "第") { place = String(place[..<more]) }
    return Self.anchor(of: place)
  }

  /// A name on a page has no spaces.
  package static func anchor(of place: String) -> String { place.replacing(" ", with: "-") }

  /// The same in running text: “样例，非官方：001 没有规定” is “样例，非官方：《通知》没有规定”.
  package static func readable(_ text: String) -> String {
    guard text.utf8.contains(UInt8(ascii: "0")) else { return text }
    var text = text
    for (number, name) in names where text.contains(number) {
      text = text.replacing("（\(number)）", with: "")
      text = renamed(text, number + " ", name)
    }
    return text
  }

  /// Only where it stands alone: 2026-001 and 1001 are something else.
  private static func renamed(_ text: String, _ number: String, _ name: String) -> String {
    var out = ""
    var rest = text[...]
    while let found = rest.firstRange(of: number) {
      let before = rest[..<found.lowerBound]
      let last = before.last ?? out.last
      let isPart = last.map { $0.isASCII && ($0.isLetter || $0.isNumber || "-./".contains($0)) }
      out += before
      if isPart == true {
        out += number
      } else {
        if out.last == " " { out.removeLast() }
        out += name
      }
      rest = rest[found.upperBound...]
    }
    return out + rest
  }
}
