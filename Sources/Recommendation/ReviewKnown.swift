import Applications
import JSON
import Policy
import Routing
import SQLite
import Vocabulary

/// What the record knows already of a review that nobody has begun: the day, what the conditions rest
/// on, whom one has asked, what was seen on the spot. What has to be judged is left open.
enum ReviewKnown {
  static func answers(
    _ facts: CaseFacts, _ form: Policy.Form, _ desk: CaseDesk, in database: borrowing Connection
  ) throws -> [String: JSON] {
    var all = try evidence(facts, desk, in: database)
    all["receivedOn"] = try received(facts, in: database).last.map { .string("\($0)") }
    all["consultations"] = try consultations(facts, form, in: database)
    let visits = try SiteVisits.of(facts.file.id, in: database).filter { $0.struck == nil }
    all["visited"] = .bool(!visits.isEmpty)
    if !visits.isEmpty {
      all["visit"] = .string(
        shortened(
          visits.map { "\($0.day.chinese)，\($0.people)：\($0.findings)" }.joined(separator: "\n"),
          for: "visit", in: form))
    }
    return fitting(all, form)
  }

  /// A review that was kept, with its lines on departments brought up to the record: what still fits stays as
  /// it was written, what does not is as it is now, what is missing comes behind.
  static func broughtUp(
    _ answers: [String: JSON], _ facts: CaseFacts, _ form: Policy.Form,
    in database: borrowing Connection
  ) throws -> (answers: [String: JSON], isNew: Bool) {
    guard let question = table(of: form),
      let now = try consultations(facts, form, in: database).array
    else { return (answers, false) }
    let known = try Consultations.of(facts.file.id, in: database)
    let written = answers["consultations"]?.array ?? []
    let kept = written.filter { row in
      guard case .rows(let rows)? = Questionnaire.kept([row], of: question), let row = rows.first
      else { return false }
      return contradiction(row, in: question, among: known) == nil
    }
    let missing = now.filter { row in
      !kept.contains { $0["department"] == row["department"] && $0["sentOn"] == row["sentOn"] }
    }
    if kept.count == written.count, missing.isEmpty { return (answers, false) }
    var answers = answers
    answers["consultations"] = .array(Array((kept + missing).prefix(question.rows.upperBound)))
    return (answers, true)
  }

  /// By the names that a package's form has; another form begins empty.
  private static func fitting(_ all: [String: JSON], _ form: Policy.Form) -> [String: JSON] {
    all.filter { name, value in
      form.questionnaire.questions.contains {
        $0.id == name && Questionnaire.kept(value, of: $0) != nil
      }
    }
  }

  /// When it came: handed in or, on paper, to the counter; what was put right; from another unit.
  private static func received(
    _ facts: CaseFacts, in database: borrowing Connection
  ) throws -> [Day] {
    let sent = try Submissions.versions(of: facts.file.id, in: database).dropFirst().map(\.at)
    let given = facts.matters.filter { $0.kind == .transfer && $0.outcome == "accepted" }
      .compactMap(\.closed)
    let first = facts.file.received ?? facts.file.submitted?.day
    return Set((first.map { [$0] } ?? []) + (sent + given).map(\.day)).sorted()
  }

  /// What the record knows otherwise: received on another day, nobody there although a visit is recorded, or
  /// somebody there of whose visit nothing stands any more; departments that nobody has asked, or that have
  /// not said what stands there.
  static func contradictions(
    _ values: Values, _ facts: CaseFacts, in database: borrowing Connection
  ) throws -> [Problem] {
    var problems: [Problem] = []
    if case .day(let day)? = values["receivedOn"] {
      let days = try received(facts, in: database)
      if !days.isEmpty, !days.contains(day) {
        problems.append(
          Problem(
            field: "receivedOn", code: "contradicts",
            message: "“收到日期”与记录不符：\(days.map(\.chinese).joined(separator: "、"))收到。"))
      }
    }
    let visits = try SiteVisits.of(facts.file.id, in: database)
    if values["visited"] == .flag(true), !visits.isEmpty,
      visits.allSatisfy({ $0.struck != nil })
    {
      problems.append(
        Problem(
          field: "visited", code: "contradicts",
          message: "现场核查的记录都已经作废，“去现场看过”应当选“否”；又去过的，先登记那一次。"))
    }
    if values["visited"] == .flag(false), let visit = visits.first(where: { $0.struck == nil }) {
      problems.append(
        Problem(
          field: "visited", code: "contradicts",
          message: "\(visit.day.chinese)有现场核查记录，“去现场看过”应当选“是”；记录有误的，先更正记录。"))
    }
    if case .rows(let rows)? = values["consultations"],
      let question = table(of: try DistrictReview.form(facts))
    {
      let known = try Consultations.of(facts.file.id, in: database)
      for (index, row) in rows.enumerated() {
        if let problem = contradiction(row, in: question, among: known) {
          problems.append(
            Problem(
              field: "consultations.\(index + 1).\(problem.field)", code: "contradicts",
              message: problem.message))
        }
      }
    }
    return problems
  }

  /// Silence is no consent (001 三（二）第二分句): what a department has said is what it has answered.
  private static func contradiction(
    _ row: Values, in question: Question, among known: [Consultation]
  ) -> (field: String, message: String)? {
    guard case .text(let name)? = row["department"] else { return nil }
    let asked = known.filter {
      Departments.plain(fitting($0.name, "department", question)) == Departments.plain(name)
    }
    if asked.isEmpty {
      return (
        "department",
        "没有向“\(name)”征求意见的记录。要征求的，先办“征求部门意见”；书面答复的，在那次征求意见里登记。"
      )
    }
    // Once or oftener: the row is one of them.
    let fits = asked.contains { one in
      if case .day(let day)? = row["sentOn"], day != one.asked.day { return false }
      if case .day(let day)? = row["repliedOn"], day != one.reply?.at.day { return false }
      guard case .text(let words)? = row["opinion"], !words.isEmpty else { return true }
      return one.reply.map { words.hasPrefix($0.opinion.title) }
        ?? !Consultation.Opinion.allCases.contains { words.hasPrefix($0.title) }
    }
    if fits { return nil }
    let stands = asked.map { one in
      "\(one.asked.day.chinese)发出，\(one.reply.map { "\($0.at.day.chinese)答复“\($0.opinion.title)”" } ?? "没有答复")"
    }
    return (
      "opinion",
      "与“\(name)”的征求意见记录不符：\(stands.joined(separator: "；"))。意见照记录开头，后面可以补充；没有答复的不视为同意。"
    )
  }

  /// As much as the form has room for; the whole stands in the record of the visit.
  private static func shortened(
    _ text: String, for id: String, in form: Policy.Form
  ) -> String {
    let question = form.questionnaire.questions.first { $0.id == id }
    guard let most = question?.most, text.count > most else { return text }
    let hint = "……（全文见现场核查记录）"
    return String(text.prefix(max(most - hint.count, 0))) + hint
  }

  private static func evidence(
    _ facts: CaseFacts, _ desk: CaseDesk, in database: borrowing Connection
  ) throws -> [String: JSON] {
    let standing = try desk.judge.standing(facts, in: database)
    let known = KnownTable(standing.package.conditions.questions, standing.knownJSON)
    let lookedUp = standing.lookedUp
    var all: [String: JSON] = [:]
    for (index, finding) in standing.findings.enumerated() {
      let words = known.evidence(
        finding, isLookedUp: lookedUp.contains(finding.condition.id))
      all["condition\(index + 1)Evidence"] = .string(String(words.prefix(300)))
    }
    return all
  }

  /// As the form's fields have it.
  private static func oneLine(_ text: String) -> String {
    text.split(whereSeparator: \.isNewline).joined(separator: " ")
  }

  /// Where a package's form asks whom one has asked.
  private static func table(of form: Policy.Form) -> Question? {
    form.questionnaire.questions.first { $0.id == "consultations" }
  }

  /// As much of it as that column has room for.
  private static func fitting(_ text: String, _ column: String, _ question: Question) -> String {
    guard let most = question.columns.first(where: { $0.id == column })?.most else { return text }
    return String(text.prefix(most))
  }

  private static func consultations(
    _ facts: CaseFacts, _ form: Policy.Form, in database: borrowing Connection
  ) throws -> JSON {
    guard let question = table(of: form) else { return [] }
    let all = try Consultations.of(facts.file.id, in: database)
    // Where a form has less room, those that did not agree come first: none of them may be missing.
    let most = question.rows.upperBound
    let kept =
      all.count <= most
      ? all[...]
      : (all.filter { $0.reply?.opinion.needsWords == true }
        + all.filter { $0.reply?.opinion.needsWords != true }).prefix(most)
    let rows = kept.map { one -> JSON in
      var row: [JSON.Member] = [
        .init("department", .string(fitting(one.name, "department", question))),
        .init("question", .string(fitting(oneLine(one.question), "question", question))),
        .init("sentOn", .string("\(one.asked.day)")),
      ]
      if let reply = one.reply { row.append(.init("repliedOn", .string("\(reply.at.day)"))) }
      let text = oneLine(one.reply?.text ?? "")
      let words = one.state(on: facts.now.day) + (text.isEmpty ? "" : "。\(text)")
      row.append(.init("opinion", .string(fitting(words, "opinion", question))))
      return .object(row)
    }
    return .array(rows)
  }
}
