import Acts
import Design
import HTML
import JSON
import Linux
import Messages
import Routing
import SQLite
import Vocabulary

/// A workstation tells enterprises what it offers, and when; those in the district's cultivation plan
/// hear of it at once.
struct AnnounceActivity: OnBoard {
  typealias Asked = ActivityPlan

  static let name = "activity.announce"
  static let summary = "发布活动"
  static let path = Path<Nowhere>("/activities/new")
  static let audience = Audience.members(.workstationStaff)
  static let clause: String? = "001 三（三）第一分句、\(Cultivation.clause)"
  static let schema = Schema.object(ActivityLine.properties)

  let ledger: Ledger
  let post: Post
  let board: ActivityBoard

  func change(
    _ plan: ActivityPlan, at place: Nowhere, by member: Member, _ moment: Moment,
    in database: borrowing Connection
  ) throws -> Done<ActivityLine> {
    try plan.requireFuture(at: moment.now)
    let id = ActivityID(random: Random.number())
    try database.run(
      """
      INSERT INTO activity (id, station, title, kind, topic, place, starts, ends, deadline,
        capacity, edition, at, person) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 1, ?, ?)
      """, id.number, member.seat.organisation.number, plan.title, plan.kind, plan.topic,
      plan.place, plan.starts.milliseconds, plan.ends.milliseconds, plan.deadline.milliseconds,
      plan.capacity, moment.now.milliseconds, member.caller.person.number)
    let activity = try Activities.find(id, in: database)
    try post.tellPlanned(activity, by: member, moment, in: database)
    return Done(
      ActivityLine(activity, at: moment.now),
      "发布\(activity.kind.title)活动“\(activity.title)”，\(activity.hours)，\(activity.capacity) 个名额",
      about: activity.subject)
  }

  func json(_ line: ActivityLine) -> JSON { .object(line.members) }
  func next(_ line: ActivityLine, at place: Nowhere) -> Address {
    ActivityView.path.link(ItemPlace(line.activity.id))
  }

  func page(_ sheet: Sheet, at place: Nowhere, for member: Member, _ visit: Visit) -> HTML {
    Shell(Self.summary, on: visit, trail: [("活动", Paths.activities.link)]).page {
      errorSummary(sheet)
      p(.class("lead")) { "发布以后公开；企业登录以后报名，每有一人报名都会通知您。" }
      postForm(Self.path.link, on: visit, fields: ActivityPlan.fields, sheet, button: "发布")
    }
  }
}
