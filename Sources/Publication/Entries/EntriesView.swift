import Accounts
import Design
import HTML
import JSON
import Routing
import Vocabulary

/// Everything that has ever been listed, to be looked through by name, kind, state and unit.
struct EntriesView: View {
  typealias Asked = EntryQuery

  static let name = "entries"
  static let summary = "名单上的产品和服务"
  static let path = Path<Nowhere>("/entries")
  static let audience = Audience.everyone
  static let clause: String? = Publication.listing
  static let schema = Schema.object([
    .always("items", .list(Entry.schema)), .always("total", .integer), .sometimes("next", .text),
    .always("units", .list(.object([.always("unit", .text), .always("count", .integer)]))),
  ])

  /// On one page.
  static let most = 50

  let gazette: Gazette
  let tiles: [Units.Tile]

  func answer(
    _ asked: EntryQuery, at place: Nowhere, for actor: Visitor, _ visit: Visit
  ) throws -> EntriesFound { try EntriesFound(asked, gazette, on: visit.now.day) }

  func json(_ found: EntriesFound) -> JSON {
    var members: [JSON.Member] = [
      .init("items", .array(found.shown.map { $0.json(on: found.today) })),
      .init("total", .integer(found.entries.count)),
      .init(
        "units",
        .array(
          found.units.map { ["unit": .string($0.name), "count": .integer($0.count)] })),
    ]
    if found.asked.page < found.pages {
      members.append(.init("next", .string("\(found.asked.page + 1)")))
    }
    return .object(members)
  }

  func page(
    _ sheet: Sheet, _ found: EntriesFound?, at place: Nowhere, for actor: Visitor, _ visit: Visit
  ) -> HTML {
    Shell(
      Self.summary, on: visit, current: Paths.lists.link, trail: [("名单", Paths.lists.link)],
      line: found.map { HTML("\($0.total) 项有效或曾经有效，撤销和暂停的照样列出，写明原因。") }
    ).page {
      errorSummary(sheet)
      EntryFinder(units: found?.units.map(\.name) ?? [], sheet: sheet).html
      if let found { results(found) }
    } aside: {
      if let found, found.total > 0 {
        UnitMap(tiles: tiles, counts: found.units, asked: found.asked).html
      }
    }
  }

  private func results(_ found: EntriesFound) -> HTML {
    if found.entries.isEmpty {
      return emptyState(
        "没有找到", "名称可以只写一部分；标志编号要写全。也可以看全部。", action: ("看全部", Self.path.link))
    }
    return group {
      EntryTable(
        "\(found.asked.unit.isEmpty ? "全市" : found.asked.unit)，\(found.entries.count) 项",
        found.shown, found.today
      ).html
      pagination(current: found.asked.page, of: found.pages) { page in
        Self.path.link(Nowhere(), query: found.asked.link(page: page))
      }
      p(.class("acts small")) {
        for (format, title) in [("csv", "CSV"), ("xlsx", "Excel")] {
          a(
            .href(
              EntriesTable.path.link(
                Nowhere(), query: found.asked.link() + [("format", format)]))
          ) {
            icon(.get)
            "下载这些项目（\(title)）"
          }
        }
      }
    }
  }
}

extension EntriesFound {
  var pages: Int { (entries.count + EntriesView.most - 1) / EntriesView.most }
  var shown: [Entry] {
    Array(entries.dropFirst((asked.page - 1) * EntriesView.most).prefix(EntriesView.most))
  }
}

/// The form that looks through the list.
struct EntryFinder {
  let units: [String]
  var sheet = Sheet()

  var html: HTML {
    form(
      .class("panel"), .method("get"), .action(EntriesView.path.link), .role("search"),
      .novalidate()
    ) {
      div(.class("filters")) {
        field(EntryQuery.words.note, sheet)
        field(EntryQuery.kind.note, sheet)
        field(EntryQuery.state.note, sheet)
        if !units.isEmpty {
          field(EntryQuery.unit.note.choosing(from: units.map { Choice($0, $0) }), sheet)
        }
        button(.type("submit")) {
          icon(.search)
          "查"
        }
      }
    }
  }
}
