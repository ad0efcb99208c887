import HTTP

/// The Range field, for bodies of many lengths.
extension FuzzTarget {
  static let ranges = FuzzTarget(
    name: "ranges",
    words: [
      "bytes=", "BYTES=", "-", "0", "1", "99", "100", "9223372036854775807", "9223372036854775808",
      "99999999999999999999", ",", " ", "\t", "--", "+1", "items=", "0-0", "-5", "5-",
    ],
    seeds: ["bytes=0-99", "bytes=-5", "bytes=5-", "bytes=0-0,2-3", "bytes=99-100", "bytes= 0-1 "],
    complaint: { bytes in
      for length in [0, 1, 100, Int.max] {
        let found = ByteRange(bytes[...], of: length)
        if case .part(let range) = found {
          if range.isEmpty || range.lowerBound < 0 || range.upperBound > length {
            return "\(range) of \(length)"
          }
        }
        if found != plain(bytes, length) {
          return "\(found) of \(length), not \(plain(bytes, length))"
        }
      }
      return nil
    })
}

/// The same by way of text, for numbers of few digits; long ones are beyond every end.
private func plain(_ bytes: [UInt8], _ length: Int) -> ByteRange {
  let text = String(decoding: bytes, as: UTF8.self).lowercased()
  guard text.utf8.starts(with: "bytes=".utf8) else { return .whole }
  var value = Array(text.utf8.dropFirst(6))
  while let last = value.last, [0x20, 0x09].contains(last) { value.removeLast() }
  while let first = value.first, [0x20, 0x09].contains(first) { value.removeFirst() }
  guard let dash = value.firstIndex(of: 0x2D) else { return .whole }
  let (first, last) = (number(value[..<dash]), number(value[(dash + 1)...]))
  switch (first, last) {
  case (.none, .value(let count)):
    if count == 0 { return .outside }
    return length == 0 ? .whole : .part(max(0, length - count)..<length)
  case (.value(let start), .none):
    return start < length ? .part(start..<length) : .outside
  case (.value(let start), .value(let end)) where start <= end:
    return start < length ? .part(start..<(end < length ? end + 1 : length)) : .outside
  default: return .whole
  }
}

private enum Number {
  case none, bad
  case value(Int)
}

private func number(_ digits: ArraySlice<UInt8>) -> Number {
  if digits.isEmpty { return .none }
  guard digits.allSatisfy({ 0x30...0x39 ~= $0 }) else { return .bad }
  return .value(Int(String(decoding: digits, as: UTF8.self)) ?? Int.max)
}
