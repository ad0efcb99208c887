import Acts
import HTML
import JSON
import Messages
import Routing
import SQLite
import Vocabulary

/// Somebody does not come after all: the place is free again, and who it was is forgotten.
struct WithdrawSignUp: OnBoard {
  typealias Asked = Nothing

  struct Answer: Sendable {
    let id: SignUpID
    let activity: Activity
  }

  static let name = "signUp.withdraw"
  static let summary = "撤回报名"
  static let path = Path<ItemPlace<Owner.SignUp>>("/sign-ups/:signup/withdrawal")
  static let audience = Audience.members(SignUpPerson.roles)
  static let clause: String? = Cultivation.clause
  static let refuses: Set<Refusal.Kind> = [.conflict]
  static let schema = SignUpPerson.schema

  let ledger: Ledger
  let post: Post
  let board: ActivityBoard

  func change(
    _ asked: Nothing, at place: ItemPlace<Owner.SignUp>, by member: Member, _ moment: Moment,
    in database: borrowing Connection
  ) throws -> Done<Answer> {
    let signUp = try find(place.id, member, in: database)
    let activity = try Activities.find(signUp.activity, in: database)
    if signUp.isWithdrawn { return .unchanged(Answer(id: signUp.id, activity: activity)) }
    try activity.admitWithdrawal(at: moment.now)
    guard signUp.attended == nil else {
      throw Refusal(.conflict, code: "attended", "这个人已经签到，不能撤回。", clause: Self.clause)
    }
    try database.run(
      """
      UPDATE activity_signup SET withdrawn = ?, name = '', position = '', phone = '' WHERE id = ?
      """, moment.now.milliseconds, signUp.id.number)
    let now = try Activities.find(activity.id, in: database)
    try post.tellStation(
      now, "有人撤回报名", "\(signUp.enterpriseName)撤回了 1 人，还剩 \(now.left) 个名额。", moment,
      in: database)
    return Done(
      Answer(id: signUp.id, activity: now),
      "撤回活动“\(now.title)”的报名 1 人（\(signUp.enterpriseName)）", about: now.subject)
  }

  private func find(
    _ id: SignUpID, _ member: Member, in database: borrowing Connection
  ) throws -> SignUp {
    let found = try SignUps.find(id, in: database)
    guard found.enterprise == member.seat.organisation else { throw Refusal.notFound }
    return found
  }

  func json(_ done: Answer) -> JSON {
    [
      "id": .string("\(done.id)"), "activity": .string("\(done.activity.id)"),
      "left": .integer(done.activity.left),
    ]
  }

  func next(_ done: Answer, at place: ItemPlace<Owner.SignUp>) -> Address {
    ActivityView.path.link(ItemPlace(done.activity.id))
  }

  func page(
    _ sheet: Sheet, at place: ItemPlace<Owner.SignUp>, for member: Member, _ visit: Visit
  ) throws -> HTML {
    let signUp = try ledger.store.read(lane: visit.lane) { try find(place.id, member, in: $0) }
    return try ActivityView(store: ledger.store, board: board).page(
      sheet, at: ItemPlace(signUp.activity), visit)
  }
}
