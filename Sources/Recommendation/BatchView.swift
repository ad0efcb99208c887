import Acts
import Applications
import Design
import Digest
import HTML
import HTTP
import JSON
import Routing
import SQLite
import Vocabulary

/// One batch: the 推荐汇总表 as page and JSON, with the receipt that it was sent. Files of it are exported,
/// which is an act.
struct BatchView: View {
  typealias Asked = Nothing

  static let name = "batch"
  static let summary = "推荐汇总表"
  static let path = Path<ItemPlace<BatchOwner>>("/batches/:batch")
  static let audience = Audience.members(
    .districtHandler, .districtApprover, .municipalHandler, .municipalApprover,
    .municipalAdministrator, .supervisor, .auditor)
  static let clause: String? = "001 三（二）第一分句"
  static let schema = Schema.object(
    Batch.lineSchema + [
      .always("hash", .text), .always("receipt", .text), .always("items", .list(.map(.any))),
      .always("acts", .offers),
    ])

  struct Answer: Sendable {
    let batch: Batch
    /// Who only looks on reads the page.
    let mayExport: Bool
    /// Cases that this reader may still open: one may have gone to another unit since.
    let open: Set<String>
  }

  let desk: CaseDesk

  static func find(
    _ place: ItemPlace<BatchOwner>, for member: Member, in database: borrowing Connection
  ) throws -> Batch {
    guard let batch = try Batch.find(place.id, in: database),
      member.seat.kind != .district || batch.unit == member.seat.organisation
    else { throw Refusal.notFound }
    return batch
  }

  func answer(
    _ asked: Nothing, at place: ItemPlace<BatchOwner>, for member: Member, _ visit: Visit
  ) throws -> Answer {
    try desk.ledger.store.read(lane: visit.lane) { database in
      let batch = try Self.find(place, for: member, in: database)
      return Answer(
        batch: batch, mayExport: !member.seat.roles.isDisjoint(with: ExportFormat.by),
        open: try Self.open(batch, for: member, in: database))
    }
  }

  private static func open(
    _ batch: Batch, for member: Member, in database: borrowing Connection
  ) throws -> Set<String> {
    let numbers = batch.rows.compactMap { $0["number"] }
    return Set(
      try database.all(
        """
        SELECT a.number FROM json_each(?1) j JOIN application a ON a.number = j.value
        WHERE ?2 IS NULL OR a.unit = ?2
        """, JSON.array(numbers).text,
        member.seat.kind == .district ? member.seat.organisation.number : nil
      ) { $0.text(0) })
  }

  func json(_ answer: Answer) -> JSON {
    let batch = answer.batch
    return .object(
      batch.line + [
        .init("hash", .string(Hex.text(batch.digest))), .init("receipt", .string(batch.receipt)),
        .init("items", .array(batch.rows)),
        .init(
          "acts",
          .array(answer.mayExport ? [ExportBatch.offered(at: ItemPlace(batch.id))] : [])),
      ])
  }

  func page(
    _ sheet: Sheet, _ answer: Answer?, at place: ItemPlace<BatchOwner>, for member: Member,
    _ visit: Visit
  ) -> HTML {
    guard let answer else { return HTML() }
    let batch = answer.batch
    return Shell(
      batch.title, on: visit, trail: [(BatchesView.summary, BatchesView.path.link)],
      line: group {
        span { "\(batch.rows.count) 份，其中重点推荐 \(batch.favoured) 份" }
        span(.class("quiet")) { "\(batch.at.chinese) 报送" }
        span(.class("quiet")) {
          "指纹 "
          code { String(Hex.text(batch.digest).prefix(16)) }
        }
      }
    ).page {
      errorSummary(sheet)
      DataTable(
        "推荐汇总表", SummaryRow.columns.map { .init($0.label, isNumber: $0.name == "rank") },
        batch.rows.map { row in
          SummaryRow.columns.map { column in
            if case .integer(let number)? = row[column.name] { return HTML("\(number)") }
            let text = row[column.name]?.string ?? ""
            guard column.name == "number", answer.open.contains(text) else { return HTML(text) }
            return a(.href(CaseView.path.link(CasePlace(text)))) { text }
          }
        }
      ).html
      p(.class("signature")) { "\(batch.unitName)（盖章）　\(batch.at.day.plain)" }
      batch.letter
      panel("报送回执") {
        p { batch.receipt }
        p { paperLink(BatchPaper.path.link(place)) }
      }
      if answer.mayExport {
        p(.class("acts noprint")) {
          a(.class("button plain"), .href(ExportBatch.path.link(place))) { ExportBatch.summary }
        }
      }
    }
  }
}

extension Batch {
  var favoured: Int { rows.count { $0["priority"]?.string?.hasPrefix("是") == true } }

  static let letterTitle = "关于推荐“上海品牌”培育产品和服务的函"
  static let addressee = "上海市市场监督管理局："

  var letterWords: [String] {
    [
      "根据《关于开展“上海品牌”培育试点工作的通知》，经审核，我单位推荐 \(rows.count) 项产品和服务参加培育"
        + (favoured > 0 ? "，其中重点推荐 \(favoured) 项" : "") + "，推荐汇总表附后（\(round) 批次第 \(number) 批）。",
      "请审示。",
    ]
  }

  /// The letter that goes with the table, to be printed and sealed.
  fileprivate var letter: HTML {
    doc(title: Self.letterTitle, signed: ["\(unitName)（盖章）", at.day.plain]) {
      p(.class("flat")) { Self.addressee }
      for words in letterWords { p { words } }
    }
  }

  /// What the sender keeps: that it was received, when, how much, and by which digest it is known.
  var receipt: String {
    "上海市市场监督管理局于 \(at.chinese) 收到\(unitName)报送的 \(round) 批次推荐汇总表第 \(number) 批，共 \(count) 份，"
      + "内容指纹（SHA-256）\(Hex.text(digest))。报送以后不能更改，后来推荐的作为下一批。"
  }
}
