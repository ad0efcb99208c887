/// multipart/form-data of RFC 7578, read strictly as it comes in. It keeps no more than one part's
/// head: what belongs to a part is handed on in slices of what came.
package struct MultipartReader {
  package enum Mistake: Error, Equatable {
    case boundary
    case framing
    case head
    /// A name that goes on and on.
    case longHead
    case tooManyParts
  }

  package enum Event: Equatable {
    case part(MultipartHead)
    case data(ArraySlice<UInt8>)
    case end
  }

  private enum State {
    /// The first delimiter, or what stands behind any: matched so far.
    case opening(Int)
    case delimited([UInt8])
    case head([UInt8])
    case data
    /// Behind the last delimiter: at most a CR LF, matched so far.
    case over(Int)
  }

  private var state = State.opening(0)
  private let delimiter: [UInt8]
  /// How much of the delimiter the last bytes of a part have matched; it begins with the only CR in
  /// it, so a failed match starts again nowhere but at another CR.
  private var matched = 0
  private var parts = 0
  private let limit: Int
  private static let longestHead = 4096

  package init(_ type: ContentType?, limit: Int) throws(Mistake) {
    guard let type, type.isMultipart, let boundary = type["boundary"],
      MultipartReader.isBoundary(boundary)
    else { throw .boundary }
    delimiter = [0x0D, 0x0A] + Array("--\(boundary)".utf8)
    self.limit = limit
  }

  /// RFC 2046 §5.1.1: one to seventy characters of a short alphabet, no space at the end.
  private static func isBoundary(_ boundary: String) -> Bool {
    let bytes = Array(boundary.utf8)
    return 1...70 ~= bytes.count && bytes.last != 0x20
      && bytes.allSatisfy { byte in
        Characters.isToken(byte) && byte != UInt8(ascii: "*") || "()/,:=? ".utf8.contains(byte)
      }
  }

  package mutating func take(
    _ piece: ArraySlice<UInt8>, _ each: (Event) throws(Mistake) -> Void
  ) throws(Mistake) {
    var at = piece.startIndex
    while at < piece.endIndex {
      switch state {
      case .data: try data(piece, &at, each)
      case .opening(let count):
        guard piece[at] == delimiter[2 + count] else { throw .framing }
        let isWhole = count + 3 == delimiter.count
        state = isWhole ? .delimited([]) : .opening(count + 1)
        at += 1
      case .delimited(let seen):
        try delimited(seen + [piece[at]])
        at += 1
      case .head(var head):
        state = .over(0)  // so that the head's bytes are held once
        head.append(piece[at])
        at += 1
        try headLine(head, each)
      case .over(let count):
        guard count < 2, piece[at] == delimiter[count] else { throw .framing }
        state = .over(count + 1)
        at += 1
      }
    }
  }

  /// The body is over: was the form?
  package func finish() throws(Mistake) {
    guard case .over(let count) = state, count != 1 else { throw .framing }
  }

  /// Two bytes behind a delimiter say whether another part follows.
  private mutating func delimited(_ seen: [UInt8]) throws(Mistake) {
    if seen.count < 2 {
      state = .delimited(seen)
      return
    }
    if seen.elementsEqual("--".utf8) {
      state = .over(0)
      return
    }
    guard seen == [0x0D, 0x0A] else { throw .framing }
    guard parts < limit else { throw .tooManyParts }
    parts += 1
    state = .head([])
  }

  private mutating func headLine(
    _ head: [UInt8], _ each: (Event) throws(Mistake) -> Void
  ) throws(Mistake) {
    guard head.count <= Self.longestHead else { throw .longHead }
    guard head.last == 0x0A, head.suffix(4).elementsEqual([0x0D, 0x0A, 0x0D, 0x0A]) else {
      // A part without a head would be one without a name.
      guard !head.elementsEqual([0x0D, 0x0A]) else { throw .head }
      state = .head(head)
      return
    }
    guard let parsed = MultipartHead(head.dropLast(2)) else { throw .head }
    try each(.part(parsed))
    matched = 0
    state = .data
  }

  private mutating func data(
    _ piece: ArraySlice<UInt8>, _ at: inout Int, _ each: (Event) throws(Mistake) -> Void
  ) throws(Mistake) {
    if matched == 0 {
      let stop = MultipartReader.nextCR(in: piece, from: at)
      if stop > at { try each(.data(piece[at..<stop])) }
      at = stop
      if at == piece.endIndex { return }
    }
    if piece[at] == delimiter[matched] {
      matched += 1
      at += 1
      if matched == delimiter.count {
        try each(.end)
        state = .delimited([])
      }
    } else {
      // What looked like a delimiter was the part's own.
      try each(.data(delimiter[..<matched]))
      matched = 0
    }
  }

  private static func nextCR(in piece: ArraySlice<UInt8>, from start: Int) -> Int {
    let bytes = piece.span
    var at = start - piece.startIndex
    while at < bytes.count, bytes[at] != 0x0D { at += 1 }
    return piece.startIndex + at
  }
}
