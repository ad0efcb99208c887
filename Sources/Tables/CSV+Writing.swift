/// As spreadsheets open it without asking: UTF-8 that says so, lines ended by CR LF.
extension Grid {
  package var csv: [UInt8] { Grid.opening(head) + Grid.lines(rows) }

  /// The same for older programs of offices, in GB18030.
  package var csvGB18030: [UInt8] {
    TextEncoding.gb18030(Grid.lines([head.map { .text($0) }]) + Grid.lines(rows))
  }

  /// What a file begins with, where its lines follow piece by piece.
  package static func opening(_ head: [String]) -> [UInt8] {
    [0xEF, 0xBB, 0xBF] + lines([head.map { .text($0) }])
  }

  package static func lines(_ rows: [[Cell]]) -> [UInt8] {
    var bytes: [UInt8] = []
    for row in rows {
      for (index, cell) in row.enumerated() {
        if index > 0 { bytes.append(UInt8(ascii: ",")) }
        bytes += Grid.quoted(cell).utf8
      }
      bytes += "\r\n".utf8
    }
    return bytes
  }

  private static func quoted(_ cell: Cell) -> String {
    var text = cell.words
    if case .text = cell, startsFormula(text.utf8[...]) { text = "'" + text }
    if case .text = cell, looksCounted(text) { text += "\t" }
    let needsQuotes = text.utf8.contains { [0x22, 0x2C, 0x0A, 0x0D].contains($0) }
    return needsQuotes ? "\"\(text.replacing("\"", with: "\"\""))\"" : text
  }

  /// A code that a spreadsheet would take for a number and round, or strip of its zeros: a tab at its end
  /// keeps it a text, and readers leave blanks away.
  static func looksCounted(_ text: String) -> Bool {
    let bytes = Array(text.utf8)
    let isCode = bytes.allSatisfy { 0x30...0x39 ~= $0 || $0 == UInt8(ascii: "E") }
    guard isCode, let first = bytes.first, first != UInt8(ascii: "E"), bytes.count > 1 else {
      return false
    }
    return bytes.count > 11 || first == UInt8(ascii: "0")
      || bytes.contains(UInt8(ascii: "E")) && bytes.last != UInt8(ascii: "E")
  }

  /// A text that a spreadsheet would take for something to work out, and run; or would, but for the
  /// marks before it.
  static func startsFormula(_ text: some Collection<UInt8>) -> Bool {
    let first = text.drop { $0 == quietMark }.first
    return first.map { [0x3D, 0x2B, 0x2D, 0x40, 0x09, 0x0D].contains($0) } == true
  }

  /// “Not a formula”.
  static let quietMark = UInt8(ascii: "'")
}
