import Design
import HTML
import Routing
import Vocabulary

/// A form filled in wrongly on purpose, and checked for real; the parts of a longer one; files.
enum SampleForm {
  static let name = Field.text(
    "name", "产品或服务名称", most: 20, help: "与营业执照和商标一致。", example: "示例")
  static let story = Field.longText("story", "品牌故事", most: 200, example: "示例", isRequired: false)
  static let day = Field.day("day", "首次上市日期")
  static let count = Field.integer("count", "员工人数", 1...100_000)

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

  static var html: HTML {
    let sheet = sheet
    return group {
      h2(.id("form")) { "表单" }
      errorSummary(sheet)
      form(.class("panel"), .method("get"), .action(Paths.samples.link), .novalidate()) {
        field(name.note, sheet)
        field(story.note, sheet)
        field(day.note, sheet)
        field(count.note, sheet)
        div(.class("acts")) {
          button(.type("submit")) { "保存，填下一部分" }
          a(.class("button plain"), .href(Paths.samples.link)) { "回到目录" }
          a(.class("button bare grave"), .href(Paths.samples.link)) { "放弃这份草稿" }
        }
      }
      panel("九个部分，已填 2 个", side: state("已保存 14:32", .good), isFlush: true) {
        taskList([
          TaskItem(
            "企业基本情况", at: Paths.samples.link, about: "从企业档案带入，已核对", .good, mark: state("已填", .good)),
          TaskItem(
            "商标与品牌", at: Paths.samples.link, about: "2 件商标，1 处要改", .wrong,
            mark: state("有误", .wrong, .alert)),
          TaskItem(
            "管理体系", at: Paths.samples.link, about: "还缺有效期", .part, mark: state("填写中", .plain, .pen)
          ),
          TaskItem("荣誉", at: Paths.samples.link, mark: state("未开始", .plain, .plus)),
        ])
      }
      panel("商标注册证") {
        slot(
          "第 11002233 号",
          about: group {
            "注册证.pdf，0.8 MB · "
            code { "b07d…91fa" }
          }, state: state("已查毒，安全", .good)
        ) { a(.class("button bare"), .href(Paths.samples.link)) { "换一份" } }
        slot("第 20881190 号", .put, about: HTML("正在上传 2.6 / 4.1 MB"), sent: 64)
        slot("质量信用证明", .plus, state: state("还没有上传"))
      }
    }
  }
}
