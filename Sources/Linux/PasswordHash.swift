import CLinux
import Glibc

/// The system's yescrypt (libcrypt). Slow and memory-hungry on purpose: only ever on a Pool.
package enum PasswordHash {
  /// 64 MB and some 60 ms (reliability §7).
  private static let prefix = "$y$"
  private static let cost: UInt = 7
  /// libcrypt's own limit; a C string ends at a NUL.
  package static let mostBytes = 511

  package static func make(_ password: String) -> String {
    var setting = [CChar](repeating: 0, count: 192)
    let random = Random.bytes(16)
    let made = unsafe random.withUnsafeBytes { random in
      unsafe setting.withUnsafeMutableBufferPointer { setting in
        unsafe crypt_gensalt_rn(
          prefix, cost, random.baseAddress!.assumingMemoryBound(to: CChar.self),
          Int32(random.count), setting.baseAddress, Int32(setting.count)) != nil
      }
    }
    let salt = String(
      decoding: setting.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
    // Without yescrypt there is nothing to fall back on: no weaker hash is ever kept.
    guard made, let hash = crypt(password, salt) else { exit(71) }
    return hash
  }

  /// What `password` comes to under the settings of `hash`: the hash itself, if it is the password.
  package static func again(_ password: String, like hash: String) -> String? {
    crypt(password, hash)
  }

  private static func crypt(_ password: String, _ setting: String) -> String? {
    let bytes = password.utf8
    guard bytes.count <= mostBytes, !bytes.contains(0) else { return nil }
    let size = MemoryLayout<crypt_data>.size
    let data = UnsafeMutableRawPointer.allocate(byteCount: size, alignment: 16)
    unsafe memset(data, 0, size)
    defer {
      unsafe explicit_bzero(data, size)
      unsafe data.deallocate()
    }
    let scratch = unsafe data.bindMemory(to: crypt_data.self, capacity: 1)
    guard let found = unsafe crypt_r(password, setting, scratch) else { return nil }
    let text = unsafe String(cString: found)
    return text.hasPrefix("*") ? nil : text
  }
}
