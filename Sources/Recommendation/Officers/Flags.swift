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

/// Something about a case that somebody has to look into, given to a colleague or to all (feature 33).
struct RaiseFlag: CaseAct {
  struct Asked: Input {
    static let text = Field.longText(
      "text", "什么问题", most: 500, help: "只有办理的各单位看得到。", example: "商标权利人的名称与营业执照不一致，请核实变更证明")
    static let assignee = Field.text(
      "assignee", "交给谁", most: 13, example: "0000000000000", isRequired: false)
    static let fields = [text.note, assignee.note]
    let text, assignee: String
    init(_ answers: Answers) throws(Problems) {
      (text, assignee) = try answers.read(Self.text, Self.assignee)
    }
  }

  static let step = Lifecycle.flag
  static let path = Path<CasePlace>("/applications/:number/flags")
  static let shownFields = [Asked.text.note]
  let desk: CaseDesk

  func carry(
    _ asked: Asked, _ facts: CaseFacts, _ moment: Moment, in database: borrowing Connection
  ) throws -> Said {
    let other =
      asked.assignee.isEmpty
      ? nil : try Colleagues.find(asked.assignee, for: facts, field: "assignee", in: database)
    let matter = try Matters.open(
      .flag, reference: String(asked.text.prefix(60)), on: facts.file, moment, in: database)
    try database.run(
      "INSERT INTO case_flag (matter, application, text, assignee) VALUES (?, ?, ?, ?)",
      matter.number, facts.file.id.number, asked.text, other?.person.number)
    if let other { try Flags.tell(other.person, asked.text, facts, desk, moment, in: database) }
    var said = Said("\(asked.text)\(other.map { "（交\($0.name)）" } ?? "")")
    said.payload = ["text": .string(asked.text)]
    return said
  }

  func more(_ facts: CaseFacts, _ sheet: Sheet) -> HTML? {
    Flags.colleagues(Asked.assignee.note, facts, desk, sheet)
  }
}

/// Given to somebody else.
struct AssignFlag: CaseAct {
  struct Asked: Input {
    static let flag = Field.text("flag", "哪一个问题", most: 13, example: "0000000000000")
    static let assignee = Field.text("assignee", "交给谁", most: 13, example: "0000000000000")
    static let fields = [flag.note, assignee.note]
    let flag, assignee: String
    init(_ answers: Answers) throws(Problems) {
      (flag, assignee) = try answers.read(Self.flag, Self.assignee)
    }
  }

  static let step = Lifecycle.assign
  static let path = Path<CasePlace>("/applications/:number/flags/assignment")
  static let shownFields: [FieldNote] = []
  let desk: CaseDesk

  func carry(
    _ asked: Asked, _ facts: CaseFacts, _ moment: Moment, in database: borrowing Connection
  ) throws -> Said {
    let flag = try Flags.open(asked.flag, facts, in: database)
    let other = try Colleagues.find(asked.assignee, for: facts, field: "assignee", in: database)
    try database.run(
      "UPDATE case_flag SET assignee = ? WHERE matter = ?", other.person.number, flag.id.number)
    try Flags.tell(other.person, flag.text, facts, desk, moment, in: database)
    var said = Said("\(flag.text)：交\(other.name)")
    said.payload = ["flag": .string("\(flag.id)"), "assignee": .string("\(other.person)")]
    return said
  }

  func more(_ facts: CaseFacts, _ sheet: Sheet) -> HTML? {
    group {
      Flags.choice(Asked.flag.note, facts, desk, sheet)
      Flags.colleagues(Asked.assignee.note, facts, desk, sheet)
    }
  }
}

/// Done with, and why: never without a justification.
struct ResolveFlag: CaseAct {
  struct Asked: Input {
    static let flag = Field.text("flag", "哪一个问题", most: 13, example: "0000000000000")
    static let resolution = Field.longText(
      "resolution", "怎样了结、依据是什么", most: 500, example: "已查变更登记，名称于 2024 年 5 月变更，权利人一致")
    static let fields = [flag.note, resolution.note]
    let flag, resolution: String
    init(_ answers: Answers) throws(Problems) {
      (flag, resolution) = try answers.read(Self.flag, Self.resolution)
    }
  }

  static let step = Lifecycle.settle
  static let path = Path<CasePlace>("/applications/:number/flags/resolution")
  static let shownFields = [Asked.resolution.note]
  let desk: CaseDesk

  func carry(
    _ asked: Asked, _ facts: CaseFacts, _ moment: Moment, in database: borrowing Connection
  ) throws -> Said {
    let flag = try Flags.open(asked.flag, facts, in: database)
    try database.run(
      "UPDATE case_flag SET resolution = ? WHERE matter = ?", asked.resolution, flag.id.number)
    try Matters.close(flag.id, "resolved", moment, in: database)
    var said = Said("\(flag.text)：\(asked.resolution)")
    said.payload = ["flag": .string("\(flag.id)"), "resolution": .string(asked.resolution)]
    return said
  }

  func more(_ facts: CaseFacts, _ sheet: Sheet) -> HTML? {
    Flags.choice(Asked.flag.note, facts, desk, sheet)
  }
}

struct Flag: Sendable {
  let id: MatterID
  let text, by, resolution: String
  let assignee: String?
  let isOpen: Bool
  let at: Instant
}

enum Flags {
  static func of(
    _ application: ApplicationID, in database: borrowing Connection
  ) throws -> [Flag] {
    try database.all(
      """
      SELECT f.matter, f.text, coalesce(b.name, ''), f.resolution, a.name, m.closed, m.opened
      FROM case_flag f JOIN matter m ON m.id = f.matter
      LEFT JOIN person b ON b.id = m.opened_by LEFT JOIN person a ON a.id = f.assignee
      WHERE f.application = ? ORDER BY m.number
      """, application.number
    ) { row in
      Flag(
        id: MatterID(row.int(0)), text: row.text(1), by: row.text(2), resolution: row.text(3),
        assignee: row.optionalText(4), isOpen: row.optionalInt(5) == nil,
        at: Instant(milliseconds: Int64(row.int(6))))
    }
  }

  static func open(
    _ id: String, _ facts: CaseFacts, in database: borrowing Connection
  ) throws -> Flag {
    guard
      let flag = try of(facts.file.id, in: database).first(where: { $0.isOpen && "\($0.id)" == id })
    else {
      throw Problems([
        Problem(field: "flag", code: "notAChoice", message: "没有这一个还没有了结的问题。")
      ])
    }
    return flag
  }

  static func tell(
    _ person: PersonID, _ text: String, _ facts: CaseFacts, _ desk: CaseDesk, _ moment: Moment,
    in database: borrowing Connection
  ) throws {
    guard person != moment.person else { return }
    try desk.post.tell(
      person, .reviewTurn, ["title": facts.file.item, "what": "有一个问题交给您：\(text)"],
      about: facts.file.subject, link: CaseView.path.link(facts.file.place), moment, in: database)
  }

  static func colleagues(
    _ note: FieldNote, _ facts: CaseFacts, _ desk: CaseDesk, _ sheet: Sheet
  ) -> HTML {
    let all = (try? desk.ledger.store.read { try Colleagues.of(facts.file.unit, in: $0) }) ?? []
    return field(note.choosing(from: Colleagues.choices(all)), sheet)
  }

  static func choice(
    _ note: FieldNote, _ facts: CaseFacts, _ desk: CaseDesk, _ sheet: Sheet
  ) -> HTML {
    let open =
      ((try? desk.ledger.store.read { try of(facts.file.id, in: $0) }) ?? []).filter(\.isOpen)
    return field(note.choosing(from: open.map { Choice("\($0.id)", $0.text) }), sheet)
  }
}

/// Questions about the case, open ones first, to the offices.
struct FlagPart: CasePart {
  func shown(
    _ facts: CaseFacts, _ member: Member, in database: borrowing Connection
  ) throws -> CaseShown? {
    guard [.district, .bureau, .oversight].contains(member.seat.kind) else { return nil }
    let all = try Flags.of(facts.file.id, in: database)
    if all.isEmpty { return nil }
    let ordered = all.filter(\.isOpen) + all.filter { !$0.isOpen }
    return CaseShown(
      "问题",
      DataTable(
        "问题", [.init("问题"), .init("交给"), .init("怎样了结")],
        ordered.map { flag in
          [
            group {
              flag.text
              span(.class("sub")) {
                "\(flag.by)，"
                moment(flag.at)
              }
            }, HTML(flag.assignee ?? "—"),
            flag.isOpen ? state("还没有了结", .warn) : HTML(flag.resolution),
          ]
        }, isTitleSaid: true
      ).bare,
      [
        .init(
          "flags",
          .array(
            ordered.map { flag in
              .object(
                [
                  .init("flag", .string("\(flag.id)")), .init("text", .string(flag.text)),
                  .init("by", .string(flag.by)), .init("at", .string("\(flag.at)")),
                  .init("open", .bool(flag.isOpen)),
                ] + (flag.assignee.map { [.init("assignee", .string($0))] } ?? [])
                  + (flag.isOpen ? [] : [.init("resolution", .string(flag.resolution))]))
            }))
      ])
  }
}
