/// What is drawn on one page, in the words of the page's content stream.
struct Ink: Sendable {
  private(set) var bytes: [UInt8] = []
  /// Every character that is drawn, for the file to say what it means.
  private(set) var used: Set<Unicode.Scalar> = []

  private mutating func say(_ text: String) { bytes += Array(text.utf8) }

  mutating func text(
    _ text: String, at place: (x: Double, y: Double), _ size: Double, isBold: Bool = false,
    grey: Double = 0
  ) {
    if text.isEmpty { return }
    used.formUnion(text.unicodeScalars)
    // There is one font; strokes make it bold.
    let weight = isBold ? "2 Tr \(Ink.number(size * 0.025)) w" : "0 Tr"
    let ink = Ink.number(grey)
    say(
      "BT /F1 \(Ink.number(size)) Tf \(ink) g \(ink) G \(weight) \(Ink.number(place.x)) \(Ink.number(place.y)) Td <\(Ink.hex(text))> Tj ET\n"
    )
  }

  mutating func frame(_ box: (x: Double, y: Double, wide: Double, tall: Double)) {
    say("0.6 G 0.5 w \(Ink.rectangle(box)) re S\n")
  }

  mutating func fill(_ box: (x: Double, y: Double, wide: Double, tall: Double), grey: Double) {
    say("\(Ink.number(grey)) g \(Ink.rectangle(box)) re f\n")
  }

  private static func rectangle(
    _ box: (x: Double, y: Double, wide: Double, tall: Double)
  ) -> String {
    [box.x, box.y, box.wide, box.tall].map(number).joined(separator: " ")
  }

  /// With two decimals at most, and never in powers of ten.
  static func number(_ value: Double) -> String {
    let hundredths = Int((value * 100).rounded())
    let (whole, rest) = (abs(hundredths) / 100, abs(hundredths) % 100)
    let sign = hundredths < 0 ? "-" : ""
    if rest == 0 { return "\(sign)\(whole)" }
    return "\(sign)\(whole).\(rest < 10 ? "0" : "")\(rest)"
  }

  static func hex(_ text: String) -> String {
    var hex = ""
    for unit in text.utf16 {
      let digits = String(unit, radix: 16, uppercase: true)
      hex += String(repeating: "0", count: 4 - digits.utf8.count) + digits
    }
    return hex
  }
}
