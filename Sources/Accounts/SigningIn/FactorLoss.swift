import Acts
import Design
import Desk
import HTML
import JSON
import Messages
import Routing
import SQLite
import Vocabulary

/// The phone is lost and the paper too: its owner says so with the password, and two people who know
/// the owner let another factor be set up.
struct ReportLoss: Recording {
  struct Asked: Input {
    static let login = Field.text("name", "登录名", most: 100, example: "lihua").filledIn(
      by: "username")
    static let password = Field.secret("password", "密码", autocomplete: "current-password")
    static let fields = [login.note, password.note]
    let login, password: String

    init(_ answers: Answers) throws(Problems) {
      (login, password) = try answers.read(Self.login, Self.password)
    }
  }

  static let name = "secondFactor.reportLoss"
  static let summary = "报告动态口令丢失"
  static let path = Paths.lostFactor
  static let audience = Audience.everyone
  static let schema = Schema.object([.always("reported", .boolean)])

  let ledger: Ledger
  let identification: Identification
  let post: Post

  func perform(
    _ asked: Asked, at place: Nowhere, by actor: Visitor, _ visit: Visit
  ) async throws -> Bool {
    let person = try await identification.person(named: asked.login, asked.password, visit)
    guard person.hasSecondFactor else {
      throw Refusal(.conflict, code: "noSecondFactor", "这个账户没有启用动态口令，可以直接登录。")
    }
    return try await record(visit, at: place) { [post] database in
      try database.run(
        """
        INSERT INTO factor_loss (person, since) VALUES (?, ?)
        ON CONFLICT (person) DO UPDATE SET since = excluded.since, first = NULL, first_at = NULL
        """, person.id.number, visit.now.milliseconds)
      // The owner too: the report may not have been theirs.
      let owner = try Recipients.of(person.id, in: database)
      let deciders = try FactorLosses.deciders(of: person.id, in: database)
      try post.tell(
        [owner].compactMap(\.self) + deciders, .factorLossReported, ["person": person.name],
        about: person.id.subject, link: FactorLossView.path.link(ItemPlace(person.id)), visit,
        in: database)
      return Done(true, "报告动态口令丢失", about: person.id.subject, by: person.id.subject)
    }
  }

  func json(_ reported: Bool) -> JSON { ["reported": .bool(reported)] }
  func next(_ reported: Bool, at place: Nowhere) -> Address { Paths.login.link }

  func shown(_ reported: Bool, at place: Nowhere, _ visit: Visit) -> HTML? {
    Shell("已经报告", trail: [("登录", Paths.login.link)]).page {
      p(.class("lead")) { "已经通知您单位的管理人员。要有两位同意，您才能重新启用动态口令；同意以后，用密码登录即可。" }
    }
  }

  func page(_ sheet: Sheet, at place: Nowhere, for actor: Visitor, _ visit: Visit) -> HTML {
    Shell("动态口令丢失", trail: [("登录", Paths.login.link)]).page {
      errorSummary(sheet)
      p(.class("lead")) { "有恢复码的，登录时直接用恢复码。手机和恢复码都没有的，在这里报告，由两位管理人员核实后重新启用。" }
      postForm(Self.path.link, on: visit, fields: Asked.fields, sheet, button: "报告丢失")
    }
  }
}

enum FactorLosses {
  struct Loss: Sendable {
    let person: Person
    let since: Instant
    let first: PersonID?
    let organisations: [Organisation]
  }

  static func find(_ id: PersonID, in database: borrowing Connection) throws -> Loss? {
    let row = try database.first(
      "SELECT since, first FROM factor_loss WHERE person = ?", id.number
    ) {
      (
        since: Instant(milliseconds: Int64($0.int(0))),
        first: $0.optionalInt(1).map { PersonID($0) }
      )
    }
    guard let row, let person = try People.find(id, in: database) else { return nil }
    var organisations: [Organisation] = []
    for membership in try Memberships.of(id, in: database) {
      if let found = try Organisations.find(membership.organisation, in: database) {
        organisations.append(found)
      }
    }
    return Loss(person: person, since: row.since, first: row.first, organisations: organisations)
  }

  /// Those this caller may decide. Few are ever open; most callers have none to look at.
  static func all(for caller: Caller, in database: borrowing Connection) throws -> [Loss] {
    guard let seat = caller.seat else { return [] }
    let ids = try database.all(
      """
      SELECT DISTINCT l.person FROM factor_loss l
      JOIN membership m ON m.person = l.person AND m.until IS NULL
      JOIN organisation o ON o.id = m.organisation
      WHERE o.id = ?1 OR o.district = ?1 OR (?2 AND o.kind <> 'enterprise')
      ORDER BY l.since LIMIT 50
      """, seat.organisation.number, seat.kind == .bureau
    ) { PersonID($0.int(0)) }
    var losses: [Loss] = []
    for id in ids {
      if let loss = try find(id, in: database), mayDecide(loss, caller) { losses.append(loss) }
    }
    return losses
  }

  /// Whoever stands for one of the owner's organisations, above it, or for the whole system. For a
  /// person of the staff only the staff's organisations count.
  static func mayDecide(_ loss: Loss, _ caller: Caller) -> Bool {
    guard loss.person.id != caller.person, let seat = caller.seat else { return false }
    return mayDecide(loss, seat)
  }

  static func mayDecide(_ loss: Loss, _ seat: Caller.Seat) -> Bool {
    let isStaff = loss.organisations.contains { $0.kind != .enterprise }
    return loss.organisations.contains { organisation in
      switch organisation.kind {
      case .enterprise:
        !isStaff
          && (organisation.id == seat.organisation
            && !seat.roles.isDisjoint(with: [.enterpriseEditor, .signatory])
            || organisation.district == seat.organisation && seat.kind == .district)
      default:
        organisation.kind.roles.contains { Scope.manages(seat, $0, in: organisation) }
          || seat.roles.contains(.systemAdministrator)
          || seat.kind == .district && organisation.id == seat.organisation
      }
    }
  }

  static func deciders(
    of person: PersonID, in database: borrowing Connection
  ) throws -> [Post.Recipient] {
    var found: [Post.Recipient] = []
    func add(_ organisation: OrganisationID, _ roles: Set<Role>) throws {
      for recipient in try Recipients.of(organisation, as: roles, in: database)
      where recipient.person != person && !found.contains(where: { $0.person == recipient.person })
      {
        found.append(recipient)
      }
    }
    for membership in try Memberships.of(person, in: database) {
      guard let organisation = try Organisations.find(membership.organisation, in: database) else {
        continue
      }
      try add(organisation.id, [.enterpriseEditor, .signatory, .districtApprover, .panelSecretary])
      if let district = organisation.district { try add(district, [.districtApprover]) }
      if organisation.kind != .enterprise {
        for bureau in try Organisations.all(.bureau, in: database) {
          try add(bureau.id, [.municipalAdministrator, .systemAdministrator])
        }
      }
    }
    return found
  }
}

/// A reported loss, for those who may decide it.
struct FactorLossView: View {
  typealias Asked = Nothing

  static let name = "secondFactor.loss"
  static let summary = "动态口令丢失的报告"
  static let path = Path<ItemPlace<Owner.Person>>("/second-factor/losses/:person")
  static let audience = Audience<Caller>.signedIn
  static let schema = Schema.object([
    .always("person", .text), .always("since", .instant), .always("approvals", .integer),
  ])

  let store: Store

  func answer(
    _ asked: Nothing, at place: ItemPlace<Owner.Person>, for caller: Caller, _ visit: Visit
  ) throws -> FactorLosses.Loss {
    try store.read(lane: visit.lane) { database in
      guard let loss = try FactorLosses.find(place.id, in: database),
        FactorLosses.mayDecide(loss, caller)
      else { throw Refusal.notFound }
      return loss
    }
  }

  func json(_ loss: FactorLosses.Loss) -> JSON {
    [
      "person": .string(loss.person.name), "since": .string("\(loss.since)"),
      "approvals": .integer(loss.first == nil ? 0 : 1),
    ]
  }

  func page(
    _ sheet: Sheet, _ loss: FactorLosses.Loss?, at place: ItemPlace<Owner.Person>,
    for caller: Caller, _ visit: Visit
  ) -> HTML {
    guard let loss else { return HTML() }
    return Shell("动态口令丢失：\(loss.person.name)", on: visit, trail: [("工作台", Paths.desk.link)]).page {
      errorSummary(sheet)
      factList {
        fact("姓名", HTML(loss.person.name))
        fact("单位", HTML(loss.organisations.map(\.name).joined(separator: "、")))
        fact("电话", HTML(Mask.phone(loss.person.phone)))
        fact("报告时间", moment(loss.since))
        fact("已同意", HTML(loss.first == nil ? "还没有人同意，需要两位" : "一位，还需要一位"))
      }
      p { "请先当面或打电话确认确实是本人。同意以后，本人用密码登录并重新启用动态口令。" }
      if loss.first == caller.person {
        notice { p { "您已经同意，等另一位同意。" } }
      } else {
        postForm(
          ApproveLoss.path.link(place), on: visit, fields: [ReasonInput.reason.note], sheet,
          button: "已核实，同意")
      }
    }
  }
}

/// One of the two; the second one's word takes the old factor away.
struct ApproveLoss: RecordedAct {
  typealias Asked = ReasonInput

  static let name = "secondFactor.approveReset"
  static let summary = "同意重新启用动态口令"
  static let path = Path<ItemPlace<Owner.Person>>("/second-factor/losses/:person/approval")
  static let audience = Audience<Caller>.signedIn.confirmed
  static let schema = Schema.object([.always("reset", .boolean)])

  let ledger: Ledger
  let post: Post

  func change(
    _ asked: ReasonInput, at place: ItemPlace<Owner.Person>, by caller: Caller, _ visit: Visit,
    in database: borrowing Connection
  ) throws -> Done<Bool> {
    guard let loss = try FactorLosses.find(place.id, in: database),
      FactorLosses.mayDecide(loss, caller)
    else { throw Refusal.notFound }
    let payload: JSON = ["reason": .string(asked.reason)]
    guard let first = loss.first else {
      try database.run(
        "UPDATE factor_loss SET first = ?, first_at = ? WHERE person = ?", caller.person.number,
        visit.now.milliseconds, place.id.number)
      return Done(false, "同意重新启用动态口令（第一位）", about: place.id.subject, payload: payload)
    }
    guard first != caller.person else {
      throw Refusal(.conflict, code: "twoPeople", "要由另一位同意，一个人不能同意两次。")
    }
    // The first one's word counts only while it could be given.
    guard
      try Memberships.seats(of: first, in: database)
        .contains(where: { FactorLosses.mayDecide(loss, $0) })
    else {
      try database.run(
        "UPDATE factor_loss SET first = ?, first_at = ? WHERE person = ?", caller.person.number,
        visit.now.milliseconds, place.id.number)
      return Done(false, "同意重新启用动态口令（第一位，原第一位已离任）", about: place.id.subject, payload: payload)
    }
    try SecondFactor.remove(of: place.id, in: database)
    try Sessions.endAll(of: place.id, visit, in: database)
    try database.run("DELETE FROM factor_loss WHERE person = ?", place.id.number)
    try post.tell(
      place.id, .factorReset, ["name": loss.person.name], about: place.id.subject,
      link: Paths.login.link, visit, in: database)
    return Done(true, "同意重新启用动态口令（第二位），已解除", about: place.id.subject, payload: payload)
  }

  func json(_ reset: Bool) -> JSON { ["reset": .bool(reset)] }
  func next(_ reset: Bool, at place: ItemPlace<Owner.Person>) -> Address { Paths.desk.link }

  func page(
    _ sheet: Sheet, at place: ItemPlace<Owner.Person>, for caller: Caller, _ visit: Visit
  ) throws -> HTML {
    let view = FactorLossView(store: ledger.store)
    let loss = try view.answer(Nothing(), at: place, for: caller, visit)
    return view.page(sheet, loss, at: place, for: caller, visit)
  }
}
