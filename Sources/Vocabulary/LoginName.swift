import Foundation

/// What somebody signs in with: the same however it is typed, and never two that look alike by
/// width or case.
package struct LoginName: Sendable, Hashable {
  package let text: String

  /// 3 to 64 letters, digits and `. _ - @`, after folding.
  package init?(_ input: String) {
    let folded = LoginName.fold(input)
    let count = folded.unicodeScalars.count
    guard 3...64 ~= count,
      folded.unicodeScalars.allSatisfy({
        $0.properties.isAlphabetic || $0.properties.numericType != nil
          || [".", "_", "-", "@"].contains($0)
      })
    else { return nil }
    text = folded
  }

  /// As it is looked up; anything at all may have been typed.
  package static func fold(_ input: String) -> String {
    input.precomposedStringWithCompatibilityMapping.lowercased()
      .trimmingCharacters(in: .whitespacesAndNewlines)
  }
}

/// A mail address as far as it can be judged without writing to it. No control can get into a
/// header by it (reliability R57).
package struct MailAddress: Sendable, Hashable {
  package let text: String

  package init?(_ input: String) {
    let bytes = Array(input.utf8)
    guard bytes.count <= 120, bytes.allSatisfy({ 0x21...0x7E ~= $0 }),
      !bytes.contains(where: { Array("\"(),:;<>[]\\".utf8).contains($0) })
    else { return nil }
    let parts = bytes.split(separator: UInt8(ascii: "@"), omittingEmptySubsequences: false)
    guard parts.count == 2, 1...64 ~= parts[0].count, parts[1].contains(UInt8(ascii: ".")),
      parts.allSatisfy({ part in
        !part.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
          .contains { $0.isEmpty }
      }),
      parts[1].allSatisfy({ isHostByte($0) })
    else { return nil }
    text = input
  }
}

private func isHostByte(_ byte: UInt8) -> Bool {
  switch byte {
  case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
    UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."):
    true
  default: false
  }
}
