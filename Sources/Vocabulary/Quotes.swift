/// Quotation marks as they are printed: inside “ ” stand ‘ ’ (GB/T 15834). Names that people typed
/// bring their own into sentences of ours.
package enum Quotes {
  package static func nested(_ sentence: String) -> String {
    // Nearly every sentence is as it should be: one look tells.
    var (opened, isStopped, last) = (0, false, Unicode.Scalar(0x20))
    for scalar in sentence.unicodeScalars {
      if scalar == "“" { opened += 1 }
      if scalar == "”", last == "。" { isStopped = true }
      last = scalar
    }
    let text = isStopped ? unstopped(sentence) : sentence
    guard opened > 1 else { return text }
    var depth = 0
    return String(
      text.map { character -> Character in
        switch character {
        case "“":
          depth += 1
          return depth.isMultiple(of: 2) ? "‘" : "“"
        case "”":
          defer { depth = max(0, depth - 1) }
          return depth > 0 && depth.isMultiple(of: 2) ? "’" : "”"
        default: return character
        }
      })
  }

  /// A whole sentence that is quoted inside another leaves its full stop out: “甲。”。 is “甲”。
  private static func unstopped(_ text: String) -> String {
    let all = Array(text.unicodeScalars)
    var kept = String.UnicodeScalarView()
    for (index, scalar) in all.enumerated() {
      let isDoubled =
        scalar == "。" && index + 2 < all.count && all[index + 1] == "”"
        && (["。", "，", "；"] as [Unicode.Scalar]).contains(all[index + 2])
      if !isDoubled { kept.append(scalar) }
    }
    return String(kept)
  }
}

extension String {
  private static let marks: Set<Character> = ["，", "。", "；", "："]

  /// Its `{names}` replaced by values; where a value and the text around it both bring a mark, one stays.
  package func filled(with values: [String: String]) -> String {
    var filled = ""
    var rest = self[...]
    while let open = rest.firstIndex(of: "{"), let close = rest[open...].firstIndex(of: "}") {
      filled.join(rest[..<open])
      filled.join((values[String(rest[rest.index(after: open)..<close])] ?? "")[...])
      rest = rest[rest.index(after: close)...]
    }
    filled.join(rest)
    return Quotes.nested(filled)
  }

  /// A colon leads on, everything else gives way to what follows.
  private mutating func join(_ next: Substring) {
    if let first = next.first, let last, Self.marks.contains(first), Self.marks.contains(last) {
      if first == last || last == "：" && first != "。" {
        self += next.dropFirst()
        return
      }
      removeLast()
    } else if next.first == "（", last == "。" {
      // What is in brackets belongs to the sentence before it.
      removeLast()
    }
    self += next
  }
}
