import Accounts
import Acts
import Asking
import Design
import HTML
import JSON
import Policy
import Routing
import SQLite
import Vocabulary

/// Saves one part of the application, checked by itself. It names the edition it edits: what a
/// colleague has saved meanwhile is shown beside, and nobody's text is lost.
struct SaveSection: RecordedAct {
  struct Asked: Input {
    static let edition = Edition.asked
    static let fields = [edition.note]
    static var more: [Schema.Property]? { SentAnswers.more }
    let edition: Int
    let given: SentAnswers

    init(_ answers: Answers) throws(Problems) {
      edition = try answers.read(Self.edition)
      given = SentAnswers(answers)
    }
  }

  struct Answer: Sendable {
    let number: String
    let section: Int
    let edition: Int
  }

  static let name = Lifecycle.write.name
  static let summary = Lifecycle.write.title
  static let path = Path<SectionPlace>("/applications/:number/sections/:section")
  static let audience = Audience.members(Lifecycle.write.everyone)
  static let clause: String? = Lifecycle.write.clause
  static let refuses: Set<Refusal.Kind> = [.conflict]
  static let bodyLimit: Int? = Form.limit
  static let schema = Schema.object([
    .always("number", .text), .always("section", .integer), .always("edition", .integer),
  ])

  let desk: CaseDesk
  var ledger: Ledger { desk.ledger }

  func change(
    _ asked: Asked, at place: SectionPlace, by member: Member, _ moment: Moment,
    in database: borrowing Connection
  ) throws -> Done<Answer> {
    let file = try Cases.find(place.number, for: member, in: database)
    try CaseScope.requireWriter(member, of: file)
    let facts = try desk.judge.facts(
      of: file, for: member.caller.person, at: moment.now, in: database)
    let draft = try Drafts.of(facts, in: database)
    guard draft.form.sections.indices.contains(place.section - 1) else { throw Refusal.notFound }
    try desk.judge.admit(Lifecycle.write, facts, as: member.seat.roles, in: database)
    let section = draft.form.sections[place.section - 1]
    guard draft.isWritable(section) else {
      throw Refusal(
        .conflict, code: "notOpen", "“\(section.title)”里现在没有可以填写的内容。",
        clause: Lifecycle.write.clause)
    }
    let part = draft.parts[place.section - 1]
    let asks = Questionnaire(section.questions)
    let given = try asked.given.read(asks)
    let said = try read(
      given, place.section, draft, isTyped: asked.given.isTyped, on: moment.today)
    let answer = Answer(number: file.number, section: place.section, edition: part.edition + 1)
    // Saved for the first time, even nothing says something: there is nothing to say here.
    if part.edition > 0,
      JSON.object(canonical(part.answers)) == JSON.object(canonical(said.members ?? []))
    {
      return .unchanged(Answer(number: file.number, section: place.section, edition: part.edition))
    }
    guard asked.edition == part.edition else {
      throw Refusal(
        .conflict, code: "stale",
        "您打开以后，这一部分又存了第 \(part.edition) 版（同事，或者您在别的窗口）。您填的都还在下面，核对以后再存一次，就以这一次的为准。",
        stands: asks.standing(.object(canonical(part.answers)), besides: said))
    }
    try Drafts.keep(
      said, of: file, section: place.section, after: part.edition, by: member.caller.person,
      at: moment.now, in: database)
    try follow(file, said, in: database)
    return Done(
      answer, "保存申请书“\(section.title)”第 \(answer.edition) 版（\(file.number)）",
      about: file.subject)
  }

  /// What the section asks, judged with what the other sections say; only what is open may differ.
  private func read(
    _ given: [String: JSON], _ number: Int, _ draft: Draft, isTyped: Bool, on today: Day
  ) throws -> JSON {
    let section = draft.form.sections[number - 1]
    let asks = Questionnaire(section.questions)
    let others = draft.answers.filter { name, _ in !asks.asks(name) }
    let known = draft.form.read(section: number, of: others, isComplete: false, on: today)
    // A question may hang on an answer in another section.
    var reading = asks.read(given, isTyped: isTyped, isComplete: false, on: today)
    for question in section.questions {
      guard let shown = question.shown, reading.values[question.id] == nil,
        let answer = given[question.id],
        shown.holds(for: known.values.merging(reading.values) { $1 }, on: today) == true
      else { continue }
      let alone = Questionnaire([question]).read(
        [question.id: answer], isTyped: isTyped, isComplete: false, on: today)
      reading.values.merge(alone.values) { $1 }
      reading.problems += alone.problems
    }
    if draft.corrections != nil {
      let before = Questionnaire(section.questions).read(
        draft.answers.filter { name, _ in asks.asks(name) }, isTyped: true, isComplete: false,
        on: today
      ).values
      for question in section.questions where !draft.isOpen(question.id) && question.computed == nil
      {
        if reading.values[question.id] != before[question.id], given[question.id] != nil {
          reading.problems.append(
            Problem(
              field: question.id, code: "closed", message: "“\(question.label)”没有要求补正，不能改。"))
        }
        reading.values[question.id] = before[question.id]
      }
    }
    reading.problems += draft.astray(reading.values, section.questions)
    if !reading.problems.isEmpty { throw Problems(reading.problems) }
    return asks.json(reading.values)
  }

  /// What the case is called, and of which kind it is, follows its form.
  private func follow(_ file: Case, _ said: JSON, in database: borrowing Connection) throws {
    if let item = said["itemName"]?.string, item != file.item, file.stage == .draft {
      try database.run("UPDATE application SET item = ? WHERE id = ?", item, file.id.number)
    }
    if let kind = said["itemKind"]?.string, ItemKind(rawValue: kind) != nil,
      kind != file.kind.rawValue, file.stage == .draft
    {
      try database.run("UPDATE application SET kind = ? WHERE id = ?", kind, file.id.number)
    }
  }

  private func canonical(_ answers: [String: JSON]) -> [JSON.Member] {
    answers.keys.sorted().map { .init($0, answers[$0] ?? .null) }
  }
  private func canonical(_ members: [JSON.Member]) -> [JSON.Member] {
    members.sorted { $0.name < $1.name }
  }

  func json(_ answer: Answer) -> JSON {
    [
      "number": .string(answer.number), "section": .integer(answer.section),
      "edition": .integer(answer.edition),
    ]
  }

  func next(_ answer: Answer, at place: SectionPlace) -> Address {
    CaseView.path.link(CasePlace(answer.number))
  }

  func page(
    _ sheet: Sheet, at place: SectionPlace, for member: Member, _ visit: Visit
  ) throws -> HTML {
    let found = try SectionView(desk: desk).answer(Nothing(), at: place, for: member, visit)
    return SectionPage(
      answer: found, place: place, visit: visit, isScanning: desk.isScanning
    ).html(sheet)
  }
}
