import Design
import HTML
import Routing
import Vocabulary

/// Chips, states, notes, numbers, and the box that says where a case is.
enum SampleWords {
  static let stages = [
    Stage("填报", "11月2日", .done), Stage("受理", "11月3日", .done),
    Stage("区级审核", "12月1日到期", .now), Stage("推荐"), Stage("培育"), Stage("初筛"), Stage("专家评审"),
    Stage("公示"), Stage("发布"),
  ]

  static var html: HTML {
    group {
      h2(.id("words")) { "词和提示" }
      panel {
        p(.class("acts")) {
          chip("一般")
          chip("产品", .blue)
          chip("已完成", .good)
          chip("还有 2 个工作日", .warn, .clock)
          chip("逾期 1 个工作日", .wrong, .alert)
          chip("重点推荐", .flag)
          chip("公示中", .seal)
        }
        p(.class("acts")) {
          state("未开始", .plain, .plus)
          state("已填", .good)
          state("查毒中", .warn, .wait)
          state("已隔离，请重传", .wrong)
        }
        p(.class("acts")) { for one in Icon.allCases { icon(one) } }
      }
      note { p { "一般提示：部分之间没有先后，随时可以停下。" } }
      note(.good) { p { "已保存。" } }
      note(.warn) { p { "还有 2 个工作日到期。" } }
      note(.wrong) { p { "这一处要改正，别处都已保存。" } }
      note(.seal) { p { "公示：首尾两天都计入。" } }
      counters([
        Counter(8, "待我办", .desk, at: Paths.samples.link, isCurrent: true),
        Counter(1, "已逾期", .alert, .wrong, at: Paths.samples.link),
        Counter(2, "三天内到期", .clock, .warn, at: Paths.samples.link), Counter(7, "等别人", .wait),
      ])
      tiles([
        Tile("期限推算", "“五个工作日内”到哪天", .calendar, at: Paths.deadline.link),
        Tile("信用代码核对", "抄错一位看得出来", .building, at: Paths.creditCode.link),
        Tile("条件自查", "逐条说明原因和办法", .search, at: Paths.check.link),
      ])
      answerPanel("示例：从 2026年11月20日 起 5 个工作日", "2026年11月27日 星期五", .good, isAsked: false) {
        p(.class("quiet")) { "次日起算，跳过周末和法定节假日。" }
      }
      emptyState(
        "还没有待办", "有申请送来时会出现在这里，并发站内信提醒您。", action: ("回到首页", Paths.home.link))
    }
  }

  static var box: HTML {
    whereBox(
      [
        .now("区级审核", "第 3 步，共 9 步"), .turn("您（陈小雨）", "推荐须由审核人 周明 复核"),
        .due(
          group {
            time(.datetime("2026-12-01")) { "12月1日" }
            " "
            chip("还有 2 个工作日", .warn, .clock)
          }, "受理次日起 20 个工作日"),
      ],
      act: a(.class("button"), .href(Paths.samples.link)) {
        icon(.flag)
        "提出推荐意见"
      },
      links: [
        link("退回补正", .back), link("再征求意见", .chat),
        a(.class("grave"), .href(Paths.samples.link)) {
          icon(.cross)
          "不予推荐"
        },
      ])
  }

  private static func link(_ word: String, _ picture: Icon) -> HTML {
    a(.href(Paths.samples.link)) {
      icon(picture)
      word
    }
  }
}
