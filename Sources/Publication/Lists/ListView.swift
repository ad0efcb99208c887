import Applications
import Design
import HTML
import HTTP
import JSON
import Routing
import Tables
import Vocabulary

/// One list, as it was published, each entry as it stands today.
struct ListView: View {
  typealias Asked = Nothing

  static let name = "list"
  static let summary = "一份名单：文号、项目和现在的状态"
  static let path = Path<ItemPlace<Owner.Listing>>("/lists/:list")
  static let audience = Audience.everyone
  static let clause: String? = Publication.listing
  static let schema = Schema.object([
    .always("id", .text), .always("title", .text), .always("documentNumber", .text),
    .always("publishedOn", .day), .always("items", .list(Entry.schema)), .always("hash", .text),
    .always("head", .text),
  ])

  struct Answer: Sendable {
    let listing: Listing
    let entries: [Entry]
    let today: Day
  }

  let gazette: Gazette

  func answer(
    _ asked: Nothing, at place: ItemPlace<Owner.Listing>, for actor: Visitor, _ visit: Visit
  ) throws -> Answer {
    let (listing, entries) = try gazette.listing(place.id)
    return Answer(listing: listing, entries: entries, today: visit.now.day)
  }

  func json(_ answer: Answer) -> JSON {
    [
      "id": .string("\(answer.listing.id)"), "title": .string(answer.listing.title),
      "documentNumber": .string(answer.listing.document),
      "publishedOn": .string("\(answer.listing.day)"),
      "items": .array(answer.entries.map { $0.json(on: answer.today) }),
      "hash": .string(answer.listing.frozen.hash), "head": .string(answer.listing.head),
    ]
  }

  func page(
    _ sheet: Sheet, _ answer: Answer?, at place: ItemPlace<Owner.Listing>, for actor: Visitor,
    _ visit: Visit
  ) -> HTML {
    guard let answer else { return HTML() }
    let listing = answer.listing
    return Shell(listing.title, on: visit, trail: [("名单", Paths.lists.link)]).document(
      beside: "名单和怎样核对"
    ) {
      doc(
        issuer: listing.issuer, title: listing.title, isPage: true,
        signed: [listing.issuer, listing.day.plain]
      ) {
        for text in listing.paragraphs { p { text } }
        EntryTable("名单（\(answer.entries.count) 项）", answer.entries, answer.today).bare
      }
    } aside: {
      whereBox(
        [
          WhereRow("现在", chip("已发布", .seal)), WhereRow("文号", listing.document),
          WhereRow("发布", date(listing.day)),
          WhereRow(
            "有效", "\(answer.entries.count { $0.state(on: answer.today).state == .valid }) 项",
            "共 \(answer.entries.count) 项，状态是今天的"),
        ], look: .official,
        links: [
          a(.href(ListTable.path.link(place))) {
            icon(.get)
            "下载表格（CSV）"
          },
          paperLink(ListPaper.path.link(place)),
          a(.href(Paths.verification.link)) {
            icon(.shield)
            "核验一个标志"
          },
        ])
      FingerprintPanel(
        frozen: listing.frozen, head: listing.head, content: ListContent.path.link(place)
      ).html
    }
  }
}

/// The very bytes that the hash is of.
struct ListContent: View {
  typealias Asked = Nothing

  static let name = "list.content"
  static let summary = "名单内容的原文，指纹就是按它算的"
  static let path = Path<ItemPlace<Owner.Listing>>("/lists/:list/content")
  static let audience = Audience.everyone
  static let schema = Schema.any

  let gazette: Gazette

  func answer(
    _ asked: Nothing, at place: ItemPlace<Owner.Listing>, for actor: Visitor, _ visit: Visit
  ) throws -> Frozen { try gazette.listing(place.id).listing.frozen }

  func response(_ frozen: Frozen, _ visit: Visit) -> Response? { frozen.response }
  func json(_ frozen: Frozen) -> JSON { frozen.json }
  func page(
    _ sheet: Sheet, _ frozen: Frozen?, at place: ItemPlace<Owner.Listing>, for actor: Visitor,
    _ visit: Visit
  ) -> HTML { HTML() }
}

/// The list with today's states, for a spreadsheet.
struct ListTable: View {
  typealias Asked = Nothing

  static let name = "list.table"
  static let summary = "名单的表格（CSV）"
  static let files: [MediaType] = [.csv]
  static let schema = Schema.text
  static let path = Path<ItemPlace<Owner.Listing>>("/lists/:list/table")
  static let audience = Audience.everyone

  let gazette: Gazette

  func answer(
    _ asked: Nothing, at place: ItemPlace<Owner.Listing>, for actor: Visitor, _ visit: Visit
  ) throws -> ListView.Answer {
    try ListView(gazette: gazette).answer(asked, at: place, for: actor, visit)
  }

  func response(_ answer: ListView.Answer, _ visit: Visit) -> Response? {
    var response = Response(
      .ok, type: .csv,
      Grid(
        answer.listing.title, Entry.heads, answer.entries.map { $0.cells(on: answer.today) }
      ).csv)
    response.offerAsFile("名单-\(answer.listing.day).csv")
    return response
  }

  func json(_ answer: ListView.Answer) -> JSON { [:] }
  func page(
    _ sheet: Sheet, _ answer: ListView.Answer?, at place: ItemPlace<Owner.Listing>,
    for actor: Visitor, _ visit: Visit
  ) -> HTML { HTML() }
}
