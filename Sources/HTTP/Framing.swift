/// How long a body is. This is where requests get smuggled, so nothing is guessed (RFC 9112 §6).
enum Framing {
  static func of(
    _ fields: RequestFields, isHTTP10: Bool
  ) throws(HeadParser.Refused) -> RequestHead.Framing {
    let bad = HeadParser.Refused(status: .badRequest)
    for line in fields.lines where isDisguise(fields.bytes[line.name]) { throw bad }
    let lengths = fields.all("content-length")
    let codings = fields.all("transfer-encoding")
    if let coding = codings.first {
      guard codings.count == 1, lengths.isEmpty, !isHTTP10 else { throw bad }
      if Characters.equal(coding, ignoringCase: "chunked") { return .chunked }
      // A list that ends in chunked is sound, but its other codings are not ours.
      let last = coding.split(separator: UInt8(ascii: ","), omittingEmptySubsequences: false)
        .map(Characters.trimmed)
      guard last.count > 1, last.allSatisfy(Characters.isToken),
        Characters.equal(last[last.count - 1], ignoringCase: "chunked"),
        !last.dropLast().contains(where: { Characters.equal($0, ignoringCase: "chunked") })
      else { throw bad }
      throw HeadParser.Refused(status: .notImplemented)
    }
    guard let length = lengths.first else { return .none }
    guard lengths.count == 1, let count = Characters.decimal(length) else { throw bad }
    return .length(count)
  }

  /// `Content_Length` and the like: some proxies read an underscore as a hyphen.
  private static func isDisguise(_ name: ArraySlice<UInt8>) -> Bool {
    guard name.contains(UInt8(ascii: "_")) else { return false }
    let plain = name.map { $0 == UInt8(ascii: "_") ? UInt8(ascii: "-") : $0 }[...]
    return Characters.equal(plain, ignoringCase: "content-length")
      || Characters.equal(plain, ignoringCase: "transfer-encoding")
  }
}
