import Applications
import Design
import HTML
import JSON
import Routing
import Vocabulary

/// All notices, the newest first.
struct NoticesView: View {
  typealias Asked = Nothing

  static let name = "notices"
  static let summary = "公示"
  static let path = Paths.notices
  static let audience = Audience.everyone
  static let clause: String? = Publication.notice
  static let schema = Schema.object([
    .always(
      "items",
      .list(
        .object([
          .always("id", .text), .always("title", .text), .always("startsOn", .day),
          .always("endsOn", .day), .always("count", .integer),
          .always("phase", .oneOf(Notice.Phase.allCases.map(\.rawValue))),
          .always("acts", Offer.schema), .always("blocked", .blocks),
        ]))),
    .always("acts", .offers),
  ])

  struct Answer: Sendable {
    let notices: [Notice]
    /// The same with what may be done with each; only programs ask.
    let items: [NoticeView.Answer]
    let today: Day
  }

  let view: NoticeView
  private var gazette: Gazette { view.gazette }

  func answer(_ asked: Nothing, at place: Nowhere, for actor: Visitor, _ visit: Visit) throws
    -> Answer
  {
    let notices = try gazette.contents.notices
    return Answer(
      notices: notices,
      items: visit.face == .json
        ? try notices.map { try view.answer(asked, at: ItemPlace($0.id), for: actor, visit) } : [],
      today: visit.now.day)
  }

  func edition(at now: Instant) -> Gazette.Edition? { gazette.edition(at: now) }

  func json(_ answer: Answer) -> JSON {
    [
      "items": .array(
        answer.items.map { one in
          let notice = one.notice
          return .object(
            [
              .init("id", .string("\(notice.id)")), .init("title", .string(notice.title)),
              .init("startsOn", .string("\(notice.starts)")),
              .init("endsOn", .string("\(notice.ends)")),
              .init("count", .integer(notice.items.count)),
              .init("phase", .string(notice.phase(on: answer.today).rawValue)),
            ] + one.offers)
        }),
      // Whoever has objected asks with the code of the receipt.
      "acts": [ObjectionStatus.offered()],
    ]
  }

  func page(
    _ sheet: Sheet, _ answer: Answer?, at place: Nowhere, for actor: Visitor, _ visit: Visit
  ) -> HTML {
    Shell(
      "公示", on: visit, current: Self.path.link,
      line: HTML("拟列入名单的产品和服务先公示。公示期内，任何人都可以实名提出异议。")
    ).page {
      if let answer, !answer.notices.isEmpty {
        DataTable(
          "公示，新的在前",
          [
            .init("名称"), .init("公示期"), .init("项数", isNumber: true), .init("情况", isKept: true),
          ],
          answer.notices.map { notice in
            let phase = notice.phase(on: answer.today)
            return [
              a(.href(NoticeView.path.link(ItemPlace(notice.id)))) { notice.title },
              HTML("\(notice.starts.chinese)至\(notice.ends.chinese)"),
              HTML("\(notice.items.count)"),
              chip(phase.title, phase == .over ? .plain : .seal),
            ]
          }
        ).html
      } else {
        emptyState(
          "还没有公示", "评审完成、决定列入的产品和服务会在这里公示。", action: ("看已经发布的名单", Paths.lists.link))
      }
      p {
        "已经提出异议？"
        a(.href(Paths.objectionStatus.link)) { "凭查询码看进展" }
      }
    }
  }
}
