/// A whole request: its head, and its body when the plan asked for one.
package struct Request: Sendable {
  package let head: RequestHead
  package let body: [UInt8]

  package init(head: RequestHead, body: [UInt8]) {
    self.head = head
    self.body = body
  }
}

/// What a responder decides from the head alone, before any body is invited.
package enum Plan: Sendable {
  /// At once, on the loop, without a task: refusals and pages from memory.
  case answer(Response)
  /// Read up to `limit` bytes of body, then answer.
  case read(limit: Int, then: @Sendable (Request) async -> Response)
  /// A form with files, each to disk as it comes; then answer.
  case receive(
    UploadRules, then: @Sendable (Request, Result<Upload, Upload.Mistake>) async -> Response)
}

/// What stands behind a server.
package protocol Responder: Sendable {
  func plan(_ head: RequestHead) -> Plan
  /// How the server's own no looks for a request whose head was sound.
  func refusal(_ status: Status, _ head: RequestHead) -> Response
}

extension Responder {
  package func refusal(_ status: Status, _ head: RequestHead) -> Response {
    ServerRefusal.response(status, id: head.idText)
  }
}
