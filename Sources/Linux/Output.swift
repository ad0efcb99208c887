import Glibc

/// What a command says: answers on standard output, everything else on standard error.
package enum Output {
  package static func say(_ line: String) { put(line + "\n", 1) }

  package static func note(_ line: String) { put(line + "\n", 2) }

  package static func put(_ bytes: [UInt8]) throws {
    var sent = 0
    while sent < bytes.count {
      let more = unsafe bytes.withUnsafeBytes {
        unsafe write(1, $0.baseAddress! + sent, bytes.count - sent)
      }
      if more > 0 { sent += more } else if errno != EINTR { throw SystemError("write") }
    }
  }

  private static func put(_ text: String, _ number: Int32) {
    var text = text
    text.withUTF8 { bytes in _ = unsafe write(number, bytes.baseAddress, bytes.count) }
  }
}
