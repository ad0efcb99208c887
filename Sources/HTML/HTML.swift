/// A piece of HTML that is already safe: it can only be made from escaped text, from elements, and
/// from literals in this program's own source.
package struct HTML: Equatable {
  /// With some room before what is written, so that an element's start is put in front of its content
  /// where that lies: a page is nested deep, and is not copied at every level. Nil: nothing is written.
  private var block: Block?
  private var start = 0
  private var end = 0

  /// What it stands on besides its own text, such as drawings that the page brings once: a bit each,
  /// handed on to whatever it becomes part of. Two pieces that read alike are equal whatever they mark.
  package private(set) var marks: UInt64 = 0

  package init() {}

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
  init(room: Int) { self.init(front: HTML.before, room: room) }

  private init(front: Int, room: Int) {
    block = Block.made(front + room + HTML.after)
    (start, end) = (front, front)
  }

  private static let before = 64
  private static let after = 32

  package var isEmpty: Bool { start == end }

  package var text: String { String(decoding: bytes, as: UTF8.self) }

  package var bytes: [UInt8] { bytes(after: "") }

  func bytes(after literal: StaticString) -> [UInt8] {
    let first = literal.utf8CodeUnitCount
    return unsafe Array(unsafeUninitializedCapacity: first + end - start) { bytes, count in
      var pen = unsafe Pen(rest: bytes)
      unsafe pen.write(literal)
      unsafe written { unsafe pen.write($0) }
      count = first + end - start
    }
  }

  /// The same, standing on what this bit means.
  package func marked(_ bit: Int) -> HTML {
    var marked = self
    marked.marks |= 1 << UInt64(bit)
    return marked
  }

  package static func == (a: HTML, b: HTML) -> Bool {
    unsafe a.written { a in unsafe b.written { b in unsafe a.elementsEqual(b) } }
  }

  package static func + (a: consuming HTML, b: HTML) -> HTML {
    a += b
    return a
  }

  package static func += (a: inout HTML, b: HTML) {
    let marks = a.marks | b.marks
    if a.block == nil {
      a = b
    } else {
      unsafe b.written { unsafe a.append($0) }
    }
    a.marks = marks
  }

  /// One after the other.
  package static func joined(_ parts: [HTML], by between: HTML = HTML()) -> HTML {
    if parts.count < 2 { return parts.first ?? HTML() }
    let room = parts.reduce(0) { $0 + $1.end - $1.start + between.end - between.start }
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
      unsafe piece.withUnsafeBufferPointer { unsafe part.append($0) }
      part.marks = marks
      return part
    }
  }

  mutating func append(literal: StaticString) {
    unsafe append(
      UnsafeBufferPointer(start: literal.utf8Start, count: literal.utf8CodeUnitCount))
  }

  mutating func append(escaping text: String) {
    unsafe Escape.write(text) { unsafe append($0) }
  }

  /// Puts an element's start in front of what is there.
  ///
  /// - Parameter isAll: it ends there.
  mutating func open(_ name: StaticString, _ attributes: [Attribute], isAll: Bool = false) {
    var length = name.utf8CodeUnitCount + (isAll ? 3 : 2)
    for index in attributes.indices { length += attributes[index].length }
    if length > start || !isOwn { move(leaving: length, after: 0) }
    start -= length
    guard let bytes = unsafe block?.bytes(start, start + length) else { return }
    var pen = unsafe Pen(rest: bytes)
    unsafe pen.write(UInt8(ascii: "<"))
    unsafe pen.write(name)
    for index in attributes.indices { unsafe attributes[index].write(with: &pen) }
    if isAll { unsafe pen.write(UInt8(ascii: "/")) }
    unsafe pen.write(UInt8(ascii: ">"))
    unsafe pen.requireEnd()
  }

  /// Puts its end behind.
  mutating func close(_ name: StaticString) {
    let length = name.utf8CodeUnitCount + 3
    if !isOwn || end + length > room { move(leaving: 0, after: max(length, end - start)) }
    guard let bytes = unsafe block?.bytes(end, end + length) else { return }
    var pen = unsafe Pen(rest: bytes)
    unsafe pen.write("</")
    unsafe pen.write(name)
    unsafe pen.write(UInt8(ascii: ">"))
    unsafe pen.requireEnd()
    end += length
  }

  // MARK: - The memory

  private var room: Int { block?.room ?? 0 }

  /// Nobody else reads what is written to it.
  private var isOwn: Bool { mutating get { isKnownUniquelyReferenced(&block) } }

  private func written<Answer>(_ read: (UnsafeBufferPointer<UInt8>) -> Answer) -> Answer {
    guard let block else { return unsafe read(UnsafeBufferPointer(start: nil, count: 0)) }
    defer { withExtendedLifetime(block) {} }
    return unsafe read(UnsafeBufferPointer(block.bytes(start, end)))
  }

  private mutating func append(_ bytes: UnsafeBufferPointer<UInt8>) {
    guard let first = bytes.baseAddress else { return }
    if !isOwn || end + bytes.count > room {
      move(leaving: 0, after: max(bytes.count, end - start))
    }
    unsafe block?.bytes(end, end + bytes.count).baseAddress?.update(from: first, count: bytes.count)
    end += bytes.count
  }

  /// To memory of its own, with so much room before and behind.
  private mutating func move(leaving front: Int, after room: Int) {
    var moved = HTML(front: HTML.before + front, room: end - start + room)
    unsafe written { unsafe moved.append($0) }
    moved.marks = marks
    self = moved
  }
}

// Whoever writes to a block is the only one who holds it, see `isOwn`.
extension HTML: @unchecked Sendable {}
