import Cultivation
import Design
import HTML
import Policy
import Publication
import Routing

/// What the home page shows everybody alike: made once for each edition, whoever looks.
struct HomeParts: Sendable {
  let lead: String
  let goals, middle, tools: HTML

  init(_ policy: Package, _ counters: Counters?, _ news: HomeNews?, isDemo: Bool) {
    lead = policy.summary.lead
    goals = Self.goals(policy, counters)
    middle = Self.middle(policy, news, isDemo: isDemo)
    tools = tiles(Self.tools)
  }

  private static func middle(_ policy: Package, _ news: HomeNews?, isDemo: Bool) -> HTML {
    group {
      if isDemo {
        note(.warn) {
          p {
            "这是演示，数据和人物都是虚构的。"
            a(.href(Paths.cast.link)) { "选一个人物进去看看" }
            "。"
          }
        }
      }
      if let news {
        h2 { "正在公示、新发布的名单、近期活动" }
        news.html
      }
      h2 { "一份申请的办理过程" }
      panel {
        StepLine(stages: policy.summary.stages).html
        p(.class("small quiet")) { "每一步都写明轮到谁办、办到哪天；逾期会显示，不会当作同意。" }
      }
      h2 { "谁可以申请" }
      conditions(policy)
    }
  }

  private static func goals(_ policy: Package, _ counters: Counters?) -> HTML {
    group {
      div(.class("goals")) {
        for target in policy.summary.targets {
          div(.class("goal")) {
            p {
              b { target.number }
              span(.class("quiet")) { target.unit }
            }
            p { target.label }
            if let counters, let counter = target.counts {
              p(.class("small")) {
                "现在 "
                a(.href(Paths.counters.link)) { "\(counters.count(counter)) \(target.unit)" }
              }
            }
          }
        }
      }
      if let basis = policy.summary.targets.first?.clause {
        p(.class("small quiet")) {
          "培育目标"
          clause(basis)
        }
      }
    }
  }

  private static func conditions(_ policy: Package) -> HTML {
    ol(.class("grid four")) {
      for condition in policy.conditions.all {
        li(.class("panel")) {
          h3 {
            icon(.shield)
            " \(condition.title)"
          }
          p(.class("small")) { condition.text }
          p(.class("clause")) { citations(condition.clause) }
        }
      }
    }
  }

  private static var tools: [Tile] {
    [
      Tile("条件自查", "逐条说明原因和办法", .search, at: Paths.check.link),
      Tile("期限推算", "“五个工作日内”到哪天", .calendar, at: Paths.deadline.link),
      Tile("公示期推算", "首尾两天都写清", .clock, at: Paths.noticePeriod.link),
      Tile("工作日查询", "含法定节假日和调休", .tick, at: Paths.workday.link),
      Tile("信用代码核对", "抄错一位看得出来", .building, at: Paths.creditCode.link),
      Tile("评分表试算", "怎样累计、怎样封顶", .scale, at: Paths.rubric.link),
    ]
  }
}
