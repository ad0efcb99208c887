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

/// A colleague of the unit says who goes on.
struct Substitute: CaseAct {
  struct Asked: Input {
    static let substitute = Field.text("substitute", "接办人", most: 13, example: "0000000000000")
      .picked
    static let fields = [substitute.note]
    let substitute: String
    init(_ answers: Answers) throws(Problems) { substitute = try answers.read(Self.substitute) }
  }

  static let step = Lifecycle.substitute
  static let path = Path<CasePlace>("/applications/:number/substitute")
  static let shownFields: [FieldNote] = []
  let desk: CaseDesk

  func objection(_ facts: CaseFacts, in database: borrowing Connection) throws -> Refusal? {
    try Self.choices(facts, in: database).isEmpty
      ? Refusal(
        .conflict, code: "nobodyElse", "本单位没有可以接办的人员。\(Recusal.remedy(.unit))",
        clause: Self.step.clause) : nil
  }

  func carry(
    _ asked: Asked, _ facts: CaseFacts, _ moment: Moment, in database: borrowing Connection
  ) throws -> Said {
    let other = try Colleagues.find(
      asked.substitute, among: Self.choices(facts, in: database), facts, field: "substitute",
      in: database)
    // Only for those in whose place this person can act: a handler does not stand in for an approver.
    for matter in facts.open(.recusal) {
      guard let recused = PersonID(matter.reference),
        try Colleagues.substitutes(for: recused, facts, in: database)
          .contains(where: { $0.person == other.person })
      else { continue }
      try database.run(
        "UPDATE recusal SET substitute = ? WHERE matter = ?", other.person.number,
        matter.id.number)
      try Matters.close(matter.id, "substituted", moment, in: database)
    }
    // What the one who keeps out had in hand.
    if Handlers.of(facts.matters) == nil,
      facts.matters.last(where: { $0.kind == .handler })?.outcome == "recused"
    {
      try Handlers.give(facts, to: other.person, moment, in: database)
    }
    try Substitutes.tell(other.person, facts, desk, moment, in: database)
    var said = Said("由\(other.name)接办")
    said.payload = ["substitute": .string("\(other.person)")]
    return said
  }

  /// Whoever can stand in for one of those who keep out and have nobody yet.
  static func choices(
    _ facts: CaseFacts, in database: borrowing Connection
  ) throws -> [(person: PersonID, name: String)] {
    var all: [(person: PersonID, name: String)] = []
    for recused in facts.open(.recusal).compactMap({ PersonID($0.reference) }) {
      for one in try Colleagues.substitutes(for: recused, facts, in: database)
      where !all.contains(where: { $0.person == one.person }) {
        all.append(one)
      }
    }
    return all
  }

  func more(_ facts: CaseFacts, _ sheet: Sheet) -> HTML? {
    let others = (try? desk.ledger.store.read { try Self.choices(facts, in: $0) }) ?? []
    return div(.class("asks")) {
      Substitutes.field(Asked.substitute.note, among: others, facts, sheet)
    }
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

  /// Nobody to choose from is said, with whom to turn to.
  static func field(
    _ note: FieldNote, among others: [(person: PersonID, name: String)], _ facts: CaseFacts,
    _ sheet: Sheet
  ) -> HTML {
    if others.isEmpty {
      let remedy = Recusal.remedy(facts.file.stage.holder)
      return Design.note(.warn) { p { "本单位没有可以接办的人。\(remedy)" } }
    }
    return Design.field(note.choosing(from: Colleagues.choices(others)), sheet)
  }
}
