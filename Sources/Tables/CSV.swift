/// Comma-separated lines (RFC 4180): quotes, doubled quotes, line breaks inside quotes.
package struct CSV: Sendable {
  package struct Row: Sendable, Equatable {
    /// Where it begins in the file, from 1.
    package let line: Int
    package let cells: [String]
  }

  package struct Fault: Error, Sendable, Equatable, CustomStringConvertible {
    package let line: Int
    package let what: String
    package var description: String { "第 \(line) 行\(what)" }
  }

  package let rows: [Row]
  /// Lines that are no rows, and why; those after them are read as ever.
  package let faults: [Fault]

  /// - Parameters:
  ///   - text: as `TextDecoding` gave it. Blank lines are no rows.
  ///   - allowsBreaks: a cell in quotes may go on on the next line. Where no cell has reason to, a
  ///     quote left open cannot take other lines along.
  package init(_ text: String, allowsBreaks: Bool = true) {
    var reader = Reader(Array(text.utf8), allowsBreaks: allowsBreaks)
    reader.readAll()
    rows = reader.rows
    faults = reader.faults
  }

  /// More in one pair of quotes, and the second one is missing.
  private static let longest = 100_000

  private struct Reader {
    let bytes: [UInt8]
    let allowsBreaks: Bool
    var at = 0
    var line = 1
    var rows: [Row] = []
    var faults: [Fault] = []

    init(_ bytes: [UInt8], allowsBreaks: Bool) {
      self.bytes = bytes
      self.allowsBreaks = allowsBreaks
    }

    mutating func readAll() {
      while at < bytes.count {
        let start = (at: at, line: line)
        do throws(Fault) {
          let cells = try row()
          if cells != [""] { rows.append(Row(line: start.line, cells: cells)) }
        } catch {
          // A quote that goes astray takes its own line with it; those below are read again.
          faults.append(Fault(line: start.line, what: error.what))
          (at, line) = start
          skipLine()
        }
      }
    }

    private mutating func row() throws(Fault) -> [String] {
      var cells: [String] = []
      repeat { cells.append(try cell()) } while take(UInt8(ascii: ","))
      guard at == bytes.count || takeBreak() else {
        throw Fault(line: line, what: "的引号后面还有别的字")
      }
      return cells
    }

    private mutating func skipLine() {
      while at < bytes.count, !takeBreak() { at += 1 }
    }

    private mutating func take(_ byte: UInt8) -> Bool {
      guard at < bytes.count, bytes[at] == byte else { return false }
      at += 1
      return true
    }

    private mutating func takeBreak() -> Bool {
      let isReturn = take(0x0D)
      guard take(0x0A) || isReturn else { return false }
      line += 1
      return true
    }

    private mutating func cell() throws(Fault) -> String {
      if take(UInt8(ascii: "\"")) { return try quoted() }
      let start = at
      while at < bytes.count, ![UInt8(ascii: ","), 0x0A, 0x0D].contains(bytes[at]) {
        if bytes[at] == UInt8(ascii: "\"") { throw Fault(line: line, what: "的引号不在开头") }
        at += 1
      }
      return text(bytes[start..<at])
    }

    private mutating func quoted() throws(Fault) -> String {
      let start = line
      var cell: [UInt8] = []
      while at < bytes.count, cell.count < CSV.longest {
        let byte = bytes[at]
        at += 1
        if byte == UInt8(ascii: "\"") {
          if !take(UInt8(ascii: "\"")) { return text(cell[...]) }
        } else if byte == 0x0A || byte == 0x0D {
          if !allowsBreaks { break }
          if byte == 0x0A { line += 1 }
        }
        cell.append(byte)
      }
      throw Fault(line: start, what: "的引号没有合上")
    }

    /// Without the blanks around it that spreadsheets leave, nor the mark that says “not a formula”.
    private func text(_ bytes: ArraySlice<UInt8>) -> String {
      let blanks: [UInt8] = [0x20, 0x09]
      var text = bytes.drop { blanks.contains($0) }
      if text.first == Grid.quietMark, Grid.startsFormula(text) { text.removeFirst() }
      let end = text.lastIndex { !blanks.contains($0) }.map { $0 + 1 } ?? text.startIndex
      return String(decoding: text[text.startIndex..<end], as: UTF8.self)
    }
  }
}
