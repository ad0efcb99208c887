/// A request up to its body. Paths, values and names stay the bytes they came as.
package struct RequestHead: Sendable {
  package enum Framing: Sendable, Equatable {
    case none
    case length(Int)
    case chunked
  }

  package let method: Method
  /// The path as sent, still percent-encoded; `*` for the server as a whole.
  package let path: ArraySlice<UInt8>
  package let query: ArraySlice<UInt8>
  package let host: Host
  package let isHTTP10: Bool
  package let framing: Framing
  package let keepsAlive: Bool
  package let expectsContinue: Bool
  package let fields: RequestFields

  /// Names this request in the log and on error pages.
  package var id: UInt64 = 0
  package var peer = Peer.local
  /// Which loop serves it: each has its own snapshot reader.
  package var lane = 0

  package var hasBody: Bool { framing != .none && framing != .length(0) }

  /// GET and HEAD are one thing to a route: HEAD is GET without the body.
  package var isRead: Bool { method == .get || method == .head }

  package var idText: String { RequestHead.text(ofID: id) }

  static func text(ofID id: UInt64) -> String {
    let digits = String(id, radix: 16)
    return String(repeating: "0", count: max(0, 16 - digits.count)) + digits
  }
}

/// The header fields of a request, in order, names lower-cased.
package struct RequestFields: Sendable {
  struct Line: Sendable {
    let name: Range<Int>
    let value: Range<Int>
  }

  let bytes: [UInt8]
  let lines: [Line]

  /// The first value under this name; `name` in lower case.
  package subscript(name: StaticString) -> ArraySlice<UInt8>? {
    for line in lines where isNamed(line, name) { return bytes[line.value] }
    return nil
  }

  package func all(_ name: StaticString) -> [ArraySlice<UInt8>] {
    var values: [ArraySlice<UInt8>] = []
    for line in lines where isNamed(line, name) { values.append(bytes[line.value]) }
    return values
  }

  /// More than one value where one decides: what reads the first and what reads the last disagree.
  package func isRepeated(_ name: StaticString) -> Bool {
    lines.count { isNamed($0, name) } > 1
  }

  private func isNamed(_ line: Line, _ name: StaticString) -> Bool {
    line.name.count == name.utf8CodeUnitCount
      && Characters.equal(bytes[line.name], ignoringCase: name)
  }

  package func text(_ name: StaticString) -> String? {
    self[name].flatMap { String(validating: $0, as: UTF8.self) }
  }
}
