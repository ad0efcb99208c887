import HTTP
import JSON
import Routing
import Tables
import Vocabulary

/// As which file a table leaves the house.
package enum ExportFormat: String, CaseIterable, Sendable {
  case xlsx, csv, gb18030

  private var title: String {
    switch self {
    case .xlsx: "Excel 工作簿"
    case .csv: "CSV（UTF-8）"
    case .gb18030: "CSV（GB18030）"
    }
  }

  /// Whoever works with what is exported; who only looks on reads the page.
  package static let by: Set<Role> = [
    .districtHandler, .districtApprover, .municipalHandler, .municipalApprover,
    .municipalAdministrator,
  ]

  package static let field = Field.choice(
    "format", "格式", allCases.map { Choice($0.rawValue, $0.title) })

  package init(_ word: String) { self = Self(rawValue: word) ?? .xlsx }

  package static let schema = Schema.object([
    .always("format", .text), .always("title", .text), .always("lines", .list(.list(.text))),
  ])

  /// To a browser, which saves it.
  package func response(_ grid: Grid, named name: String) -> Response {
    let (type, bytes, ending): (MediaType, [UInt8], String) =
      switch self {
      case .csv: (.csv, grid.csv, "csv")
      case .gb18030: (.csvGB, grid.csvGB18030, "csv")
      case .xlsx: (.xlsx, Workbook([grid]).file, "xlsx")
      }
    var response = Response(.ok, type: type, bytes)
    response.offerAsFile("\(name).\(ending)")
    return response
  }

  /// To a program, line by line.
  package func json(_ grid: Grid, named name: String) -> JSON {
    let lines = [grid.head] + grid.rows.map { $0.map(\.words) }
    return [
      "format": .string(rawValue), "title": .string(name),
      "lines": .array(lines.map { .array($0.map { .string($0) }) }),
    ]
  }
}
