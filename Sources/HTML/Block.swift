/// Memory that markup is written in, in one piece with what counts its holders. The header is how many
/// bytes there are.
final class Block: ManagedBuffer<Int, UInt8> {
  static func made(_ capacity: Int) -> Block {
    let made = Block.create(minimumCapacity: capacity) { _ in capacity }
    return unsafe unsafeDowncast(made, to: Block.self)
  }

  var room: Int { header }

  /// Those from here to there, checked; valid as long as somebody holds the block.
  @unsafe
  func bytes(_ start: Int, _ end: Int) -> UnsafeMutableBufferPointer<UInt8> {
    precondition(0 <= start && start <= end && end <= header, "outside of its memory")
    return unsafe withUnsafeMutablePointerToElements { first in
      unsafe UnsafeMutableBufferPointer(start: first + start, count: end - start)
    }
  }
}
