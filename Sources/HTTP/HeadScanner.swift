/// Finds where a request head ends and refuses on the way what can never become one, so that a
/// wrong client is told at once and not after a time-out. It keeps its place between reads.
package struct HeadScanner {
  package enum Finding: Equatable {
    case incomplete
    /// The head stands in this range, its closing empty line not included.
    case found(Range<Int>, next: Int)
    case refused(Status)
  }

  private var at = 0
  private var start = 0
  private var lineStart = 0
  private var lines = 0
  private var emptyLines = 0
  private var hasCheckedRequestLine = false

  package init() {}

  /// Trailers are fields without a request line before them.
  static func forTrailers() -> HeadScanner {
    var scanner = HeadScanner()
    scanner.lines = 1
    scanner.hasCheckedRequestLine = true
    return scanner
  }

  /// True once a byte of the request itself has been seen.
  var hasBegun: Bool { at > start }

  /// `bytes` from `offset` on are the connection's; positions count from there.
  package mutating func scan(
    _ bytes: [UInt8], from offset: Int, _ limits: Limits
  ) -> Finding {
    let count = bytes.count - offset
    while at < count {
      let first = bytes[offset + at]
      if at == lineStart, let status = refusal(ofFirst: first) { return .refused(status) }
      at = HeadScanner.endOfPlainBytes(bytes, from: offset + at) - offset
      if let status = refusalOfLength(limits) { return .refused(status) }
      guard at < count else { return unfinished(bytes, offset, limits) }
      // What stopped the run is a line's end, or a control that has no place in a head.
      guard bytes[offset + at] == 0x0D else { return .refused(.badRequest) }
      guard at + 1 < count else { return unfinished(bytes, offset, limits) }
      guard bytes[offset + at + 1] == 0x0A else { return .refused(.badRequest) }
      if let finding = endLine(limits) { return finding }
    }
    return unfinished(bytes, offset, limits)
  }

  /// A request line that can never be one is not made to wait for its empty line.
  private mutating func unfinished(
    _ bytes: [UInt8], _ offset: Int, _ limits: Limits
  ) -> Finding {
    guard lines > 0, !hasCheckedRequestLine else { return .incomplete }
    hasCheckedRequestLine = true
    let head = Array(bytes[(offset + start)..<(offset + lineStart)])
    return HeadParser.refusal(ofRequestLineIn: head, limits).map { .refused($0) } ?? .incomplete
  }

  private static func endOfPlainBytes(_ bytes: [UInt8], from start: Int) -> Int {
    let bytes = bytes.span
    var at = start
    while at < bytes.count, !Characters.isControl(bytes[at]) { at += 1 }
    return at
  }

  private mutating func endLine(_ limits: Limits) -> Finding? {
    let isEmpty = at == lineStart
    let end = lineStart
    at += 2
    lineStart = at
    guard isEmpty else {
      lines += 1
      // The request line does not count among the fields.
      return lines > limits.fields + 1 ? .refused(.fieldsTooLarge) : nil
    }
    if lines > 0 { return .found(start..<end, next: at) }
    // RFC 9112 §2.2: an empty line before the request line is ignored; two are plenty.
    emptyLines += 1
    start = at
    return emptyLines > 2 ? .refused(.badRequest) : nil
  }

  private func refusal(ofFirst byte: UInt8) -> Status? {
    if byte == 0x0D { return nil }
    if lines == 0 { return Characters.isToken(byte) ? nil : .badRequest }
    return byte == 0x20 || byte == 0x09 ? .badRequest : nil  // folding, §5.2
  }

  private func refusalOfLength(_ limits: Limits) -> Status? {
    let column = at - lineStart
    // Room for the method and the version around the longest target.
    if lines == 0 { return column > limits.target + 32 ? .uriTooLong : nil }
    return column > limits.field || at - start > limits.head ? .fieldsTooLarge : nil
  }
}
