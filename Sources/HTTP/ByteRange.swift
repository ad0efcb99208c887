/// A part of a representation, asked for with Range (RFC 9110 §14).
package enum ByteRange: Equatable {
  /// Nothing asked for, or nothing that can be understood: the whole.
  case whole
  case part(Range<Int>)
  /// Asked for, but beyond the end.
  case outside

  /// One range is answered with itself. Several are answered with the whole, which the RFC allows:
  /// many small ones are a known way to make a server work.
  package init(_ field: ArraySlice<UInt8>, of length: Int) {
    self = .whole
    let unit = "bytes=".utf8
    guard field.prefix(unit.count).map(Characters.lowercased).elementsEqual(unit) else { return }
    let parts = Characters.trimmed(field.dropFirst(unit.count))
      .split(separator: UInt8(ascii: "-"), omittingEmptySubsequences: false)
    guard parts.count == 2 else { return }
    let (first, last) = (parts[0], parts[1])
    if first.isEmpty {
      guard let count = ByteRange.position(last) else { return }
      if count == 0 {
        self = .outside
      } else if length > 0 {
        self = .part(max(0, length - count)..<length)
      }
      return
    }
    guard let start = ByteRange.position(first) else { return }
    let end = last.isEmpty ? Int.max : ByteRange.position(last)
    guard let end, end >= start else { return }
    self = start < length ? .part(start..<min(length, end == Int.max ? end : end + 1)) : .outside
  }

  /// Digits only; a number too long to hold is beyond every end.
  private static func position(_ digits: ArraySlice<UInt8>) -> Int? {
    guard !digits.isEmpty, digits.allSatisfy(Characters.isDigit) else { return nil }
    return Characters.decimal(digits) ?? Int.max
  }
}

extension Response {
  /// The part that was asked for, where this answer offers parts. Range is defined for GET alone,
  /// and counts only for the very representation the reader has (If-Range, strong comparison).
  func ranged(on head: RequestHead) -> Response {
    guard offersRanges, head.method == .get, status == .ok else { return self }
    let fields = head.fields.all("range")
    guard fields.count == 1 else { return self }
    let conditions = head.fields.all("if-range")
    let holds = conditions.allSatisfy { etag != nil && $0.elementsEqual((etag ?? "").utf8) }
    guard holds, conditions.count <= 1 else { return self }
    var answer = self
    switch ByteRange(fields[0], of: length) {
    case .whole: return self
    case .part(let range):
      answer.status = .partialContent
      answer.fields.add(
        "Content-Range", "bytes \(range.lowerBound)-\(range.upperBound - 1)/\(length)")
      answer.narrow(to: range)
    case .outside:
      answer.status = .rangeNotSatisfiable
      answer.fields.add("Content-Range", "bytes */\(length)")
      answer.narrow(to: 0..<0)
    }
    return answer
  }
}
