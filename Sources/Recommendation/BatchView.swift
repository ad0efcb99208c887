import Acts
import Applications
import Design
import Digest
import HTML
import HTTP
import JSON
import Routing
import SQLite
import Tables
import Vocabulary

/// One batch: the 推荐汇总表 as page, JSON, workbook and lines.
struct BatchView: View {
  struct Asked: Input {
    static let format = Field.choice(
      "format", "格式", [Choice("xlsx", "Excel 工作簿"), Choice("csv", "CSV（UTF-8）")],
      isRequired: false)
    static let fields = [format.note]
    let format: String
    init(_ answers: Answers) throws(Problems) { format = try answers.read(Self.format) }
  }

  static let name = "batch"
  static let summary = "推荐汇总表"
  static let path = Path<ItemPlace<BatchOwner>>("/batches/:batch")
  static let audience = Audience.members(
    .districtHandler, .districtApprover, .municipalHandler, .municipalApprover,
    .municipalAdministrator, .supervisor, .auditor)
  static let clause: String? = "001 三（二）第一分句"
  static let schema = Schema.object([
    .always("id", .text), .always("unit", .text), .always("number", .integer),
    .always("at", .instant), .always("hash", .text), .always("items", .list(.map(.any))),
  ])

  struct Answer: Sendable {
    let batch: Batch
    let format: String
  }

  let desk: CaseDesk

  func answer(
    _ asked: Asked, at place: ItemPlace<BatchOwner>, for member: Member, _ visit: Visit
  ) throws -> Answer {
    try desk.ledger.store.read(lane: visit.lane) { database in
      guard let batch = try Batch.find(place.id, in: database),
        member.seat.kind != .district || batch.unit == member.seat.organisation
      else { throw Refusal.notFound }
      return Answer(batch: batch, format: asked.format)
    }
  }

  func response(_ answer: Answer, _ visit: Visit) -> Response? {
    guard visit.face == .page, !answer.format.isEmpty else { return nil }
    let grid = Grid(
      "推荐汇总表", SummaryRow.columns.map(\.label),
      answer.batch.rows.map { row in
        SummaryRow.columns.map { column in
          if case .integer(let number)? = row[column.name] { return .number("\(number)") }
          return .text(row[column.name]?.string ?? "")
        }
      })
    let (type, bytes): (MediaType, [UInt8]) =
      answer.format == "csv" ? (.csv, grid.csv) : (.xlsx, Workbook([grid]).file)
    var response = Response(.ok, type: type, bytes)
    response.offerAsFile("\(answer.batch.title).\(answer.format)")
    return response
  }

  func json(_ answer: Answer) -> JSON {
    [
      "id": .string("\(answer.batch.id)"), "unit": .string(answer.batch.unitName),
      "number": .integer(answer.batch.number), "at": .string("\(answer.batch.at)"),
      "hash": .string(Hex.text(answer.batch.digest)), "items": .array(answer.batch.rows),
    ]
  }

  func page(
    _ sheet: Sheet, _ answer: Answer?, at place: ItemPlace<BatchOwner>, for member: Member,
    _ visit: Visit
  ) -> HTML {
    guard let batch = answer?.batch else { return HTML() }
    return Shell(
      batch.title, on: visit, trail: [("申请", Paths.applications.link)],
      line: group {
        span { "\(batch.rows.count) 份" }
        span(.class("quiet")) { "\(batch.at.chinese) 报送" }
        span(.class("quiet")) {
          "指纹 "
          code { String(Hex.text(batch.digest).prefix(16)) }
        }
      },
      act: group {
        a(.class("button plain"), .href(Self.path.link(place, query: [("format", "xlsx")]))) {
          "下载 Excel"
        }
        a(.class("button plain"), .href(Self.path.link(place, query: [("format", "csv")]))) {
          "下载 CSV"
        }
      }
    ).page {
      DataTable(
        "推荐汇总表", SummaryRow.columns.map { .init($0.label, isNumber: $0.name == "rank") },
        batch.rows.map { row in
          SummaryRow.columns.map { column in
            if case .integer(let number)? = row[column.name] { return HTML("\(number)") }
            return HTML(row[column.name]?.string ?? "")
          }
        }
      ).html
      p(.class("signature")) { "\(batch.unitName)（盖章）　\(batch.at.day.chinese)" }
    }
  }
}
