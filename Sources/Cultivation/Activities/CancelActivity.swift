import Acts
import Design
import HTML
import JSON
import Messages
import Routing
import SQLite
import Vocabulary

/// The station calls an activity off; those who signed up hear why.
struct CancelActivity: OnBoard {
  struct Asked: Input {
    static let reason = Field.longText(
      "reason", "取消的原因（公开，并通知报名的企业）", most: 200, example: "主讲老师生病，另行安排。")
    static let title = Field.text("title", "输入活动名称，确认取消", most: 60, example: "品牌管理制度怎样建")
    static let fields = [reason.note, title.note]
    let reason, title: String
    init(_ answers: Answers) throws(Problems) {
      (reason, title) = try answers.read(Self.reason, Self.title)
    }
  }

  static let name = "activity.cancel"
  static let summary = "取消活动"
  static let path = Path<ItemPlace<Owner.Activity>>("/activities/:activity/cancellation")
  static let audience = Audience.members(.workstationStaff).confirmed
  static let isGrave = true
  static let namesEdition = true
  static let requiresEdition = true
  static let clause: String? = Cultivation.clause
  static let refuses: Set<Refusal.Kind> = [.conflict]
  static let schema = Schema.object(ActivityLine.properties)

  let ledger: Ledger
  let post: Post
  let board: ActivityBoard

  func called(
    at place: ItemPlace<Owner.Activity>, for member: Member, _ visit: Visit
  ) throws -> String {
    let known = try ledger.store.read(lane: visit.lane) {
      try Activities.find(place.id, of: member.seat, in: $0)
    }
    return "\(known.title)，\(known.hours)，已报名 \(known.taken) 人"
  }

  func change(
    _ asked: Asked, at place: ItemPlace<Owner.Activity>, by member: Member, _ moment: Moment,
    in database: borrowing Connection
  ) throws -> Done<ActivityLine> {
    let known = try Activities.find(place.id, of: member.seat, in: database)
    try known.admitChange(at: moment.now)
    try moment.requireSeen(
      known.edition, "您打开以后，这个活动改过了（现在是第 \(known.edition) 版）。现在的时间、地点和内容都在下面，请核对以后再办。",
      clause: Self.clause, stands: ("title", known.title), ("topic", known.topic),
      ("place", known.place), ("startsOn", "\(known.starts)"), ("endsOn", "\(known.ends)"),
      ("deadlineOn", "\(known.deadline)"), ("capacity", "\(known.capacity)"))
    try requireTyped(
      asked.title, is: known.title, field: "title", "输入的不是这个活动的名称（\(known.title)）。")
    try database.run(
      "UPDATE activity SET cancelled = ?, reason = ?, edition = edition + 1 WHERE id = ?",
      moment.now.milliseconds, asked.reason, known.id.number)
    let activity = try Activities.find(known.id, in: database)
    try post.tellSignedUp(activity, "取消了", "原因：\(asked.reason)", moment, in: database)
    return Done(
      ActivityLine(activity, at: moment.now), "取消活动“\(activity.title)”", about: activity.subject,
      payload: ["reason": .string(asked.reason)])
  }

  func json(_ line: ActivityLine) -> JSON { .object(line.members) }
  func next(_ line: ActivityLine, at place: ItemPlace<Owner.Activity>) -> Address {
    ActivityView.path.link(place)
  }

  func page(
    _ sheet: Sheet, at place: ItemPlace<Owner.Activity>, for member: Member, _ visit: Visit
  ) throws -> HTML {
    let known = try ledger.store.read(lane: visit.lane) {
      try Activities.find(place.id, of: member.seat, in: $0)
    }
    return Shell(
      Self.summary, on: visit,
      trail: [("活动", Paths.activities.link), (known.title, ActivityView.path.link(place))]
    ).page {
      errorSummary(sheet)
      p(.class("lead")) { "取消以后不能恢复，可以另发一个。已经报名的 \(known.taken) 人，会通知他们的单位。" }
      factList {
        fact("活动", HTML(known.title))
        fact("时间", HTML(known.hours))
        fact("地点", HTML(known.place))
        fact("内容", HTML(known.topic))
        fact("报名截止", moment(known.deadline))
        fact("名额", HTML("\(known.capacity)"))
      }
      postForm(
        Self.path.link(place), on: visit, fields: Asked.fields, sheet, button: "取消这个活动",
        look: .grave, held: [(Edition.name, "\(sheet.edition(now: known.edition))")])
    }
  }
}
