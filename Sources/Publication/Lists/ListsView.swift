import Accounts
import Design
import HTML
import JSON
import Routing
import Vocabulary

/// All lists, the newest first.
struct ListsView: View {
  typealias Asked = Nothing

  static let name = "lists"
  static let summary = "名单"
  static let path = Paths.lists
  static let audience = Audience.everyone
  static let clause: String? = Publication.listing
  static let schema = Schema.object([
    .always(
      "items",
      .list(
        .object([
          .always("id", .text), .always("title", .text), .always("documentNumber", .text),
          .always("publishedOn", .day), .always("count", .integer),
        ])))
  ])

  struct Answer: Sendable {
    let contents: Gazette.Contents
    let today: Day

    /// As many as there are in each unit.
    var units: [(name: String, count: Int)] {
      Dictionary(grouping: contents.entries, by: \.unit)
        .map { (name: $0.key, count: $0.value.count) }
        .sorted { ($1.count, $0.name) < ($0.count, $1.name) }
    }
  }

  let gazette: Gazette
  let tiles: [Units.Tile]

  func answer(_ asked: Nothing, at place: Nowhere, for actor: Visitor, _ visit: Visit) throws
    -> Answer
  { Answer(contents: try gazette.contents, today: visit.now.day) }

  func edition(at now: Instant) -> Gazette.Edition? { gazette.edition(at: now) }

  func json(_ answer: Answer) -> JSON {
    [
      "items": .array(
        answer.contents.listings.map { listing in
          [
            "id": .string("\(listing.id)"), "title": .string(listing.title),
            "documentNumber": .string(listing.document), "publishedOn": .string("\(listing.day)"),
            "count": .integer(answer.contents.entries.count { $0.listing == listing.id }),
          ]
        })
    ]
  }

  func page(
    _ sheet: Sheet, _ answer: Answer?, at place: Nowhere, for actor: Visitor, _ visit: Visit
  ) -> HTML {
    Shell(
      "名单", on: visit, current: Self.path.link,
      line: answer.map {
        HTML("\($0.contents.entries.count) 项有效或曾经有效，撤销和暂停的照样列出，写明原因。")
      }
    ).page {
      if let answer, !answer.contents.listings.isEmpty {
        EntryFinder(units: answer.units.map(\.name).sorted()).html
        DataTable(
          "名单，新的在前", [.init("名称"), .init("文号"), .init("发布日期"), .init("项数", isNumber: true)],
          answer.contents.listings.map { listing in
            [
              a(.href(ListView.path.link(ItemPlace(listing.id)))) { listing.title },
              HTML(listing.document), date(listing.day),
              HTML("\(answer.contents.entries.count { $0.listing == listing.id })"),
            ]
          }
        ).html
        p { a(.href(EntriesView.path.link)) { "看全部 \(answer.contents.entries.count) 项产品和服务" } }
      } else {
        emptyState(
          "还没有发布名单", "公示期满、没有异议的产品和服务会列在这里。", action: ("看公示", Paths.notices.link))
      }
    } aside: {
      if let answer, !answer.contents.listings.isEmpty {
        UnitMap(tiles: tiles, counts: answer.units).html
      }
    }
  }
}

/// Entries in a table, each with its state in a word.
struct EntryTable {
  let title: String
  let entries: [Entry]
  let today: Day

  init(_ title: String, _ entries: [Entry], _ today: Day) {
    self.title = title
    self.entries = entries
    self.today = today
  }

  var html: HTML { table.html }

  /// To stand in a document.
  var bare: HTML { table.bare }

  private var table: DataTable {
    DataTable(
      title,
      [
        .init("产品或服务"), .init("状态", isKept: true), .init("自何时", isKept: true),
        .init("标志编号", isKept: true),
      ],
      entries.map { entry in
        let (state, since) = entry.state(on: today)
        return [
          group {
            a(.class("title"), .href(EntryView.path.link(CodePlace(entry.code)))) { entry.item }
            chip(entry.kindTitle)
            span(.class("sub")) { "\(entry.enterprise) · \(entry.unit)" }
          },
          Design.state(state.title, state.tone), date(since), code { entry.code },
        ]
      })
  }
}
