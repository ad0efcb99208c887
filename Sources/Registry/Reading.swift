import JSON
import Tables
import Vocabulary

/// A row that has been understood.
package struct ReadRecord: Sendable, Equatable {
  package let kind: RecordKind
  package let code: String
  package let values: [String: String]
  package let source: String
  package let asOf: Day

  /// Cells by heading or by key; every one is looked at.
  init(
    _ kind: RecordKind, on today: Day, _ cell: (String, String) -> String
  ) throws(RowFault) {
    self.kind = kind
    let given = cell("统一社会信用代码", "creditCode")
    do {
      code = try CreditCode(given).text
    } catch {
      throw RowFault("信用代码不对：\(error.sentence(for: CreditCode.normalise(given)))")
    }
    var values: [String: String] = [:]
    for column in kind.columns {
      if let value = try column.read(cell(column.heading, column.key)).get() {
        values[column.key] = value
      }
    }
    self.values = values
    source =
      try RecordKind.Column("来源", "source", .text(most: 80))
      .read(cell("来源", "source")).get() ?? ""
    let day = try RecordKind.Column("数据日期", "asOf", .day).read(cell("数据日期", "asOf")).get()
    guard let asOf = day.flatMap({ Day($0) }) else { throw RowFault("缺少“数据日期”") }
    if asOf > today { throw RowFault("数据日期 \(asOf) 还没有到") }
    if let complaint = kind.complaint(about: values, asOf: asOf) { throw RowFault(complaint) }
    self.asOf = asOf
  }

  /// The same fact keeps the same name, whenever it comes again.
  var natural: String {
    kind.natural(values).joined(separator: "\u{1F}")
  }
}

/// A file as it was read: what is right in it, and each line that is not, with why.
package struct ReadFile: Sendable {
  package let records: [ReadRecord]
  package let refused: [(line: Int, what: String)]

  package init(_ bytes: [UInt8], _ kind: RecordKind, on today: Day) throws {
    let (text, unreadable) = TextDecoding.lines(bytes)
    let csv = CSV(text, allowsBreaks: false)
    if let line = unreadable.first, line <= csv.rows.first?.line ?? .max {
      throw RowFault("表头读不出来：第 \(line) 行有的字既不是 UTF-8 也不是 GB18030")
    }
    guard let head = csv.rows.first else {
      throw RowFault(csv.faults.first.map { "\($0)" } ?? "文件是空的")
    }
    if let fault = csv.faults.first, fault.line < head.line {
      throw RowFault("表头读不出来：\(fault)")
    }
    let everywhere = ["统一社会信用代码", "来源", "数据日期"]
    let needed = everywhere + kind.columns.filter(\.isRequired).map(\.heading)
    let missing = needed.filter { !head.cells.contains($0) }
    guard missing.isEmpty else {
      throw RowFault(
        "第 \(head.line) 行的表头缺少 \(missing.joined(separator: "、"))；\(kind.title)的表头是 "
          + "统一社会信用代码、\(kind.columns.map(\.heading).joined(separator: "、"))、来源、数据日期")
    }
    let known = everywhere + kind.columns.map(\.heading)
    let strange = head.cells.filter { !known.contains($0) }
    guard strange.isEmpty, Set(head.cells).count == head.cells.count else {
      throw RowFault(
        strange.isEmpty
          ? "第 \(head.line) 行的表头有重复的列"
          : "第 \(head.line) 行的表头有不认识的列：\(strange.joined(separator: "、"))；\(kind.title)可以有 \(known.joined(separator: "、"))"
      )
    }
    let places = Dictionary(uniqueKeysWithValues: zip(head.cells, head.cells.indices))
    var records: [ReadRecord] = []
    var refused = csv.faults.map { (line: $0.line, what: "这一行\($0.what)") }
    refused += unreadable.map { (line: $0, what: "这一行有的字既不是 UTF-8 也不是 GB18030") }
    // A spreadsheet's empty rows are no rows.
    for row in csv.rows.dropFirst() where row.cells.contains(where: { !$0.isEmpty }) {
      guard row.cells.count == head.cells.count else {
        refused.append((row.line, "有 \(row.cells.count) 列，表头有 \(head.cells.count) 列"))
        continue
      }
      do {
        records.append(
          try ReadRecord(kind, on: today) { heading, _ in
            places[heading].map { row.cells[$0] } ?? ""
          })
      } catch {
        refused.append((row.line, error.what))
      }
    }
    self.records = records
    self.refused = refused.sorted { $0.line < $1.line }
  }
}
