import Acts
import HTML
import JSON
import Routing
import SQLite
import Vocabulary

/// Calls it off, while it still takes applications. What has been handed in stays and goes on; drafts
/// end, as when the window closes (`Lapses`).
struct CancelRound: RoundChange {
  struct Asked: EditionAsked {
    static let number = Field.text(
      "number", "输入批次编号，确认取消", most: 7, help: "取消以后不能恢复。", example: "2026-1"
    ).withFixedForm
    static let fields = [RoundFields.reason.note, number.note, RoundFields.edition.note]
    let reason, number: String
    let edition: Int
    init(_ answers: Answers) throws(Problems) {
      (reason, number, edition) = try answers.read(
        RoundFields.reason, Self.number, RoundFields.edition)
    }
  }

  static let step = RoundStep.cancel
  static let path = Path<RoundPlace>("/rounds/:number/cancellation")
  static let isGrave = true

  let ledger: Ledger
  let library: Library
  let calendar: WorkingDays

  func words(_ round: Round) -> HTML {
    p { "取消以后，这一批不再接受申请，理由在批次页面上公布。还没有提交的草稿随即结束，填报的企业会收到通知；已经提交的照常办理。取消不能恢复。" }
  }

  func change(
    _ asked: Asked, _ round: Round, by member: Member, _ moment: Moment,
    in database: borrowing Connection
  ) throws -> Done<Round> {
    try requireTyped(
      asked.number, is: round.number, field: "number", "输入的编号不是这一批的编号（\(round.number)）。")
    try database.run(
      "UPDATE round SET cancelled = ? WHERE id = ?", asked.reason, round.id.number)
    return try told(
      round, "cancel", "\(round.title)取消", asked.reason, by: member, moment, in: database)
  }
}
