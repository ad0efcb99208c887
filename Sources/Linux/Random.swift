import CLinux
import Glibc

/// Secrets and salts come from the kernel alone; without it the process must not go on.
package enum Random {
  package static func bytes(_ count: Int) -> [UInt8] {
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
}
