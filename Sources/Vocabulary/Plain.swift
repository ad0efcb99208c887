import Foundation

/// Text as it is searched: letters and digits alone, without width, case or marks between them.
package enum Plain {
  /// The words of a text, each folded.
  package static func words(_ text: String) -> [String] {
    text.precomposedStringWithCompatibilityMapping.lowercased().unicodeScalars
      .split { !($0.properties.isAlphabetic || $0.properties.numericType != nil) }
      .map { String(String.UnicodeScalarView($0)) }
  }

  /// All of them in one, to compare names and numbers by: whatever their width, case and marks.
  package static func plain(_ text: String) -> String { quick(text) ?? words(text).joined() }

  /// The same of nothing but ASCII and Chinese characters, which are no other characters in another form.
  private static func quick(_ text: String) -> String? {
    var kept = String.UnicodeScalarView()
    for scalar in text.unicodeScalars {
      switch scalar.value {
      case 0x30...0x39, 0x61...0x7A, 0x4E00...0x9FFF: kept.append(scalar)
      case 0x41...0x5A: kept.append(Unicode.Scalar(UInt8(scalar.value | 0x20)))
      case 0...0x7F: continue
      default: return nil
      }
    }
    return String(kept)
  }

  /// Whether the part stands in the text, byte by byte: plain texts have each character in one form only.
  package static func holds(_ text: String, _ part: String) -> Bool {
    let (text, part) = (text.utf8, Array(part.utf8))
    guard let first = part.first else { return true }
    var rest = text[...]
    while rest.count >= part.count, let at = rest.firstIndex(of: first) {
      rest = rest[at...]
      if rest.starts(with: part) { return true }
      rest = rest.dropFirst()
    }
    return false
  }

  /// What was typed wide or with blanks around, as it was meant.
  package static func folded(_ text: String) -> String {
    if isPlain(text) { return text }
    return text.precomposedStringWithCompatibilityMapping
      .trimmingCharacters(in: .whitespacesAndNewlines)
  }

  /// Nothing but ASCII without blanks at its ends and Chinese characters: as it was meant already.
  private static func isPlain(_ text: String) -> Bool {
    let isKnown = text.unicodeScalars.allSatisfy {
      0x20...0x7E ~= $0.value || 0x4E00...0x9FFF ~= $0.value
    }
    return isKnown && text.utf8.first != 0x20 && text.utf8.last != 0x20
  }

  /// Single characters and overlapping pairs, each once.
  package static func grams(_ words: [String]) -> Set<String> {
    var grams: Set<String> = []
    for word in words {
      let characters = Array(word.unicodeScalars)
      for (index, character) in characters.enumerated() {
        grams.insert(String(Character(character)))
        if index > 0 {
          grams.insert(
            String(String.UnicodeScalarView([characters[index - 1], character])))
        }
      }
    }
    return grams
  }

  /// What must be there for these words to be there: pairs, or the one character there is.
  package static func needed(_ words: [String]) -> Set<String> {
    words.reduce(into: []) { needed, word in
      needed.formUnion(
        word.unicodeScalars.count == 1
          ? [word] : grams([word]).filter { $0.unicodeScalars.count == 2 })
    }
  }
}
