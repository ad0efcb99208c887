import Design
import HTML
import Policy
import Publication
import Rounds
import Routing
import Vocabulary

/// What the pilot is, who may apply, how a case goes, and what this portal can do today.
struct HomePage: Sendable {
  /// Changes whenever the page does.
  struct Edition: Sendable, Equatable {
    let library: Library.Edition
    let gazette: Gazette.Edition
  }

  let library: Library
  let counters: Counters?
  let isDemo: Bool
  let now: Instant
  let visit: Visit?

  private var policy: Package { library.shelf(at: now).standing }

  var html: HTML {
    Shell("上海品牌培育试点", on: visit, current: Paths.home.link).page {
      p(.class("lead")) { policy.summary.lead }
      notice {
        p {
          "平台正在建设，建成一项开放一项。现在可以自查条件、看要填的表格，企业可以"
          a(.href(Paths.register.link)) { "注册账户" }
          "、登记企业；网上提交申请还没有开放，请按所在区市场监管部门的通知办理。"
        }
      }
      if isDemo {
        notice(.warning) {
          p {
            "这是演示，数据和人物都是虚构的。"
            a(.href(Paths.cast.link)) { "选一个人物进去看看" }
            "。"
          }
        }
      }
      round
      targets
      conditions
      stages
      tools
    }
  }

  /// What is open, or when it will be.
  private var round: HTML? {
    guard let round = library.standing(at: now) else { return nil }
    return section(.class("panel answer")) {
      h2 { "\(round.title)　\(round.phase(at: now).title)" }
      if let next = round.next(at: now) {
        p(.class("result")) { "\(next.what)：\(next.on.chinese)" }
      }
      p { a(.class("button"), .href(round.address)) { "看时间安排和规则" } }
    }
  }

  private var targets: HTML {
    group {
      h2 { "目标" }
      dl(.class("figures")) {
        for target in policy.summary.targets {
          div {
            dt {
              target.label
              clause(target.clause)
            }
            dd { "\(target.number) \(target.unit)" }
            if let counters, let counter = target.counts {
              dd {
                "现在 "
                a(.href(Paths.counters.link)) { "\(counters.count(counter)) \(target.unit)" }
              }
            }
          }
        }
      }
    }
  }

  private var conditions: HTML {
    group {
      h2 { "哪些企业可以申请" }
      p { "同时符合下列 \(policy.conditions.all.count) 项条件，自愿申请：" }
      ol {
        for condition in policy.conditions.all {
          li {
            condition.text
            clause(condition.clause)
          }
        }
      }
      p { a(.class("button"), .href(Paths.check.link)) { "自己查一查是否符合" } }
    }
  }

  private var stages: HTML {
    let rows = policy.summary.stages.map { stage in
      [HTML(stage.name), HTML(stage.who), HTML(stage.clause)]
    }
    return group {
      h2 { "一件申请怎样走" }
      stageLine(policy.summary.stages.map(\.name), label: "申请经过的环节")
      DataTable("每个环节由谁办理", [.init("环节"), .init("谁办理"), .init("依据")], rows).html
    }
  }

  private var tools: HTML {
    group {
      h2 { "现在可以用的" }
      ul(.class("grid four")) {
        card("期限推算", Paths.deadline.link, "“五个工作日内”最后一天是哪天")
        card("公示期推算", Paths.noticePeriod.link, "公示从哪天到哪天")
        card("工作日查询", Paths.workday.link, "含法定节假日和调休")
        card("信用代码核对", Paths.creditCode.link, "抄错一位就能看出来")
        card("申请条件自查", Paths.check.link, "不用登录，逐条说明原因和办法")
        card("评分表试算", Paths.rubric.link, "怎样累计、怎样封顶")
      }
    }
  }

  private func card(_ heading: String, _ address: Address, _ about: String) -> HTML {
    li(.class("panel")) {
      h3 { a(.href(address)) { heading } }
      p { about }
    }
  }
}
