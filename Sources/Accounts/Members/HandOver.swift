import Acts
import Design
import HTML
import JSON
import Messages
import Routing
import SQLite
import Vocabulary

/// Leaves an organisation: what one was, a colleague becomes (feature 8). Nothing done disappears.
struct HandOver: RecordedAct {
  struct Asked: Input {
    static let to = Field.text(
      "to", "交给", most: 20, help: "接手的人会得到您在这里的全部身份。", example: "", isRequired: false)
    static let reason = Field.longText("reason", "说明", most: 300, example: "离职", isRequired: false)
    static let fields = [to.note, reason.note]
    let to: PersonID?
    let reason: String

    init(_ answers: Answers) throws(Problems) {
      let to: String
      (to, reason) = try answers.read(Self.to, Self.reason)
      self.to = PersonID(to)
      if !to.isEmpty, self.to == nil {
        throw Problems([Problem(field: "to", code: "notAChoice", message: "请从同事里选择一位。")])
      }
    }
  }

  static let name = "member.handOver"
  static let refuses: Set<Refusal.Kind> = [.conflict]
  static let summary = "离开单位并移交身份"
  /// With whom it can be left to.
  static func offered(to people: [(person: PersonID, name: String)]) -> JSON {
    offered(.choices("to", people.map { ("\($0.person)", $0.name) }))
  }

  /// Whoever has left comes back only if somebody brings them in anew.
  static let isGrave = true
  static let path = Path<Nowhere>("/members/handover")
  static let audience = Audience.members(leaving).confirmed
  static let leaving = Set(Role.allCases).subtracting([.auditor])
  static let schema = Schema.object([.always("handedOver", .list(.text))])

  let ledger: Ledger
  let post: Post

  /// Who could take over, and why one may not leave: nobody could, and whoever could bring somebody in
  /// would be gone.
  static func successors(
    of person: PersonID, in seat: Caller.Seat, _ database: borrowing Connection
  ) throws -> (to: [(person: PersonID, name: String)], refusal: Refusal?) {
    // Experts are not to know of each other (house §1).
    if seat.kind == .expertPool { return ([], nil) }
    let people = try Memberships.of(seat.organisation, in: database)
    let mine = people.filter { $0.person == person }.map(\.role)
    var others: [(person: PersonID, name: String)] = []
    for one in people where one.person != person && one.suspended == nil {
      if !others.contains(where: { $0.person == one.person }) {
        others.append((one.person, one.personName))
      }
    }
    let last = mine.first { !$0.grantors.isDisjoint(with: mine) }
    // A role passes on only from whoever could give it.
    if mine.allSatisfy({ $0.grantors.isDisjoint(with: seat.roles) }) { return ([], nil) }
    guard others.isEmpty, let last else { return (others, nil) }
    return (
      [],
      Refusal(
        .conflict, code: "lastOne", "您是这里最后一位\(last.title)，离开以后没有人能再邀请别人，请先邀请一位同事接手。")
    )
  }

  func called(at place: Nowhere, for member: Member, _ visit: Visit) -> String {
    member.seat.name
  }

  func change(
    _ asked: Asked, at place: Nowhere, by member: Member, _ moment: Moment,
    in database: borrowing Connection
  ) throws -> Done<[Role]> {
    if let refusal = try Self.successors(
      of: member.caller.person, in: member.seat, database
    ).refusal {
      throw refusal
    }
    let people = try Memberships.of(member.seat.organisation, in: database)
    let mine = people.filter { $0.person == member.caller.person }
    let colleagues = Set(people.filter { $0.suspended == nil }.map(\.person))
      .subtracting([member.caller.person])
    if let to = asked.to, !colleagues.contains(to) {
      throw Problems([Problem(field: "to", code: "notAChoice", message: "请从本单位现在的同事里选择一位。")])
    }
    if asked.to == nil {
      // Somebody must stay who can bring others in.
      let others = people.filter { $0.person != member.caller.person && $0.suspended == nil }
      for role in mine.map(\.role) where !role.grantors.isDisjoint(with: mine.map(\.role)) {
        guard others.contains(where: { role.grantors.contains($0.role) }) else {
          throw Problems([
            Problem(
              field: "to", code: "lastOne", message: "您是最后一位\(role.title)，请先选一位同事接手；没有同事的，先邀请一位。")
          ])
        }
      }
    }
    try requireSignatory(of: people, without: member.caller.person, asked.to)
    // A role passes on only from whoever could give it; the others are given anew by those who can.
    let passed = mine.filter {
      $0.suspended == nil && !$0.role.grantors.isDisjoint(with: member.seat.roles)
    }
    if asked.to != nil, passed.isEmpty {
      throw Problems([
        Problem(
          field: "to", code: "notYours", message: "您的身份要由管理人员另行授予，不能直接移交。请不选同事，直接离开。")
      ])
    }
    for membership in mine {
      try Memberships.end(
        membership, by: member.caller.person, asked.reason.isEmpty ? "本人离开" : asked.reason,
        at: moment.now, database)
      guard let to = asked.to, passed.contains(membership) else { continue }
      try Memberships.grant(
        membership.role, in: membership.organisation, to: to, by: member.caller.person,
        at: moment.now, database)
      try post.tell(
        to, .roleGiven, ["organisation": member.seat.name, "role": membership.role.title],
        about: member.seat.organisation.subject, link: Paths.desk.link, moment, in: database)
    }
    return Done(
      (asked.to == nil ? mine : passed).map(\.role), asked.to == nil ? "离开单位" : "离开单位并移交身份",
      about: member.seat.organisation.subject,
      payload: ["to": asked.to.map { .string("\($0)") } ?? .null, "reason": .string(asked.reason)])
  }

  /// What an enterprise has under way is submitted, answered and withdrawn by its signatory.
  private func requireSignatory(
    of people: [Membership], without person: PersonID, _ to: PersonID?
  ) throws(Problems) {
    func signs(_ one: Membership) -> Bool { one.role == .signatory && one.suspended == nil }
    guard to == nil, people.contains(where: { signs($0) && $0.person == person }),
      !people.contains(where: { signs($0) && $0.person != person })
    else { return }
    throw Problems([
      Problem(
        field: "to", code: "lastSignatory",
        message: "您是最后一位签署人：申请要由签署人提交、撤回。请选一位同事接手；没有同事的，先邀请一位。")
    ])
  }

  func json(_ roles: [Role]) -> JSON {
    ["handedOver": .array(roles.map { .string($0.rawValue) })]
  }
  func next(_ roles: [Role], at place: Nowhere) -> Address { Paths.desk.link }

  func page(_ sheet: Sheet, at place: Nowhere, for member: Member, _ visit: Visit) throws -> HTML {
    let (to, refusal) = try ledger.store.read(lane: visit.lane) {
      try Self.successors(of: member.caller.person, in: member.seat, $0)
    }
    let choices = to.map { Choice("\($0.person)", $0.name) }
    return actPage(
      "离开单位", on: visit, backTo: ("成员", Paths.members.link), no: refusal,
      lead: "离开\(member.seat.name)后，您不再能办理它的事项；您办过的事仍记在您名下。", sheet
    ) {
      postForm(
        Self.path.link, on: visit,
        fields: [Asked.to.note.choosing(from: choices), Asked.reason.note], sheet, button: "离开",
        look: .grave)
    }
  }
}
