extension Responder {
  /// Asked without a socket, body and all: by the demo's play and by tests.
  package func answer(_ head: RequestHead, _ body: [UInt8]) async -> Response {
    switch plan(head) {
    case .answer(let response): return response
    case .read(_, let then): return await then(Request(head: head, body: body))
    case .receive(let rules, let then):
      let intake = Intake(head, rules)
      intake.take(body)
      return await then(Request(head: head, body: []), intake.finish())
    }
  }
}
