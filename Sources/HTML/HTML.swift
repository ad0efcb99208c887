/// A piece of HTML that is already safe: it can only be made from escaped text, from elements, and
/// from literals in this program's own source.
package struct HTML: Sendable, Equatable {
  /// With some room before what is written, so that an element's start is put in front of its content
  /// where that lies: a page is nested deep, and is not copied at every level.
  private var kept: [UInt8]
  private var start: Int

  /// What it stands on besides its own text, such as drawings that the page brings once: a bit each,
  /// handed on to whatever it becomes part of. Two pieces that read alike are equal whatever they mark.
  package private(set) var marks: UInt64 = 0

  package init() {
    kept = []
    start = 0
  }

  /// Escaped byte by byte, so that a combining mark behind a quote cannot carry it through
  /// (reliability, finding 7). Controls, which HTML cannot hold, become U+FFFD.
  package init(_ text: String) {
    self.init(room: text.utf8.count)
    append(escaping: text)
  }

  /// Markup written in the program itself, such as the doctype or an icon.
  package init(literal: StaticString) {
    self.init(room: literal.utf8CodeUnitCount)
    append(literal: literal)
  }

  /// Empty, and made for so many bytes and the tags around them.
  init(room: Int) {
    unsafe kept = Array(unsafeUninitializedCapacity: HTML.before + room + HTML.after) {
      bytes, count in
      unsafe bytes.prefix(HTML.before).initialize(repeating: 0)
      count = HTML.before
    }
    start = HTML.before
  }

  private static let before = 64
  private static let after = 32

  package var bytes: ArraySlice<UInt8> { kept[start...] }

  package var isEmpty: Bool { start == kept.count }

  package var text: String { String(decoding: bytes, as: UTF8.self) }

  /// The same, standing on what this bit means.
  package func marked(_ bit: Int) -> HTML {
    var marked = self
    marked.marks |= 1 << UInt64(bit)
    return marked
  }

  package static func == (a: HTML, b: HTML) -> Bool { a.bytes == b.bytes }

  package static func + (a: consuming HTML, b: HTML) -> HTML {
    a += b
    return a
  }

  package static func += (a: inout HTML, b: HTML) {
    let marks = a.marks | b.marks
    defer { a.marks = marks }
    if a.kept.isEmpty {
      a = b
      return
    }
    unsafe b.kept.withUnsafeBufferPointer { bytes in
      unsafe a.kept.append(contentsOf: UnsafeBufferPointer(rebasing: bytes[b.start...]))
    }
  }

  /// One after the other.
  package static func joined(_ parts: [HTML], by between: HTML = HTML()) -> HTML {
    if parts.count < 2 { return parts.first ?? HTML() }
    let room = parts.reduce(0) { $0 + $1.bytes.count + between.bytes.count }
    var all = HTML(room: room)
    for (index, part) in parts.enumerated() {
      if index > 0 { all += between }
      all += part
    }
    return all
  }

  /// A place that is filled later: what is written holds no controls, so nobody else makes one.
  package static let gap = HTML(literal: "\u{1}")

  /// What stands around the gaps; all of it, where there is none.
  package var aroundGaps: [HTML] {
    bytes.split(separator: 1, omittingEmptySubsequences: false).map { piece in
      var part = HTML(room: piece.count)
      part.kept.append(contentsOf: piece)
      part.marks = marks
      return part
    }
  }

  mutating func append(literal: StaticString) {
    unsafe kept.append(
      contentsOf: UnsafeBufferPointer(
        start: literal.utf8Start, count: literal.utf8CodeUnitCount))
  }

  mutating func append(escaping text: String) {
    unsafe Escape.write(text) { unsafe kept.append(contentsOf: $0) }
  }

  /// Puts an element's start in front of what is there.
  ///
  /// - Parameter isAll: it ends there.
  mutating func open(_ name: StaticString, _ attributes: [Attribute], isAll: Bool = false) {
    var length = name.utf8CodeUnitCount + (isAll ? 3 : 2)
    for index in attributes.indices { length += attributes[index].length }
    if length > start { makeRoom(length) }
    start -= length
    let at = start
    unsafe kept.withUnsafeMutableBufferPointer { bytes in
      var pen = unsafe Pen(rest: UnsafeMutableBufferPointer(rebasing: bytes[at..<(at + length)]))
      unsafe pen.write(UInt8(ascii: "<"))
      unsafe pen.write(name)
      for index in attributes.indices { unsafe attributes[index].write(with: &pen) }
      if isAll { unsafe pen.write(UInt8(ascii: "/")) }
      unsafe pen.write(UInt8(ascii: ">"))
      unsafe pen.requireEnd()
    }
  }

  /// Puts its end behind, in one piece.
  mutating func close(_ name: StaticString) {
    unsafe withUnsafeTemporaryAllocation(
      of: UInt8.self, capacity: name.utf8CodeUnitCount + 3
    ) { bytes in
      var pen = unsafe Pen(rest: bytes)
      unsafe pen.write("</")
      unsafe pen.write(name)
      unsafe pen.write(UInt8(ascii: ">"))
      unsafe pen.requireEnd()
      unsafe kept.append(contentsOf: UnsafeBufferPointer(bytes))
    }
  }

  /// In front.
  private mutating func makeRoom(_ length: Int) {
    var moved = HTML(room: length + kept.count - start)
    moved.kept.append(contentsOf: repeatElement(0, count: length))
    moved.start = moved.kept.count
    moved.kept.append(contentsOf: kept[start...])
    moved.marks = marks
    self = moved
  }
}
