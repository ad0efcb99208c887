import Accounts
import Acts
import Asking
import HTML
import JSON
import Policy
import Rounds
import Routing
import SQLite
import Vocabulary

/// The conditions judged at a gate on what is known today, and the outcome kept as it is.
struct CheckEligibility: RecordedAct {
  struct Asked: Input {
    static let gate = Field.choice(
      "gate", "哪一关", Gate.allCases.map { Choice($0.rawValue, $0.title) })
    static let fields = [gate.note]
    let gate: Gate
    init(_ answers: Answers) throws(Problems) {
      gate = Gate(rawValue: try answers.read(Self.gate)) ?? .submit
    }
  }

  static let name = "eligibility.check"
  static let refuses: Set<Refusal.Kind> = [.conflict]
  static let summary = "核对申请条件并留存"
  static let path = Path<ItemPlace<Owner.Organisation>>(
    "/organisations/:organisation/eligibility")
  static let audience = Audience.members(
    Gate.allCases.reduce(into: []) { $0.formUnion($1.roles) })
  static let clause: String? = Conditions.clauses
  static let schema = Schema.object([
    .always("id", .text), .always("gate", .text), .always("verdict", Finding.verdictSchema),
    .always("lookedUp", .boolean),
    .always("conditions", .list(Eligibility.Standing.conditionSchema)),
  ])

  struct Answer: Sendable {
    let id: EligibilityCheckID
    let gate: Gate
    let standing: Eligibility.Standing
  }

  let ledger: Ledger
  let dossier: DossierView

  func change(
    _ asked: Asked, at place: ItemPlace<Owner.Organisation>, by member: Member, _ moment: Moment,
    in database: borrowing Connection
  ) throws -> Done<Answer> {
    guard !asked.gate.roles.isDisjoint(with: member.seat.roles) else {
      throw Refusal(
        .forbidden, code: "notYourGate", "“\(asked.gate.title)”的核对不由您的单位做。",
        clause: asked.gate.clause)
    }
    let organisation = try Enterprises.find(place.id, for: member.seat, in: database)
    guard organisation.status == .active else {
      throw Refusal(.conflict, code: "notProven", "企业还没有确认由谁代表，或者已经停用，不能核对。")
    }
    let standing = try dossier.eligibility.standing(
      of: organisation, under: dossier.library.shelf(at: moment.now).standing, on: moment.today,
      in: database)
    if let last = try EligibilityChecks.last(asked.gate, of: organisation.id, in: database),
      last.isSame(as: standing)
    {
      return .unchanged(
        Answer(id: last.id, gate: asked.gate, standing: standing))
    }
    let id = try EligibilityChecks.keep(
      standing, at: asked.gate, of: organisation.id, by: member.caller.person,
      for: member.seat.organisation, at: moment.now, in: database)
    return Done(
      Answer(id: id, gate: asked.gate, standing: standing),
      "核对申请条件（\(asked.gate.title)）：\(standing.verdict.title)", about: organisation.id.subject,
      payload: [
        "check": .string("\(id)"), "verdict": .string(standing.verdict.rawValue),
        "known": .string(standing.digest),
      ])
  }

  func json(_ answer: Answer) -> JSON {
    [
      "id": .string("\(answer.id)"), "gate": .string(answer.gate.rawValue),
      "verdict": .string(answer.standing.verdict.rawValue),
      "lookedUp": .bool(answer.standing.isLookedUp), "conditions": answer.standing.findingsJSON,
    ]
  }

  func next(_ answer: Answer, at place: ItemPlace<Owner.Organisation>) -> Address {
    DossierView.path.link(place)
  }

  func page(
    _ sheet: Sheet, at place: ItemPlace<Owner.Organisation>, for member: Member, _ visit: Visit
  ) throws -> HTML {
    let answer = try dossier.answer(Nothing(), at: place, for: member, visit)
    return dossier.page(sheet, answer, at: place, for: member, visit)
  }
}
