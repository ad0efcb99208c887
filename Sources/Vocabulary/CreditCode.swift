import Foundation

/// 统一社会信用代码 (GB 32100-2015): eighteen characters that prove themselves twice.
package struct CreditCode: Sendable, Hashable, CustomStringConvertible {
  package let text: String
  package var description: String { text }

  /// Why a text is no credit code, in the order the checks are made.
  package enum Reason: String, Sendable, CaseIterable {
    case length, charset, regionNotDigits, checkCharacter, organisationCheck
  }

  /// `position` counts characters from 1, as people do.
  package struct Failure: Error, Equatable, Sendable {
    package let reason: Reason
    package let position: Int
  }

  /// Full-width digits and small letters are forgiven, spaces and hyphens dropped; nothing else is
  /// repaired: O is not 0.
  package static func normalise(_ input: String) -> String {
    let folded = input.precomposedStringWithCompatibilityMapping
    let kept = folded.unicodeScalars.filter {
      !$0.properties.isWhitespace && !["-", "‐", "‑", "–", "—", "−"].contains($0)
    }
    return String(String.UnicodeScalarView(kept)).uppercased()
  }

  package init(_ input: String) throws(Failure) {
    let text = CreditCode.normalise(input)
    let characters = Array(text.unicodeScalars)
    guard characters.count == 18 else {
      throw Failure(reason: .length, position: min(characters.count, 18) + 1)
    }
    var values: [Int] = []
    for (index, character) in characters.enumerated() {
      guard let value = CreditCode.value(character) else {
        throw Failure(reason: .charset, position: index + 1)
      }
      values.append(value)
    }
    if let index = (2..<8).first(where: { values[$0] > 9 }) {
      throw Failure(reason: .regionNotDigits, position: index + 1)
    }
    guard values[17] == CreditCode.checkValue(values) else {
      throw Failure(reason: .checkCharacter, position: 18)
    }
    guard CreditCode.organisationCheck(characters) == characters[16] else {
      throw Failure(reason: .organisationCheck, position: 17)
    }
    self.text = text
  }

  private static let alphabet = Array("0123456789ABCDEFGHJKLMNPQRTUWXY".unicodeScalars)

  private static func value(_ character: Unicode.Scalar) -> Int? {
    alphabet.firstIndex(of: character)
  }

  /// GB 32100: weights are the powers of three; a remainder of none means 0, not a 31st symbol.
  private static func checkValue(_ values: [Int]) -> Int {
    var weight = 1
    var sum = 0
    for value in values.prefix(17) {
      sum += value * weight
      weight = weight * 3 % 31
    }
    return (31 - sum % 31) % 31
  }

  /// GB 11714 over characters 9 to 16, where letters run on from ten without the gaps of GB 32100.
  private static func organisationCheck(_ characters: [Unicode.Scalar]) -> Unicode.Scalar {
    let weights = [3, 7, 9, 10, 5, 8, 4, 2]
    let sum = zip(characters[8..<16], weights).reduce(0) { sum, pair in
      let (character, weight) = pair
      let value = Int(character.value) - (character.value < 58 ? 48 : 55)
      return sum + value * weight
    }
    switch 11 - sum % 11 {
    case 10: return "X"
    case 11: return "0"
    case let digit: return alphabet[digit]
    }
  }
}
