import Glibc

/// A call to the kernel that failed: what was tried, and the kernel's own word for why.
package struct SystemError: Error, CustomStringConvertible, Sendable {
  package let attempt: String
  package let code: Int32

  /// Reads `errno` at once, before another call can change it.
  package init(_ attempt: String) {
    self.attempt = attempt
    self.code = errno
  }

  package init(_ attempt: String, code: Int32) {
    self.attempt = attempt
    self.code = code
  }

  package var reason: String {
    unsafe String(cString: strerror(code))
  }

  package var description: String { "\(attempt): \(reason)" }
}
