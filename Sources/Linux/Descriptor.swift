import CLinux
import Glibc

/// An open file or socket that closes itself exactly once.
package struct Descriptor: ~Copyable, Sendable {
  package let number: Int32

  package init(_ number: Int32) { self.number = number }

  deinit { close(number) }

  package static func open(_ path: String, _ flags: Int32, mode: mode_t = 0o640) throws
    -> Descriptor
  {
    let number = unsafe Glibc.open(path, flags | O_CLOEXEC, mode)
    guard number >= 0 else { throw SystemError("open \(path)") }
    return Descriptor(number)
  }

  /// `nil` at the end.
  package func read(upTo count: Int) throws -> [UInt8]? {
    var failed = false
    let bytes = unsafe [UInt8](unsafeUninitializedCapacity: count) { buffer, filled in
      var got: Int
      repeat {
        got = unsafe Glibc.read(number, buffer.baseAddress, count)
      } while got < 0
        && errno == EINTR
      failed = got < 0
      filled = max(0, got)
    }
    if failed { throw SystemError("read") }
    return bytes.isEmpty ? nil : bytes
  }

  /// Some of it, wherever reading stands; fewer bytes where it ends before.
  package func read(at offset: Int, _ count: Int) throws -> [UInt8] {
    var failed = false
    let bytes = unsafe [UInt8](unsafeUninitializedCapacity: count) { buffer, filled in
      while filled < count {
        let got = unsafe Glibc.pread(
          number, buffer.baseAddress! + filled, count - filled, off_t(offset + filled))
        if got > 0 {
          filled += got
        } else if got == 0 || errno != EINTR {
          failed = got < 0
          break
        }
      }
    }
    if failed { throw SystemError("pread") }
    return bytes
  }

  package func write(_ bytes: [UInt8]) throws { try write(bytes[...]) }

  package func write(_ bytes: ArraySlice<UInt8>) throws {
    var sent = 0
    while sent < bytes.count {
      let more = unsafe bytes.withUnsafeBytes {
        unsafe Glibc.write(number, $0.baseAddress! + sent, bytes.count - sent)
      }
      if more > 0 {
        sent += more
      } else if errno != EINTR {
        throw SystemError("write")
      }
    }
  }

  package func synchronise() throws {
    guard fsync(number) == 0 else { throw SystemError("fsync") }
  }

  /// True if this process now holds the file's lock; it goes with the descriptor.
  package func lock() -> Bool { linux_lock(number) == 0 }
}
