import Acts
import Applications
import Design
import HTML
import HTTP
import JSON
import Routing
import SQLite
import Tables
import Vocabulary

/// The 推荐汇总表 as a file to go on with. Staff exports are on the record: what has left the house, when
/// and by whom (feature 92).
struct ExportBatch: RecordedAct {
  struct Asked: Input {
    static let format = Field.choice(
      "format", "格式",
      [
        Choice("xlsx", "Excel 工作簿"), Choice("csv", "CSV（UTF-8）"), Choice("gb18030", "CSV（GB18030）"),
      ])
    static let fields = [format.note]
    let format: String
    init(_ answers: Answers) throws(Problems) { format = try answers.read(Self.format) }
  }

  struct Answer: Sendable {
    let batch: Batch
    let format: String
  }

  static let name = "batch.export"
  static let summary = "导出推荐汇总表"
  static let path = Path<ItemPlace<BatchOwner>>("/batches/:batch/export")
  /// Whoever works with it; who only looks on reads the page.
  static let by: Set<Role> = [
    .districtHandler, .districtApprover, .municipalHandler, .municipalApprover,
    .municipalAdministrator,
  ]
  static let audience = Audience.members(by)
  static let clause: String? = BatchView.clause
  static let isAnnounced = false
  static let schema = Schema.object([
    .always("format", .text), .always("title", .text), .always("lines", .list(.list(.text))),
  ])

  let desk: CaseDesk
  var ledger: Ledger { desk.ledger }

  func change(
    _ asked: Asked, at place: ItemPlace<BatchOwner>, by member: Member, _ moment: Moment,
    in database: borrowing Connection
  ) throws -> Done<Answer> {
    let batch = try BatchView.find(place, for: member, in: database)
    return Done(
      Answer(batch: batch, format: asked.format), "导出推荐汇总表：\(batch.title)",
      about: "batch/\(batch.id)",
      payload: ["format": .string(asked.format), "count": .integer(batch.rows.count)])
  }

  func json(_ answer: Answer) -> JSON {
    let grid = answer.batch.grid
    let lines = [grid.head] + grid.rows.map { $0.map(\.words) }
    return [
      "format": .string(answer.format), "title": .string(answer.batch.title),
      "lines": .array(lines.map { .array($0.map { .string($0) }) }),
    ]
  }

  func response(_ answer: Answer, _ visit: Visit) -> Response? {
    let grid = answer.batch.grid
    let (type, bytes, ending): (MediaType, [UInt8], String) =
      switch answer.format {
      case "csv": (.csv, grid.csv, "csv")
      case "gb18030": (.csvGB, grid.csvGB18030, "csv")
      default: (.xlsx, Workbook([grid]).file, "xlsx")
      }
    var response = Response(.ok, type: type, bytes)
    response.offerAsFile("\(answer.batch.title).\(ending)")
    return response
  }

  func next(_ answer: Answer, at place: ItemPlace<BatchOwner>) -> Address {
    BatchView.path.link(place)
  }

  func page(
    _ sheet: Sheet, at place: ItemPlace<BatchOwner>, for member: Member, _ visit: Visit
  ) throws -> HTML {
    let batch = try desk.ledger.store.read(lane: visit.lane) {
      try BatchView.find(place, for: member, in: $0)
    }
    return actPage(
      Self.summary, on: visit, above: [(BatchesView.summary, BatchesView.path.link)],
      backTo: (batch.title, BatchView.path.link(place)),
      lead: "\(batch.title)，\(batch.rows.count) 份申请。导出记入日志：什么时候、由谁导出。", sheet
    ) {
      postForm(Self.path.link(place), on: visit, fields: Asked.fields, sheet, button: "导出")
    }
  }
}

extension Batch {
  /// The 推荐汇总表 with its sums: enterprises, items, and those of priority.
  var grid: Grid {
    Grid(
      "推荐汇总表", SummaryRow.columns.map(\.label),
      rows.map { row in
        SummaryRow.columns.map { column in
          if case .integer(let number)? = row[column.name] { return .number("\(number)") }
          return .text(row[column.name]?.string ?? "")
        }
      } + [
        SummaryRow.columns.map { column in
          switch column.name {
          case "rank": .text("合计")
          case "enterprise": .number("\(Set(rows.map { $0["creditCode"]?.string ?? "" }).count)")
          case "item": .number("\(rows.count)")
          case "priority": .number("\(favoured)")
          default: .text("")
          }
        }
      ])
  }
}
