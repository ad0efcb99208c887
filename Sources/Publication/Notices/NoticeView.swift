import Acts
import Applications
import Design
import HTML
import HTTP
import JSON
import Policy
import Routing
import SQLite
import Vocabulary

/// One notice, as it was published, and what can be done with it now.
struct NoticeView: View {
  typealias Asked = Nothing

  static let name = "notice"
  static let summary = "一份公示：日期、项目、内容指纹"
  static let path = Path<ItemPlace<Owner.Notice>>("/notices/:notice")
  static let audience = Audience.everyone
  static let clause: String? = Publication.notice
  static let schema = Schema.object([
    .always("id", .text), .always("title", .text), .always("publishedOn", .day),
    .always("startsOn", .day), .always("endsOn", .day), .always("provisional", .boolean),
    .always("phase", .oneOf(Notice.Phase.allCases.map(\.rawValue))),
    .always(
      "items",
      .list(
        .object(
          ["number", "item", "kind", "enterprise", "creditCode", "unit"].map { .always($0, .text) }
            + [.always("removed", .boolean)])
      )), .always("hash", .text), .always("head", .text), .always("acts", Offer.schema),
    .always("blocked", .blocks),
  ])

  struct Answer: Sendable {
    let notice: Notice
    let today: Day
    let mayObject: Bool
    /// The name of the form one objects with.
    let objection: String?
    /// Of what would be listed; nil: nothing can be.
    let listEdition: Int?
    var mayList: Bool { listEdition != nil }
    /// To who publishes: why nothing of it can be listed now.
    let blocked: Refusal?
    /// Working days of the whole period, and those after today.
    let length, left: Int
    /// Some of its days are of a year whose holidays nobody knows yet.
    let isProvisional: Bool
    /// Numbers of what has left it since.
    let removed: Set<String>

    /// What may be done with it now, and what not, as it stands among others, too.
    var offers: [JSON.Member] {
      let place = ItemPlace(notice.id)
      var acts: [JSON] = []
      if mayObject {
        let items = JSON.Member.choices(
          "number",
          notice.items.filter { !removed.contains($0.number) }.map { ($0.number, $0.item) })
        acts.append(
          objection.map { FileObjection.offered(at: place, .shape($0), items) }
            ?? FileObjection.offered(at: place, items))
      }
      if let listEdition {
        acts.append(
          PublishList.offered(
            at: place, .init(Edition.name, .integer(listEdition)),
            .init("number", .string(notice.roundNumber))))
      }
      return [
        .init("acts", .array(acts)),
        .init("blocked", .array(blocked.map { [$0.blocking(PublishList.name)] } ?? [])),
      ]
    }
  }

  let desk: CaseDesk
  let gazette: Gazette

  func answer(
    _ asked: Nothing, at place: ItemPlace<Owner.Notice>, for actor: Visitor, _ visit: Visit
  ) throws -> Answer {
    let notice = try gazette.notice(place.id)
    let removed = try gazette.contents.removed
    let mayObject = notice.objectable(on: visit.now.day, without: removed).first != nil
    var listEdition: Int?
    var blocked: Refusal?
    if let caller = visit.caller, caller.roles.contains(.municipalApprover) {
      let draft = try desk.ledger.store.read(lane: visit.lane) {
        try ListDraft(notice, for: caller.person, at: visit.now, desk, in: $0)
      }
      listEdition = draft.ready.isEmpty ? nil : DraftSeen.edition(of: draft.ready)
      blocked = draft.ready.isEmpty ? draft.held.first?.why : nil
    }
    let days = desk.calendar
    return Answer(
      notice: notice, today: visit.now.day, mayObject: mayObject,
      objection: mayObject ? try desk.shape(.objection, of: notice) : nil,
      listEdition: listEdition, blocked: blocked,
      length: days.count(after: notice.starts.advanced(by: -1), through: notice.ends),
      left: days.count(after: visit.now.day, through: notice.ends),
      isProvisional: !days.isSettled(notice.starts) || !days.isSettled(notice.ends),
      removed: removed)
  }

  func json(_ answer: Answer) -> JSON {
    let notice = answer.notice
    let told: JSON = [
      "id": .string("\(notice.id)"), "title": .string(notice.title),
      "publishedOn": .string("\(notice.at.day)"), "startsOn": .string("\(notice.starts)"),
      "endsOn": .string("\(notice.ends)"), "provisional": .bool(answer.isProvisional),
      "phase": .string(notice.phase(on: answer.today).rawValue),
      "items": .array(
        notice.items.map { item in
          [
            "number": .string(item.number), "item": .string(item.item),
            "kind": .string(item.kind), "enterprise": .string(item.enterprise),
            "creditCode": .string(item.creditCode), "unit": .string(item.unit),
            // How it stands now, beside what is frozen.
            "removed": .bool(answer.removed.contains(item.number)),
          ]
        }), "hash": .string(notice.frozen.hash), "head": .string(notice.head),
    ]
    return .object((told.members ?? []) + answer.offers)
  }

  func page(
    _ sheet: Sheet, _ answer: Answer?, at place: ItemPlace<Owner.Notice>, for actor: Visitor,
    _ visit: Visit
  ) -> HTML { answer.map { NoticePage(answer: $0, visit: visit).html } ?? HTML() }
}

extension Gazette {
  func notice(_ id: NoticeID) throws -> Notice {
    guard let notice = try contents.notices.first(where: { $0.id == id }) else {
      throw Refusal.notFound
    }
    return notice
  }
}

/// The very bytes that the hash is of.
struct NoticeContent: View {
  typealias Asked = Nothing

  static let name = "notice.content"
  static let summary = "公示内容的原文，指纹就是按它算的"
  static let path = Path<ItemPlace<Owner.Notice>>("/notices/:notice/content")
  static let audience = Audience.everyone
  static let schema = Schema.any

  let gazette: Gazette

  func answer(
    _ asked: Nothing, at place: ItemPlace<Owner.Notice>, for actor: Visitor, _ visit: Visit
  ) throws -> Frozen { try gazette.notice(place.id).frozen }

  func response(_ frozen: Frozen, _ visit: Visit) -> Response? { frozen.response }
  func json(_ frozen: Frozen) -> JSON { frozen.json }
  func page(
    _ sheet: Sheet, _ frozen: Frozen?, at place: ItemPlace<Owner.Notice>, for actor: Visitor,
    _ visit: Visit
  ) -> HTML { HTML() }
}

extension Frozen {
  var response: Response {
    var response = Response(.ok, type: .json, bytes)
    response.tag(String(hash.prefix(20)))
    return response
  }
}
