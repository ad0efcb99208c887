import Acts
import Applications
import Asking
import Design
import HTML
import JSON
import Policy
import Routing
import SQLite
import Vocabulary

/// The district's review as it stands: the package's F2.
struct DistrictReview: Sendable {
  let edition: Int
  let answers: [String: JSON]
  let at: Instant

  static func of(
    _ application: ApplicationID, in database: borrowing Connection
  ) throws -> DistrictReview? {
    try database.first(
      "SELECT edition, answers, at FROM district_review WHERE application = ?", application.number
    ) { row in
      DistrictReview(
        edition: row.int(0),
        answers: Dictionary(
          ((try? JSON(parsing: row.utf8(1)))?.members ?? []).map { ($0.name, $0.value) },
          uniquingKeysWith: { first, _ in first }), at: Instant(milliseconds: Int64(row.int(2))))
    }
  }

  static func editions(
    of cases: [ApplicationID], in database: borrowing Connection
  ) throws -> [ApplicationID: Int] {
    let ids = JSON.array(cases.map { .integer($0.number) }).text
    return Dictionary(
      try database.all(
        """
        SELECT r.application, r.edition FROM json_each(?) j
        JOIN district_review r ON r.application = j.value
        """, ids
      ) { (ApplicationID($0.int(0)), $0.int(1)) }, uniquingKeysWith: { first, _ in first })
  }

  static func form(_ facts: CaseFacts) throws -> Policy.Form {
    guard let form = facts.package.forms.first(where: { $0.id == FormUse.districtReview.rawValue })
    else { throw Refusal.notFound }
    return form
  }

  /// The questions that hold what was found for each condition, by the package's naming.
  static func conditions(_ form: Policy.Form) -> [Question] {
    form.questionnaire.questions.filter { $0.id.hasPrefix("condition") && $0.kind == .choice }
  }

  func failing(_ form: Policy.Form) -> [String] {
    Self.conditions(form).filter { answers[$0.id] != "pass" }.map(\.label)
  }
}

/// Fills in the review: each condition with its finding and evidence. It can be kept half done; whole,
/// it lets the handler propose.
struct ReviewSheet: CaseAct {
  struct Asked: Input {
    static let edition = Edition.asked
    static let fields = [edition.note]
    static var more: [Schema.Property]? { SentAnswers.more }
    let edition: Int
    let sent: Answers
    init(_ answers: Answers) throws(Problems) {
      edition = try answers.read(Self.edition)
      sent = answers
    }
  }

  static let step = Lifecycle.review
  static let path = Path<CasePlace>("/applications/:number/review")
  static let shownFields: [FieldNote] = []
  static let bodyLimit: Int? = Policy.Form.limit
  let desk: CaseDesk

  func carry(
    _ asked: Asked, _ facts: CaseFacts, _ moment: Moment, in database: borrowing Connection
  ) throws -> Said {
    let form = try DistrictReview.form(facts)
    let before = try DistrictReview.of(facts.file.id, in: database)
    let isTyped = asked.sent.others.first?.name == "answers"
    let given: [String: JSON] =
      isTyped
      ? Dictionary(
        (asked.sent.others.first?.value.members ?? []).map { ($0.name, $0.value) },
        uniquingKeysWith: { first, _ in first })
      : form.questionnaire.assemble(asked.sent.otherTexts)
    let reading = form.read(given, isTyped: isTyped, isComplete: false, on: moment.today)
    let problems =
      try reading.problems + ReviewKnown.contradictions(reading.values, facts, in: database)
    if !problems.isEmpty { throw Problems(problems) }
    guard asked.edition == before?.edition ?? 0 else {
      let now = before.map { "您打开以后，审核意见又存了第 \($0.edition) 版" } ?? "审核意见还没有存过"
      throw Refusal(
        .conflict, code: "stale", "\(now)。您填的都还在，核对以后再存一次，就以这一次的为准。",
        stands: form.questionnaire.standing(
          .object((before?.answers ?? [:]).map { .init($0.key, $0.value) }),
          besides: form.questionnaire.json(reading.values)))
    }
    let json = form.questionnaire.json(reading.values)
    let edition = asked.edition + 1
    try database.run(
      """
      INSERT INTO district_review (application, edition, answers, at, person)
      VALUES (?1, ?2, ?3, ?4, ?5)
      ON CONFLICT (application) DO UPDATE SET edition = ?2, answers = ?3, at = ?4, person = ?5
      """, facts.file.id.number, edition, json.text, moment.now.milliseconds,
      moment.person?.number)
    let isWhole = form.read(given, isTyped: isTyped, isComplete: true, on: moment.today).problems
      .isEmpty
    try settle(isWhole, facts, moment, in: database)
    var said = Said("第 \(edition) 版\(isWhole ? "，已填全" : "，还没有填全")")
    said.payload = ["edition": .integer(edition), "answers": json]
    said.next = try next(facts, moment, in: database)
    return said
  }

  /// On to the proposal, which is filled in from it, where nothing else is to be done before.
  private func next(
    _ facts: CaseFacts, _ moment: Moment, in database: borrowing Connection
  ) throws -> Address? {
    let now = try desk.judge.facts(
      of: facts.file, for: moment.person, at: moment.now, in: database)
    guard try desk.judge.refusal(to: Lifecycle.propose, now, in: database) == nil else {
      return nil
    }
    if try Propose(desk: desk).objection(now, in: database) == nil {
      return Propose.path.link(facts.file.place)
    }
    // It ends in a return: that comes next, where there is still one.
    let isReturn =
      try DistrictReview.of(facts.file.id, in: database)?.answers["decision"] == "return"
    return try isReturn && desk.judge.refusal(to: Lifecycle.giveBack, now, in: database) == nil
      ? GiveBack.path.link(facts.file.place) : nil
  }

  /// One matter says whether the sheet is whole.
  private func settle(
    _ isWhole: Bool, _ facts: CaseFacts, _ moment: Moment, in database: borrowing Connection
  ) throws {
    let known = facts.matters.last { $0.kind == .districtReview }
    if isWhole {
      let id =
        try known.flatMap { $0.isOpen ? $0.id : nil }
        ?? Matters.open(.districtReview, on: facts.file, moment, in: database)
      try Matters.close(id, "complete", moment, in: database)
      return
    }
    if try !DistrictReview.reopen(facts, moment, in: database), known?.isOpen != true {
      try Matters.open(.districtReview, on: facts.file, moment, in: database)
    }
  }

  func beside(_ facts: CaseFacts) -> HTML? { material(facts) }

  func more(_ facts: CaseFacts, _ sheet: Sheet) -> HTML? {
    guard let form = try? DistrictReview.form(facts) else { return nil }
    let kept = try? desk.ledger.store.read { try DistrictReview.of(facts.file.id, in: $0) }
    let known = try? desk.ledger.store.read { database in
      try kept.map { try ReviewKnown.broughtUp($0.answers, facts, form, in: database) }
        ?? (answers: try ReviewKnown.answers(facts, form, desk, in: database), isNew: false)
    }
    let values = form.questionnaire.read(
      known?.answers ?? kept?.answers ?? [:], isTyped: true, isComplete: false,
      on: facts.now.day
    ).values
    let shown =
      sheet.answers.otherTexts.isEmpty
      ? Sheet(Answers([:], others: form.questionnaire.pairs(values)), problems: sheet.problems)
      : sheet
    var fields = QuestionFields(form.questionnaire, sheet: shown)
    // With thirty of them before him, an official types at once: from the first that is to be judged.
    fields.begins =
      sheet.problems.isEmpty
      ? form.questionnaire.questions.first {
        [.yesNo, .choice].contains($0.kind) && $0.isRequired && values[$0.id] == nil
      }?.id : nil
    let anew = try? desk.ledger.store.read { try ReviewToConfirm(kept, facts, in: $0) }
    return group {
      anew?.html
      input(
        .type("hidden"), .name(Asked.edition.name),
        .value("\(sheet.edition(now: kept?.edition ?? 0))"))
      if sheet.problems.contains(where: { $0.code == "stale" }) {
        Differences(
          form.questionnaire.questions,
          stored: form.questionnaire.read(
            kept?.answers ?? [:], isTyped: true, isComplete: false, on: facts.now.day
          ).values, typed: sheet.answers.otherTexts
        ).html
      }
      if known?.isNew == true { note(.warn) { p { "征求意见情况已经按最新的答复更新，请核对后保存。" } } }
      if kept == nil { p { "记录里已有的先替您填好了，请核对；符合不符合、推荐不推荐由您选。" } }
      for section in form.sections { AskedSection(section, fields).html }
    }
  }
}
