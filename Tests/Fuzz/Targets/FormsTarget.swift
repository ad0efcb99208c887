import HTTP

/// Queries, urlencoded bodies, cookies, media types and file names.
extension FuzzTarget {
  static let forms = FuzzTarget(
    name: "forms",
    words: [
      "&", "=", "+", "%", "%25", "%00", "%E5%93%81", "%C0%AE", "%ED%A0%80", "a=1", ";", "; ", "\"",
      "\\\"", "; charset=utf-8", "; boundary=b", "multipart/form-data", "application/json",
      "application/x-www-form-urlencoded", "__Host-sid=", "，", "\u{301}",
    ],
    seeds: [
      "a=1&b=%E5%93%81+%E7%89%8C&c=&d", "q=%E6%B5%B7&page=2&total=0",
      "text/html; charset=\"utf-8\"; x=\"a\\\"b\"", "sid=abc; theme=dark; sid=def",
      "年报\"\r\n.pdf", "name=a&name=b",
    ],
    complaint: { bytes in
      formComplaint(bytes) ?? textComplaint(bytes) ?? cookieComplaint(bytes)
    })
}

private func formComplaint(_ bytes: [UInt8]) -> String? {
  guard let form = try? Form(urlEncoded: bytes[...], limit: 20) else { return nil }
  if form.pairs.count > 20 { return "more pairs than allowed" }
  let names = form.pairs.map { Array($0.name.utf8) }
  if Set(names).count != names.count { return "a name twice: \(names)" }
  if form.pairs.contains(where: { ($0.name + $0.value).utf8.contains(0) }) { return "a NUL" }
  // What was understood, written again, is understood as the same.
  let again = form.pairs.map { "\(Percent.encode($0.name))=\(Percent.encode($0.value))" }
    .joined(separator: "&")
  let second = try? Form(urlEncoded: Array(again.utf8)[...], limit: 20)
  let isSame =
    second?.pairs.map { [Array($0.name.utf8), Array($0.value.utf8)] }
    == form.pairs.map { [Array($0.name.utf8), Array($0.value.utf8)] }
  return isSame ? nil : "\(form.pairs) written again is \(String(describing: second?.pairs))"
}

private func textComplaint(_ bytes: [UInt8]) -> String? {
  if let text = String(validating: bytes, as: UTF8.self) {
    let decoded = Percent.decode(Array(Percent.encode(text).utf8)[...])
    if !text.utf8.contains(0), decoded.map({ Array($0.utf8) }) != bytes {
      return "percent-encoding changed the text"
    }
    let line = Disposition.attachment(text)
    if line.utf8.contains(where: { $0 < 0x20 || $0 >= 0x7F || $0 == 0x22 }) {
      return "a download's name breaks out: \(line)"
    }
    var fields = ResponseFields()
    fields.add("X", text)
    let breaks = fields.bytes.dropLast(2).contains { $0 < 0x20 && $0 != 0x09 || $0 == 0x7F }
    if breaks || !fields.bytes.suffix(2).elementsEqual([0x0D, 0x0A]) { return "a split answer" }
  }
  if let type = ContentType(bytes[...]) {
    if type.isJSON && type.isFormURLEncoded { return "two media types at once" }
    if let boundary = type["boundary"], boundary.utf8.contains(0x0D) { return "CR in a boundary" }
  }
  return nil
}

private func cookieComplaint(_ bytes: [UInt8]) -> String? {
  let line = bytes.filter { $0 >= 0x20 && $0 != 0x7F }
  let head = Array("GET / HTTP/1.1\r\nHost: h\r\nCookie: ".utf8) + line + [0x0D, 0x0A]
  guard let head = try? HeadParser.parse(head, Limits()), let sid = head.cookie("sid") else {
    return nil
  }
  let text = String(decoding: line, as: UTF8.self)
  let isThere = Array(text.utf8).split(separator: 0x3B).contains { $0.contains(0x3D) }
  return isThere && !sid.utf8.contains(0x3B) ? nil : "a cookie from nowhere: \(sid)"
}
