import Acts
import HTML
import JSON
import Routing
import SQLite
import Vocabulary

/// At the door: somebody has come. Said twice, it stands as it was said first.
struct CheckIn: OnBoard {
  typealias Asked = Nothing

  static let name = "signUp.checkIn"
  static let summary = "签到"
  static let path = Path<ItemPlace<Owner.SignUp>>("/sign-ups/:signup/attendance")
  static let audience = Audience.members(.workstationStaff)
  static let clause: String? = Cultivation.clause
  static let refuses: Set<Refusal.Kind> = [.conflict]
  static let schema = Schema.object([
    .always("id", .text), .always("activity", .text), .always("attendedAt", .instant),
  ])

  let ledger: Ledger
  let board: ActivityBoard

  func change(
    _ asked: Nothing, at place: ItemPlace<Owner.SignUp>, by member: Member, _ moment: Moment,
    in database: borrowing Connection
  ) throws -> Done<SignUp> {
    let (signUp, activity) = try find(place.id, member, in: database)
    if signUp.attended != nil { return .unchanged(signUp) }
    try activity.admitCheckIn(at: moment.now)
    guard !signUp.isWithdrawn else {
      throw Refusal(.conflict, code: "withdrawn", "企业已经撤回了这个人的报名。", clause: Self.clause)
    }
    try database.run(
      "UPDATE activity_signup SET attended = ?, attended_by = ? WHERE id = ?",
      moment.now.milliseconds, member.caller.person.number, signUp.id.number)
    return Done(
      try SignUps.find(signUp.id, in: database),
      "为活动“\(activity.title)”签到 1 人（\(signUp.enterpriseName)）", about: activity.subject)
  }

  private func find(
    _ id: SignUpID, _ member: Member, in database: borrowing Connection
  ) throws -> (SignUp, Activity) {
    let found = try SignUps.find(id, in: database)
    return (found, try Activities.find(found.activity, of: member.seat, in: database))
  }

  func json(_ signUp: SignUp) -> JSON {
    [
      "id": .string("\(signUp.id)"), "activity": .string("\(signUp.activity)"),
      "attendedAt": .string("\(signUp.attended ?? signUp.at)"),
    ]
  }

  func next(_ signUp: SignUp, at place: ItemPlace<Owner.SignUp>) -> Address {
    ActivityView.path.link(ItemPlace(signUp.activity))
  }

  func page(
    _ sheet: Sheet, at place: ItemPlace<Owner.SignUp>, for member: Member, _ visit: Visit
  ) throws -> HTML {
    let (_, activity) = try ledger.store.read(lane: visit.lane) {
      try find(place.id, member, in: $0)
    }
    return try ActivityView(store: ledger.store, board: board).page(
      sheet, at: ItemPlace(activity.id), visit)
  }
}
