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

/// An official keeps out of a case (回避, feature 51), at once and for good; who goes on in their place is
/// recorded, now or by a colleague.
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
    let other =
      asked.substitute.isEmpty
      ? nil
      : try Colleagues.find(asked.substitute, for: facts, field: "substitute", in: database)
    if other?.person == person {
      throw Problems([
        Problem(field: "substitute", code: "yourself", message: "接办人要是别人，不能是您自己。")
      ])
    }
    let matter = try Matters.open(
      .recusal, "declared", reference: "\(person)", on: facts.file, moment, in: database)
    try database.run(
      "INSERT INTO recusal (matter, application, person, reason, substitute) VALUES (?, ?, ?, ?, ?)",
      matter.number, facts.file.id.number, person.number, asked.reason, other?.person.number)
    if other != nil { try Matters.close(matter, "substituted", moment, in: database) }
    // A proposal of theirs falls with them.
    for matter in facts.open(.recommendation) where matter.openedBy == person {
      try Matters.close(matter.id, "recused", moment, in: database)
    }
    if let other { try Substitutes.tell(other.person, facts, desk, moment, in: database) }
    var said = Said(
      "\(member.caller.name)回避\(other.map { "，由\($0.name)接办" } ?? "，接办人待指定")")
    said.payload = [
      "reason": .string(asked.reason), "substitute": .string(other.map { "\($0.person)" } ?? ""),
    ]
    return said
  }

  func more(_ facts: CaseFacts, _ sheet: Sheet) -> HTML? {
    Substitutes.field(Asked.substitute.note, facts, desk, sheet)
  }
}

/// A colleague says who goes on.
struct Substitute: CaseAct {
  struct Asked: Input {
    static let substitute = Field.text("substitute", "接办人", most: 13, example: "0000000000000")
    static let fields = [substitute.note]
    let substitute: String
    init(_ answers: Answers) throws(Problems) { substitute = try answers.read(Self.substitute) }
  }

  static let step = Lifecycle.substitute
  static let path = Path<CasePlace>("/applications/:number/substitute")
  static let shownFields: [FieldNote] = []
  let desk: CaseDesk

  func carry(
    _ asked: Asked, _ facts: CaseFacts, _ moment: Moment, in database: borrowing Connection
  ) throws -> Said {
    let other = try Colleagues.find(
      asked.substitute, for: facts, field: "substitute", in: database)
    for matter in facts.open(.recusal) {
      try database.run(
        "UPDATE recusal SET substitute = ? WHERE matter = ?", other.person.number,
        matter.id.number)
      try Matters.close(matter.id, "substituted", moment, in: database)
    }
    try Substitutes.tell(other.person, facts, desk, moment, in: database)
    var said = Said("由\(other.name)接办")
    said.payload = ["substitute": .string("\(other.person)")]
    return said
  }

  func more(_ facts: CaseFacts, _ sheet: Sheet) -> HTML? {
    Substitutes.field(Asked.substitute.note, facts, desk, sheet)
  }
}

enum Substitutes {
  static func tell(
    _ person: PersonID, _ facts: CaseFacts, _ desk: CaseDesk, _ moment: Moment,
    in database: borrowing Connection
  ) throws {
    try desk.post.tell(
      person, .reviewTurn,
      ["title": facts.file.item, "what": "原来的经办人回避，由您接办（编号 \(facts.file.number)）"],
      about: facts.file.subject, link: CaseView.path.link(facts.file.place), moment, in: database)
  }

  static func field(
    _ note: FieldNote, _ facts: CaseFacts, _ desk: CaseDesk, _ sheet: Sheet
  ) -> HTML? {
    let all = (try? desk.ledger.store.read { try Colleagues.of(facts.file.unit, in: $0) }) ?? []
    let others = all.filter {
      $0.person != facts.person && !Recusal.stands(of: $0.person, in: facts.matters)
    }
    return Design.field(note.choosing(from: Colleagues.choices(others)), sheet)
  }
}

/// Who keeps out of the case and who goes on: to the offices.
struct RecusalPart: CasePart {
  func shown(
    _ facts: CaseFacts, _ member: Member, in database: borrowing Connection
  ) throws -> CaseShown? {
    guard [.district, .bureau, .oversight].contains(member.seat.kind) else { return nil }
    let all = try database.all(
      """
      SELECT p.name, r.reason, s.name, m.opened FROM recusal r JOIN matter m ON m.id = r.matter
      JOIN person p ON p.id = r.person LEFT JOIN person s ON s.id = r.substitute
      WHERE r.application = ? ORDER BY m.number
      """, facts.file.id.number
    ) { row in
      (
        who: row.text(0), reason: row.text(1), substitute: row.optionalText(2),
        at: Instant(milliseconds: Int64(row.int(3)))
      )
    }
    let related = try Recusal.related(
      in: facts.file.unit, to: facts.file.enterprise, in: database)
    let isDistrict =
      member.seat.kind == .district && [.submitted, .accepted].contains(facts.file.stage)
    let colleagues = isDistrict ? try Colleagues.of(facts.file.unit, in: database) : []
    let members: [JSON.Member] = [
      .init(
        "recusals",
        [
          "declared": .array(
            all.map { one in
              .object(
                [
                  .init("by", .string(one.who)), .init("reason", .string(one.reason)),
                  .init("at", .string("\(one.at)")),
                ] + (one.substitute.map { [.init("substitute", .string($0))] } ?? []))
            }), "related": .array(related.map { .string($0) }),
          "colleagues": .array(
            colleagues.map { ["substitute": .string("\($0.person)"), "name": .string($0.name)] }),
        ])
    ]
    if all.isEmpty, related.isEmpty { return CaseShown("", HTML(), members) }
    return CaseShown(
      "回避",
      group {
        ul {
          for one in all {
            li {
              "\(one.who)回避（\(one.reason)），"
              one.substitute.map { "由\($0)接办" } ?? "接办人待指定"
              "，"
              moment(one.at)
            }
          }
          for name in related { li { "\(name)：是或者曾经是这家企业的人员，按规定回避，不能办理。" } }
        }
      }, members)
  }
}
