import Design
import HTML
import Routing
import Vocabulary

/// Every component on one page, for whoever designs or checks one. Only the demo shows it.
enum SamplesPage {
  static let name = Field.text(
    "name", "产品或服务名称", most: 20, help: "与营业执照和商标一致。", example: "示例")
  static let story = Field.longText("story", "品牌故事", most: 200, example: "示例", isRequired: false)
  static let day = Field.day("day", "首次上市日期")
  static let count = Field.integer("count", "员工人数", 1...100_000)

  /// Filled in wrongly on purpose, and checked for real.
  private static var sheet: Sheet {
    let answers = Answers([
      "name": "一个写得太长太长太长太长太长太长太长的名称", "day": "2026-02-30", "count": "12",
    ])
    do {
      _ = try answers.read(name, story, day, count)
      return Sheet(answers)
    } catch {
      return Sheet(answers, problems: error.all)
    }
  }

  static func html(_ today: Day) -> HTML {
    let sheet = sheet
    return Shell("界面式样", trail: [("首页", Paths.home.link)]).page {
      p(.class("lead")) { "演示中的各种构件，数据都是假的。" }
      h2 { "进度" }
      stageLine(
        ["填报", "受理", "区级审核", "推荐", "培育", "初筛", "评审", "公示", "发布"], current: 3, label: "示例进度")
      h2 { "提示与标签" }
      notice { p { "一般提示。" } }
      notice(.warning) { p { "还有 2 个工作日到期。" } }
      notice(.success) { p { "已保存。" } }
      notice(.official) { p { "公示：首尾两天都计入。" } }
      p {
        tag("一般")
        " "
        tag("临期", .warning)
        " "
        tag("已超期", .danger)
        " "
        tag("已完成", .success)
      }
      h2 { "表单" }
      errorSummary(sheet)
      form(.method("get"), .action(Paths.samples.link), .novalidate()) {
        field(name.note, sheet)
        field(story.note, sheet)
        field(day.note, sheet)
        field(count.note, sheet)
        button(.type("submit")) { "保存并继续" }
      }
      h2 { "表格与分页" }
      DataTable(
        "申请一览（示例）", [.init("申请编号"), .init("企业"), .init("剩余工作日", isNumber: true), .init("状态")],
        [
          [HTML("2026-0001"), HTML("上海甲乙丙食品有限公司"), HTML("5"), tag("一般")],
          [HTML("2026-0002"), HTML("上海丁戊己设计有限公司"), HTML("1"), tag("临期", .warning)],
        ]
      ).html
      pagination(current: 5, of: 12) { _ in Paths.samples.link }
      h2 { "空白页" }
      emptyState("还没有待办", "有申请送来时会出现在这里，并发站内信提醒您。", action: ("回到首页", Paths.home.link))
    }
  }
}
