import Accounts
import Acts
import Applications
import Design
import HTML
import JSON
import Messages
import Routing
import SQLite
import Vocabulary

/// An official of the unit, the bureau or the body keeps out of the case (回避, feature 51), at once and
/// for good; who goes on in their place is recorded, now or, in the unit, by a colleague.
struct Recuse: CaseAct {
  struct Asked: Input {
    static let reason = Field.longText(
      "reason", "回避的理由", most: 300, help: "与企业或有关人员是什么关系。申报以后不能再办理这份申请。", example: "配偶在该企业任职")
    static let substitute = Field.text(
      "substitute", "接办人", most: 13, help: "可以现在指定，也可以由同事指定。", example: "0000000000000",
      isRequired: false)
    static let fields = [reason.note, substitute.note]
    let reason, substitute: String
    init(_ answers: Answers) throws(Problems) {
      (reason, substitute) = try answers.read(Self.reason, Self.substitute)
    }
  }

  static let step = Lifecycle.recuse
  static let path = Path<CasePlace>("/applications/:number/recusals")
  static let shownFields = [Asked.reason.note]
  let desk: CaseDesk

  func carry(
    _ asked: Asked, _ facts: CaseFacts, _ moment: Moment, in database: borrowing Connection
  ) throws -> Said {
    guard let member = moment.member else { throw Refusal.notFound }
    let person = member.caller.person
    let other = try substitute(asked, person, facts, in: database)
    let matter = try Matters.open(
      .recusal, "declared", reference: "\(person)", on: facts.file, moment, in: database)
    try database.run(
      """
      INSERT INTO recusal (matter, application, person, reason, substitute, organisation)
      VALUES (?, ?, ?, ?, ?, ?)
      """, matter.number, facts.file.id.number, person.number, asked.reason, other?.person.number,
      member.seat.organisation.number)
    if other != nil || !Self.waitsForSubstitute(member, facts) {
      try Matters.close(matter, other == nil ? "declared" : "substituted", moment, in: database)
    }
    // What they proposed falls with them, and what they had in hand goes to whoever goes on.
    for matter in facts.matters
    where matter.isOpen && Self.proposals.contains(matter.kind) && matter.openedBy == person {
      try Matters.close(matter.id, "recused", moment, in: database)
    }
    try Self.dropFindings(of: person, facts, moment, in: database)
    try Flags.pass(from: person, to: other?.person, on: facts.file.id, in: database)
    if Handlers.of(facts.matters) == person {
      if let other {
        try Handlers.give(facts, to: other.person, moment, in: database)
      } else {
        for matter in facts.open(.handler) {
          try Matters.close(matter.id, "recused", moment, in: database)
        }
      }
    }
    if let other {
      try Substitutes.tell(other.person, facts, desk, moment, in: database)
    } else {
      try Designations.tell(facts, desk, moment, in: database)
    }
    var said = Said(
      "\(member.caller.name)回避\(other.map { "，由\($0.name)接办" } ?? "，接办人待指定")")
    said.payload = [
      "reason": .string(asked.reason), "substitute": .string(other.map { "\($0.person)" } ?? ""),
    ]
    return said
  }

  /// Nor does what they found stand while it is not decided on: whoever goes on looks at the conditions and at
  /// each honour again, with what was written as it is. What a colleague proposed on it falls with it.
  private static func dropFindings(
    of person: PersonID, _ facts: CaseFacts, _ moment: Moment, in database: borrowing Connection
  ) throws {
    let file = facts.file
    guard file.stage == .accepted || file.stage == .returned && file.cameFrom == .accepted else {
      return
    }
    let review = facts.matters.last {
      $0.kind == .districtReview && $0.outcome == "complete"
    }
    let isTheirs = review?.closedBy == person
    let honours = facts.found(.honour).filter { $0.closedBy == person }
    if !isTheirs && honours.isEmpty { return }
    if isTheirs { try DistrictReview.reopen(facts, moment, in: database) }
    for matter in honours {
      try Matters.takeBack(matter.id, in: database)
      try Matters.open(.honour, reference: matter.reference, on: file, moment, in: database)
    }
    try Priority.settle(facts, moment, in: database)
    for matter in facts.open(.recommendation) where matter.openedBy != person {
      try Matters.close(matter.id, "recused", moment, in: database)
    }
  }

  /// What one proposes and another decides.
  static let proposals: Set<Matter.Kind> = [
    .recommendation, .furtherReturn, .extension, .duplicate, .screening, .decision,
  ]

  /// Cases are in the hands of one person in a unit; in the bureau and the body whoever has the role
  /// goes on.
  private static func waitsForSubstitute(_ member: Member, _ facts: CaseFacts) -> Bool {
    member.seat.kind == .district
      && (Lifecycle.substitute.from.contains(facts.file.stage) || facts.file.stage == .returned)
  }

  private func substitute(
    _ asked: Asked, _ person: PersonID, _ facts: CaseFacts, in database: borrowing Connection
  ) throws -> (person: PersonID, name: String)? {
    if asked.substitute.isEmpty { return nil }
    if asked.substitute == "\(person)" {
      throw Problems([
        Problem(field: "substitute", code: "yourself", message: "接办人应为别人，不能是您自己。")
      ])
    }
    return try Colleagues.find(
      asked.substitute, among: Colleagues.substitutes(for: person, facts, in: database), facts,
      field: "substitute", in: database)
  }

  func more(_ facts: CaseFacts, _ sheet: Sheet) -> HTML? {
    guard let person = facts.person else { return nil }
    let others =
      (try? desk.ledger.store.read { try Colleagues.substitutes(for: person, facts, in: $0) }) ?? []
    return Substitutes.field(Asked.substitute.note, among: others, facts, sheet)
  }
}
