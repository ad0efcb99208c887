/// Text put together byte by byte: days and moments stand on every page by the dozen.
extension [UInt8] {
  static func += (text: inout [UInt8], word: StaticString) {
    unsafe text.append(
      contentsOf: UnsafeBufferPointer(start: word.utf8Start, count: word.utf8CodeUnitCount))
  }

  mutating func write(_ number: Int, width: Int = 1) {
    guard number >= 0 else { return append(contentsOf: pad(number, width).utf8) }
    var (unit, places) = (1, 1)
    while number / unit >= 10 || places < width {
      unit *= 10
      places += 1
    }
    while unit > 0 {
      append(UInt8(0x30 + number / unit % 10))
      unit /= 10
    }
  }
}
