import Acts
import Design
import HTML
import JSON
import Journal
import Policy
import Routing
import SQLite
import Vocabulary

/// An act on one case: its step in the table, its fields, and what it does besides moving. Who may do
/// it, when, where it leads, the look-up in the reader's scope, stage and edition, the move, history,
/// journal, messages, button and form come with it.
package protocol CaseAct: RecordedAct where Spot == CasePlace, Actor == Member, Answer == CaseDone {
  static var step: Step { get }
  var desk: CaseDesk { get }

  func carry(
    _ asked: Asked, _ facts: CaseFacts, _ moment: Moment, in database: borrowing Connection
  ) throws -> Said

  /// What its room alone knows against it, where the judge has nothing: said instead of offering it, on its
  /// page, and again while it is done.
  func objection(_ facts: CaseFacts, in database: borrowing Connection) throws -> Refusal?

  /// In which edition that stands which it is done on the strength of: the case, or with it all that is
  /// written in it.
  func edition(_ facts: CaseFacts, in database: borrowing Connection) throws -> Int

  /// The letter that goes out with it, to be looked at before; nil: none does.
  static var occasion: Policy.Letter.Occasion? { get }

  /// What stands in its braces, as far as the case tells and the sheet says by now: put together by the
  /// same code as when it is sent.
  func letter(
    _ sheet: Sheet, _ facts: CaseFacts, in database: borrowing Connection
  ) throws -> [String: String]

  /// What stands above its form: what is decided on, what follows.
  func words(_ facts: CaseFacts) -> HTML

  /// What is looked at while it is filled in, side by side with it; nil: nothing.
  func beside(_ facts: CaseFacts) -> HTML?

  /// Fields that a package or the case decides, after its own; nil: there are none.
  func more(_ facts: CaseFacts, _ sheet: Sheet) -> HTML?

  /// What its own fields begin with, where the record knows it.
  func begunWith(_ facts: CaseFacts) -> [String: String]

  /// Its own fields as the page shows them; a package's form brings its edition by itself.
  static var shownFields: [FieldNote] { get }
}

/// The case, as an act leaves it.
package struct CaseDone: Sendable {
  package let file: Case
  /// Where people go on from here; nil: on the case's page.
  package let next: Address?

  package init(file: Case, next: Address? = nil) {
    self.file = file
    self.next = next
  }

  package static let schema = Schema.object([
    .always("number", .text), .always("stage", .oneOf(Stage.allCases.map(\.rawValue))),
    .sometimes("outcome", .oneOf(Outcome.allCases.map(\.rawValue))), .always("edition", .integer),
  ])

  package var json: JSON {
    var members: [JSON.Member] = [
      .init("number", .string(file.number)), .init("stage", .string(file.stage.rawValue)),
    ]
    if let outcome = file.outcome { members.append(.init("outcome", .string(outcome.rawValue))) }
    members.append(.init("edition", .integer(file.edition)))
    return .object(members)
  }
}

extension CaseAct {
  package static var name: String { step.name }
  package static var summary: String { step.title }
  package static var clause: String? { step.clause }
  package static var schema: Schema { CaseDone.schema }
  package static var refuses: Set<Refusal.Kind> { [.conflict] }
  package static var isGrave: Bool { step.isGrave }
  package static var audience: Audience<Member> {
    step.isConfirmed ? .members(step.everyone).confirmed : .members(step.everyone)
  }

  /// Unless it edits something with editions of its own, such as a part of the application.
  package static var namesEdition: Bool { !Asked.fields.contains { $0.name == Edition.name } }

  package static var requiresEdition: Bool { namesEdition && step.decides }

  package var ledger: Ledger { desk.ledger }

  package func change(
    _ asked: Asked, at place: CasePlace, by member: Member, _ moment: Moment,
    in database: borrowing Connection
  ) throws -> Done<CaseDone> {
    try desk.act(Self.step, at: place, by: member, moment, in: database, edition: edition) {
      facts, database in
      if let refusal = try objection(facts, in: database) { throw refusal }
      if let typed = asked as? any NumberTyped { try facts.file.requireNumber(typed.number) }
      return try carry(asked, facts, moment, in: database)
    }
  }

  package func called(at place: CasePlace, for member: Member, _ visit: Visit) throws -> String {
    let file = try desk.ledger.store.read(lane: visit.lane) {
      try Cases.find(place.number, for: member, in: $0)
    }
    return "\(file.enterpriseName)“\(file.item)”，编号 \(file.number)"
  }

  package func json(_ done: CaseDone) -> JSON { done.json }
  package func next(_ done: CaseDone, at place: CasePlace) -> Address {
    done.next ?? CaseView.path.link(place)
  }
  package func objection(
    _ facts: CaseFacts, in database: borrowing Connection
  ) throws -> Refusal? { nil }
  package func edition(_ facts: CaseFacts, in database: borrowing Connection) throws -> Int {
    facts.file.edition
  }
  package func words(_ facts: CaseFacts) -> HTML { HTML() }
  package func more(_ facts: CaseFacts, _ sheet: Sheet) -> HTML? { nil }
  package func beside(_ facts: CaseFacts) -> HTML? { nil }
  package func begunWith(_ facts: CaseFacts) -> [String: String] { [:] }
  package static var shownFields: [FieldNote] { Asked.fields }
  package static var occasion: Policy.Letter.Occasion? { nil }
  package static var isPreviewed: Bool { occasion != nil }
  package func letter(
    _ sheet: Sheet, _ facts: CaseFacts, in database: borrowing Connection
  ) throws -> [String: String] { [:] }
  package static var hasForm: Bool { !Asked.fields.isEmpty || Asked.more != nil }

  /// Its form, on a page of its own at its own address.
  package func page(
    _ sheet: Sheet, at place: CasePlace, for member: Member, _ visit: Visit
  ) throws -> HTML {
    let (facts, now, no) = try desk.ledger.store.read(lane: visit.lane) { database in
      let facts = try desk.facts(of: place, for: member, at: visit.now, in: database)
      return (
        facts, try edition(facts, in: database),
        try desk.judge.refusal(to: Self.step, facts, as: member.seat.roles, in: database)
          ?? objection(facts, in: database)
      )
    }
    return CaseActPage(act: self, facts: facts, edition: now, no: no, visit: visit).html(sheet)
  }

  /// Its two rows: the form at its address, or where nothing is asked the letter to be looked at, and what
  /// the form is sent to.
  package var routes: [Route] {
    Self.hasForm || Self.isPreviewed ? [.view(FormPage(act: self)), .act(self)] : [.act(self)]
  }
}

/// The page of an act: which case, what is asked, one button; where it may not be done, why.
struct CaseActPage<Doing: CaseAct> {
  let act: Doing
  let facts: CaseFacts
  let edition: Int
  let no: Refusal?
  let visit: Visit

  func html(_ sent: Sheet) -> HTML {
    let file = facts.file
    let known = sent.answers.isEmpty && sent.problems.isEmpty ? act.begunWith(facts) : [:]
    let isReady = !known.isEmpty && known.values.allSatisfy { !$0.isEmpty }
    let sheet = known.isEmpty ? sent : Sheet(Answers(known))
    // A package's form is long: what was written into it is not taken off the page.
    let isLong = Doing.Asked.more != nil && !sent.problems.isEmpty
    return actPage(
      Doing.step.title, on: visit, backTo: (file.item, back), no: isLong ? nil : no,
      lead: "\(file.enterpriseName)“\(file.item)”，编号 \(file.number)，目前\(file.stage.title)。",
      typed: Doing.Asked.fields, sheet
    ) {
      act.words(facts)
      preview(sheet, isOpen: sent.isPreview || !Doing.hasForm)
      if let beside = act.beside(facts) {
        // A button alone needs no column of its own: what is looked at has the whole width below it.
        div(.class(Doing.hasForm ? "beside" : "flow")) {
          entry(sheet, isReady: isReady)
          // It scrolls by itself, and so can be reached with the keyboard.
          section(.role("region"), .tabindex(0), .aria("aria-label", "对照材料")) { beside }
        }
      } else {
        entry(sheet, isReady: isReady)
      }
    }
  }

  private func preview(_ sheet: Sheet, isOpen: Bool) -> HTML? {
    guard let occasion = Doing.occasion,
      let values = try? act.desk.ledger.store.read({ try act.letter(sheet, facts, in: $0) })
    else { return nil }
    let step = Doing.step
    let days =
      step.due ?? (step.to == .back ? facts.file.cameFrom.flatMap(Lifecycle.figure) : nil)
    return act.desk.preview(
      LetterDraft(occasion, values), facts, due: days,
      from: visit.caller?.seat?.name ?? facts.file.unitName, isOpen: isOpen)
  }

  /// To the case, in the list that it was opened from.
  private var back: Address { CaseView.path.link(facts.file.place).going(on: visit.list) }

  private func entry(_ sheet: Sheet, isReady: Bool) -> HTML {
    sendForm(
      Doing.path.link(facts.file.place).going(on: visit.list), on: visit, button: Doing.step.title,
      tone: Doing.step.isGrave ? .wrong : .plain, isReady: isReady,
      preview: Doing.hasForm && Doing.isPreviewed ? ("下一步：看要发出的文书", sheet.seen) : nil,
      // A form with fields of its own is a panel; a package's form brings one for each section.
      class: Doing.shownFields.isEmpty ? "flow" : "asks"
    ) {
      if Doing.namesEdition, Doing.step.decides {
        hidden(Edition.name, "\(sheet.edition(now: edition))")
      }
      for note in Doing.shownFields { field(note, sheet) }
      act.more(facts, sheet)
    }
  }
}
