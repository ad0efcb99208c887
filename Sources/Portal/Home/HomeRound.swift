import Design
import HTML
import Rounds
import Routing
import Vocabulary

/// The round that people mean today, beside the welcome: until when, what comes after, where to go.
struct HomeRound: Sendable {
  let round: Round?
  let calendar: WorkingDays
  let now: Instant
  let caller: Caller?

  var html: HTML {
    section(.class("panel where"), .aria("aria-labelledby", "round")) {
      if let round {
        div(.class("panel-head")) {
          h2(.id("round")) { round.title }
          round.phaseChip(at: now)
        }
        if let next = round.next(at: now) {
          let hour = round.phase(at: now) == .open ? " \(round.closingHour) " : ""
          p(.class("lead")) { strong { coming(next, hour) } }
        }
        days(round)
      } else {
        h2(.id("round")) { "还没有开放的批次" }
        p { "申请分批受理，开放时间会在这里公布。" }
      }
      p(.class("small quiet")) {
        "向企业所在地的市场监管部门申请：16 个区、临港新片区、机场分局。"
        a(.class("keep"), .href(Paths.contacts.link)) { "找我的受理单位" }
      }
      if caller == nil {
        p(.class("small")) {
          "还没有账户的企业，先"
          a(.href(Paths.register.link)) { "注册账户" }
          "、登记企业；批次开放期间在网上填报和提交申请。"
        }
      }
      if let round {
        p(.class("acts")) {
          a(.class("button plain"), .href(round.address)) { "看全部时间安排和规则" }
        }
      }
    }
  }

  private func coming(_ next: (what: String, on: Day), _ hour: String) -> String {
    let left = calendar.count(after: now.day, through: next.on)
    let days = next.on == now.day ? "就是今天" : "还有 \(left) 个工作日"
    let day = next.on.year == now.day.year ? next.on.short : next.on.chinese
    return "\(day)\(hour)\(next.what)，\(days)"
  }

  private func days(_ round: Round) -> HTML {
    factList {
      fact("网上受理", HTML("\(round.opens.day.short) 至 \(round.lastDay.short) \(round.closingHour)"))
      for milestone in Round.Milestone.allCases {
        if let day = round.milestones[milestone] { fact(milestone.title, HTML(day.chinese)) }
      }
    }
  }
}
