import Accounts
import Acts
import Applications
import Design
import Digest
import HTML
import JSON
import Messages
import Policy
import Routing
import SQLite
import Vocabulary

/// The expert is done with a case: every group of items judged, every word written. It stands.
struct LockSheet: SheetAct {
  struct Asked: Input {
    static let edition = Field.integer("edition", "锁定的是第几版", 0...1_000_000)
    static let agreed = Field.flag("agreed", "我已核对，按这样锁定", isRequired: true)
    static let fields = [edition.note, agreed.note]
    let edition: Int
    init(_ answers: Answers) throws(Problems) {
      (edition, _) = try answers.read(Self.edition, Self.agreed)
    }
  }

  static let name = "sheet.lock"
  static let summary = "锁定评分表"
  static let path = Path<ItemPlace<Owner.Review>>("/reviews/:review/lock")

  /// As its expert reads it beforehand.
  static let meaning = "锁定以后不能直接改；在这一件的评分表全部锁定以前，或者秘书请您再看一次时，可以写明理由撤回。"

  let desk: CaseDesk

  func change(
    _ asked: Asked, at place: ItemPlace<Owner.Review>, by member: Member, _ moment: Moment,
    in database: borrowing Connection
  ) throws -> Done<ReviewFacts> {
    let facts = try ReviewFacts.own(place.id, member, desk, at: moment.now, in: database)
    try SaveSheet.requireMay(facts)
    try SaveSheet.requireEdition(asked.edition, facts)
    let missing = Self.missing(facts, on: moment.today)
    if !missing.isEmpty { throw Problems(missing) }
    let digest = SHA256.hash(facts.review.content.canonical.bytes)
    try database.run(
      "UPDATE review SET locked = ?, total = ?, digest = ? WHERE id = ?", moment.now.milliseconds,
      facts.result.total.hundredths, digest, facts.review.id.number)
    try tellSecretary(facts, moment, in: database)
    return Done(
      try ReviewFacts.own(place.id, member, desk, at: moment.now, in: database),
      "锁定评分表（\(facts.file.number)）", about: facts.review.subject,
      payload: ["sha256": .string(Hex.text(digest)), "total": facts.result.total.json])
  }

  /// Nought is a score; nothing is not.
  static func missing(_ facts: ReviewFacts, on today: Day) -> [Problem] {
    var problems: [Problem] = []
    let scores = facts.review.scores
    for indicator in facts.rubric.indicators {
      for project in indicator.projects {
        for part in project.parts {
          let scored = part.items.filter { scores[$0.id] != nil }
          let lacks =
            part.rule == .sum || part.rule == .bonus
            ? part.items.filter { scores[$0.id] == nil }
            : scored.isEmpty ? Array(part.items.prefix(1)) : []
          problems += lacks.map { item in
            Problem(
              field: SentSheet.prefix + item.id, code: "required",
              message: "请给“\(project.name)”的 \(item.id) 打分，没有的打 0。")
          }
        }
      }
    }
    let said = facts.form.read(
      Dictionary(
        (facts.review.answers.members ?? []).map { ($0.name, $0.value) },
        uniquingKeysWith: { first, _ in first }), isTyped: true, isComplete: true, on: today)
    return problems + reasonless(facts) + said.problems
  }

  private static func reasonless(_ facts: ReviewFacts) -> [Problem] {
    facts.wanting.map { project, score in
      Problem(
        field: ScoreReason.prefix + project.id, code: "required",
        message: "“\(project.name)”得 \(score) 分，请写理由。")
    }
  }

  private func tellSecretary(
    _ facts: ReviewFacts, _ moment: Moment, in database: borrowing Connection
  ) throws {
    guard try ReviewTable.areAllLocked(facts.panel.id, in: database) else { return }
    try desk.post.tellUnit(
      facts.panel.body, as: [.panelSecretary], .reviewTurn,
      ["title": "评审组的评分表都已锁定", "what": "请起草评审组意见"], about: facts.panel.subject,
      link: PanelView.path.link(facts.panel.place), moment, in: database)
  }

  func page(
    _ sheet: Sheet, at place: ItemPlace<Owner.Review>, for member: Member, _ visit: Visit
  ) throws -> HTML {
    let view = ReviewView(desk: desk)
    let answer = try view.answer(Nothing(), at: place, for: member, visit)
    return SheetPage(answer: answer, calendar: desk.calendar, visit: visit).lock(sheet)
  }
}
