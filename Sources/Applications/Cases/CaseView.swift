import Accounts
import Acts
import Design
import Desk
import HTML
import JSON
import Rounds
import Routing
import SQLite
import Vocabulary

/// One page for all who may see the case: where it is, whose turn, until when, what can be done.
package struct CaseView: View {
  package struct Asked: Input {
    static let list = Field.text(
      Visit.listWord, "从哪个列表来的", most: 400, help: "列表地址里问号以后的部分：下一件就在这个列表里往下走。",
      example: "stage=submitted&overdue=yes", isRequired: false)
    package static let fields = [list.note]
    let list: String

    package init(_ answers: Answers) throws(Problems) { list = try answers.read(Self.list) }
  }

  package static let name = "application"
  package static let summary = "一份申请：环节、期限、可以办的事和经过"
  package static let path = Path<CasePlace>("/applications/:number")
  package static let audience = Audience.members(
    .enterpriseEditor, .enterpriseViewer, .signatory, .districtHandler, .districtApprover,
    .department, .screener, .checker, .panelSecretary, .expert, .municipalHandler,
    .municipalApprover, .municipalAdministrator, .supervisor, .auditor)
  package static let clause: String? = "001 三（一）第一分句"
  package static let schema = Schema.object(
    CaseLine.properties + [
      .always("clocks", Clock.schema), .sometimes("priority", .text), .sometimes("next", .text),
      .always("acts", Offer.schema),
      .always("blocked", .blocks),
      .sometimes(
        "history",
        .list(
          .object([
            .always("at", .instant), .always("act", .text), .always("title", .text),
            .always("stage", .text), .always("by", .text), .always("text", .text),
          ]))),
      .sometimes(
        "letters",
        .list(
          .object([
            .always("id", .text), .always("title", .text), .always("at", .instant),
            .always("href", .text),
          ]))),
      .sometimes("handler", .text),
    ] + parts.map { .sometimes($0, .any) })

  /// What the rooms' parts may add.
  static let parts = [
    "sections", "files", "submissions", "paper", "corrections", "review", "honours",
    "recommendation",
    "plan", "returns", "consultations", "recusals", "flags", "transfer", "twins", "visits",
    "batch",
    "screening",
    "panel", "sheets", "report", "decision", "notice", "objections", "entry",
    "mark",
    "reconsideration",
  ]

  package struct Answer: Sendable {
    let line: CaseLine
    let facts: CaseFacts
    let offers: [Offer]
    let judged: Judge.Offers
    let events: [CaseEvent]
    let letters: [CaseLetter]
    let shown: [CaseShown]
    let isInside: Bool
    /// It waits for this reader, as their desk says, too.
    let isTheirs: Bool
    /// In whose hands it is in its unit, where the reader is of an office.
    let handler: String?
    /// What waits for this reader next.
    let next: Case?

    var clocks: [Clock] { facts.clocks + shown.flatMap(\.clocks) }
  }

  let desk: CaseDesk
  /// By the names of their steps: those that a room carries out.
  let acts: [String: OfferedAct]
  let parts: [any CasePart]

  package init(_ desk: CaseDesk, acts: [OfferedAct], parts: [any CasePart]) {
    self.desk = desk
    self.acts = Dictionary(acts.map { ($0.step.name, $0) }) { first, _ in first }
    self.parts = parts
  }

  package func answer(
    _ asked: Asked, at place: CasePlace, for member: Member, _ visit: Visit
  ) throws -> Answer {
    let list = QueueView.Asked(list: asked.list)?.queue(
      for: member, on: visit.now.day, desk.library)
    return try desk.ledger.store.read(lane: visit.lane) { database in
      let file = try Cases.find(place.number, for: member, in: database)
      let facts = try desk.judge.facts(
        of: file, for: member.caller.person, at: visit.now, in: database)
      let judged = try judged(facts, for: member, in: database)
      let isInside = CaseScope.isInside(member.seat)
      return Answer(
        line: CaseLine(facts, desk.calendar),
        facts: facts,
        offers: try offers([Admitted(facts: facts, steps: judged.acts)], in: database)[0],
        judged: judged,
        events: try CaseHistory.of(file.id, for: member.seat, in: database),
        letters: isInside ? try CaseLetters.of(file.id, for: member.seat, in: database) : [],
        shown: try parts.compactMap { try $0.shown(facts, member, in: database) },
        isInside: isInside,
        isTheirs: try !facts.isRelated
          && !Recusal.stands(of: member.caller.person, in: facts.matters)
          && desk.judge.waits(facts, for: member.seat.roles, in: database),
        handler: [.district, .bureau, .oversight].contains(member.seat.kind)
          ? try Handlers.names(of: [facts], in: database).values.first : nil,
        next: try Queue.next(after: file, for: member, of: list, desk.judge, in: database))
    }
  }

  /// What the judge says, and what an act's own room says besides.
  func judged(
    _ facts: CaseFacts, for member: Member, in database: borrowing Connection
  ) throws -> Judge.Offers {
    try desk.judge.offers(facts, member.seat.roles, in: database).refusing {
      try acts[$0.name]?.objection(facts, database)
    }
  }

  /// The judge's yes with its address; a step that no room carries out yet has none.
  func offers(
    _ all: [Admitted], in database: borrowing Connection
  ) throws -> [[Offer]] {
    var own: [[String: [Offer]]] = all.map { _ in [:] }
    for part in parts {
      for (index, offers) in try part.offers(all, in: database).enumerated()
      where !offers.isEmpty {
        own[index].merge(offers) { first, _ in first }
      }
    }
    return zip(all, own).map { one, own in
      let file = one.facts.file
      return one.steps.flatMap { step in
        let act = acts[step.name]
        let offers = own[step.name] ?? act.map { [$0.offer(on: file)] } ?? []
        return offers.map { offer in
          let seen = offer.seen(file.edition)
          return act?.asksNumber == true ? seen.typed(file.number) : seen
        }
      }
    }
  }

  package func json(_ answer: Answer) -> JSON {
    var members = answer.line.members
    members.append(
      .init(
        "clocks",
        .array(
          answer.clocks.map { $0.json(on: answer.facts.now.day, desk.calendar) })))
    if !answer.facts.file.priority.isEmpty, answer.isInside {
      members.append(.init("priority", .string(answer.facts.file.priority)))
    }
    members.append(.init("acts", .array(answer.offers.map(\.json))))
    let carried = answer.judged.blockedJSON.array ?? []
    members.append(
      .init(
        "blocked",
        .array(carried.filter { item in item["name"]?.string.map { acts[$0] != nil } == true })))
    if answer.isInside {
      members.append(.init("history", .array(answer.events.map(\.json))))
      members.append(.init("letters", .array(answer.letters.map(\.json))))
    }
    if let handler = answer.handler {
      members.append(.init("handler", .string(handler)))
    }
    if let next = answer.next { members.append(.init("next", .string(next.number))) }
    return .object(members + answer.shown.flatMap(\.members))
  }

  package func page(
    _ sheet: Sheet, _ answer: Answer?, at place: CasePlace, for member: Member, _ visit: Visit
  ) -> HTML {
    guard let answer else { return HTML() }
    return CasePage(
      answer: answer, member: member, calendar: desk.calendar, visit: visit,
      isCarried: { acts[$0.name] != nil },
      isPreviewedAlone: { acts[$0.name]?.isPreviewedAlone == true }
    ).html
  }
}

extension CaseEvent {
  var json: JSON {
    [
      "at": .string("\(at)"), "act": .string(act), "title": .string(title),
      "stage": .string(to.rawValue), "by": .string(behalf), "text": .string(text),
    ]
  }
}

extension CaseLetter {
  var json: JSON {
    [
      "id": .string("\(id)"), "title": .string(title), "at": .string("\(at)"),
      "href": .string("/api/v1" + LetterView.path.link(ItemPlace(id)).text),
    ]
  }
}
