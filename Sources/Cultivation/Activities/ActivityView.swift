import Accounts
import Design
import Desk
import HTML
import JSON
import Routing
import SQLite
import Vocabulary

/// One activity: to everyone what it is and how many places are left; to an enterprise its own
/// people, to the station all of them, and to both what they can do now.
struct ActivityView: View {
  typealias Asked = Nothing

  static let name = "activity"
  static let summary = "一个活动：时间、地点、名额和报名"
  static let path = Path<ItemPlace<Owner.Activity>>("/activities/:activity")
  static let audience = Audience.everyone
  static let clause: String? = Cultivation.clause
  static let schema = Schema.object(
    ActivityLine.properties + [
      .sometimes("people", .list(.object(SignUp.properties))), .always("acts", Start.schema),
      .always("blocked", .blocks),
    ])

  struct Answer: Sendable {
    let line: ActivityLine
    /// Nil: none of this reader's business.
    var people: [(signUp: SignUp, acts: [Start])]?
    var acts: [Start] = []
    /// Why somebody who could sign people up cannot.
    var refusal: Refusal?
    /// The station itself reads.
    var isOwn = false
  }

  let store: Store
  let board: ActivityBoard

  func answer(
    _ asked: Nothing, at place: ItemPlace<Owner.Activity>, for actor: Visitor, _ visit: Visit
  ) throws -> Answer { try find(place, visit) }

  private func find(_ place: ItemPlace<Owner.Activity>, _ visit: Visit) throws -> Answer {
    guard let caller = visit.caller, caller.duty == nil, let seat = caller.seat,
      [.enterprise, .workstation].contains(seat.kind)
    else { return Answer(line: ActivityLine(try board.activity(place.id), at: visit.now)) }
    return try store.read(lane: visit.lane) { database in
      let reading = ActivityReading(
        try Activities.find(place.id, in: database), seat, at: visit.now)
      var answer = Answer(line: ActivityLine(reading.activity, at: visit.now))
      answer.isOwn = reading.isOwn
      answer.acts = try reading.acts(in: database)
      answer.refusal = reading.refusal
      answer.people = try reading.people(in: database)?.map { ($0, reading.acts(on: $0)) }
      return answer
    }
  }

  func json(_ answer: Answer) -> JSON {
    var members = answer.line.members
    if let people = answer.people {
      members.append(
        .init("people", .array(people.map { .object($0.signUp.members(acts: $0.acts)) })))
    }
    members.append(.init("acts", .array(answer.acts.map(\.json))))
    members.append(
      .init("blocked", .array(answer.refusal.map { [$0.blocking(SignUpPerson.name)] } ?? [])))
    return .object(members)
  }

  func page(
    _ sheet: Sheet, _ answer: Answer?, at place: ItemPlace<Owner.Activity>, for actor: Visitor,
    _ visit: Visit
  ) -> HTML { answer.map { ActivityPage(answer: $0, visit: visit).html(sheet) } ?? HTML() }

  /// Again, after a no to something that was to be done from it.
  func page(_ sheet: Sheet, at place: ItemPlace<Owner.Activity>, _ visit: Visit) throws -> HTML {
    ActivityPage(answer: try find(place, visit), visit: visit).html(sheet)
  }
}

/// An activity as somebody in one seat finds it.
struct ActivityReading {
  let activity: Activity
  let seat: Caller.Seat
  let now: Instant

  init(_ activity: Activity, _ seat: Caller.Seat, at now: Instant) {
    self.activity = activity
    self.seat = seat
    self.now = now
  }

  var isOwn: Bool { activity.station == seat.organisation }
  private var isStaff: Bool { isOwn && seat.roles.contains(.workstationStaff) }
  private var mayWrite: Bool { !seat.roles.isDisjoint(with: SignUpPerson.roles) }

  func people(in database: borrowing Connection) throws -> [SignUp]? {
    if isOwn { return try SignUps.of(activity.id, in: database) }
    guard seat.kind == .enterprise else { return nil }
    return try SignUps.of(activity.id, from: seat.organisation, in: database)
  }

  /// The activity's own no to those who write for an enterprise.
  var refusal: Refusal? {
    guard mayWrite, seat.kind == .enterprise else { return nil }
    do throws(Refusal) {
      try activity.admitSignUp(at: now)
      return nil
    } catch {
      return error
    }
  }

  func acts(in database: borrowing Connection) throws -> [Start] {
    let place = ItemPlace(activity.id)
    if isStaff, (try? activity.admitChange(at: now)) != nil {
      return [
        Start(
          AmendActivity.name, AmendActivity.summary, at: AmendActivity.path.link(place),
          more: [.init("edition", .integer(activity.edition))]),
        Start(
          CancelActivity.name, CancelActivity.summary, at: CancelActivity.path.link(place),
          more: [.init("edition", .integer(activity.edition))]),
      ]
    }
    guard mayWrite, (try? activity.admitSignUp(at: now)) != nil,
      try Organisations.find(seat.organisation, in: database)?.status == .active
    else { return [] }
    return [Start(SignUpPerson.name, SignUpPerson.summary, at: SignUpPerson.path.link(place))]
  }

  func acts(on signUp: SignUp) -> [Start] {
    let place = ItemPlace(signUp.id)
    if isStaff, signUp.attended == nil, (try? activity.admitCheckIn(at: now)) != nil {
      return [Start(CheckIn.name, CheckIn.summary, at: CheckIn.path.link(place))]
    }
    if mayWrite, signUp.enterprise == seat.organisation, signUp.attended == nil,
      (try? activity.admitWithdrawal(at: now)) != nil
    {
      return [
        Start(WithdrawSignUp.name, WithdrawSignUp.summary, at: WithdrawSignUp.path.link(place))
      ]
    }
    return []
  }
}
