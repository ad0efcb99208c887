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
  }

  let gazette: Gazette

  func answer(_ asked: Nothing, at place: Nowhere, for actor: Visitor, _ visit: Visit) throws
    -> Answer
  { Answer(contents: try gazette.contents, today: visit.now.day) }

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
    Shell("名单", on: visit, current: Self.path.link).page {
      if let answer, !answer.contents.listings.isEmpty {
        p(.class("lead")) {
          "\(answer.contents.entries.count) 项有效或曾经有效，撤销和暂停的照样列出，写明原因。"
        }
        DataTable(
          "名单，新的在前", [.init("名称"), .init("文号"), .init("发布日期"), .init("项数", isNumber: true)],
          answer.contents.listings.map { listing in
            [
              a(.href(ListView.path.link(ItemPlace(listing.id)))) { listing.title },
              HTML(listing.document), HTML(listing.day.chinese),
              HTML("\(answer.contents.entries.count { $0.listing == listing.id })"),
            ]
          }
        ).html
        EntryTable("全部项目", answer.contents.entries, answer.today).html
      } else {
        emptyState("还没有发布名单", "公示期满、没有异议的产品和服务会列在这里。")
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

  var html: HTML {
    DataTable(
      title,
      [
        .init("产品或服务"), .init("企业"), .init("受理单位"), .init("类别"), .init("状态"), .init("自何时"),
        .init("标志编号"),
      ],
      entries.map { entry in
        let (state, since) = entry.state(on: today)
        return [
          a(.href(EntryView.path.link(CodePlace(entry.code)))) { entry.item },
          HTML(entry.enterprise), HTML(entry.unit), HTML(entry.kindTitle),
          tag(state.title, state.tone), HTML(since.chinese), code { entry.code },
        ]
      }
    ).html
  }
}
