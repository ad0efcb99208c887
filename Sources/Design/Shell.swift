import HTML
import Routing
import Vocabulary

/// The frame around every page: what it is, where one is, where one can go.
package struct Shell: Sendable {
  let heading: String
  let current: Address?
  let trail: [(label: String, address: Address)]
  let visit: Visit?

  /// - Parameters:
  ///   - title: the page's one `h1`, and its name in the browser.
  ///   - visit: whose page it is; without it, a page that is the same for everyone.
  ///   - current: the entry of the navigation that is marked.
  ///   - trail: the pages above this one.
  package init(
    _ title: String, on visit: Visit? = nil, current: Address? = nil,
    trail: [(label: String, address: Address)] = []
  ) {
    self.heading = title
    self.visit = visit
    self.current = current
    self.trail = trail
  }

  package func page(@HTMLBuilder _ content: () -> HTML) -> HTML {
    html(.lang("zh-CN")) {
      head {
        meta(.data("charset", "utf-8"))
        meta(.name("viewport"), .content("width=device-width, initial-scale=1"))
        title { heading == Self.name ? heading : "\(heading) - \(Self.name)" }
        link(.rel("stylesheet"), .href(Assets.style.address))
        link(.rel("icon"), .href(Address(path: "/favicon.svg")))
        script(.src(Assets.script.address), .defer()) {}
      }
      body {
        a(.class("skip"), .href(.place("content"))) { "跳到正文" }
        top
        main(.id("content"), .tabindex(-1)) {
          div(.class("frame")) {
            crumbs
            h1 { heading }
            if let done = visit?.done { notice(.success) { p(.role("status")) { "已办好：\(done)。" } } }
            content()
          }
        }
        foot
      }
    }
  }

  static let name = "上海品牌培育试点"

  private var caller: Caller? { visit?.caller }

  private var top: HTML {
    header(.class("top")) {
      div(.class("frame")) {
        a(.class("brand"), .href(Paths.home.link)) { Self.name }
        nav(.aria("aria-label", "主导航")) {
          ul {
            if let caller {
              entry("工作台", Paths.desk.link)
              entry("收件箱", Paths.inbox.link)
              if let seat = caller.seat, seat.kind != .oversight, seat.kind != .expertPool {
                entry("成员", Paths.members.link)
              }
              if !caller.roles.isDisjoint(with: [.auditor, .supervisor]) {
                entry("日志", Paths.journal.link)
              }
              entry("搜索", Paths.search.link)
              entry("批次", Paths.rounds.link)
              entry("工具", Paths.tools.link)
            } else {
              entry("首页", Paths.home.link)
              entry("批次", Paths.rounds.link)
              entry("条件自查", Paths.check.link)
              entry("表格", Paths.forms.link)
              entry("工具", Paths.tools.link)
              entry("登录", Paths.desk.link)
            }
          }
        }
      }
      if let visit, let caller { who(caller, visit) }
    }
  }

  /// Who is signed in, for whom, and the way out.
  private func who(_ caller: Caller, _ visit: Visit) -> HTML {
    div(.class("who")) {
      div(.class("frame")) {
        p {
          a(.href(Paths.account.link)) { caller.name }
          if let seat = caller.seat {
            "，\(seat.name)（\(Role.allCases.filter(seat.roles.contains).map(\.title).joined(separator: "、"))）"
          }
        }
        postForm(Address(path: "/session/end"), on: visit, button: "退出登录", class: "inline")
      }
    }
  }

  private func entry(_ name: String, _ address: Address) -> HTML {
    li {
      a(.href(address), .optional(current == address ? .aria("aria-current", "page") : nil)) {
        name
      }
    }
  }

  private var crumbs: HTML? {
    if trail.isEmpty { return nil }
    return nav(.class("crumbs"), .aria("aria-label", "所在位置")) {
      for (index, step) in trail.enumerated() {
        if index > 0 { " › " }
        a(.href(step.address)) { step.label }
      }
    }
  }

  private var foot: HTML {
    footer(.class("foot")) {
      div(.class("frame")) {
        p { "依据：上海市市场监督管理局《关于开展“上海品牌”培育试点工作的通知》（2024年5月31日）。" }
        p {
          if let help = caller?.seat?.help { "办理中有问题，请找 \(help)。 " }
          "用得不顺，或者发现差错，请找"
          a(.href(Paths.contacts.link)) { "所在区的联系人" }
          "。 "
          a(.href(Paths.privacy.link)) { "个人信息怎样使用" }
          " "
          a(.href(Paths.map.link)) { "平台地图" }
        }
      }
    }
  }
}
