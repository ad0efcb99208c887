import Accounts
import Acts
import Design
import HTML
import JSON
import Policy
import Rounds
import Routing
import SQLite
import Vocabulary

/// One part of the application, to be read or written.
struct SectionView: View {
  typealias Asked = Nothing

  static let name = "application.section"
  static let summary = "申请书的一部分"
  static let path = SaveSection.path
  static let readers: Set<Role> = [
    .enterpriseEditor, .enterpriseViewer, .signatory, .districtHandler,
  ]
  static let audience = Audience.members(readers)
  static let clause: String? = "001 三（一）第一分句"
  static let schema = Schema.object([
    .always("number", .text), .always("section", .integer), .always("title", .text),
    .always("edition", .integer), .always("answers", .map(.any)),
    .always("problems", .list(.object([.always("field", .text), .always("message", .text)]))),
    .always("corrections", .list(.object([.always("field", .text), .always("text", .text)]))),
    .always(
      "present", .list(.object([.always("name", .text), .always("mayWrite", .boolean)]))),
    .always("colleagues", .list(.object([.always("to", .text), .always("name", .text)]))),
    .always(
      "evidence", .list(.object([.always("field", .text), .always("names", .list(.text))]))),
    .always("prefilled", .list(.object([.always("field", .text), .always("source", .text)]))),
    .always(
      "differs",
      .list(
        .object([
          .always("field", .text), .always("label", .text), .always("said", .text),
          .always("registered", .text), .always("source", .text),
        ]))), .always("acts", Offer.schema),
  ])

  struct Answer: Sendable {
    let facts: CaseFacts
    let draft: Draft
    let section: Form.Section
    let part: Draft.Part
    let problems: [Problem]
    /// Where it is from, while it stands as it was filled in at the beginning.
    let sources: [(question: Question, source: String)]
    /// Who can be asked to look at it.
    let colleagues: [(person: PersonID, name: String)]
    /// Colleagues who have it open just now.
    let present: [Presence.Colleague]
    /// What registers have otherwise.
    let differences: [Registered.Difference]
    let offers: [Offer]
  }

  let desk: CaseDesk

  func answer(
    _ asked: Nothing, at place: SectionPlace, for member: Member, _ visit: Visit
  ) throws -> Answer {
    try desk.ledger.store.read(lane: visit.lane) { database in
      let file = try Cases.find(place.number, for: member, in: database)
      try CaseScope.requireWriter(member, of: file)
      let facts = try desk.judge.facts(
        of: file, for: member.caller.person, at: visit.now, in: database)
      let draft = try Drafts.of(facts, in: database)
      guard draft.form.sections.indices.contains(place.section - 1) else { throw Refusal.notFound }
      let section = draft.form.sections[place.section - 1]
      let judged = try desk.judge.offers(
        facts, member.seat.roles, only: Lifecycle.writing, in: database)
      let colleagues = try AskColleague.colleagues(of: member, database)
      let offers = judged.acts.flatMap {
        DraftPart.own($0, draft, facts, only: place.section, asking: colleagues) ?? []
      }
      let own = draft.parts[place.section - 1]
      let sources = own.edition == 1 ? try Prefill.sources(of: file.id, in: database) : [:]
      return Answer(
        facts: facts, draft: draft, section: section, part: own,
        problems: draft.reading(of: place.section, isComplete: true, on: visit.now.day).problems,
        sources: section.questions.compactMap { question in
          sources[question.id].map { (question, $0) }
        },
        colleagues: colleagues,
        present: desk.presence.enter(
          file.id, place.section, member,
          mayWrite: offers.contains { $0.step.name == Lifecycle.write.name }, at: visit.now),
        differences: try differences(section, own, file, on: visit.now.day, in: database),
        offers: offers)
    }
  }

  private func differences(
    _ section: Form.Section, _ part: Draft.Part, _ file: Case, on today: Day,
    in database: borrowing Connection
  ) throws -> [Registered.Difference] {
    if section.questions.allSatisfy({ $0.register == nil && $0.rowRegister == nil }) { return [] }
    let values = Questionnaire(section.questions).read(
      part.answers, isTyped: true, isComplete: false, on: today
    ).values
    let code = try Organisations.find(file.enterprise, in: database)?.creditCode
    return try Registered(code, in: database).differences(in: section, values, in: database)
  }

  func json(_ answer: Answer) -> JSON {
    let corrections = (answer.draft.corrections ?? []).filter { item in
      answer.section.questions.contains { $0.id == item.field }
    }
    return [
      "number": .string(answer.facts.file.number), "section": .integer(answer.part.number),
      "title": .string(answer.section.title), "edition": .integer(answer.part.edition),
      "answers": .object(
        answer.part.answers.keys.sorted().map { .init($0, answer.part.answers[$0] ?? .null) }),
      "problems": .array(
        answer.problems.map { ["field": .string($0.field), "message": .string($0.message)] }),
      "corrections": .array(
        corrections.map { ["field": .string($0.field), "text": .string($0.text)] }),
      "colleagues": .array(
        answer.colleagues.map { ["to": .string("\($0.person)"), "name": .string($0.name)] }),
      "present": .array(
        answer.present.map { ["name": .string($0.name), "mayWrite": .bool($0.mayWrite)] }),
      "evidence": .array(
        answer.section.questions.flatMap(\.evidence).map { question in
          [
            "field": .string(question.id),
            "names": .array(
              (answer.draft.fileNames[question.slot ?? ""] ?? []).map { .string($0) }),
          ]
        }),
      "prefilled": .array(
        answer.sources.map { ["field": .string($0.question.id), "source": .string($0.source)] }),
      "differs": .array(
        answer.differences.map { one in
          [
            "field": .string(one.field), "label": .string(one.label), "said": .string(one.said),
            "registered": .string(one.registered), "source": .string(one.source),
          ]
        }),
      "acts": .array(answer.offers.map(\.json)),
    ]
  }

  func page(
    _ sheet: Sheet, _ answer: Answer?, at place: SectionPlace, for member: Member, _ visit: Visit
  ) -> HTML {
    guard let answer else { return HTML() }
    let values = Questionnaire(answer.section.questions).read(
      answer.part.answers, isTyped: true, isComplete: false, on: visit.now.day
    ).values
    let kept = Questionnaire(answer.section.questions).pairs(values)
    return SectionPage(
      answer: answer, place: place, visit: visit, isScanning: desk.isScanning
    ).html(
      Sheet(Answers([:], others: kept)))
  }
}
