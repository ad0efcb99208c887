import HTML
import JSON

/// Any text as text, attribute, address and JSON string: it must come back as itself and open nothing.
extension FuzzTarget {
  static let escaping = FuzzTarget(
    name: "escaping",
    words: [
      "<", ">", "\"", "'", "&", "&amp;", "&#60;", "</p>", "<script>", "\" onload=\"", "-->", "]]>",
      "javascript:", "java\tscript:", "https://", "//", "\\", "\u{301}", "\u{338}", "\u{0}",
      "\u{7F}",
      "\u{2028}", "\u{202E}", "\u{FEFF}", "品牌", "\r\n",
    ],
    seeds: [
      "品牌 <b>&\"'", "\"\u{301} onmouseover=alert(1)", "<\u{338}script>", "a\u{0}b\u{1F}c",
      "/cases/1?x=1#y", "https://example.cn/a?b=c", "javascript:alert(1)", "//evil.example",
    ],
    complaint: { bytes in
      let text = String(decoding: bytes, as: UTF8.self)
      return markupComplaint(text) ?? addressComplaint(text) ?? jsonComplaint(text)
    })
}

private func markupComplaint(_ text: String) -> String? {
  let made = p(.title(text), .id("end")) { HTML(text) }
  guard let read = Read(Array(made.bytes)) else { return "not one element: \(made.text)" }
  let meant = text.utf8.flatMap { byte -> [UInt8] in
    let isControl = byte < 0x20 && ![0x09, 0x0A, 0x0D].contains(byte) || byte == 0x7F
    return isControl ? [0xEF, 0xBF, 0xBD] : [byte]
  }
  if read.title != meant { return "the attribute came back as \(read.title)" }
  return read.text == meant ? nil : "the text came back as \(read.text)"
}

private func addressComplaint(_ text: String) -> String? {
  if let site = Address(site: text) {
    let bytes = Array(site.text.utf8)
    if bytes[0] != 0x2F || bytes.count > 1 && [0x2F, 0x5C].contains(bytes[1]) {
      return "leaves the site: \(site)"
    }
    if bytes.contains(where: { $0 <= 0x20 || $0 >= 0x7F }) { return "no address: \(site)" }
  }
  if let outside = Address(outside: text) {
    let scheme = outside.text.utf8.prefix { $0 != 0x3A }
    let known = ["https", "http", "mailto", "tel"]
    if !known.contains(String(decoding: scheme, as: UTF8.self).lowercased()) {
      return "scheme \(outside)"
    }
  }
  return nil
}

private func jsonComplaint(_ text: String) -> String? {
  let bytes = JSON.array([.string(text)]).bytes
  if bytes.contains(where: { $0 < 0x20 || $0 == 0x7F }) { return "a control in JSON" }
  guard case .array(let items)? = try? JSON(parsing: bytes), let back = items.first?.string else {
    return "JSON cannot be read back"
  }
  return Array(back.utf8) == Array(text.utf8) ? nil : "JSON text changed"
}

/// `<p title="…" id="end">…</p>` read by the letter: nothing but entities between its fixed parts.
private struct Read {
  let title: [UInt8]
  let text: [UInt8]

  init?(_ bytes: [UInt8]) {
    guard let (title, afterTitle) = Read.value(bytes, after: "<p title=\"", upTo: 0x22),
      let (text, end) = Read.value(bytes, from: afterTitle, after: "\" id=\"end\">", upTo: 0x3C),
      bytes[end...].elementsEqual("</p>".utf8)
    else { return nil }
    self.title = title
    self.text = text
  }

  private static func value(
    _ bytes: [UInt8], from start: Int = 0, after opening: String, upTo end: UInt8
  ) -> ([UInt8], Int)? {
    guard bytes[start...].starts(with: opening.utf8) else { return nil }
    let from = start + opening.utf8.count
    guard let stop = bytes[from...].firstIndex(of: end) else { return nil }
    var value: [UInt8] = []
    var at = from
    let entities = ["&amp;": "&", "&lt;": "<", "&gt;": ">", "&quot;": "\"", "&#39;": "'"]
    while at < stop {
      if bytes[at] == 0x26 {
        guard let found = entities.first(where: { bytes[at...].starts(with: $0.key.utf8) }) else {
          return nil
        }
        value += found.value.utf8
        at += found.key.utf8.count
      } else {
        if "<>\"'".utf8.contains(bytes[at]) { return nil }
        value.append(bytes[at])
        at += 1
      }
    }
    return (value, stop)
  }
}
