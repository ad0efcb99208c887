import HTTP

/// The bytes of one connection: heads, bodies, what is refused and what follows what.
extension FuzzTarget {
  static let http = FuzzTarget(
    name: "http",
    words: [
      "\r\n", "\r\n\r\n", "\n", " HTTP/1.1\r\n", " HTTP/1.0\r\n", "Host: h\r\n", "GET / ", "POST ",
      "Content-Length: 5\r\n", "Content-Length: 0\r\n", "Content-Length: 18446744073709551616\r\n",
      "Transfer-Encoding: chunked\r\n", "Transfer-Encoding: gzip, chunked\r\n", "5\r\nhello\r\n",
      "0\r\n\r\n", "0;ext=1\r\nTrailer: x\r\n\r\n", "ffffffffffffffff\r\n",
      "Expect: 100-continue\r\n",
      "Connection: close\r\n", "Connection: keep-alive, x\r\n", "http://h:80/", "//", "%2e%2e",
      "%00",
      "?a=1&b", "*", "OPTIONS", "CONNECT h:443", "\t", ":", " : ", "Content_Length: 9\r\n",
      "[::1]:8080", "Cookie: a=1; b=2\r\n", "Range: bytes=0-1\r\n",
    ],
    seeds: [
      "GET / HTTP/1.1\r\nHost: h\r\n\r\n",
      "GET /a%20b?q=%E5%93%81 HTTP/1.1\r\nHost: h:80\r\nAccept: */*\r\nCookie: a=1; b=2\r\n\r\n",
      "POST /echo HTTP/1.1\r\nHost: h\r\nContent-Length: 5\r\n\r\nhelloGET / HTTP/1.1\r\nHost: h\r\n\r\n",
      "POST /echo HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n"
        + "5\r\nhello\r\n6;a=b\r\n world\r\n0\r\nX: y\r\n\r\nGET / HTTP/1.1\r\nHost: h\r\n\r\n",
      "GET http://h/x HTTP/1.0\r\nConnection: keep-alive\r\n\r\n",
      "OPTIONS * HTTP/1.1\r\nHost: [::1]:8080\r\n\r\n\r\nHEAD / HTTP/1.1\r\nHost: h\r\n\r\n",
    ],
    complaint: { bytes in
      let whole = Transcript(of: [bytes[...]])
      var dice = Dice(of: bytes)
      for most in [1, 7, 64] {
        let cut = Transcript(of: dice.pieces(of: bytes, upTo: most))
        if cut != whole { return "whole \(whole.lines), in pieces up to \(most) \(cut.lines)" }
      }
      return whole.complaint
    })
}

/// What a connection would make of its bytes.
private struct Transcript: Equatable {
  private(set) var lines: [String] = []
  private(set) var complaint: String?

  static func == (a: Transcript, b: Transcript) -> Bool { a.lines == b.lines }

  private enum State {
    case head(HeadScanner)
    case body(BodyReader, RequestHead)
    case over
  }

  init(of pieces: [ArraySlice<UInt8>]) {
    var limits = Limits()
    limits.head = 600
    limits.field = 200
    limits.target = 200
    limits.fields = 12
    var input: [UInt8] = []
    var at = 0
    var state = State.head(HeadScanner())
    for piece in pieces {
      input += piece
      while step(&state, input, &at, limits) {}
    }
  }

  /// False when it needs more bytes.
  private mutating func step(
    _ state: inout State, _ input: [UInt8], _ at: inout Int, _ limits: Limits
  ) -> Bool {
    switch state {
    case .over: return false
    case .head(var scanner):
      if at == input.count { return false }
      let finding = scanner.scan(input, from: at, limits)
      state = .head(scanner)
      switch finding {
      case .incomplete: return false
      case .refused:
        // Which no it is may depend on how much had come; that it is a no may not.
        lines.append("refused")
        state = .over
      case .found(let range, let next):
        let head = Array(input[(at + range.lowerBound)..<(at + range.upperBound)])
        at += next
        state = parse(head, limits)
      }
      return true
    case .body(var reader, let head):
      let progress = reader.take(input, from: &at)
      state = .body(reader, head)
      switch progress {
      case .needsMore: return false
      case .refused(let status):
        lines.append("body refused \(status.code)")
        state = .over
      case .complete:
        if case .length(let count) = head.framing, count != reader.body.count {
          complaint = "\(count) promised, \(reader.body.count) taken"
        }
        lines.append("body \(reader.body)")
        state = head.keepsAlive ? .head(HeadScanner()) : .over
      }
      return true
    }
  }

  private mutating func parse(_ bytes: [UInt8], _ limits: Limits) -> State {
    do {
      let head = try HeadParser.parse(bytes, limits)
      complaint = complaint ?? StrictHead(bytes).complaint(about: head)
      lines.append(
        "\(head.method) \(head.path) \(head.query) \(head.host.name) \(head.host.port ?? 0) "
          + "\(head.framing) \(head.keepsAlive) \(head.expectsContinue)")
      return .body(BodyReader(head.framing, limit: 4096, limits: limits), head)
    } catch {
      lines.append("refused")
      return error.closes ? .over : .head(HeadScanner())
    }
  }
}

/// The same head read a second way, slowly and on its own: whatever was accepted must be beyond doubt.
private struct StrictHead {
  let lines: [[UInt8]]

  init(_ bytes: [UInt8]) {
    var lines: [[UInt8]] = [[]]
    for byte in bytes where byte != 0x0D {
      if byte == 0x0A { lines.append([]) } else { lines[lines.count - 1].append(byte) }
    }
    self.lines = lines.last == [] ? lines.dropLast() : lines
  }

  private func values(_ name: String) -> [String] {
    lines.dropFirst().compactMap { line in
      let parts = line.split(separator: 0x3A, maxSplits: 1, omittingEmptySubsequences: false)
      let found = String(decoding: parts[0], as: UTF8.self).lowercased()
      guard parts.count == 2, found.utf8.elementsEqual(name.utf8) else { return nil }
      let value = parts[1].drop { $0 == 0x20 || $0 == 0x09 }
      let end = value.lastIndex { $0 != 0x20 && $0 != 0x09 }.map { $0 + 1 } ?? value.startIndex
      return String(decoding: value[..<end], as: UTF8.self)
    }
  }

  func complaint(about head: RequestHead) -> String? {
    let isOpen = lines.joined().contains { $0 < 0x20 && $0 != 0x09 || $0 == 0x7F }
    if isOpen { return "a control in an accepted head" }
    if lines.dropFirst().contains(where: { $0.first == 0x20 || $0.first == 0x09 }) {
      return "a folded line"
    }
    let (lengths, codings) = (values("content-length"), values("transfer-encoding"))
    if values("host").count > 1 { return "two hosts" }
    if lengths.count + codings.count > 1 { return "two framings" }
    switch head.framing {
    case .none where lengths.isEmpty && codings.isEmpty: break
    case .length(let count) where lengths.first.flatMap(Int.init) == count: break
    case .chunked where codings.first?.lowercased() == "chunked" && !head.isHTTP10: break
    default: return "framing \(head.framing) from \(lengths) \(codings)"
    }
    if lengths.first?.utf8.contains(where: { !(0x30...0x39 ~= $0) }) == true { return "no number" }
    let target = head.path + head.query
    if target.contains(where: { $0 <= 0x20 || $0 >= 0x7F }) { return "a target out of bounds" }
    if head.path.first != 0x2F, !head.path.elementsEqual("*".utf8) { return "no path" }
    return nil
  }
}
