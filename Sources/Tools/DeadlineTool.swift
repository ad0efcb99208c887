import Design
import HTML
import JSON
import Routing
import Vocabulary

/// “收到之日起 5 个工作日内”: which day is the last? The day of the event does not count
/// (民法典 第201条).
package struct DeadlineTool: View {
  package struct Asked: Input {
    static let from = Field.day("from", "事项发生日", help: "收到、作出决定或公布的那一天，这一天不计入。")
    static let days = Field.integer("days", "期限（工作日）", 1...2000)
    package static let fields = [from.note, days.note]

    let from: Day
    let days: Int

    package init(_ answers: Answers) throws(Problems) {
      (from, days) = try answers.read(Self.from, Self.days)
    }
  }

  package static let name = "deadline"
  package static let summary = "期限推算：若干个工作日之后是哪一天"
  package static let path = Paths.deadline
  package static let audience = Audience.everyone
  package static let schema = Schema.object([
    .always("last", .day), .always("provisional", .boolean),
  ])

  let calendar: WorkingDays

  package func answer(
    _ asked: Asked, at place: Nowhere, for actor: Visitor, _ visit: Visit
  ) throws -> WorkingDays.Answer {
    // Only days after the event are counted, so the eve of the first calendar will do.
    try calendar.requireKnown(asked.from.advanced(by: 1), field: Asked.from.note)
    return calendar.deadline(after: asked.from, days: asked.days)
  }

  package func json(_ answer: WorkingDays.Answer) -> JSON {
    ["last": .string("\(answer.day)"), "provisional": .bool(answer.isProvisional)]
  }

  package func page(
    _ sheet: Sheet, _ answer: WorkingDays.Answer?, at place: Nowhere, for actor: Visitor,
    _ visit: Visit
  ) -> HTML {
    toolPage(
      "期限推算", "“收到之日起若干个工作日内”，最后一天是哪一天。当日不计入，从下一个工作日起算。", sheet, visit,
      result: answer?.day.chinese
    ) {
      if let answer {
        answerPanel("期限的最后一天", answer.day.chinese) {
          passedHolidays(after: sheet.text(Asked.from.note), through: answer.day)
          if answer.isProvisional { provisionalNote(calendar) }
        }
      }
      Self.form(started(sheet, with: Asked.from.note, on: visit.now.day))
      basis(calendar)
    }
  }

  private func passedHolidays(after from: String, through last: Day) -> HTML? {
    guard let from = Day(from) else { return nil }
    let names = calendar.years.flatMap(\.holidays)
      .filter { $0.end > from && $0.start <= last }.map(\.name)
    return names.isEmpty ? nil : p { "已避开：\(names.prefix(8).joined(separator: "、"))；调休上班日按工作日计算。" }
  }

  package static func form(_ sheet: Sheet, prefix: String = "") -> HTML {
    toolForm(path, Asked.fields, sheet, prefix: prefix, button: "推算期限")
  }
}
