import Acts
import Applications
import Design
import HTML
import JSON
import Policy
import Rounds
import Routing
import SQLite
import Vocabulary

/// Keeps a sheet as far as it is filled in; it names the edition it edits, so that a tab left open
/// somewhere else takes nothing back.
struct SaveSheet: SheetAct {
  struct Asked: Input {
    static let edition = Edition.asked
    static let fields = [edition.note]
    static var more: [Schema.Property]? { SentSheet.more }
    let edition: Int
    let sent: SentSheet
    /// It was saved to be locked next.
    let isLast: Bool

    init(_ answers: Answers) throws(Problems) {
      edition = try answers.read(Self.edition)
      isLast = answers.otherTexts.contains { $0.name == Sheet.thenField }
      sent = SentSheet(given: answers.others.filter { $0.name != Sheet.thenField })
    }
  }

  static let name = "sheet.save"
  static let summary = "保存评分表"
  static let path = Path<ItemPlace<Owner.Review>>("/reviews/:review/sheet")

  let desk: CaseDesk

  static func requireMay(_ facts: ReviewFacts) throws(Refusal) {
    try facts.requireUnderWay()
    switch facts.review.state {
    case .pledged: return
    case .asked, .accepted:
      throw Refusal(.conflict, code: "notPledged", "请先签署回避和保密承诺，再打分。")
    case .locked:
      throw Refusal(.conflict, code: "locked", "评分表已经锁定，不能直接改；还没有全部锁定的，或者秘书请您再看一次的，可以先撤回锁定。")
    case .gone: throw Refusal(.conflict, code: "gone", "您已经退出这一件的评审。")
    }
  }

  static func requireEdition(_ edition: Int, _ facts: ReviewFacts) throws(Refusal) {
    if edition != facts.review.edition {
      throw Refusal(
        .conflict, code: "stale",
        "您打开以后，这张表又存了第 \(facts.review.edition) 版（在别的窗口或手机上）。您填的都还在，请核对以后再办。",
        stands: [
          .stands(Edition.name, "第 \(facts.review.edition) 版"),
          .stands("total", "\(facts.result.total)"),
        ])
    }
  }

  func change(
    _ asked: Asked, at place: ItemPlace<Owner.Review>, by member: Member, _ moment: Moment,
    in database: borrowing Connection
  ) throws -> Done<ReviewFacts> {
    var facts = try ReviewFacts.own(place.id, member, desk, at: moment.now, in: database)
    facts.isLockedNext = asked.isLast
    try Self.requireMay(facts)
    let reading = try asked.sent.read(
      facts, try Attachments.sent(with: facts.file, in: database), on: moment.today)
    let answers = facts.form.questionnaire.json(reading.values)
    let reasons = reading.reasons ?? facts.review.reasons
    if reading.scores == facts.review.scores, reasons == facts.review.reasons,
      answers.canonical == facts.review.answers.canonical
    {
      return .unchanged(facts)
    }
    try Self.requireEdition(asked.edition, facts)
    let scores = JSON.object(reading.scores.map { JSON.Member($0.key, $0.value.json) })
    try database.run(
      "UPDATE review SET edition = ?, scores = ?, answers = ?, reasons = ? WHERE id = ?",
      asked.edition + 1, scores.canonical.text, answers.text,
      ScoreReason.json(reasons).canonical.text, facts.review.id.number)
    var kept = try ReviewFacts.own(place.id, member, desk, at: moment.now, in: database)
    kept.isLockedNext = asked.isLast
    return Done(
      kept, "保存评分表第 \(asked.edition + 1) 版（\(facts.file.number)）", about: facts.review.subject)
  }

  func next(_ facts: ReviewFacts, at place: ItemPlace<Owner.Review>) -> Address {
    facts.isLockedNext ? LockSheet.path.link(place) : ReviewView.path.link(place)
  }

  func page(
    _ sheet: Sheet, at place: ItemPlace<Owner.Review>, for member: Member, _ visit: Visit
  ) throws -> HTML {
    let view = ReviewView(desk: desk)
    return view.page(
      sheet, try view.answer(Nothing(), at: place, for: member, visit), at: place, for: member,
      visit)
  }
}
