import Design
import HTML
import JSON
import Routing
import Vocabulary

/// A 公示 of so many working days: its first day counts. A start on a day off moves to the next
/// working day.
package struct NoticePeriodTool: View {
  package struct Asked: Input {
    static let start = Field.day("start", "公示开始日", help: "这一天计入公示期；遇休息日顺延到下一个工作日。")
    static let days = Field.integer("days", "公示期（工作日）", 1...2000)
    package static let fields = [start.note, days.note]

    let start: Day
    let days: Int

    package init(_ answers: Answers) throws(Problems) {
      (start, days) = try answers.read(Self.start, Self.days)
    }
  }

  package static let name = "noticePeriod"
  package static let summary = "公示期推算：从哪天到哪天"
  package static let path = Paths.noticePeriod
  package static let audience = Audience.everyone
  package static let schema = Schema.object([
    .always("start", .day), .always("end", .day), .always("provisional", .boolean),
  ])

  let calendar: WorkingDays

  package func answer(
    _ asked: Asked, at place: Nowhere, for actor: Visitor, _ visit: Visit
  ) throws -> WorkingDays.Period {
    try calendar.requireKnown(asked.start, field: Asked.start.note)
    return calendar.noticePeriod(from: asked.start, days: asked.days)
  }

  package func json(_ period: WorkingDays.Period) -> JSON {
    [
      "start": .string("\(period.start)"), "end": .string("\(period.end)"),
      "provisional": .bool(period.isProvisional),
    ]
  }

  package func page(
    _ sheet: Sheet, _ period: WorkingDays.Period?, at place: Nowhere, for actor: Visitor,
    _ visit: Visit
  ) -> HTML {
    let result = period.map { "\($0.start.chinese)至\($0.end.chinese)" }
    return toolPage(
      "公示期推算", "公示从哪天到哪天。公示的首日计入，首尾两天都写进公告。", sheet, visit, result: result
    ) {
      if let period, let result {
        answerPanel("公示期", result) {
          if "\(period.start)" != sheet.text(Asked.start.note) {
            p { "所选日期是休息日，开始日已顺延到下一个工作日。" }
          }
          if period.isProvisional { provisionalNote(calendar) }
        }
      }
      Self.form(started(sheet, with: Asked.start.note, on: visit.now.day))
      basis(calendar)
    }
  }

  package static func form(_ sheet: Sheet, prefix: String = "") -> HTML {
    toolForm(path, Asked.fields, sheet, prefix: prefix, button: "推算公示期")
  }
}
