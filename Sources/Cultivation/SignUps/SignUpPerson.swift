import Accounts
import Acts
import HTML
import JSON
import Linux
import Messages
import Routing
import SQLite
import Vocabulary

/// An enterprise sends somebody, by name. Whose name it is stands on no record but the sign-up itself.
struct SignUpPerson: OnBoard {
  struct Asked: Input {
    static let person = Field.text("name", "姓名", most: 30, example: "李华")
    static let position = Field.text("position", "职务", most: 40, example: "质量总监")
    static let phone = Field.text(
      "phone", "电话", most: 20, help: "活动有变化时工作站用来联系，可以不填。", example: "13800001234",
      isRequired: false
    ).withFixedForm
    static let fields = [person.note, position.note, phone.note]
    let name, position, phone: String
    init(_ answers: Answers) throws(Problems) {
      let (name, position, phone) = try answers.read(Self.person, Self.position, Self.phone)
      // The same person, however it was typed.
      (self.name, self.position, self.phone) = (
        Plain.folded(name), Plain.folded(position), Plain.folded(phone)
      )
    }
  }

  struct Answer: Sendable {
    let id: SignUpID
    let activity: Activity
  }

  static let roles: Set<Role> = [.enterpriseEditor, .signatory]
  static let name = "activity.signUp"
  static let summary = "报名参加活动"
  static let path = Path<ItemPlace<Owner.Activity>>("/activities/:activity/sign-ups")
  static let audience = Audience.members(roles)
  static let clause: String? = Cultivation.clause
  static let refuses: Set<Refusal.Kind> = [.conflict]
  static let schema = Schema.object([
    .always("id", .text), .always("activity", .text), .always("left", .integer),
  ])

  let ledger: Ledger
  let post: Post
  let board: ActivityBoard

  func change(
    _ asked: Asked, at place: ItemPlace<Owner.Activity>, by member: Member, _ moment: Moment,
    in database: borrowing Connection
  ) throws -> Done<Answer> {
    let activity = try Activities.find(place.id, in: database)
    let enterprise = try Enterprises.find(
      member.seat.organisation, for: member.seat, in: database)
    try Enterprises.requireProof(enterprise, for: member.seat, to: "报名")
    try activity.admitWithdrawal(at: moment.now)
    let own = try SignUps.of(activity.id, from: enterprise.id, in: database)
    if own.contains(where: { $0.name == asked.name }) {
      throw Refusal(
        .conflict, code: "signedUpAlready", "这个人已经报过名了。同名的另一位，请在姓名后面注明部门。", clause: Self.clause)
    }
    try activity.admitSignUp(at: moment.now)
    let id = SignUpID(random: Random.number())
    try database.run(
      """
      INSERT INTO activity_signup (id, activity, enterprise, name, position, phone, at, person)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?)
      """, id.number, activity.id.number, enterprise.id.number, asked.name, asked.position,
      asked.phone, moment.now.milliseconds, member.caller.person.number)
    let now = try Activities.find(activity.id, in: database)
    try post.tellStation(
      now, "有人报名", "\(enterprise.name)报了 1 人，还剩 \(now.left) 个名额。", moment, in: database)
    return Done(
      Answer(id: id, activity: now), "为活动“\(now.title)”报名 1 人（\(enterprise.name)）",
      about: now.subject)
  }

  func json(_ done: Answer) -> JSON {
    [
      "id": .string("\(done.id)"), "activity": .string("\(done.activity.id)"),
      "left": .integer(done.activity.left),
    ]
  }

  func next(_ done: Answer, at place: ItemPlace<Owner.Activity>) -> Address {
    ActivityView.path.link(place)
  }

  func page(
    _ sheet: Sheet, at place: ItemPlace<Owner.Activity>, for member: Member, _ visit: Visit
  ) throws -> HTML {
    try ActivityView(store: ledger.store, board: board).page(sheet, at: place, visit)
  }
}
