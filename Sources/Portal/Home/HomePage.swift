import Cultivation
import Design
import HTML
import Policy
import Publication
import Rounds
import Routing
import Vocabulary

/// What the pilot is, who may apply, how a case goes, and what this portal can do today.
struct HomePage: Sendable {
  let library: Library
  let calendar: WorkingDays
  let counters: Counters?
  let news: HomeNews?
  let isDemo: Bool
  let now: Instant
  let visit: Visit?

  /// What the page changes with: the rounds, what is published, the day, and the calendar the
  /// days are counted by.
  struct Edition: Equatable {
    let library: Library.Edition
    let gazette: Gazette.Edition
    let coming: [ActivityBoard.Coming]
    let lastYear: Int?
  }

  private var policy: Package { library.shelf(at: now).standing }

  var html: HTML {
    Shell("上海品牌培育试点", on: visit, current: Paths.home.link).page(hero: hero) {
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
      conditions
      h2(.id("tools")) { visit?.caller == nil ? "不用登录就能用" : "常用工具" }
      Design.tiles(tools)
    }
  }

  private var hero: HTML {
    section(.class("hero")) {
      div(.class("frame split even")) {
        div(.class("stack")) {
          h1 { "上海品牌培育试点" }
          p(.class("lead")) { policy.summary.lead }
          way
          goals
        }
        HomeRound(
          round: library.standing(at: now), calendar: calendar, now: now, caller: visit?.caller
        ).html
      }
    }
  }

  /// Whoever is signed in is led to what waits; everyone else to the self-check.
  private var way: HTML {
    group {
      if let caller = visit?.caller {
        p(.class("acts")) {
          a(.class("button"), .href(Paths.desk.link)) { "去我的工作台" }
          a(.class("button bare"), .href(Paths.check.link)) { "条件自查" }
        }
        p(.class("small quiet")) {
          caller.seat.map { "\(caller.name)，\($0.name)。要您办的事都在工作台上。" }
            ?? "\(caller.name)，您还没有加入单位；登记或加入企业也从工作台开始。"
        }
      } else {
        p(.class("acts")) {
          a(.class("button"), .href(Paths.check.link)) { "先查一查是否符合条件" }
          a(.class("button bare"), .href(Paths.forms.link)) { "看申请要填什么" }
        }
        p(.class("small quiet")) { "自查不用登录，大约三分钟，结果可以打印。" }
      }
    }
  }

  private var goals: HTML {
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

  private var conditions: HTML {
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

  private var tools: [Tile] {
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
