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
    static let fields = [ExportFormat.field.note]
    let format: ExportFormat
    init(_ answers: Answers) throws(Problems) {
      format = ExportFormat(try answers.read(ExportFormat.field))
    }
  }

  struct Answer: Sendable {
    let batch: Batch
    let format: ExportFormat
  }

  static let name = "batch.export"
  static let summary = "导出推荐汇总表"
  static let path = Path<ItemPlace<BatchOwner>>("/batches/:batch/export")
  static let audience = Audience.members(ExportFormat.by)
  static let clause: String? = BatchView.clause
  static let isAnnounced = false
  static let schema = ExportFormat.schema

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
      payload: ["format": .string(asked.format.rawValue), "count": .integer(batch.rows.count)])
  }

  func json(_ answer: Answer) -> JSON {
    answer.format.json(answer.batch.grid, named: answer.batch.title)
  }

  func response(_ answer: Answer, _ visit: Visit) -> Response? {
    answer.format.response(answer.batch.grid, named: answer.batch.title)
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
