import Design
import HTML
import Routing
import Vocabulary

// What the tools' pages share.

/// - Parameter result: what came out, where something was asked.
func toolPage(
  _ title: String, _ about: String, _ sheet: Sheet, _ visit: Visit, result: String? = nil,
  @HTMLBuilder _ content: () -> HTML
) -> HTML {
  Shell(
    title, on: visit, current: Paths.tools.link, trail: [("实用工具", Paths.tools.link)],
    result: result, line: span(.class("quiet")) { about }
  ).page {
    errorSummary(sheet)
    content()
  }
}

/// As its card on the index page: where nothing has been asked yet, today is filled in.
func started(_ sheet: Sheet, with field: FieldNote, on today: Day) -> Sheet {
  sheet.answers.isEmpty && sheet.problems.isEmpty
    ? Sheet(Answers([field.name: "\(today)"])) : sheet
}

func toolForm(
  _ path: Path<Nowhere>, _ fields: [FieldNote], _ sheet: Sheet, prefix: String, button label: String
) -> HTML {
  form(.method("get"), .action(path.link), .novalidate(), .class("asks")) {
    for note in fields { field(note, sheet, prefix: prefix) }
    button(.type("submit")) { label }
  }
}

func provisionalNote(_ calendar: WorkingDays) -> HTML {
  let last = calendar.lastYear ?? 0
  return note(.warn) {
    p {
      strong { "暂定。" }
      "国务院办公厅尚未公布 \(last + 1) 年及以后的放假安排，\(last) 年之后按周一至周五并避开固定日期的法定节日推算；通知公布后可能改变。"
    }
  }
}

func basis(_ calendar: WorkingDays) -> HTML {
  unfolding("用的是哪几年的放假安排") {
    ul(.class("small")) { for year in calendar.years { li { "\(year.year) 年：\(year.source)" } } }
  }
}

extension WorkingDays {
  /// Before the first calendar nothing is known, and nothing is guessed.
  func requireKnown(_ day: Day, field: FieldNote) throws(Problems) {
    if day < firstDay {
      throw Problems([
        Problem(
          field: field.name, code: "beforeCalendar",
          message: "“\(field.label)”太早：放假安排从 \(firstDay.year) 年开始收录。")
      ])
    }
    if day.year > firstDay.year + 100 {
      throw Problems([
        Problem(field: field.name, code: "tooFar", message: "“\(field.label)”太远：最多推算到一百年以内。")
      ])
    }
  }
}
