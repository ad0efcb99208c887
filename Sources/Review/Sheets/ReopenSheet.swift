import Acts
import Applications
import Design
import HTML
import JSON
import Routing
import SQLite
import Vocabulary

/// Locked too early: as long as nobody else can have read it, its expert takes it back, says why, and
/// what was locked is kept beside what comes.
struct ReopenSheet: SheetAct {
  struct Asked: Input {
    static let reason = Field.longText(
      "reason", "撤回的理由", most: 300, help: "和锁定过的那一版一起留在记录里。", example: "2a2 看错了标准的起草单位")
    static let fields = [reason.note]
    let reason: String
    init(_ answers: Answers) throws(Problems) { reason = try answers.read(Self.reason) }
  }

  static let name = "sheet.reopen"
  static let summary = "撤回锁定，再改评分表"
  static let path = Path<ItemPlace<Owner.Review>>("/reviews/:review/reopening")
  static let namesEdition = true
  static let requiresEdition = true

  let desk: CaseDesk

  /// - Parameter isOpen: every sheet of the case is locked, and each is read by the others; nothing changes
  ///   then, but once where the secretary has asked to look again, until something is drafted.
  static func requireMay(_ facts: ReviewFacts, isOpen: Bool) throws(Refusal) {
    try facts.requireUnderWay()
    guard facts.review.state == .locked else {
      throw Refusal(
        .conflict, code: "notLocked", "这张评分表没有锁定（\(facts.review.state.title)），不用撤回。", clause: clause
      )
    }
    // Asked to look once more they look once, however far the others are; otherwise as long as nobody else
    // can have read it.
    let maySee =
      facts.hasRead
      ? facts.review.isLocked(before: facts.secondLook) : !isOpen
    if !maySee {
      throw Refusal(
        .conflict, code: "sheetsRead", "这一件的评分表已经全部锁定过，组内互相看得到了，不能再撤回。", clause: clause)
    }
    if !facts.facts.open(.report).isEmpty {
      throw Refusal(
        .conflict, code: "reported", "秘书已经起草评审组意见，评分表不能再改。", clause: clause)
    }
  }

  static func no(_ facts: ReviewFacts, isOpen: Bool) -> Refusal? {
    do throws(Refusal) {
      try requireMay(facts, isOpen: isOpen)
      return nil
    } catch {
      return error
    }
  }

  private func find(
    _ place: ItemPlace<Owner.Review>, _ member: Member, _ now: Instant,
    in database: borrowing Connection
  ) throws -> (facts: ReviewFacts, no: Refusal?) {
    let facts = try ReviewFacts.own(place.id, member, desk, at: now, in: database)
    let isOpen = try ReviewTable.of(facts.panel.id, facts.file.id, in: database)
      .isOpen(facts.file.id)
    return (facts, Self.no(facts, isOpen: isOpen))
  }

  func change(
    _ asked: Asked, at place: ItemPlace<Owner.Review>, by member: Member, _ moment: Moment,
    in database: borrowing Connection
  ) throws -> Done<ReviewFacts> {
    let (facts, no) = try find(place, member, moment.now, in: database)
    if let no { throw no }
    try moment.requireSeen(
      facts.review.edition, "您打开以后，这张表又锁定了第 \(facts.review.edition) 版。请核对以后再办。")
    try database.run(
      """
      INSERT INTO review_reopened (review, locked, edition, scores, answers, reasons, total, digest,
        at, why)
      SELECT id, locked, edition, scores, answers, reasons, total, digest, ?, ?
      FROM review WHERE id = ?
      """, moment.now.milliseconds, asked.reason, facts.review.id.number)
    try database.run(
      "UPDATE review SET locked = NULL, total = NULL, digest = NULL WHERE id = ?",
      facts.review.id.number)
    return Done(
      try ReviewFacts.own(place.id, member, desk, at: moment.now, in: database),
      "撤回评分表的锁定（\(facts.file.number)）", about: facts.review.subject,
      payload: ["reason": .string(asked.reason)])
  }

  func page(
    _ sheet: Sheet, at place: ItemPlace<Owner.Review>, for member: Member, _ visit: Visit
  ) throws -> HTML {
    let (facts, no) = try ledger.store.read(lane: visit.lane) {
      try find(place, member, visit.now, in: $0)
    }
    return actPage(
      Self.summary, on: visit, backTo: (facts.file.item, ReviewView.path.link(place)), no: no,
      lead: "撤回以后，您可以再改、再锁定；锁定过的第 \(facts.review.edition) 版和撤回的理由都留着。",
      typed: Asked.fields, sheet
    ) {
      postForm(
        Self.path.link(place), on: visit, fields: Asked.fields, sheet, button: "撤回锁定",
        held: [(Edition.name, "\(sheet.edition(now: facts.review.edition))")])
    }
  }
}
