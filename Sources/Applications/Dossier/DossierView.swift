import Accounts
import Asking
import Design
import Desk
import HTML
import JSON
import Policy
import Registry
import Rounds
import Routing
import SQLite
import Vocabulary

/// An enterprise's dossier: what it says of itself beside what registers say, what the conditions come
/// to today, and what came out at earlier gates.
struct DossierView: View {
  typealias Asked = Nothing

  static let name = "dossier"
  static let refuses: Set<Refusal.Kind> = [.conflict]
  static let summary = "企业档案和申请条件"
  static let path = Paths.dossier
  static let audience = Audience.members(
    .enterpriseEditor, .enterpriseViewer, .signatory, .districtHandler, .districtApprover,
    .municipalHandler, .municipalApprover, .municipalAdministrator, .supervisor, .auditor)
  static let clause: String? = Conditions.clauses
  static let schema = Schema.object([
    .always("organisation", .text), .sometimes("registeredName", .text), .always("policy", .text),
    .always("edition", .integer),
    .always("answers", .map(.any)), .always("verdict", Finding.verdictSchema),
    .always("conditions", .list(Eligibility.Standing.conditionSchema)),
    .always("known", .list(Eligibility.Standing.knownSchema)),
    .always("checks", .list(.object(EligibilityCheck.properties))),
    .always("cases", .list(PastCase.schema)),
    .always("activities", .list(Attended.schema)), .always("acts", Start.schema),
  ])

  struct Answer: Sendable {
    let organisation: Organisation
    let standing: Eligibility.Standing
    let checks: [EligibilityCheck]
    let cases: [PastCase]
    let attended: [Attended]
    let mayDeclare: Bool
    /// Where this reader stands.
    let gates: [Gate]
    let starts: [Start]
  }

  let store: Store
  let library: Library
  let eligibility: Eligibility
  let attendances: any AttendanceBook

  func answer(
    _ asked: Nothing, at place: ItemPlace<Owner.Organisation>, for member: Member, _ visit: Visit
  ) throws -> Answer {
    let package = library.shelf(at: visit.now).standing
    return try store.read(lane: visit.lane) { database in
      let organisation = try Enterprises.find(place.id, for: member.seat, in: database)
      try Enterprises.requireProof(organisation, for: member.seat, to: "查看它的档案")
      let isOwn = member.seat.organisation == organisation.id
      let isOpen = organisation.status == .active
      return Answer(
        organisation: organisation,
        standing: try eligibility.standing(
          of: organisation, under: package, on: visit.now.day, in: database),
        checks: try EligibilityChecks.of(organisation.id, in: database),
        cases: try PastCase.of(organisation.id, for: member, library, in: database),
        attended: try attendances.attended(by: organisation.id, in: database),
        mayDeclare: isOpen && isOwn
          && !member.seat.roles.isDisjoint(with: [.enterpriseEditor, .signatory]),
        gates: isOpen
          ? Gate.allCases.filter { !$0.roles.isDisjoint(with: member.seat.roles) } : [],
        starts: isOwn
          ? try [DraftStarter(library: library) as any Starter].starts(
            for: member.caller, visit, in: database) : [])
    }
  }

  func json(_ answer: Answer) -> JSON {
    let standing = answer.standing
    var acts: [JSON] = answer.starts.map(\.json)
    if answer.mayDeclare {
      acts.append(
        .object([
          .init("name", .string(DeclareAnswers.name)), .init("href", "/api/v1/declaration"),
          .init("edition", .integer(standing.declaration?.edition ?? 0)),
          .shape("\(standing.package.id).conditions"),
        ]))
    }
    if !answer.gates.isEmpty {
      acts.append([
        "name": .string(CheckEligibility.name),
        "href": .string("/api/v1/organisations/\(answer.organisation.id)/eligibility"),
      ])
    }
    var members: [JSON.Member] = [
      .init("organisation", .string("\(answer.organisation.id)")),
      .init("policy", .string(standing.package.id)),
      .init("edition", .integer(standing.declaration?.edition ?? 0)),
      .init(
        "answers",
        Questionnaire(standing.package.conditions.questions).json(standing.known.declared)),
      .init("verdict", .string(standing.verdict.rawValue)),
      .init("conditions", standing.findingsJSON), .init("known", standing.knownJSON),
      .init("checks", .array(answer.checks.map { .object($0.members) })),
      .init("cases", .array(answer.cases.map(\.json))),
      .init("activities", .array(answer.attended.map(\.json))), .init("acts", .array(acts)),
    ]
    if let name = standing.told.otherName {
      members.append(.init("registeredName", .string(name)))
    }
    return .object(members)
  }

  func page(
    _ sheet: Sheet, _ answer: Answer?, at place: ItemPlace<Owner.Organisation>,
    for member: Member, _ visit: Visit
  ) -> HTML {
    answer.map { DossierPage(answer: $0, visit: visit).html(sheet) } ?? HTML()
  }
}
