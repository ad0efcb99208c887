import CLinux
import Glibc
import Synchronization

/// Secrets and salts come from the kernel alone; without it the process must not go on.
package enum Random {
  /// The demo is the same every time: as long as it is played, before anyone can come, what would be
  /// drawn follows from a seed.
  private static let seed = Mutex<UInt64?>(nil)
  private static let isPlayed = Atomic(false)

  package static func follow(seed new: UInt64?) {
    seed.withLock { $0 = new }
    isPlayed.store(new != nil, ordering: .releasing)
  }

  package static func bytes(_ count: Int) -> [UInt8] {
    if isPlayed.load(ordering: .acquiring), let played = played(count) { return played }
    var bytes = [UInt8](repeating: 0, count: count)
    var filled = 0
    while filled < count {
      let got = unsafe bytes.withUnsafeMutableBytes { buffer in
        unsafe linux_random(buffer.baseAddress! + filled, count - filled)
      }
      if got > 0 {
        filled += got
      } else if errno != EINTR {
        exit(71)  // EX_OSERR: a guessable token is worse than no service
      }
    }
    return bytes
  }

  package static func number() -> UInt64 {
    bytes(8).reduce(0) { $0 << 8 | UInt64($1) }
  }

  /// SplitMix64.
  private static func played(_ count: Int) -> [UInt8]? {
    seed.withLock { seed in
      guard var state = seed else { return nil }
      let bytes = (0..<count).map { _ -> UInt8 in
        state &+= 0x9E37_79B9_7F4A_7C15
        var z = state
        z = (z ^ z >> 30) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ z >> 27) &* 0x94D0_49BB_1331_11EB
        return UInt8(truncatingIfNeeded: (z ^ z >> 31) >> 24)
      }
      seed = state
      return bytes
    }
  }
}
