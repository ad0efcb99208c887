import CLinux
import Glibc
import Linux
import Synchronization

/// The part of a loop that other threads may touch: a mailbox with a bell. Tasks that answer
/// requests prefer it as their executor, so a handler runs on the thread of its connection.
final class EventLoop: TaskExecutor {
  enum Message: Sendable {
    case run(UnownedJob)
    case adopt(socket: Int32, Peer, isRefused: Bool)
    case finished(connection: UInt64, request: UInt64, Response)
    case drain
  }

  private struct Mailbox {
    var messages: [Message] = []
    /// True while the loop is sure to look into the mailbox before it sleeps.
    var isAwake = false
  }

  let lane: Int
  let epoll: Int32
  private let bell: Int32
  private let mailbox = Mutex(Mailbox())
  static let bellToken = UInt64.max

  init(lane: Int) throws {
    self.lane = lane
    epoll = linux_epoll_create()
    bell = linux_eventfd()
    guard epoll >= 0, bell >= 0,
      linux_epoll_add(epoll, bell, Self.bellToken, UInt32(LINUX_READABLE), 0) == 0
    else { throw SystemError("epoll") }
  }

  deinit {
    close(epoll)
    close(bell)
  }

  func post(_ message: Message) {
    let mustRing = mailbox.withLock { mailbox in
      mailbox.messages.append(message)
      defer { mailbox.isAwake = true }
      return !mailbox.isAwake
    }
    if mustRing {
      var one: UInt64 = 1
      _ = unsafe write(bell, &one, 8)
    }
  }

  func enqueue(_ job: consuming ExecutorJob) {
    post(.run(UnownedJob(job)))
  }

  /// For the loop's own thread: what has come, or nothing and leave to sleep. `messages` comes in
  /// empty and its room is used for those that come next.
  func take(into messages: inout [Message]) {
    mailbox.withLock { mailbox in
      mailbox.isAwake = !mailbox.messages.isEmpty
      swap(&mailbox.messages, &messages)
    }
  }

  func silenceBell() {
    var count: UInt64 = 0
    _ = unsafe read(bell, &count, 8)
  }
}
