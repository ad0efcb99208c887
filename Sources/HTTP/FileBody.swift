import Glibc
import Linux

/// A body that lies in a file and goes from there to the socket without passing through memory.
package struct FileBody: Sendable {
  private final class Opened: Sendable {
    let file: Descriptor
    init(_ file: consuming Descriptor) { self.file = file }
  }

  private let opened: Opened
  /// Which of its bytes are sent.
  var range: Range<Int>

  /// Opened now: what is served is what was there at this moment, whatever becomes of the name.
  package init(_ path: String) throws {
    let file = try Descriptor.open(path, O_RDONLY | O_NOFOLLOW | O_NONBLOCK)
    range = 0..<(try file.size)
    opened = Opened(file)
  }

  /// Sends on from `range.lowerBound`; what the socket took, or -1 with errno set.
  mutating func send(to socket: Int32, atMost: Int) -> Int {
    var offset = off_t(range.lowerBound)
    let sent = unsafe sendfile(socket, opened.file.number, &offset, min(atMost, range.count))
    if sent > 0 { range = (range.lowerBound + sent)..<range.upperBound }
    return sent
  }
}
