import Design
import HTML
import JSON
import Routing
import Vocabulary

/// Is this a working day, and why?
package struct WorkdayTool: View {
  package struct Asked: Input {
    static let on = Field.day("on", "日期")
    package static let fields = [on.note]

    let on: Day

    package init(_ answers: Answers) throws(Problems) {
      on = try answers.read(Self.on)
    }
  }

  package struct Answer: Sendable {
    let day: Day
    let isWorking: Bool
    let isProvisional: Bool
    let reason: String
  }

  package static let name = "workday"
  package static let summary = "查一天是不是工作日"
  package static let path = Paths.workday
  package static let audience = Audience.everyone
  package static let schema = Schema.object([
    .always("working", .boolean), .sometimes("provisional", .boolean),
  ])

  let calendar: WorkingDays

  package func answer(
    _ asked: Asked, at place: Nowhere, for actor: Visitor, _ visit: Visit
  ) throws -> Answer {
    try calendar.requireKnown(asked.on, field: Asked.on.note)
    return Answer(
      day: asked.on, isWorking: calendar.isWorking(asked.on),
      isProvisional: !calendar.isSettled(asked.on), reason: reason(asked.on))
  }

  private func reason(_ day: Day) -> String {
    if let holiday = calendar.holiday(on: day) { return "\(holiday.name)假期。" }
    if day.isWeekend { return calendar.isWorking(day) ? "周末，但为调休上班日。" : "周末。" }
    return calendar.isWorking(day) ? "周一至周五，不在假期内。" : "法定节日。"
  }

  /// `provisional` is said only where it is true: a settled day needs no reserve.
  package func json(_ answer: Answer) -> JSON {
    answer.isProvisional
      ? ["working": .bool(answer.isWorking), "provisional": true]
      : ["working": .bool(answer.isWorking)]
  }

  package func page(
    _ sheet: Sheet, _ answer: Answer?, at place: Nowhere, for actor: Visitor, _ visit: Visit
  ) -> HTML {
    let result = answer.map { $0.isWorking ? "是工作日" : "不是工作日" }
    return toolPage("工作日查询", "这一天上不上班：含法定节假日和调休。", sheet, visit, result: result) {
      if let answer, let result {
        answerPanel(answer.day.chinese, result, answer.isWorking ? .good : .warn) {
          p { answer.reason }
          if answer.isProvisional { provisionalNote(calendar) }
        }
      }
      Self.form(started(sheet, with: Asked.on.note, on: visit.now.day))
      basis(calendar)
    }
  }

  package static func form(_ sheet: Sheet, prefix: String = "") -> HTML {
    toolForm(path, Asked.fields, sheet, prefix: prefix, button: "查询")
  }
}
