import Acts
import Design
import HTML
import JSON
import Journal
import Routing
import SQLite
import Vocabulary

/// How the public and its enterprises reach a unit: kept by the unit itself.
struct SetContact: RecordedAct {
  struct Asked: Input {
    static let contact = Field.longText(
      "contact", "联系方式", most: 200, help: "科室、电话、办公时间。显示在“各区联系人”和企业的页面上。",
      example: "质量发展科，021-12345678，工作日 9:00-17:00")
    static let fields = [contact.note, Edition.asked.note]
    let contact: String
    let edition: Int
    init(_ answers: Answers) throws(Problems) {
      (contact, edition) = try answers.read(Self.contact, Edition.asked)
    }
  }

  static let name = "organisation.contact"
  static let summary = "登记本单位的联系方式"
  static let path = Path<Nowhere>("/contacts/own")
  static let audience = Audience.members(.districtHandler, .districtApprover)
  static let refuses: Set<Refusal.Kind> = [.conflict]
  static let schema = Schema.object([.always("contact", .text)])

  let ledger: Ledger

  static func isUnknown(
    of unit: OrganisationID, in database: borrowing Connection
  ) throws -> Bool {
    try database.remembered("SELECT contact = '' FROM organisation WHERE id = ?", unit.number) {
      $0.bool(0)
    }.first ?? false
  }

  /// How often the unit has written it.
  static func edition(
    of unit: OrganisationID, in database: borrowing Connection
  ) throws -> Int {
    try Journal.count(of: name, about: unit.subject, in: database)
  }

  func change(
    _ asked: Asked, at place: Nowhere, by member: Member, _ moment: Moment,
    in database: borrowing Connection
  ) throws -> Done<String> {
    let unit = member.seat.organisation
    guard asked.edition == (try Self.edition(of: unit, in: database)) else {
      let now = try Organisations.find(unit, in: database)?.contact ?? ""
      throw Refusal(
        .conflict, code: "stale", "您打开以后，同事改过：现在写的是“\(now)”。您填的还在，核对以后再保存。",
        stands: [.stands(Asked.contact.note.name, now)])
    }
    try database.run(
      "UPDATE organisation SET contact = ? WHERE id = ?", asked.contact, unit.number)
    return Done(asked.contact, "登记联系方式", about: unit.subject)
  }

  func json(_ contact: String) -> JSON { ["contact": .string(contact)] }
  func next(_ contact: String, at place: Nowhere) -> Address { Paths.contacts.link }

  func page(_ sheet: Sheet, at place: Nowhere, for member: Member, _ visit: Visit) throws -> HTML {
    let edition = try ledger.store.read(lane: visit.lane) {
      try Self.edition(of: member.seat.organisation, in: $0)
    }
    return Shell("登记联系方式", on: visit, trail: [("各区联系人", Paths.contacts.link)]).page {
      errorSummary(sheet)
      postForm(
        Self.path.link, on: visit, fields: [Asked.contact.note], sheet, button: "保存",
        held: [(Edition.name, "\(sheet.edition(now: edition))")])
    }
  }
}

/// Whom to ask, district by district.
struct ContactsView: View {
  typealias Asked = Nothing

  static let name = "contacts"
  static let summary = "各区联系人"
  static let path = Paths.contacts
  static let audience = Audience.everyone
  static let schema = Schema.object([
    .always(
      "items",
      .list(
        .object([.always("district", .text), .always("name", .text), .always("contact", .text)])))
  ])

  let store: Store

  func answer(
    _ asked: Nothing, at place: Nowhere, for actor: Visitor, _ visit: Visit
  ) throws -> [Organisation] {
    try store.read(lane: visit.lane) { try Organisations.all(.district, in: $0) }
  }

  func json(_ units: [Organisation]) -> JSON {
    let items = units.map { unit -> JSON in
      [
        "district": .string(unit.key ?? ""), "name": .string(unit.name),
        "contact": .string(unit.contact),
      ]
    }
    return ["items": .array(items)]
  }

  func page(
    _ sheet: Sheet, _ units: [Organisation]?, at place: Nowhere, for actor: Visitor, _ visit: Visit
  ) -> HTML {
    Shell("各区联系人", on: visit, current: Paths.contacts.link).page {
      p(.class("lead")) { "申请、账户和平台使用上的问题，请找企业所在地的单位。" }
      contactList((units ?? []).map { ($0.name, $0.contact) })
    }
  }
}
