import Accounts
import Acts
import Applications
import Design
import HTML
import JSON
import Linux
import Policy
import Rounds
import Routing
import SQLite
import Vocabulary

/// The list (001 三（四）): what of a notice has stood its period without an open objection and meets
/// the conditions once more, with a document number; every entry gets its code for ever.
struct PublishList: Publishing {
  struct Asked: Input {
    static let document = Field.text(
      "documentNumber", "文号", most: 60, example: "沪市监质发〔2026〕128号")
    static let number = Field.text(
      "number", "输入批次编号，确认发布", most: 7, help: "发布以后向社会公开，不能收回。", example: "2026-1"
    ).withFixedForm
    static let fields = [document.note, number.note]
    let document, number: String
    init(_ answers: Answers) throws(Problems) {
      (document, number) = try answers.read(Self.document, Self.number)
    }
  }

  static let name = Lifecycle.list.name
  static let summary = "发布名单"
  static let path = Path<ItemPlace<Owner.Notice>>("/notices/:notice/list")
  static let audience = Audience.members(Lifecycle.list.by).confirmed
  static let clause: String? = Publication.listing
  static let refuses: Set<Refusal.Kind> = [.conflict]
  static let isGrave = true
  static let namesEdition = true
  static let requiresEdition = true
  static let schema = Schema.object([
    .always("id", .text), .always("title", .text), .always("documentNumber", .text),
    .always("count", .integer), .always("hash", .text),
  ])

  struct Answer: Sendable {
    let listing: Listing
    let count: Int
  }

  let desk: CaseDesk
  let gazette: Gazette
  var ledger: Ledger { desk.ledger }

  func called(
    at place: ItemPlace<Owner.Notice>, for member: Member, _ visit: Visit
  ) throws -> String {
    try ledger.store.read(lane: visit.lane) { try Notices.find(place.id, in: $0)?.title ?? "" }
  }

  func change(
    _ asked: Asked, at place: ItemPlace<Owner.Notice>, by member: Member, _ moment: Moment,
    in database: borrowing Connection
  ) throws -> Done<Answer> {
    guard let notice = try Notices.find(place.id, in: database) else { throw Refusal.notFound }
    try requireTyped(
      asked.number, is: notice.roundNumber, field: "number",
      "输入的编号不是这次公示的批次的编号（\(notice.roundNumber)）。")
    let draft = try ListDraft(
      notice, for: member.caller.person, at: moment.now, desk, in: database)
    guard let first = draft.ready.first else {
      throw Refusal(
        .conflict, code: draft.held.first?.why.code ?? "nothingToPublish",
        draft.held.first.map { "没有可以发布的：\($0.facts.file.item)，\($0.why.sentence)" }
          ?? "这份公示里已经没有等待发布的项目。", clause: Self.clause)
    }
    try DraftSeen.require(draft.ready, to: "发布", moment, clause: Self.clause)
    let isTaken = try database.first(
      "SELECT 1 FROM listing WHERE document = ?", asked.document
    ) { _ in true }
    if isTaken == true {
      throw Problems([
        Problem(field: "documentNumber", code: "taken", message: "这个文号已经用过，请核对。")
      ])
    }
    let writer = ListWriter(desk: desk, draft: draft, first: first, moment: moment)
    let id = try writer.write(asked.document, by: member, in: database)
    guard let listing = try Listings.find(id, in: database) else { throw Refusal.notFound }
    return Done(
      Answer(listing: listing, count: draft.ready.count),
      "发布名单：\(first.round.title)，\(draft.ready.count) 项，\(asked.document)", about: "list/\(id)",
      payload: ["sha256": .string(listing.frozen.hash), "notice": .string("\(notice.id)")])
  }

  func json(_ answer: Answer) -> JSON {
    [
      "id": .string("\(answer.listing.id)"), "title": .string(answer.listing.title),
      "documentNumber": .string(answer.listing.document), "count": .integer(answer.count),
      "hash": .string(answer.listing.frozen.hash),
    ]
  }

  func next(_ answer: Answer, at place: ItemPlace<Owner.Notice>) -> Address {
    ListView.path.link(ItemPlace(answer.listing.id))
  }

  func page(
    _ sheet: Sheet, at place: ItemPlace<Owner.Notice>, for member: Member, _ visit: Visit
  ) throws -> HTML {
    let draft = try ledger.store.read(lane: visit.lane) { database in
      guard let notice = try Notices.find(place.id, in: database) else { throw Refusal.notFound }
      return try ListDraft(notice, for: member.caller.person, at: visit.now, desk, in: database)
    }
    return ListDraftPage(draft: draft, visit: visit).html(sheet)
  }
}
