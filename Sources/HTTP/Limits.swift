/// How much of everything one client may take. Each has an answer of its own (reliability R66, R67).
package struct Limits: Sendable {
  // Sizes, in bytes unless said otherwise.
  package var target = 8 << 10  // 414
  package var field = 8 << 10  // 431
  package var head = 32 << 10  // 431
  package var fields = 100  // 431
  package var body = 64 << 10  // 413; a route may set its own

  // Times, in seconds.
  package var headTime = 10.0  // 408, counted from accept or from the request's first byte
  package var bodyGrace = 5.0  // after which a body must keep up `bodyRate`
  package var bodyRate = 1024.0  // bytes a second, else 408
  package var uploadGrace = 20.0  // the same for a form with files, which fills the disk
  package var uploadRate = 16_384.0
  package var writeStall = 30.0  // closed
  package var idle = 60.0  // closed
  package var handler = 15.0  // 503: an answer that late is no answer
  package var shutdown = 10.0

  // Numbers.
  package var connections = 16_384  // 503 and closed
  package var connectionsPerAddress = 2_048  // 503 and closed

  package init() {}
}
