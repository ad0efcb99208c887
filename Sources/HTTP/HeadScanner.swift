/// Finds where a request head ends and refuses on the way what can never become one, so that a
/// wrong client is told at once and not after a time-out. It keeps its place between reads.
struct HeadScanner {
  enum Finding: Equatable {
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

  /// True once a byte of the request itself has been seen.
  var hasBegun: Bool { at > start }

  /// `bytes` from `offset` on are the connection's; positions count from there.
  mutating func scan(_ bytes: [UInt8], from offset: Int, _ limits: Limits) -> Finding {
    let count = bytes.count - offset
    while at < count {
      let byte = bytes[offset + at]
      if byte == 0x0D {
        guard at + 1 < count else { return .incomplete }
        guard bytes[offset + at + 1] == 0x0A else { return .refused(.badRequest) }
        if let finding = endLine(limits) { return finding }
      } else {
        if let status = refusal(of: byte, limits) { return .refused(status) }
        at += 1
      }
    }
    return .incomplete
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

  private func refusal(of byte: UInt8, _ limits: Limits) -> Status? {
    if Characters.isControl(byte) { return .badRequest }
    let column = at - lineStart
    if lines == 0 {
      if column == 0, !Characters.isToken(byte) { return .badRequest }
      // Room for the method and the version around the longest target.
      return column > limits.target + 32 ? .uriTooLong : nil
    }
    if column == 0, byte == 0x20 || byte == 0x09 { return .badRequest }  // folding, §5.2
    if column >= limits.field || at - start >= limits.head { return .fieldsTooLarge }
    return nil
  }
}
