import CLinux
import Glibc
import Linux

/// From bytes to requests to answers, on one connection.
extension Worker {
  /// Moves a connection on without waiting, but no further than its turn goes: a client that
  /// always has more to say must not keep the others, the clock and the mail waiting.
  func pump(_ connection: Connection) {
    var turn = 64
    while turn > 0, advance(connection) { turn -= cost(of: connection) }
    if case .closed = connection.state { return }
    let isFlushed = connection.flush(now: now)
    if turn <= 0 || connection.hasMoreToSend, !connection.isUnfinished {
      connection.isUnfinished = true
      unfinished.append(connection.token)
    }
    if connection.isBroken { return close(connection) }
    guard isFlushed else { return }
    if connection.closesAfterOutput { return linger(connection) }
    if connection.peerHasEnded {
      if case .busy = connection.state { return }
      if turn > 0 { close(connection) }
    } else if isDraining, connection.isIdle {
      close(connection)
    }
  }

  /// A piece of a file is written and hashed: worth many ordinary steps.
  private func cost(of connection: Connection) -> Int {
    if case .body(_, _, .intake) = connection.state { return 16 }
    return 1
  }

  /// One step; false when the connection must wait for the network or its handler.
  private func advance(_ connection: Connection) -> Bool {
    if connection.isBroken || connection.closesAfterOutput {
      return isDiscarding(connection) && read(connection)
    }
    if connection.hasLargeOutput, !connection.flush(now: now) { return false }
    switch connection.state {
    case .head: return nextHead(connection) || read(connection)
    case .body, .discard: return nextOfBody(connection) || read(connection)
    case .lingering: return read(connection)
    case .busy, .closed: return false
    }
  }

  private func isDiscarding(_ connection: Connection) -> Bool {
    guard case .lingering = connection.state, !connection.isBroken else { return false }
    connection.inputAt = connection.input.count
    return true
  }

  private func read(_ connection: Connection) -> Bool {
    connection.read(into: &scratch) == .some
  }

  // MARK: - Heads

  private func nextHead(_ connection: Connection) -> Bool {
    if connection.inputAt == connection.input.count { return false }
    var scanner = connection.scanner
    let hadBegun = scanner.hasBegun
    let finding = scanner.scan(connection.input, from: connection.inputAt, site.limits)
    connection.scanner = scanner
    if !hadBegun, !connection.isFirstRequest { connection.since = now }
    switch finding {
    case .incomplete: return false
    case .refused(let status):
      let rest = connection.input[connection.inputAt...]
      refuse(connection, status, isHEAD: Worker.isHEAD(rest.drop { $0 == 0x0D || $0 == 0x0A }))
      return true
    case .found(let range, let next):
      let start = connection.inputAt
      let bytes = Array(connection.input[(start + range.lowerBound)..<(start + range.upperBound)])
      connection.inputAt += next
      connection.scanner = HeadScanner()
      connection.isFirstRequest = false
      begin(bytes, on: connection)
      return true
    }
  }

  private func begin(_ bytes: [UInt8], on connection: Connection) {
    connection.since = now
    do {
      var head = try HeadParser.parse(bytes, site.limits)
      nextRequest &+= 1
      head.id = nextRequest
      head.peer = connection.peer
      head.lane = loop.lane
      follow(site.plan(head), for: head, on: connection)
    } catch {
      if error.closes {
        return refuse(connection, error.status, isHEAD: Worker.isHEAD(bytes[...]))
      }
      send(refusal(error.status, nil), for: nil, on: connection)
    }
  }

  private func follow(_ plan: Plan, for head: RequestHead, on connection: Connection) {
    switch plan {
    case .answer(var response):
      let reader = remainder(of: head)
      if head.hasBody, reader == nil { response.closes = true }
      send(response, for: head, on: connection)
      if let reader, !connection.closesAfterOutput {
        connection.stretch = nil
        connection.state = .discard(reader)
      }
    case .read(let limit, let then):
      receive(head, upTo: limit, .handler(then), on: connection)
    case .receive(let rules, let then):
      let intake = Intake(head, rules)
      receive(head, upTo: rules.request, .intake(intake, then: then), on: connection)
    }
  }

  private func receive(
    _ head: RequestHead, upTo limit: Int, _ destination: Connection.Destination,
    on connection: Connection
  ) {
    guard head.hasBody else { return deliver([], of: head, to: destination, connection) }
    if case .length(let count) = head.framing, count > limit {
      var response = refusal(.contentTooLarge, head)
      response.closes = true
      return send(response, for: head, on: connection)
    }
    if head.expectsContinue, connection.inputAt == connection.input.count {
      connection.output += "HTTP/1.1 100 Continue\r\n\r\n".utf8
    }
    let reader = BodyReader(head.framing, limit: limit, limits: site.limits)
    connection.stretch = nil
    connection.state = .body(reader, head, destination)
  }

  /// An answer given before the body was read: a small body is read past so that the connection
  /// can go on; a large one, or one not yet invited, is not worth it.
  private func remainder(of head: RequestHead) -> BodyReader? {
    guard head.hasBody, !head.expectsContinue else { return nil }
    let most = 64 << 10
    if case .length(let count) = head.framing, count > most { return nil }
    return BodyReader(head.framing, limit: most, limits: site.limits, keeps: false)
  }

  // MARK: - Bodies

  private func nextOfBody(_ connection: Connection) -> Bool {
    switch connection.state {
    case .body(var reader, let head, let destination):
      connection.state = .closed  // so that the reader's bytes are held once
      let progress = reader.take(connection.input, from: &connection.inputAt)
      if case .intake(let intake, _) = destination { intake.take(reader.takeOut()) }
      switch progress {
      case .needsMore: connection.state = .body(reader, head, destination)
      case .complete: deliver(reader.body, of: head, to: destination, connection)
      case .refused(let status):
        connection.state = .head
        refuse(connection, status, head)
      }
      return progress != .needsMore
    case .discard(var reader):
      let progress = reader.take(connection.input, from: &connection.inputAt)
      switch progress {
      case .needsMore: connection.state = .discard(reader)
      case .complete: connection.state = .head
      case .refused: finish(connection)
      }
      return progress != .needsMore
    default: return false
    }
  }

  private func deliver(
    _ body: [UInt8], of head: RequestHead, to destination: Connection.Destination,
    _ connection: Connection
  ) {
    switch destination {
    case .handler(let then): start(then, Request(head: head, body: body), connection)
    case .intake(let intake, let then):
      let upload = intake.finish()
      start({ await then($0, upload) }, Request(head: head, body: []), connection)
    }
  }

  private func start(
    _ handler: @escaping @Sendable (Request) async -> Response, _ request: Request,
    _ connection: Connection
  ) {
    connection.state = .busy(request.head)
    connection.since = now
    let (loop, token) = (loop, connection.token)
    Task(executorPreference: loop) {
      let response = await handler(request)
      loop.post(.finished(connection: token, request: request.head.id, response))
    }
  }

  // MARK: - Answers

  func answer(_ connection: Connection, _ head: RequestHead, _ response: Response) {
    connection.state = .head
    send(response, for: head, on: connection)
  }

  /// A request too wrong to be parsed may still be a HEAD, which takes no body.
  private static func isHEAD(_ bytes: ArraySlice<UInt8>) -> Bool {
    bytes.starts(with: "HEAD ".utf8)
  }

  private func send(
    _ response: Response, for head: RequestHead?, on connection: Connection, isHEAD: Bool = false
  ) {
    let response = head.map { response.conditional(on: $0).ranged(on: $0) } ?? response
    let closes = response.closes || head?.keepsAlive == false || isDraining
    if !connection.hasOutput { connection.lastSent = now }
    site.writer.head(
      of: response, to: head, date: date.bytes, closes: closes, into: &connection.output)
    if !response.status.forbidsBody, head?.method != .head, !isHEAD {
      if let file = response.file {
        connection.file = file
      } else if response.body.count > 8 << 10 {
        connection.tail = response.body
        connection.tailAt = 0
        _ = connection.flush(now: now)
      } else {
        connection.output += response.body
      }
    }
    ledger.record(
      response, head, nanoseconds: site.clock() - connection.since,
      at: site.log == nil ? nil : date.stamp)
    connection.since = now
    if closes { finish(connection) }
  }

  /// Answers a request that never became one, and ends the connection: what follows in its bytes
  /// could be anything.
  func refuse(
    _ connection: Connection, _ status: Status, _ head: RequestHead? = nil, isHEAD: Bool = false
  ) {
    var response = refusal(status, head)
    response.closes = true
    send(response, for: head, on: connection, isHEAD: isHEAD)
  }

  /// What never became a request gets a number of its own, to be quoted like any other.
  private func refusal(_ status: Status, _ head: RequestHead?) -> Response {
    if let head { return site.responder.refusal(status, head) }
    nextRequest &+= 1
    return ServerRefusal.response(status, id: RequestHead.text(ofID: nextRequest))
  }

  private func finish(_ connection: Connection) {
    connection.closesAfterOutput = true
    connection.state = .lingering
    connection.since = now
  }

  private func linger(_ connection: Connection) {
    if connection.peerHasEnded { return close(connection) }
    if !connection.hasSaidGoodbye {
      connection.hasSaidGoodbye = true
      shutdown(connection.socket, Int32(SHUT_WR))
    }
  }
}
