import Dispatch
import Glibc
import Linux

/// What all loops of a server share.
struct Site: Sendable {
  let responder: any Responder
  let limits: Limits
  let writer: ResponseWriter
  let gate: Gate
  let log: AccessLog?
  /// Nanoseconds, for every deadline: a test may turn them by hand.
  let clock: @Sendable () -> Int64
  let figures = FigureBook()

  func plan(_ head: RequestHead) -> Plan {
    guard head.method.isEverAllowed else {
      var response = responder.refusal(.methodNotAllowed, head)
      response.fields.add("Allow", "GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS")
      return .answer(response)
    }
    return responder.plan(head)
  }
}

/// An HTTP/1.1 server: one listening thread and one loop per core.
package final class Server: Sendable {
  package let endpoint: Endpoint
  private let site: Site
  private let listener: Listener
  private let loops: [EventLoop]
  private let ended = DispatchGroup()

  /// One per core.
  package static let lanes = max(1, sysconf(Int32(_SC_NPROCESSORS_ONLN)))

  /// Listens and serves at once.
  package convenience init(
    _ endpoint: Endpoint, responder: any Responder, limits: Limits = Limits(),
    proxies: Proxies = Proxies(), standing: ResponseFields = ResponseFields(),
    log: AccessLog? = nil, loops count: Int = Server.lanes,
    clock: @escaping @Sendable () -> Int64 = { Clock.monotonic }
  ) throws {
    try self.init(
      Listener(endpoint), responder: responder, limits: limits, proxies: proxies,
      standing: standing, log: log, loops: count, clock: clock)
  }

  /// Serves whoever has come since the listener was made.
  package init(
    _ listener: Listener, responder: any Responder, limits: Limits = Limits(),
    proxies: Proxies = Proxies(), standing: ResponseFields = ResponseFields(),
    log: AccessLog? = nil, loops count: Int = Server.lanes,
    clock: @escaping @Sendable () -> Int64 = { Clock.monotonic }
  ) throws {
    Signals.settle()
    var limits = limits
    limits.connections = min(limits.connections, Server.raiseDescriptorLimit())
    site = Site(
      responder: responder, limits: limits, writer: ResponseWriter(standing: standing),
      gate: Gate(limits, proxies), log: log, clock: clock)
    self.listener = listener
    endpoint = listener.endpoint
    loops = try (0..<count).map { try EventLoop(lane: $0) }
    start()
  }

  private func start() {
    for (index, loop) in loops.enumerated() {
      ended.enter()
      Thread.start("loop \(index)") { [site, ended] in
        Worker(loop, site).run()
        ended.leave()
      }
    }
    ended.enter()
    Thread.start("listener") { [site, listener, loops, ended] in
      var turn = 0
      listener.run { socket, peer in
        let entry = site.gate.enter(peer)
        if entry == .full {
          close(socket)
        } else {
          loops[turn % loops.count].post(
            .adopt(socket: socket, peer, isRefused: entry == .refused))
          turn += 1
        }
      }
      for loop in loops { loop.post(.drain) }
      ended.leave()
    }
  }

  /// Takes no new connection, lets running requests finish, and returns when all is closed, at the
  /// latest after `limits.shutdown` seconds.
  package func stop() {
    listener.stop()
    _ = ended.wait(timeout: .now() + site.limits.shutdown + 1)
    site.log?.close()
  }

  package var figures: [RouteFigures.Key: RouteFigures] { site.figures.all }

  package var connections: (open: Int, accepted: Int, turnedAway: Int) { site.gate.counts }

  /// Every connection is a descriptor and may hold a file besides: ask for as many as allowed, and
  /// keep some for the rest.
  private static func raiseDescriptorLimit() -> Int {
    var limit = rlimit()
    let kind = __rlimit_resource_t(RLIMIT_NOFILE.rawValue)
    guard unsafe getrlimit(kind, &limit) == 0 else { return 960 }
    limit.rlim_cur = min(limit.rlim_max, 65_536)
    _ = unsafe setrlimit(kind, &limit)
    _ = unsafe getrlimit(kind, &limit)
    return max(16, (Int(limit.rlim_cur) - 320) / 2)
  }
}
