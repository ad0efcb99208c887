/// Writes into room that was measured before, and never past it.
@unsafe
struct Pen {
  private var rest: UnsafeMutableBufferPointer<UInt8>

  init(rest: UnsafeMutableBufferPointer<UInt8>) { unsafe self.rest = rest }

  mutating func write(_ byte: UInt8) {
    unsafe precondition(!rest.isEmpty, "more was written than was measured")
    unsafe rest.baseAddress!.pointee = byte
    unsafe rest = UnsafeMutableBufferPointer(rebasing: rest[1...])
  }

  mutating func write(_ text: StaticString) {
    unsafe write(UnsafeBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount))
  }

  mutating func write(escaping text: String) {
    unsafe Escape.write(text) { unsafe write($0) }
  }

  private mutating func write(_ bytes: UnsafeBufferPointer<UInt8>) {
    unsafe precondition(bytes.count <= rest.count, "more was written than was measured")
    guard let first = bytes.baseAddress else { return }
    unsafe rest.baseAddress?.update(from: first, count: bytes.count)
    unsafe rest = UnsafeMutableBufferPointer(rebasing: rest[bytes.count...])
  }

  /// All that was measured has been written.
  func requireEnd() { unsafe precondition(rest.isEmpty, "less was written than was measured") }
}
