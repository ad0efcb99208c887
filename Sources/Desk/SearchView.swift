import Design
import HTML
import JSON
import Routing
import SQLite
import Vocabulary

/// Finds what the reader may see, by any one or two characters, by code or by number.
struct SearchView: View {
  struct Asked: Input {
    static let words = Field.text(
      "q", "搜索内容", most: 60, help: "名称里的任意一两个字，信用代码的一段，申请的编号，或批次。", example: "食品"
    ).filledIn(by: "off")
    static let after = Field.text("after", "从哪一条之后", most: 60, example: "", isRequired: false)
    static let fields = [words.note, after.note]
    let text: String
    let words: [String]
    let after: String

    init(_ answers: Answers) throws(Problems) {
      let typed: String
      (typed, after) = try answers.read(Self.words, Self.after)
      text = Plain.folded(typed)
      words = Plain.words(typed)
      if words.isEmpty {
        throw Problems([Problem(field: "q", code: "nothingToFind", message: "请输入要找的字、字母或数字。")])
      }
    }
  }

  static let name = "search"
  static let summary = "搜索我能看到的单位和事项"
  static let path = Paths.search
  static let audience = Audience<Caller>.signedIn
  static let schema = Schema.object([
    .always(
      "items",
      .list(
        .object([
          .always("subject", .text), .always("kind", .text), .always("title", .text),
          .always("detail", .text), .always("href", .text),
        ]))),
    .always("total", .integer), .always("more", .boolean), .sometimes("next", .text),
  ])
  static let most = 20

  struct Answer: Sendable {
    let items: [SearchIndex.Found]
    let total: Int
    let next: String?
  }

  let store: Store
  var more: [SearchMore] = []

  func answer(
    _ asked: Asked, at place: Nowhere, for caller: Caller, _ visit: Visit
  ) throws -> Answer {
    try store.read(lane: visit.lane) { database in
      let hits = try more.flatMap {
        try $0(asked.text, asked.words, caller, visit, database)
      }.map(SearchIndex.Found.init)
      // They stand before the first page, and count on every one.
      let first = asked.after.isEmpty ? hits : []
      guard let readers = caller.seat.flatMap(SearchIndex.Readers.init) else {
        return Answer(items: first, total: hits.count, next: nil)
      }
      let found = try SearchIndex.find(
        asked.words, for: readers, after: asked.after, most: Self.most, in: database)
      return Answer(
        items: first + found.items.prefix(Self.most), total: hits.count + found.total,
        next: found.items.count > Self.most ? found.items[Self.most - 1].subject : nil)
    }
  }

  func json(_ answer: Answer) -> JSON {
    let items = answer.items.map { item -> JSON in
      [
        "subject": .string(item.subject), "kind": .string(item.kind),
        "title": .string(item.title), "detail": .string(item.detail), "href": .string(item.link),
      ]
    }
    var members: [JSON.Member] = [
      .init("items", .array(items)), .init("total", .integer(min(answer.total, 1000))),
      .init("more", .bool(answer.total > 1000)),
    ]
    if let next = answer.next { members.append(.init("next", .string(next))) }
    return .object(members)
  }

  func page(
    _ sheet: Sheet, _ answer: Answer?, at place: Nowhere, for caller: Caller, _ visit: Visit
  ) -> HTML {
    Shell("搜索", on: visit, current: Paths.search.link).page {
      errorSummary(sheet)
      form(
        .method("get"), .action(Self.path.link), .role("search"), .novalidate(), .class("asks")
      ) {
        field(Asked.words.note, sheet)
        button(.type("submit")) {
          icon(.search)
          "搜索"
        }
      }
      if let answer { results(answer, sheet) }
    }
  }

  private func results(_ answer: Answer, _ sheet: Sheet) -> HTML {
    if answer.items.isEmpty {
      return emptyState("没有找到", "换一两个字试试；只能找到您有权查看的内容。")
    }
    let rows = answer.items.map { item in
      [
        Address(site: item.link).map { address in a(.class("title"), .href(address)) { item.title }
        }
          ?? HTML(item.title), HTML(item.kind), HTML(item.detail),
      ]
    }
    return group {
      p(.role("status")) {
        answer.total > 1000 ? "找到 1000 多条" : "找到 \(answer.total) 条"
      }
      DataTable("搜索结果", [.init("名称"), .init("类别"), .init("说明")], rows).html
      if let next = answer.next {
        p {
          a(
            .href(
              Self.path.link(
                Nowhere(), query: [("q", sheet.text(Asked.words.note)), ("after", next)])),
            .rel("next")
          ) { "下一页" }
        }
      }
    }
  }
}
