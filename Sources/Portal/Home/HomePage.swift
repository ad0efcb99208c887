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
  let parts: HomeParts
  let now: Instant
  let visit: Visit?

  /// What the page changes with: the rounds, what is published, the day, and the calendar the
  /// days are counted by.
  struct Edition: Equatable {
    let library: Library.Edition
    let gazette: Gazette.Edition
    let board: ActivityBoard.Edition?
    let lastYear: Int?
  }

  var html: HTML {
    Shell("上海品牌培育试点", on: visit, current: Paths.home.link).page(hero: hero) {
      parts.middle
      h2(.id("tools")) { visit?.caller == nil ? "不用登录就能用" : "常用工具" }
      parts.tools
    }
  }

  private var hero: HTML {
    section(.class("hero")) {
      div(.class("frame split even")) {
        div(.class("stack")) {
          h1 { "上海品牌培育试点" }
          p(.class("lead")) { parts.lead }
          way
          parts.goals
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
}
