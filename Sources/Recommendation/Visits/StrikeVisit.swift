import Accounts
import Acts
import Applications
import Design
import HTML
import JSON
import Routing
import SQLite
import Vocabulary

/// A visit that was written down wrongly: the record stays with its photos, and says that it counts no
/// more, and why. The right one is recorded anew.
struct StrikeVisit: RecordedAct {
  struct Asked: Input {
    static let reason = Field.longText(
      "reason", "作废的理由", most: 300, help: "记录和照片仍然看得到，注明已作废；写错的请重新记录一次。",
      example: "日期写错，应为11月19日，已重新记录")
    static let fields = [reason.note]
    let reason: String
    init(_ answers: Answers) throws(Problems) { reason = try answers.read(Self.reason) }
  }

  static let name = "visit.strike"
  static let summary = "作废现场核查记录"
  static let path = Path<ItemPlace<SiteVisit>>("/visits/:visit/strike")
  static let audience = Audience.members(Lifecycle.visit.by)
  static let clause: String? = Lifecycle.visit.clause
  static let refuses: Set<Refusal.Kind> = [.conflict]
  static let namesEdition = true
  static let requiresEdition = true
  static let schema = Schema.object([.always("visit", .text), .always("struck", .text)])

  struct Answer: Sendable {
    let visit: SiteVisit
    let file: Case
    let reason: String
  }

  let desk: CaseDesk
  var ledger: Ledger { desk.ledger }

  func change(
    _ asked: Asked, at place: ItemPlace<SiteVisit>, by member: Member, _ moment: Moment,
    in database: borrowing Connection
  ) throws -> Done<Answer> {
    let (visit, file) = try SiteVisits.find(place, for: member, in: database)
    if let refusal = try refusal(visit, file, member, at: moment.now, in: database) {
      throw refusal
    }
    let photos = visit.photos(try Attachments.links(of: file, in: database)).count
    try moment.requireSeen(
      photos, "您打开以后，这次核查又传了照片：现在有 \(photos) 张。请核对以后再办。", as: "\(photos) 张照片",
      clause: Self.clause)
    try database.run(
      "INSERT INTO site_visit_struck (visit, reason, at, person) VALUES (?, ?, ?, ?)",
      visit.id.number, asked.reason, moment.now.milliseconds, member.caller.person.number)
    return Done(
      Answer(visit: visit, file: file, reason: asked.reason),
      "作废现场核查记录：\(file.enterpriseName)“\(file.item)”（\(file.number)），\(visit.day.chinese)",
      about: file.subject,
      payload: ["visit": .string("\(visit.id)"), "reason": .string(asked.reason)])
  }

  private func refusal(
    _ visit: SiteVisit, _ file: Case, _ member: Member, at now: Instant,
    in database: borrowing Connection
  ) throws -> Refusal? {
    if visit.struck != nil {
      return Refusal(.conflict, code: "struckAlready", "这次核查的记录已经作废。", clause: Self.clause)
    }
    let facts = try desk.judge.facts(of: file, for: member.caller.person, at: now, in: database)
    return try desk.judge.refusal(to: Lifecycle.visit, facts, in: database)
  }

  func json(_ answer: Answer) -> JSON {
    ["visit": .string("\(answer.visit.id)"), "struck": .string(answer.reason)]
  }

  func next(_ answer: Answer, at place: ItemPlace<SiteVisit>) -> Address {
    CaseView.path.link(answer.file.place)
  }

  func page(
    _ sheet: Sheet, at place: ItemPlace<SiteVisit>, for member: Member, _ visit: Visit
  ) throws -> HTML {
    let (found, no, photos) = try ledger.store.read(lane: visit.lane) { database in
      let found = try SiteVisits.find(place, for: member, in: database)
      return (
        found, try refusal(found.visit, found.file, member, at: visit.now, in: database),
        found.visit.photos(try Attachments.links(of: found.file, in: database))
      )
    }
    return actPage(
      Self.summary, on: visit, backTo: (found.file.item, CaseView.path.link(found.file.place)),
      no: no, lead: "\(found.visit.day.chinese)，\(found.visit.people)：\(found.visit.findings)",
      typed: Asked.fields, sheet
    ) {
      VisitPart.shown(photos)
      postForm(
        Self.path.link(place), on: visit, fields: Asked.fields, sheet, button: Self.summary,
        tone: .wrong, held: [(Edition.name, "\(sheet.edition(now: photos.count))")])
    }
  }
}
