/// multipart/form-data of RFC 7578, read strictly from a body in memory.
package enum Multipart {
  package struct Part: Sendable, Equatable {
    package let name: String
    /// The last component of what the browser said; never used as a path.
    package let fileName: String?
    package let body: [UInt8]
  }

  package enum Mistake: Error, Equatable {
    case boundary
    case framing
    case head
    case repeated(String)
    case tooMany
  }

  package static func parts(of request: Request, limit: Int = 100) throws(Mistake) -> [Part] {
    guard let type = request.head.contentType, type.isMultipart, let boundary = type["boundary"],
      isBoundary(boundary)
    else { throw .boundary }
    return try parts(of: request.body, boundary: boundary, limit: limit)
  }

  /// RFC 2046 §5.1.1: one to seventy characters of a short alphabet, no space at the end.
  private static func isBoundary(_ boundary: String) -> Bool {
    let bytes = Array(boundary.utf8)
    return 1...70 ~= bytes.count && bytes.last != 0x20
      && bytes.allSatisfy { byte in
        Characters.isToken(byte) && byte != UInt8(ascii: "*") || "()/,:=? ".utf8.contains(byte)
      }
  }

  static func parts(
    of body: [UInt8], boundary: String, limit: Int
  ) throws(Mistake) -> [Part] {
    let opening = Array("--\(boundary)".utf8)
    let delimiter = [0x0D, 0x0A] + opening
    guard body.starts(with: opening) else { throw .framing }
    var parts: [Part] = []
    var at = opening.count
    while true {
      let rest = body[at...]
      if rest.starts(with: "--".utf8) {
        let tail = rest.dropFirst(2)
        guard tail.isEmpty || tail.elementsEqual([0x0D, 0x0A]) else { throw .framing }
        return parts
      }
      guard rest.starts(with: [0x0D, 0x0A]), parts.count < limit else {
        throw parts.count < limit ? .framing : .tooMany
      }
      at += 2
      guard let headEnd = find([0x0D, 0x0A, 0x0D, 0x0A], in: body, from: at, to: at + 4096),
        let end = find(delimiter, in: body, from: headEnd + 4, to: body.count)
      else { throw .framing }
      let part = try part(head: body[at..<headEnd], body: body[(headEnd + 4)..<end])
      if part.fileName == nil, parts.contains(where: { isSame($0.name, part.name) }) {
        throw .repeated(part.name)
      }
      parts.append(part)
      at = end + delimiter.count
    }
  }

  private static func isSame(_ a: String, _ b: String) -> Bool { a.utf8.elementsEqual(b.utf8) }

  private static func part(
    head: ArraySlice<UInt8>, body: ArraySlice<UInt8>
  ) throws(Mistake) -> Part {
    var disposition: HeaderValue?
    for raw in head.split(separator: 0x0A) {
      let line = raw.last == 0x0D ? raw.dropLast() : raw
      guard let colon = line.firstIndex(of: UInt8(ascii: ":")), Characters.isToken(line[..<colon]),
        !line.contains(where: Characters.isControl)
      else { throw .head }
      if Characters.equal(line[..<colon], ignoringCase: "content-disposition") {
        guard disposition == nil else { throw .head }
        disposition = HeaderValue.parse(Characters.trimmed(line[(colon + 1)...]))
      }
    }
    guard let disposition, disposition.first == "form-data",
      let name = disposition.parameters.first(where: { $0.name == "name" })?.value
    else { throw .head }
    let file = disposition.parameters.first { $0.name == "filename" }?.value
    return Part(name: name, fileName: file.map(lastComponent), body: Array(body))
  }

  private static func lastComponent(_ name: String) -> String {
    let parts = name.utf8.split { $0 == UInt8(ascii: "/") || $0 == UInt8(ascii: "\\") }
    let last = parts.last.map { String(decoding: Array($0), as: UTF8.self) } ?? ""
    return last == "." || last == ".." ? "" : last
  }

  private static func find(_ needle: [UInt8], in body: [UInt8], from: Int, to: Int) -> Int? {
    let last = min(to, body.count) - needle.count
    guard from <= last else { return nil }
    return (from...last).first { start in
      body[start] == needle[0] && body[start..<(start + needle.count)].elementsEqual(needle)
    }
  }
}
