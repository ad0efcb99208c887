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

  /// NUL and other controls, those of the second set too, never belong to a text; line breaks only to a
  /// long one.
  private static func isSound(_ text: String, _ allowsBreaks: Bool) -> Bool {
    text.unicodeScalars.allSatisfy { scalar in
      switch scalar.value {
      case 0x09, 0x0A, 0x0D: allowsBreaks
      case 0..<0x20, 0x7F...0x9F: false
      default: true
      }
    }
  }

  /// What cannot be seen, or turns the text around, is no part of a text either.
  private static func isVisible(_ text: String) -> Bool {
    text.unicodeScalars.allSatisfy { scalar in
      switch scalar.value {
      case 0x200B, 0x200E, 0x200F, 0x061C, 0x2028...0x202E, 0x2060...0x206F, 0xFEFF: false
      default: true
      }
    }
  }
}
