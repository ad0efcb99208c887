import Accounts
import Acts
import Applications
import Design
import Desk
import HTML
import JSON
import Policy
import Routing
import SQLite
import Vocabulary

/// Many taken in hand at once; those that cannot be are left, each with its reason (feature 37).
struct AcceptSeveral: RecordedAct {
  struct Asked: Input {
    static let fields: [FieldNote] = []
    static var more: [Schema.Property]? { Several.more }
    let chosen: CaseChoices.Chosen

    init(_ answers: Answers) throws(Problems) {
      chosen = try CaseChoices.chosen(answers, to: "受理", most: Several.most)
    }
  }

  static let name = "application.acceptSeveral"
  static let summary = "一次受理多份"
  static let path = Path<Nowhere>("/acceptances/new")
  static let audience = Audience.members(Lifecycle.accept.by)
  static let clause: String? = Lifecycle.accept.clause
  static let schema = Several.schema("accepted")

  let desk: CaseDesk
  var ledger: Ledger { desk.ledger }

  func change(
    _ asked: Asked, at place: Nowhere, by member: Member, _ moment: Moment,
    in database: borrowing Connection
  ) throws -> Done<Several> {
    let several = try Several(
      asked.chosen, Lifecycle.accept, by: member, desk, moment, in: database
    ) {
      .said(try Accept(desk: desk).carry(Nothing(), $0, moment, in: $1))
    }
    return several.done.isEmpty
      ? .unchanged(several) : Done(several, "一次受理 \(several.done.count) 份申请")
  }

  func json(_ several: Several) -> JSON { several.json("accepted") }

  func next(_ several: Several, at place: Nowhere) -> Address { Paths.applications.link }

  func shown(_ several: Several, at place: Nowhere, _ visit: Visit) -> HTML? {
    several.page(Self.summary, "受理", on: visit) {
      p { a(.class("button"), .href(Paths.letters.link)) { "打印受理通知书" } }
    }
  }

  /// What this person keeps out of is not there to be ticked.
  static func waiting(
    in unit: OrganisationID, for person: PersonID, at now: Instant, _ desk: CaseDesk,
    _ database: borrowing Connection
  ) throws -> [CaseFacts] {
    try desk.judge.part(
      desk.judge.facts(
        of: Cases.waiting(at: .submitted, in: unit, most: Several.most, database), for: person,
        at: now, in: database), by: Lifecycle.accept, in: database
    ).ready
  }

  func page(_ sheet: Sheet, at place: Nowhere, for member: Member, _ visit: Visit) throws -> HTML {
    let ready = try desk.ledger.store.read(lane: visit.lane) {
      try Self.waiting(
        in: member.seat.organisation, for: member.caller.person, at: visit.now, desk, $0)
    }
    return Shell(Self.summary, on: visit, trail: [("申请", Paths.applications.link)]).page {
      errorSummary(sheet)
      if ready.isEmpty {
        emptyState("没有待受理的申请", "企业提交以后会出现在这里。")
      } else {
        p(.class("lead")) { "勾选材料齐全的，一起受理；有问题的请打开来退回补正。每一份发一份受理通知书。" }
        if let first = ready.first {
          desk.preview(
            LetterDraft(.accepted), first, due: Lifecycle.accept.due, from: member.seat.name,
            isOpen: false)
        }
        sendForm(Self.path.link, on: visit, button: Self.summary, class: "asks several") {
          CaseChoices(
            files: ready.map(\.file), sheet: sheet, today: visit.now.day, calendar: desk.calendar
          ).html("待受理的申请，期限近的在前")
        }
      }
    }
  }
}
