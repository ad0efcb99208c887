import Acts
import Applications
import HTML
import Policy
import Routing
import SQLite
import Vocabulary

/// More time for one correction, with a reason; the approver decides (feature 88). A round's own window
/// is extended for everyone, or not at all.
struct ProposeExtension: CaseAct {
  struct Asked: Input {
    static let until = Field.day("until", "延长到哪一天")
    static let reason = Field.longText(
      "reason", "延长的理由", most: 500, help: "企业会看到。", example: "检验机构要到下周才能出报告")
    static let fields = [until.note, reason.note]
    let until: Day
    let reason: String
    init(_ answers: Answers) throws(Problems) {
      (until, reason) = try answers.read(Self.until, Self.reason)
    }
  }

  static let step = Lifecycle.askExtension
  static let path = Path<CasePlace>("/applications/:number/extension")
  let desk: CaseDesk

  func carry(
    _ asked: Asked, _ facts: CaseFacts, _ moment: Moment, in database: borrowing Connection
  ) throws -> Said {
    guard let due = facts.file.due, asked.until > due, asked.until > moment.today else {
      throw Problems([
        Problem(
          field: "until", code: "order",
          message: "要晚于现在的期限（\(facts.file.due?.chinese ?? "没有期限")），也要晚于今天。")
      ])
    }
    guard desk.calendar.isWorking(asked.until) else {
      throw Problems([
        Problem(
          field: "until", code: "notWorking", message: "\(asked.until.chinese) 不是工作日，请另选一天。")
      ])
    }
    let last = desk.calendar.deadline(after: due, days: Self.days(facts)).day
    guard asked.until <= last else {
      throw Problems([
        Problem(
          field: "until", code: "tooLate",
          message: "一次最多再延长 \(Self.days(facts)) 个工作日，到 \(last.chinese)。")
      ])
    }
    try Matters.open(
      .extension, "\(asked.until)", reference: asked.reason, on: facts.file, moment, in: database)
    return Said("延长到\(asked.until.chinese)：\(asked.reason)")
  }

  /// As much again as the correction has by itself.
  private static func days(_ facts: CaseFacts) -> Int {
    facts.figure(facts.file.cameFrom == .screening ? .screeningCorrectionDays : .correctionDays)
  }

  func words(_ facts: CaseFacts) -> HTML {
    p {
      "现在的补正期限是\(facts.file.due?.chinese ?? "没有期限")，一次最多再延长 \(Self.days(facts)) 个工作日。提请以后由审核人决定，决定以前期限照常走。"
    }
  }
}
