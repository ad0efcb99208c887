import CLinux
import Glibc
import Linux

/// A loop's own thread: it waits for sockets and messages and moves each connection on. Nothing
/// here is shared; other threads speak to it through its EventLoop.
final class Worker {
  let loop: EventLoop
  let site: Site
  private var connections: [UInt64: Connection] = [:]
  private var events = [linux_event](
    repeating: linux_event(), count: Int(LINUX_EVENTS_AT_ONCE))
  var scratch = [UInt8](repeating: 0, count: 64 << 10)
  var date = HTTPDate()
  var now: Int64
  private var nextConnection: UInt64 = 0
  var nextRequest: UInt64
  private var nextSweep: Int64 = 0
  private var drainUntil: Int64?
  /// Connections whose turn ended before they did.
  var unfinished: [UInt64] = []
  var ledger = Ledger()
  /// Room for mail, kept from one time to the next.
  private var spareMail: [EventLoop.Message] = []
  private var hasMail = false

  init(_ loop: EventLoop, _ site: Site) {
    self.loop = loop
    self.site = site
    now = site.clock()
    nextRequest = Random.number()
  }

  var isDraining: Bool { drainUntil != nil }

  func run() {
    while !isFinished {
      let mayRest = unfinished.isEmpty && !hasMail
      let patience: Int32 = mayRest ? (connections.isEmpty ? 1000 : 250) : 0
      let count = unsafe events.withUnsafeMutableBufferPointer {
        unsafe linux_epoll_wait(loop.epoll, $0.baseAddress, patience)
      }
      now = site.clock()
      date.update(milliseconds: Clock.wall)
      for index in 0..<max(0, Int(count)) { react(to: events[index]) }
      readMail()
      takeUpUnfinished()
      if now >= nextSweep { sweep() }
      if ledger.log.count > 16 << 10 { ledger.hand(to: site) }
    }
    for connection in connections.values { close(connection) }
    ledger.hand(to: site)
  }

  private var isFinished: Bool {
    guard let drainUntil else { return false }
    return connections.isEmpty || now > drainUntil
  }

  private func react(to event: linux_event) {
    if event.token == EventLoop.bellToken { return loop.silenceBell() }
    guard let connection = connections[event.token] else { return }
    let flags = event.events
    if flags & UInt32(LINUX_BROKEN) != 0 { connection.isBroken = true }
    if flags & UInt32(LINUX_READABLE | LINUX_ENDED) != 0 {
      connection.isReadable = true
    }
    if flags & UInt32(LINUX_ENDED) != 0 { connection.endIsNear = true }
    pump(connection)
  }

  private func takeUpUnfinished() {
    let tokens = unfinished
    unfinished.removeAll(keepingCapacity: true)
    for token in tokens {
      guard let connection = connections[token] else { continue }
      connection.isUnfinished = false
      pump(connection)
    }
  }

  /// A few rounds: each answer may bring the next request of its connection, and whoever sends
  /// without end must not keep sockets, clock and sweep waiting.
  private func readMail() {
    var messages = spareMail
    spareMail = []
    defer { spareMail = messages }
    for _ in 0..<4 {
      loop.take(into: &messages)
      hasMail = !messages.isEmpty
      if !hasMail { return }
      for message in messages {
        switch message {
        case .run(let job): unsafe job.runSynchronously(on: loop.asUnownedTaskExecutor())
        case .adopt(let socket, let peer, let isRefused): adopt(socket, peer, isRefused)
        case .finished(let token, let request, let response):
          guard let connection = connections[token], case .busy(let head) = connection.state,
            head.id == request
          else { continue }
          answer(connection, head, response)
          pump(connection)
        case .drain: drain()
        }
      }
      messages.removeAll(keepingCapacity: messages.capacity <= 1024)
    }
  }

  private func adopt(_ socket: Int32, _ peer: Peer, _ isRefused: Bool) {
    let token = nextConnection
    nextConnection += 1
    let flags = LINUX_READABLE | LINUX_WRITABLE | LINUX_ENDED
    let connection = Connection(socket: socket, token: token, peer: peer, now: now)
    connections[token] = connection
    guard linux_epoll_add(loop.epoll, socket, token, UInt32(flags), 1) == 0 else {
      return close(connection)
    }
    if isRefused { refuse(connection, .unavailable) }
    pump(connection)
  }

  func close(_ connection: Connection) {
    guard connections.removeValue(forKey: connection.token) != nil else { return }
    connection.state = .closed
    _ = Glibc.close(connection.socket)
    site.gate.leave(connection.peer)
  }

  // MARK: - Time

  private func sweep() {
    nextSweep = now + 250_000_000
    for connection in connections.values {
      switch connection.verdict(at: now, site.limits) {
      case .fine: break
      case .close: close(connection)
      case .refuse(let status):
        refuse(connection, status)
        pump(connection)
      }
    }
    ledger.hand(to: site)
  }

  /// Idle connections close at once, after one last look for a request already sent.
  private func drain() {
    drainUntil = now + Int64(site.limits.shutdown * 1e9)
    for connection in connections.values {
      connection.isReadable = true
      pump(connection)
    }
  }
}
