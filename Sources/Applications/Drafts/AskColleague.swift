import Accounts
import Acts
import Design
import HTML
import JSON
import Messages
import Policy
import Routing
import SQLite
import Vocabulary

/// Asks a colleague, or the signatory, to look at one part of the application: a word in their inbox
/// that leads there.
struct AskColleague: RecordedAct {
  struct Asked: Input {
    static let to = Field.text("to", "请谁看", most: 13, example: "0000000000000").picked
    static let words = Field.longText(
      "words", "想请他看什么（选填）", most: 300, example: "研发费用是不是这个数", isRequired: false)
    static let fields = [to.note, words.note]
    let to, words: String
    init(_ answers: Answers) throws(Problems) {
      (to, words) = try answers.read(Self.to, Self.words)
    }
  }

  struct Answer: Sendable {
    let number: String
    let section: Int
    let name: String
  }

  static let name = Lifecycle.askColleague.name
  static let summary = Lifecycle.askColleague.title
  static let path = Path<SectionPlace>("/applications/:number/sections/:section/look")
  static let audience = Audience.members(Lifecycle.askColleague.everyone)
  static let refuses: Set<Refusal.Kind> = [.conflict]
  static let clause: String? = Lifecycle.askColleague.clause
  static let schema = Schema.object([
    .always("number", .text), .always("section", .integer), .always("name", .text),
  ])

  let desk: CaseDesk
  var ledger: Ledger { desk.ledger }

  func change(
    _ asked: Asked, at place: SectionPlace, by member: Member, _ moment: Moment,
    in database: borrowing Connection
  ) throws -> Done<Answer> {
    let (facts, section) = try find(place, member, at: moment.now, in: database)
    try desk.judge.admit(Lifecycle.askColleague, facts, as: member.seat.roles, in: database)
    guard
      let colleague = try Self.colleagues(of: member, database)
        .first(where: { "\($0.person)" == asked.to })
    else {
      throw Problems([Problem(field: "to", code: "notAChoice", message: "本单位没有这位同事。")])
    }
    let file = facts.file
    try desk.post.tell(
      colleague.person, .sectionLook,
      [
        "item": file.item, "number": file.number, "section": section.title,
        "name": member.caller.name, "words": asked.words,
      ], about: file.subject, link: SaveSection.path.link(place),
      moment,
      in: database)
    return Done(
      Answer(number: file.number, section: place.section, name: colleague.name),
      "请\(colleague.name)看申请书“\(section.title)”（\(file.number)）", about: file.subject,
      payload: ["words": .string(asked.words)])
  }

  private func find(
    _ place: SectionPlace, _ member: Member, at now: Instant, in database: borrowing Connection
  ) throws -> (CaseFacts, Form.Section) {
    let file = try Cases.find(place.number, for: member, in: database)
    let facts = try desk.judge.facts(
      of: file, for: member.caller.person, at: now, in: database)
    let form = try Drafts.of(facts, in: database).form
    guard form.sections.indices.contains(place.section - 1) else { throw Refusal.notFound }
    return (facts, form.sections[place.section - 1])
  }

  typealias Colleague = (person: PersonID, name: String)

  /// Everyone else of the enterprise who may read it.
  static func colleagues(
    of person: PersonID?, in enterprise: OrganisationID, _ database: borrowing Connection
  ) throws -> [Colleague] {
    try Memberships.people(of: enterprise, as: SectionView.readers, in: database)
      .filter { $0.person != person }
  }

  static func colleagues(
    of member: Member, _ database: borrowing Connection
  ) throws -> [Colleague] {
    try colleagues(of: member.caller.person, in: member.seat.organisation, database)
  }

  func json(_ answer: Answer) -> JSON {
    [
      "number": .string(answer.number), "section": .integer(answer.section),
      "name": .string(answer.name),
    ]
  }

  func next(_ answer: Answer, at place: SectionPlace) -> Address { SaveSection.path.link(place) }

  func page(
    _ sheet: Sheet, at place: SectionPlace, for member: Member, _ visit: Visit
  ) throws -> HTML {
    let (facts, section, colleagues) = try ledger.store.read(lane: visit.lane) { database in
      let (facts, section) = try find(place, member, at: visit.now, in: database)
      return (facts, section, try Self.colleagues(of: member, database))
    }
    return Shell(
      Self.summary, on: visit, trail: [(facts.file.item, CaseView.path.link(facts.file.place))]
    ).page {
      errorSummary(sheet)
      if colleagues.isEmpty {
        emptyState(
          "本单位还没有别人", "同事要先有账号：由企业管理员邀请，或者自己申请加入。",
          action: ("回到“\(section.title)”", SaveSection.path.link(place)))
      } else {
        p(.class("lead")) { "他的收件箱里会有一封信，打开就是“\(section.title)”。" }
        postForm(
          Self.path.link(place), on: visit,
          fields: [
            Asked.to.note.choosing(from: colleagues.map { Choice("\($0.person)", $0.name) }),
            Asked.words.note,
          ], sheet, button: "请他看")
        p { a(.href(SaveSection.path.link(place))) { "回到“\(section.title)”" } }
      }
    }
  }
}
