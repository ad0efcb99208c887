import Accounts
import Acts
import Design
import Desk
import HTML
import HTTP
import JSON
import Policy
import Rounds
import Routing
import SQLite
import Vocabulary

/// The cases that this reader may know of, the oldest due first, with what can be done next.
struct QueueView: View {
  struct Asked: Input {
    static let stage = Field.choice(
      "stage", "环节", Stage.allCases.map { Choice($0.rawValue, $0.title) }, isRequired: false)
    static let unit = Field.text("unit", "所在区", most: 13, example: "", isRequired: false)
    static let round = Field.text("round", "批次", most: 7, example: "2026-1", isRequired: false)
    static let kind = Field.choice(
      "kind", "类别", ItemKind.allCases.map { Choice($0.rawValue, $0.title) }, isRequired: false)
    static let q = Field.text("q", "名称或编号", most: 40, example: "羊绒", isRequired: false)
    static let overdue = Field.flag("overdue", "只看已超期的")
    static let mine = Field.flag("mine", "只看我承办的")
    static let unassigned = Field.flag("unassigned", "只看无人经办的")
    static let priority = Field.flag("priority", "只看重点推荐的")
    static let after = Field.text("after", "从哪一件之后", most: 40, example: "", isRequired: false)
    static let fields = [
      stage.note, unit.note, round.note, kind.note, q.note, overdue.note, mine.note,
      unassigned.note, priority.note, after.note,
    ]

    /// What a list is narrowed by.
    static let conditions = fields.filter { $0.name != after.note.name }

    let stage: Stage?
    let unit: OrganisationID?
    let round: String
    let kind: ItemKind?
    let words: String
    let isOverdue, isMine, isUnassigned, isPriority: Bool
    let after: (due: Int, number: String)
    /// What was asked for, without where it goes on: as the address of the list has it.
    let query: [(name: String, value: String)]
    /// A unit that cannot be one: nothing is found.
    private let isNowhere: Bool

    init(_ answers: Answers) throws(Problems) {
      let (stage, unit, round, kind, words, overdue, mine, unassigned, priority, after) =
        try answers.read(
          Self.stage, Self.unit, Self.round, Self.kind, Self.q, Self.overdue, Self.mine,
          Self.unassigned, Self.priority, Self.after)
      query = Self.conditions.map { (name: $0.name, value: answers.text($0)) }
        .filter { !$0.value.isEmpty }
      self.stage = Stage(rawValue: stage)
      self.unit = OrganisationID(unit)
      self.round = round
      self.kind = ItemKind(rawValue: kind)
      self.words = words
      isOverdue = overdue
      isMine = mine
      isUnassigned = unassigned
      isPriority = priority
      isNowhere = !unit.isEmpty && self.unit == nil
      let parts = after.split(separator: "_", maxSplits: 1).map(String.init)
      if after.isEmpty {
        self.after = (-1, "")
      } else if parts.count == 2, let due = Int(parts[0]) {
        self.after = (due, parts[1])
      } else {
        throw Problems([
          Problem(field: "after", code: "format", message: "“从哪一件之后”用上一页给的 next。")
        ])
      }
    }

    /// As the address of a list has it: whoever came from there goes on in it.
    init?(list: String) {
      guard let form = try? Form(urlEncoded: Array(list.utf8)[...]) else { return nil }
      let known = Self.conditions.compactMap { note in
        form[note.name].map { (note.name, $0) }
      }
      if known.isEmpty { return nil }
      try? self.init(Answers(Dictionary(known) { first, _ in first }))
    }

    /// The same as an act is told them that does something with the list.
    var members: [JSON.Member] {
      query.map { name, value in
        let isFlag = Self.conditions.contains { $0.name == name && $0.kind == .flag }
        return .init(name, isFlag ? true : .string(value))
      }
    }

    /// Nil where nothing can be found by it.
    func queue(for member: Member, on today: Day, _ library: Library) -> Queue? {
      let round = library.rounds.first { $0.number == self.round }
      if isNowhere || !self.round.isEmpty && round == nil || isMine && isUnassigned { return nil }
      var queue = Queue()
      queue.stages = stage.map { [$0] }
      queue.unit = unit
      queue.round = round?.id
      queue.kind = kind
      queue.words = words
      queue.hands = isMine ? .person(member.caller.person) : isUnassigned ? .nobody : nil
      queue.isPriority = isPriority
      queue.after = after
      if isOverdue { queue.narrow(toOverdueOn: today) }
      return queue
    }
  }

  static let name = "applications"
  static let summary = "申请"
  static let path = Paths.applications
  static let audience = CaseView.audience
  static let schema = Schema.object([
    .always(
      "items",
      .list(
        .object(
          CaseLine.properties + [
            .sometimes("handler", .text), .always("age", .integer), .always("acts", Offer.schema),
          ]))),
    .sometimes("next", .text),
    .sometimes(
      "counts", .list(.object([.always("stage", .text), .always("count", .integer)]))),
    .sometimes("filters", .list(.map(.any))), .always("acts", Start.schema),
  ])

  struct Item: Sendable {
    let line: CaseLine
    let handler: String?
    /// Working days in this stage.
    let age: Int
    let offers: [Offer]
  }

  struct Answer: Sendable {
    let items: [Item]
    let next: String?
    let counts: [(stage: Stage, count: Int)]
    let filters: [SavedFilter]
    /// To choose from.
    let rounds: [Choice]
    let starts: [Start]
    let mayKeepFilter: Bool
    /// What it is exported by, for whoever may; nil: they may not.
    let exported: [JSON.Member]?
  }

  let view: CaseView
  let starters: [any Starter]

  func answer(
    _ asked: Asked, at place: Nowhere, for member: Member, _ visit: Visit
  ) throws -> Answer {
    let desk = view.desk
    let queue = asked.queue(for: member, on: visit.now.day, desk.library)
    return try desk.ledger.store.read(lane: visit.lane) { database in
      let found = try queue?.read(for: member, in: database) ?? []
      let all = try desk.judge.facts(
        of: found, for: member.caller.person, at: visit.now, in: database)
      let isOffice = [.district, .bureau, .oversight].contains(member.seat.kind)
      let names = isOffice ? try Handlers.names(of: all, in: database) : [:]
      let admitted = try all.map { facts in
        // A page shows what comes next, and no act that its own room may object to is that.
        Admitted(
          facts: facts,
          steps: visit.face == .json
            ? try view.judged(facts, for: member, in: database).acts
            : try desk.judge.offers(facts, member.seat.roles, in: database).acts,
          isTold: visit.face == .json)
      }
      let offers = try view.offers(admitted, in: database)
      let items = zip(all, offers).map { facts, offers in
        let file = facts.file
        return Item(
          line: CaseLine(facts, desk.calendar),
          handler: Handlers.of(facts.matters).flatMap { names[$0] },
          age: desk.calendar.count(after: file.countedFrom, through: visit.now.day),
          offers: offers)
      }
      let last = found.count == queue?.most ? found.last : nil
      let filters = try SavedFilters.of(member.caller.person, in: database)
      return Answer(
        items: items,
        next: last.map { "\($0.due?.number ?? Queue.never)_\($0.number)" },
        counts: try Queue.counts(for: member, in: database),
        filters: filters,
        rounds: desk.library.rounds.map { Choice($0.number, $0.title) },
        starts: try starters.starts(for: member.caller, visit, in: database),
        mayKeepFilter: SavedFilters.mayKeepAnother(member, filters),
        exported: member.seat.roles.isDisjoint(with: ExportFormat.by) ? nil : asked.members)
    }
  }

  func json(_ answer: Answer) -> JSON {
    var members: [JSON.Member] = [
      .init(
        "items",
        .array(
          answer.items.map { item in
            .object(
              item.line.members + (item.handler.map { [.init("handler", .string($0))] } ?? []) + [
                .init("age", .integer(item.age)), .init("acts", .array(item.offers.map(\.json))),
              ])
          }))
    ]
    if !answer.counts.isEmpty {
      members.append(
        .init(
          "counts",
          .array(
            answer.counts.map {
              ["stage": .string($0.stage.rawValue), "count": .integer($0.count)]
            })))
    }
    if !answer.filters.isEmpty {
      members.append(.init("filters", .array(answer.filters.map(\.json))))
    }
    if let next = answer.next { members.append(.init("next", .string(next))) }
    members.append(
      .init(
        "acts",
        .array(
          answer.starts.map(\.json) + (answer.mayKeepFilter ? [SaveFilter.offered()] : [])
            + (answer.exported.map { [ExportQueue.offered($0)] } ?? []))))
    return .object(members)
  }

  func page(
    _ sheet: Sheet, _ answer: Answer?, at place: Nowhere, for member: Member, _ visit: Visit
  ) -> HTML {
    QueuePage(
      answer: answer, calendar: view.desk.calendar, visit: visit,
      more: answer?.next.map { more(sheet, $0) }
    ).html(sheet)
  }

  private func more(_ sheet: Sheet, _ next: String) -> Address {
    Self.path.link(Nowhere(), query: Self.kept(sheet) + [("after", next)])
  }

  /// What was asked for, as a case that is opened from here hands it on.
  static func list(_ sheet: Sheet) -> String {
    let asked = path.link(Nowhere(), query: kept(sheet)).text
    return asked.firstIndex(of: "?").map { String(asked[asked.index(after: $0)...]) } ?? ""
  }

  /// What was asked for, without where it goes on.
  static func kept(_ sheet: Sheet) -> [(name: String, value: String)] {
    Asked.conditions.map { (name: $0.name, value: sheet.text($0)) }.filter { !$0.value.isEmpty }
  }
}
