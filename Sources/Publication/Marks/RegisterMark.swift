import Accounts
import Acts
import Applications
import Asking
import Design
import HTML
import HTTP
import JSON
import Policy
import Routing
import SQLite
import Vocabulary

/// The signatory asks for the licence to use the mark (001 三（四）), with where it is to be used and a
/// sample.
struct RegisterMark: Recording, UploadAct {
  struct Asked: Input {
    static let sample = Field.file(
      "sampleFile", "样稿", FileRule(mostBytes: 20 << 20), help: "PDF、JPG 或 PNG，最大 20 MB。")
    static let fields = [sample.note]
    static var more: [Schema.Property]? { SentAnswers.more }
    let sample: SentFile
    let given: SentAnswers

    init(_ answers: Answers) throws(Problems) {
      sample = try answers.read(Self.sample)
      given = SentAnswers(answers)
    }
  }

  static let name = Lifecycle.register.name
  static let summary = Lifecycle.register.title
  static let path = Path<CasePlace>("/applications/:number/mark")
  static let audience = Audience.members(Lifecycle.register.by)
  static let clause: String? = Lifecycle.register.clause
  static let refuses: Set<Refusal.Kind> = [.conflict]
  static let bodyLimit: Int? = Policy.Form.limit
  static let schema = CaseDone.schema

  let desk: CaseDesk
  let files: ProofFiles
  var ledger: Ledger { desk.ledger }

  func requireSlot(at place: CasePlace, for member: Member, _ visit: Visit) throws {
    _ = try found(place, member, visit)
  }

  private func found(
    _ place: CasePlace, _ member: Member, _ visit: Visit
  ) throws -> (facts: CaseFacts, no: Refusal?) {
    try ledger.store.read(lane: visit.lane) { database in
      let file = try Cases.find(place.number, for: member, in: database)
      let facts = try desk.judge.facts(
        of: file, for: member.caller.person, at: visit.now, in: database)
      do {
        try desk.judge.admit(Lifecycle.register, facts, in: database)
        return (facts, nil)
      } catch let refusal as Refusal { return (facts, refusal) }
    }
  }

  func perform(
    _ asked: Asked, at place: CasePlace, by member: Member, _ visit: Visit
  ) async throws -> CaseDone {
    let (facts, no) = try found(place, member, visit)
    if let no { throw no }
    let form = try facts.package.form(.mark)
    let reading = form.read(
      try asked.given.read(form.questionnaire), isTyped: asked.given.isTyped, isComplete: true,
      on: visit.now.day)
    if !reading.problems.isEmpty { throw Problems(reading.problems) }
    let answers = form.questionnaire.json(reading.values)
    let kept = try await files.keep([(Asked.sample.name, asked.sample)])
    do {
      return try await record(visit, at: place) { moment, database in
        try keep(answers, kept[0], place, member, moment, in: database)
      }
    } catch {
      if error as? StoreError != .outcomeUnknown { files.forget(kept) }
      throw error
    }
  }

  private func keep(
    _ answers: JSON, _ kept: ProofFiles.Kept, _ place: CasePlace, _ member: Member,
    _ moment: Moment, in database: borrowing Connection
  ) throws -> Done<CaseDone> {
    let file = try Cases.find(place.number, for: member, in: database)
    let facts = try desk.judge.facts(
      of: file, for: member.caller.person, at: moment.now, in: database)
    try desk.judge.admit(Lifecycle.register, facts, in: database)
    let matter = try Matters.open(.mark, "asked", on: file, moment, in: database)
    try database.run(
      "INSERT INTO mark (matter, answers) VALUES (?, ?)", matter.number, answers.text)
    try Attachments.keep(
      kept, of: file, by: member.caller.person, at: moment.now, in: database)
    let now = try desk.judge.facts(
      of: file, for: member.caller.person, at: moment.now, in: database)
    let said = Said("")
    let moved = try desk.take(
      Lifecycle.register, now, said, before: facts, moment, in: database)
    return Done(
      CaseDone(file: moved), said.sentence(Lifecycle.register, moved), about: moved.subject)
  }

  func json(_ done: CaseDone) -> JSON { done.json }
  func next(_ done: CaseDone, at place: CasePlace) -> Address { CaseView.path.link(place) }

  func page(_ sheet: Sheet, at place: CasePlace, for member: Member, _ visit: Visit) throws -> HTML
  {
    let (facts, no) = try found(place, member, visit)
    let form = try facts.package.form(.mark)
    return Shell(
      form.title, on: visit, trail: [(facts.file.item, CaseView.path.link(place))]
    ).page {
      errorSummary(sheet)
      if let no, sheet.problems.isEmpty {
        note(.warn) {
          p { no.sentence }
          p { a(.href(CaseView.path.link(place))) { "回到这份申请" } }
        }
      } else {
        if let label = form.label { p(.class("quiet")) { Citation.readable(label) } }
        FileForm(
          address: Self.path.link(place), button: "提交登记", form: form, before: [],
          after: [Asked.sample.note], visit: visit
        ).html(sheet)
      }
    }
  }
}

extension Package {
  func form(_ use: FormUse) throws -> Policy.Form {
    guard let form = forms.first(where: { $0.id == use.rawValue }) else { throw Refusal.notFound }
    return form
  }
}
