import Design
import HTML
import Policy
import Routing
import Vocabulary

/// The room of small public tools.
package struct ToolRoom: Sendable {
  let calendar: WorkingDays
  let shelf: Shelves

  package init(_ calendar: WorkingDays, _ shelf: @escaping Shelves) {
    self.calendar = calendar
    self.shelf = shelf
  }

  package var routes: [Route] {
    [
      .standing(Paths.tools, "tools", "实用工具") { index($0.day, $1) },
      .view(DeadlineTool(calendar: calendar)),
      .view(NoticePeriodTool(calendar: calendar)),
      .view(WorkdayTool(calendar: calendar)),
      .view(CreditCodeTool()),
      .view(RubricTool(shelf: shelf)), .act(RubricSum(shelf: shelf)),
    ]
  }

  /// Every tool ready to use on one page; today is filled in.
  private func index(_ today: Day, _ visit: Visit?) -> HTML {
    Shell(
      "实用工具", on: visit, current: Paths.tools.link,
      line: span(.class("quiet")) { "办事常要算的几样，不用登录，可以直接把结果页的网址发给别人。" }
    ).page {
      div(.class("grid")) {
        card("期限推算", "当日不计入", DeadlineTool.form(sheet("from", today), prefix: "deadline-"))
        card("公示期推算", "首日计入", NoticePeriodTool.form(sheet("start", today), prefix: "notice-"))
        card("工作日查询", "含节假日和调休", WorkdayTool.form(sheet("on", today), prefix: "workday-"))
        card("信用代码核对", "指出错在第几位", CreditCodeTool.form(Sheet(), prefix: "code-"))
        panel("评分表试算") {
          p(.class("quiet")) { "照评分表逐项打分，看怎样累计、封顶" }
          p { a(.class("button plain"), .href(RubricTool.path.link)) { "打开评分表" } }
        }
      }
      basis(calendar)
    }
  }

  private func sheet(_ name: String, _ today: Day) -> Sheet {
    Sheet(Answers([name: "\(today)"]))
  }

  private func card(_ heading: String, _ about: String, _ form: HTML) -> HTML {
    panel(heading) {
      p(.class("quiet")) { about }
      form
    }
  }
}
