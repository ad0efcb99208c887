import Design
import Desk
import HTML
import JSON
import Routing
import Vocabulary

/// The workstations' calendar: what is coming, the next first, and then what is past, the last first.
struct ActivitiesView: View {
  typealias Asked = Nothing

  static let name = "activities"
  static let summary = "品牌培育工作站的活动"
  static let path = Paths.activities
  static let audience = Audience.everyone
  static let clause: String? = Cultivation.clause
  static let schema = Schema.object([
    .always("items", .list(.object(ActivityLine.properties + [.always("acts", Start.schema)]))),
    .always("acts", Start.schema),
  ])

  struct Answer: Sendable {
    let coming: [ActivityLine]
    let past: [ActivityLine]
    let starts: [Start]
    /// What may be done with those that are coming; only programs ask.
    let acts: [[Start]]
  }

  let view: ActivityView

  func answer(_ asked: Nothing, at place: Nowhere, for actor: Visitor, _ visit: Visit) throws
    -> Answer
  {
    let lines = try view.board.activities.map { ActivityLine($0, at: visit.now) }
    let coming = lines.filter { visit.now < $0.activity.ends }
    return Answer(
      coming: coming,
      past: lines.filter { visit.now >= $0.activity.ends }.reversed(),
      starts: visit.caller.map(ActivityStarter.starts) ?? [],
      acts: visit.face == .json
        ? try coming.map {
          try view.answer(asked, at: ItemPlace($0.activity.id), for: actor, visit).acts
        } : [])
  }

  func json(_ answer: Answer) -> JSON {
    [
      "items": .array(
        zip(answer.coming + answer.past, answer.acts + answer.past.map { _ in [] }).map {
          .object($0.members + [.init("acts", .array($1.map(\.json)))])
        }),
      "acts": .array(answer.starts.map(\.json)),
    ]
  }

  func page(
    _ sheet: Sheet, _ answer: Answer?, at place: Nowhere, for actor: Visitor, _ visit: Visit
  ) -> HTML {
    Shell("活动", on: visit, current: Self.path.link).page {
      p(.class("lead")) { "各区品牌培育工作站的公益宣贯、培训、辅导和交流，企业可以免费报名参加。" }
      for start in answer?.starts ?? [] {
        p { a(.class("button"), .href(start.address)) { start.title } }
      }
      if let answer, !answer.coming.isEmpty {
        table("将要举行的，早的在前", answer.coming)
      } else {
        emptyState(
          "现在没有将要举行的活动", "新的活动会出现在这里。需要辅导的企业，可以找所在区的联系人。", action: ("看各区联系人", Paths.contacts.link))
      }
      if let answer, !answer.past.isEmpty { table("已经举行的，近的在前", answer.past) }
    }
  }

  private func table(_ title: String, _ lines: [ActivityLine]) -> HTML {
    DataTable(
      title,
      [
        .init("活动"), .init("类别", isKept: true), .init("时间"), .init("地点"), .init("工作站"),
        .init("剩余名额", isNumber: true), .init("情况", isKept: true),
      ],
      lines.map { line in
        let activity = line.activity
        return [
          a(.href(ActivityView.path.link(ItemPlace(activity.id)))) { activity.title },
          HTML(activity.kind.title), HTML(activity.hours), HTML(activity.place),
          HTML(activity.stationName), HTML("\(activity.left)"), line.state.tag,
        ]
      }
    ).html
  }
}

extension Activity.State {
  var tag: HTML {
    switch self {
    case .open: chip(title, .good)
    case .running: chip(title, .blue)
    case .full, .cancelled: chip(title, .warn)
    case .closed, .over: chip(title)
    }
  }
}
