import Accounts
import Acts
import Design
import HTML
import JSON
import Messages
import Routing
import SQLite
import Vocabulary

/// The station changes what it has announced; those who signed up hear what it is now.
struct AmendActivity: OnBoard {
  struct Asked: Input {
    static let edition = Edition.asked
    static let fields = ActivityPlan.fields + [edition.note]
    let plan: ActivityPlan
    let edition: Int
    init(_ answers: Answers) throws(Problems) {
      (plan, edition) = try Answers.both(
        try ActivityPlan(answers), try answers.read(Self.edition))
    }
  }

  static let name = "activity.amend"
  static let summary = "修改活动"
  static let path = Path<ItemPlace<Owner.Activity>>("/activities/:activity/amendment")
  static let audience = Audience.members(.workstationStaff)
  static let clause: String? = Cultivation.clause
  static let refuses: Set<Refusal.Kind> = [.conflict]
  static let schema = Schema.object(ActivityLine.properties)

  let ledger: Ledger
  let post: Post
  let board: ActivityBoard

  func change(
    _ asked: Asked, at place: ItemPlace<Owner.Activity>, by member: Member, _ moment: Moment,
    in database: borrowing Connection
  ) throws -> Done<ActivityLine> {
    let known = try Activities.find(place.id, of: member.seat, in: database)
    try known.admitChange(at: moment.now)
    guard asked.edition == known.edition else {
      throw Refusal(
        .conflict, code: "stale",
        "您打开以后，这个活动又改过了（现在是第 \(known.edition) 版）。您填的都还在下面，核对以后再存一次，就以这一次的为准。",
        clause: Self.clause, stands: asked.plan.standing(known))
    }
    let plan = asked.plan
    try plan.requireFuture(at: moment.now, known: known)
    try database.run(
      """
      UPDATE activity SET title = ?, kind = ?, topic = ?, place = ?, starts = ?, ends = ?,
        deadline = ?, capacity = ?, edition = edition + 1 WHERE id = ?
      """, plan.title, plan.kind, plan.topic, plan.place, plan.starts.milliseconds,
      plan.ends.milliseconds, plan.deadline.milliseconds, plan.capacity, known.id.number)
    let activity = try Activities.find(known.id, in: database)
    if activity.hours != known.hours || activity.place != known.place {
      try post.tellSignedUp(
        activity, "时间或地点有变化", "现在是\(activity.hours)，\(activity.place)。", moment, in: database)
    }
    return Done(
      ActivityLine(activity, at: moment.now),
      "修改活动“\(activity.title)”（第 \(activity.edition) 版）：\(activity.hours)，\(activity.capacity) 个名额",
      about: activity.subject)
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
    return AmendPage(activity: known, visit: visit).html(sheet)
  }
}
