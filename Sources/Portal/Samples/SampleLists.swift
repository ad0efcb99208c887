import Design
import HTML
import Routing
import Vocabulary

/// Queues, tables, folds, facts and histories.
enum SampleLists {
  static var html: HTML {
    group {
      h2(.id("lists")) { "清单和表格" }
      panel("待我办的 2 件", side: p(.class("small quiet")) { "按到期先后" }, isFlush: true) {
        queue(rows, caption: "待我办")
      }
      DataTable(
        "申请一览（示例）", [.init("申请编号"), .init("企业"), .init("剩余工作日", isNumber: true), .init("状态")],
        [
          [HTML("2026-0001"), HTML("上海甲乙丙食品有限公司"), HTML("5"), chip("一般")],
          [HTML("2026-0002"), HTML("上海丁戊己设计有限公司"), HTML("1"), chip("临期", .warn, .clock)],
        ]
      ).html
      pagination(current: 5, of: 12) { _ in Paths.samples.link }
      panel("申请内容", side: state("第 1 版，已冻结", .plain, .lock), isFlush: true) {
        fold("一、企业基本情况", side: state("已核对", .good)) { p(.class("quiet")) { "（示例略）" } }
        fold("二、申请的产品或服务", isOpen: true) {
          factList {
            fact("名称", HTML("禾木全屋净水系统"))
            fact("类别", HTML("产品 · 上海制造"))
            fact("上一年度销售额", HTML("8,642.50 万元"))
          }
        }
      }
      panel("经过") {
        timeline([
          Happening(strong { "区生态环境局答复：无意见" }, HTML("11月26日 10:42 · 征求意见 2/2 已回"), isNew: true),
          Happening(strong { "陈小雨 受理" }, HTML("11月3日 16:21 · 次日起算 20 个工作日")),
          Happening(strong { "企业 提交申请，第 1 版" }, HTML("11月2日 20:14")),
        ])
      }
    }
  }

  private static var rows: [QueueRow] {
    [
      QueueRow(
        "云栖静音电梯门机", at: Paths.samples.link, chips: chip("重点", .flag), about: "上海云栖机电有限公司",
        stage: "补正后重新受理", stageNote: "已补正 3 处", stayed: "6 天",
        due: group {
          chip("逾期 1 个工作日", .wrong, .alert)
          span(.class("sub")) { "11月26日" }
        }, next: "核对补正"),
      QueueRow(
        "知微中学生眼镜", at: Paths.samples.link, about: "上海知微光学科技股份有限公司", stage: "待受理",
        stageNote: "15 项材料",
        stayed: "1 天",
        due: group {
          chip("还有 4 个工作日", .plain, .clock)
          span(.class("sub")) { "12月3日" }
        }, next: "检查材料"),
    ]
  }
}
