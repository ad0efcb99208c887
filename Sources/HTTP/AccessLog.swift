import Dispatch
import Glibc
import Linux
import Synchronization

/// Writes log lines from a thread of its own. When the reader of the log stands still, lines are
/// dropped and counted; requests never wait for it.
package final class AccessLog: Sendable {
  private struct Waiting {
    var lines: [UInt8] = []
    var lost = 0
    var isOpen = true
  }

  private let waiting = Mutex(Waiting())
  private let bell = DispatchSemaphore(value: 0)
  private let ended = DispatchSemaphore(value: 0)
  private let output: Int32
  private static let most = 4 << 20

  package init(to output: Int32 = 1) {
    self.output = output
    Thread.start("log") { [self] in
      while write() {}
      ended.signal()
    }
  }

  package func append(_ lines: [UInt8]) {
    waiting.withLock { waiting in
      if waiting.lines.count + lines.count > Self.most {
        waiting.lost += lines.count(where: { $0 == 0x0A })
      } else {
        waiting.lines += lines
      }
    }
    bell.signal()
  }

  /// Writes what is left and ends.
  package func close() {
    waiting.withLock { $0.isOpen = false }
    bell.signal()
    _ = ended.wait(timeout: .now() + 1)
  }

  private func write() -> Bool {
    bell.wait()
    let (lines, lost, isOpen) = waiting.withLock { waiting in
      defer {
        waiting.lines.removeAll(keepingCapacity: true)
        waiting.lost = 0
      }
      return (waiting.lines, waiting.lost, waiting.isOpen)
    }
    put(lines)
    if lost > 0 { put(Array("{\"lostLogLines\":\(lost)}\n".utf8)) }
    return isOpen
  }

  private func put(_ bytes: [UInt8]) {
    var sent = 0
    while sent < bytes.count {
      let more = unsafe bytes.withUnsafeBytes {
        unsafe Glibc.write(output, $0.baseAddress! + sent, bytes.count - sent)
      }
      if more > 0 { sent += more } else if errno != EINTR { return }
    }
  }
}
