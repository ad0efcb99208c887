/// Why a text cannot be taken as it is (reliability R52).
package enum TextFault: Sendable, Equatable {
  case tooLong(Int)
  case blank
  case control

  /// Limits count characters as people do: a 汉字 is one, an emoji of several parts too. What is piled
  /// on one character has a limit of its own.
  package init?(_ text: String, most: Int, allowsBreaks: Bool = false, allowsBlank: Bool = false) {
    let count = text.count
    if count > most || text.unicodeScalars.count > 8 * most + 32 {
      self = .tooLong(count)
    } else if !allowsBlank, text.unicodeScalars.allSatisfy(\.properties.isWhitespace) {
      self = .blank
    } else if !TextFault.isSound(text, allowsBreaks) || !TextFault.isVisible(text) {
      self = .control
    } else {
      return nil
    }
  }

  /// NUL and other controls never belong to a text; line breaks only to a long one.
  private static func isSound(_ text: String, _ allowsBreaks: Bool) -> Bool {
    text.utf8.allSatisfy { byte in
      byte >= 0x20 && byte != 0x7F || allowsBreaks && [0x09, 0x0A, 0x0D].contains(byte)
    }
  }

  /// What cannot be seen, or turns the text around, is no part of a text either.
  private static func isVisible(_ text: String) -> Bool {
    text.unicodeScalars.allSatisfy { scalar in
      switch scalar.value {
      case 0x200B, 0x200E, 0x200F, 0x061C, 0x2028...0x202E, 0x2066...0x2069, 0xFEFF: false
      default: true
      }
    }
  }
}
