/// How wide text is and where its lines may end. Letters and digits of ASCII are half as wide as
/// everything else, and the file tells every viewer so: what is measured is what is drawn.
enum Text {
  static func width(_ scalar: Unicode.Scalar) -> Double { scalar.value < 0x80 ? 0.5 : 1 }

  static func width(_ text: some StringProtocol) -> Double {
    text.unicodeScalars.reduce(0) { $0 + width($1) }
  }

  /// What cannot be drawn goes: control characters, and those that only give a direction. The face that
  /// viewers have ends with the basic plane: a rarer character is named, as printers did with 〓.
  static func clean(_ text: String) -> String {
    var clean = String.UnicodeScalarView()
    for scalar in text.unicodeScalars {
      switch scalar.properties.generalCategory {
      case .control, .format, .surrogate, .unassigned, .privateUse: continue
      default:
        if scalar.value > 0xFFFF {
          clean.append(
            contentsOf: "〓(U+\(String(scalar.value, radix: 16, uppercase: true)))".unicodeScalars)
        } else {
          clean.append(scalar)
        }
      }
    }
    return String(clean)
  }

  /// No line begins with these.
  private static let closing: Set<Character> = [
    "，", "。", "、", "；", "：", "？", "！", "）", "》", "〉", "”", "’", "」", "』", "】", "〕", "…", "—", "·",
    ",",
    ".", ";", ":", "?", "!", ")", "]", "}", "%", "％",
  ]
  /// No line ends with these.
  private static let opening: Set<Character> = [
    "（", "《", "〈", "“", "‘", "「", "『", "【", "〔", "(", "[", "{",
  ]

  /// Lines of at most so many em; the text's own line ends are kept.
  static func lines(_ text: String, within most: Double) -> [String] {
    text.split(separator: "\n", omittingEmptySubsequences: false).flatMap {
      broken(clean(String($0)), within: most)
    }
  }

  private static func broken(_ text: String, within most: Double) -> [String] {
    var lines: [String] = []
    var line = ""
    var wide = 0.0
    for piece in pieces(text, within: most) {
      let more = width(piece)
      if wide + more > most, !line.isEmpty {
        lines.append(line)
        // A blank at a line's end is not carried over.
        line = piece == " " ? "" : piece
        wide = line.isEmpty ? 0 : more
      } else if !(piece == " " && line.isEmpty && !lines.isEmpty) {
        line += piece
        wide += more
      }
    }
    lines.append(line)
    return lines.map { String($0.reversed().drop { $0 == " " }.reversed()) }
  }

  /// What stays together: words and numbers, and punctuation with what it belongs to; but nothing
  /// that is wider than a line.
  private static func pieces(_ text: String, within most: Double) -> [String] {
    var pieces: [String] = []
    for character in text {
      let joins =
        pieces.last.map { last in
          guard let end = last.last, character != " ", end != " " else { return false }
          return closing.contains(character) || opening.contains(end)
            || isOfWord(character) && isOfWord(end)
        } ?? false
      if joins, let last = pieces.last, width(last) + width(String(character)) <= most {
        pieces[pieces.count - 1].append(character)
      } else {
        pieces.append(String(character))
      }
    }
    return pieces
  }

  private static func isOfWord(_ character: Character) -> Bool {
    character.isASCII && !character.isWhitespace && !closing.contains(character)
      && !opening.contains(character)
      || character == "."
  }
}
