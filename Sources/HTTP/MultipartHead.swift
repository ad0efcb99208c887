/// What a part of a form says of itself.
package struct MultipartHead: Sendable, Equatable {
  package let name: String
  /// The last component of what the browser said; never used as a path.
  package let fileName: String?
  /// As the browser declared it, to be held against the file's own first bytes.
  package let mediaType: String?

  /// `lines` end in CR LF each; nil when they do not name the part, or say anything twice.
  init?(_ lines: ArraySlice<UInt8>) {
    var disposition: HeaderValue?
    var type: HeaderValue?
    var rest = lines
    while !rest.isEmpty {
      guard let end = rest.firstIndex(of: 0x0A), end > rest.startIndex, rest[end - 1] == 0x0D
      else { return nil }
      let line = rest[..<(end - 1)]
      rest = rest[(end + 1)...]
      guard let colon = line.firstIndex(of: UInt8(ascii: ":")), Characters.isToken(line[..<colon]),
        !line.contains(where: Characters.isControl)
      else { return nil }
      let value = Characters.trimmed(line[(colon + 1)...])
      if Characters.equal(line[..<colon], ignoringCase: "content-disposition") {
        guard disposition == nil else { return nil }
        disposition = HeaderValue.parse(value, isForm: true)
        guard disposition != nil else { return nil }
      } else if Characters.equal(line[..<colon], ignoringCase: "content-type") {
        guard type == nil else { return nil }
        type = HeaderValue.parse(value)
      }
    }
    guard let disposition, disposition.first == "form-data",
      let name = disposition.parameters.first(where: { $0.name == "name" })?.value
    else { return nil }
    self.name = name
    let file = disposition.parameters.first { $0.name == "filename" }?.value
    fileName = file.map(MultipartHead.lastComponent)
    mediaType = type?.first
  }

  private static func lastComponent(_ name: String) -> String {
    let parts = name.utf8.split { $0 == UInt8(ascii: "/") || $0 == UInt8(ascii: "\\") }
    let last = parts.last.map { String(decoding: Array($0), as: UTF8.self) } ?? ""
    return last == "." || last == ".." ? "" : last
  }
}
