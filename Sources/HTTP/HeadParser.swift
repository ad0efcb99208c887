/// Turns a complete head into a RequestHead, or says with which status it is refused. Where the RFC
/// leaves room the strict reading is taken: what two servers could read differently is no request.
package struct HeadParser {
  private let bytes: [UInt8]
  private let limits: Limits

  private init(_ bytes: [UInt8], _ limits: Limits) {
    self.bytes = bytes
    self.limits = limits
  }

  /// `bytes` is the head without its closing empty line; HeadScanner has ruled out controls.
  package static func parse(_ bytes: [UInt8], _ limits: Limits) throws(Refused) -> RequestHead {
    try HeadParser(bytes, limits).head()
  }

  /// Looks at the first line alone, as soon as it is there.
  static func refusal(ofRequestLineIn bytes: [UInt8], _ limits: Limits) -> Status? {
    let parser = HeadParser(bytes, limits)
    do {
      _ = try parser.requestLine(bytes[..<parser.end(from: 0)])
      return nil
    } catch {
      return error.status
    }
  }

  package struct Refused: Error, Equatable {
    package let status: Status
    /// A well-framed request for something we do not do leaves the connection usable.
    package var closes = true
  }

  private func head() throws(Refused) -> RequestHead {
    let lineEnd = end(from: 0)
    let line = try requestLine(bytes[..<lineEnd])
    let fields = try fields(from: lineEnd + 2)
    let framing = try Framing.of(fields, isHTTP10: line.isHTTP10)
    let (authority, rest) = try split(line.target, method: line.method)
    let host = try host(authority, fields, isHTTP10: line.isHTTP10)
    let (path, query) = try pathAndQuery(rest, method: line.method)
    let expects = try expectation(fields)
    // Whoever asks for a tunnel may send anything next; what follows is no request of theirs.
    let keepsAlive = line.method != .connect && keepsAlive(fields, isHTTP10: line.isHTTP10)
    guard let method = line.method else {
      throw Refused(status: .notImplemented, closes: framing != .none || !keepsAlive)
    }
    return RequestHead(
      method: method, path: path, query: query, host: host, isHTTP10: line.isHTTP10,
      framing: framing, keepsAlive: keepsAlive,
      expectsContinue: expects && !line.isHTTP10, fields: fields)
  }

  private func end(from start: Int) -> Int {
    var at = start
    while at < bytes.count, bytes[at] != 0x0D { at += 1 }
    return at
  }

  // MARK: - The request line

  private typealias Line = (method: Method?, target: ArraySlice<UInt8>, isHTTP10: Bool)

  private func requestLine(_ line: ArraySlice<UInt8>) throws(Refused) -> Line {
    guard let first = line.firstIndex(of: 0x20), let last = line.lastIndex(of: 0x20), first < last
    else { throw Refused(status: .badRequest) }
    let method = line[..<first]
    let target = line[(first + 1)..<last]
    guard Characters.isToken(method), method.count <= 32, !target.isEmpty else {
      throw Refused(status: .badRequest)
    }
    guard target.count <= limits.target else { throw Refused(status: .uriTooLong) }
    let isHTTP10 = try version(line[(last + 1)...])
    return (Method(method), target, isHTTP10)
  }

  private func version(_ word: ArraySlice<UInt8>) throws(Refused) -> Bool {
    let word = Array(word)
    guard word.count == 8, word.starts(with: "HTTP/".utf8), word[6] == UInt8(ascii: "."),
      Characters.isDigit(word[5]), Characters.isDigit(word[7])
    else { throw Refused(status: .badRequest) }
    guard word[5] == UInt8(ascii: "1") else { throw Refused(status: .versionNotSupported) }
    return word[7] == UInt8(ascii: "0")
  }

  // MARK: - The target

  /// Splits an absolute target into its authority and the rest; the authority is nil otherwise.
  private func split(
    _ target: ArraySlice<UInt8>, method: Method?
  ) throws(Refused) -> (ArraySlice<UInt8>?, ArraySlice<UInt8>) {
    if target.first == UInt8(ascii: "/") { return (nil, target) }
    if target.elementsEqual("*".utf8) {
      guard method == .options else { throw Refused(status: .badRequest) }
      return (nil, target)
    }
    if method == .connect { return (target, [UInt8(ascii: "/")]) }
    for scheme in ["http://", "https://"]
    where target.prefix(scheme.utf8.count).map(Characters.lowercased).elementsEqual(scheme.utf8) {
      let rest = target.dropFirst(scheme.utf8.count)
      let slash = rest.firstIndex { $0 == UInt8(ascii: "/") || $0 == UInt8(ascii: "?") }
      let path = rest[(slash ?? rest.endIndex)...]
      let hasSlash = path.first == UInt8(ascii: "/")
      return (rest[..<(slash ?? rest.endIndex)], hasSlash ? path : [UInt8(ascii: "/")] + path)
    }
    throw Refused(status: .badRequest)
  }

  private func pathAndQuery(
    _ target: ArraySlice<UInt8>, method: Method?
  ) throws(Refused) -> (ArraySlice<UInt8>, ArraySlice<UInt8>) {
    guard target.allSatisfy({ $0 > 0x20 && $0 < 0x7F && $0 != UInt8(ascii: "#") }) else {
      throw Refused(status: .badRequest)
    }
    let mark = target.firstIndex(of: UInt8(ascii: "?")) ?? target.endIndex
    let (path, query) = (target[..<mark], target[mark...].dropFirst())
    guard Percent.isDecodable(path), Percent.isDecodable(query) else {
      throw Refused(status: .badRequest)
    }
    return (path, query)
  }

  private func host(
    _ authority: ArraySlice<UInt8>?, _ fields: RequestFields, isHTTP10: Bool
  ) throws(Refused) -> Host {
    let named = fields["host"]
    if fields.isRepeated("host") || named == nil && !isHTTP10 {
      throw Refused(status: .badRequest)
    }
    // The field must be sound even where the target's authority wins over it.
    var host = Host("")
    if let named { host = try sound(named) }
    if let authority { host = try sound(authority) }
    return host
  }

  private func sound(_ authority: ArraySlice<UInt8>) throws(Refused) -> Host {
    guard let host = Host(authority: authority) else { throw Refused(status: .badRequest) }
    return host
  }

  // MARK: - The fields

  private func fields(from start: Int) throws(Refused) -> RequestFields {
    var lines: [RequestFields.Line] = []
    lines.reserveCapacity(16)
    var at = start
    while at < bytes.count {
      let end = end(from: at)
      guard let colon = bytes[at..<end].firstIndex(of: UInt8(ascii: ":")),
        Characters.isToken(bytes[at..<colon])
      else { throw Refused(status: .badRequest) }
      let value = Characters.trimmed(bytes[(colon + 1)..<end])
      lines.append(.init(name: at..<colon, value: value.startIndex..<value.endIndex))
      at = end + 2
    }
    return RequestFields(bytes: bytes, lines: lines)
  }

  private func keepsAlive(_ fields: RequestFields, isHTTP10: Bool) -> Bool {
    var options: [ArraySlice<UInt8>] = []
    for value in fields.all("connection") {
      options += value.split(separator: UInt8(ascii: ",")).map(Characters.trimmed)
    }
    if options.contains(where: { Characters.equal($0, ignoringCase: "close") }) { return false }
    return !isHTTP10 || options.contains { Characters.equal($0, ignoringCase: "keep-alive") }
  }

  private func expectation(_ fields: RequestFields) throws(Refused) -> Bool {
    let values = fields.all("expect")
    guard let first = values.first else { return false }
    guard values.count == 1, Characters.equal(first, ignoringCase: "100-continue") else {
      throw Refused(status: .expectationFailed)
    }
    return true
  }
}
