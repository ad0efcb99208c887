import CLinux
import Glibc

/// One client's socket and what is under way on it. Touched only on its loop's thread.
final class Connection {
  enum State {
    /// Waiting for, or in the middle of, a request head.
    case head
    case body(BodyReader, RequestHead, Destination)
    /// The answer is out already; the rest of the body is read and thrown away.
    case discard(BodyReader)
    /// A handler is at work on this request.
    case busy(RequestHead)
    /// Everything is said; reading on for a moment lets the peer take it in before the close.
    case lingering
    case closed
  }

  /// Where a body goes.
  enum Destination {
    case handler(@Sendable (Request) async -> Response)
    case intake(
      Intake, then: @Sendable (Request, Result<Upload, Upload.Mistake>) async -> Response)
  }

  let socket: Int32
  let token: UInt64
  let peer: Peer
  var state = State.head
  var scanner = HeadScanner()

  var input: [UInt8] = []
  var inputAt = 0
  var isReadable = true
  /// The kernel has said that the peer's end is among the bytes still to be read.
  var endIsNear = false
  var peerHasEnded = false
  var isBroken = false

  /// Heads and small bodies, then at most one large body sent from where it lies.
  var output: [UInt8] = []
  var outputAt = 0
  var tail: [UInt8] = []
  var tailAt = 0
  /// After all that, a body that lies in a file.
  var file: FileBody?
  /// The socket would take more, but others are waiting too.
  var hasMoreToSend = false
  /// Its turn ended before it did, and it is to be taken up again.
  var isUnfinished = false
  var closesAfterOutput = false
  var hasSaidGoodbye = false

  /// When the present state began, and when the peer last took a byte of what it is owed.
  var since: Int64
  var lastSent: Int64
  /// How much of a body had come when the present stretch of time began.
  var stretch: (start: Int64, received: Int)?
  var isFirstRequest = true

  init(socket: Int32, token: UInt64, peer: Peer, now: Int64) {
    self.socket = socket
    self.token = token
    self.peer = peer
    since = now
    lastSent = now
  }

  var hasOutput: Bool { outputAt < output.count || tailAt < tail.count || file != nil }
  var hasLargeOutput: Bool {
    file != nil || tailAt < tail.count || output.count - outputAt > 64 << 10
  }

  /// Nothing of a next request has come yet.
  var isIdle: Bool {
    if case .head = state { return inputAt == input.count && !hasOutput }
    return false
  }

  // MARK: - Bytes in

  enum Reading { case some, nothing, ended }

  func read(into scratch: inout [UInt8]) -> Reading {
    guard isReadable else { return peerHasEnded ? .ended : .nothing }
    let capacity = scratch.count
    let got = unsafe scratch.withUnsafeMutableBytes { buffer in
      unsafe recv(socket, buffer.baseAddress, capacity, Int32(MSG_DONTWAIT))
    }
    if got > 0 {
      compact()
      input += scratch[..<got]
      // Edge-triggered: less than asked for means there is no more for now.
      if got < capacity, !endIsNear { isReadable = false }
      return .some
    }
    isReadable = false
    if got == 0 {
      peerHasEnded = true
      return .ended
    }
    if errno == EINTR { isReadable = true }
    if errno != EAGAIN, errno != EINTR { isBroken = true }
    return isBroken ? .ended : .nothing
  }

  func compact() {
    if inputAt == input.count {
      input.removeAll(keepingCapacity: input.capacity <= 16 << 10)
      inputAt = 0
    } else if inputAt > 32 << 10 {
      input.removeFirst(inputAt)
      inputAt = 0
    }
  }

  // MARK: - Bytes out

  /// Sends what the socket takes; false when it wants no more for now.
  func flush(now: Int64) -> Bool {
    hasMoreToSend = false
    let wasSending = hasOutput
    while outputAt < output.count || tailAt < tail.count, !isBroken {
      let (head, body) = (output.count - outputAt, tail.count - tailAt)
      let sent = unsafe output.withUnsafeBytes { output in
        unsafe tail.withUnsafeBytes { tail in
          unsafe linux_send_two(
            socket, output.baseAddress.map { unsafe $0 + outputAt }, head,
            tail.baseAddress.map { unsafe $0 + tailAt }, body)
        }
      }
      if sent < 0 {
        if errno == EINTR { continue }
        if errno == EAGAIN { return false }
        isBroken = true
        break
      }
      lastSent = now
      outputAt += min(sent, head)
      tailAt += max(0, sent - head)
    }
    output.removeAll(keepingCapacity: output.capacity <= 16 << 10)
    outputAt = 0
    tail = []
    tailAt = 0
    let isOver = isBroken || flushFile(now: now)
    if isOver, wasSending { hasSaidAll(now) }
    return isOver
  }

  /// Clocks of what comes after an answer start when it is out, not when it began.
  private func hasSaidAll(_ now: Int64) {
    switch state {
    case .lingering, .discard: since = now
    case .head where !scanner.hasBegun: since = now
    default: return
    }
    stretch = nil
  }

  /// A turn's worth at most: sendfile to a quick reader would otherwise never end.
  private func flushFile(now: Int64) -> Bool {
    guard let range = file?.range, !range.isEmpty else {
      file = nil
      return true
    }
    let sent = file?.send(to: socket, atMost: 1 << 20) ?? 0
    if sent > 0 {
      lastSent = now
      hasMoreToSend = true
    } else if sent == 0 || errno != EAGAIN && errno != EINTR {
      // The file is shorter than its length was: the promised rest cannot come.
      isBroken = true
      return true
    } else {
      hasMoreToSend = errno == EINTR
    }
    if sent == range.count { file = nil }
    return file == nil
  }
}
