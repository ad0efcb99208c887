import HTML
import Routing
import Vocabulary

/// The frame around every page: what it is, where one is, where one can go.
package struct Shell: Sendable {
  let heading: String
  let current: Address?
  let trail: [(label: String, address: Address)]
  let visit: Visit?
  let result: String?
  let line: HTML?
  let act: HTML?
  let ribbon: HTML?
  let above: HTML?

  /// - Parameters:
  ///   - title: the page's one `h1`, and its name in the browser.
  ///   - visit: whose page it is; without it, a page that is the same for everyone.
  ///   - current: the entry of the navigation that is marked.
  ///   - trail: the pages above this one.
  ///   - result: what came out of what was asked; the browser then names the page after it.
  ///   - line: under the heading: names, a number, chips.
  ///   - act: at the right of the heading.
  ///   - ribbon: one line above everything.
  ///   - above: what goes over the whole width before the page parts in two.
  package init(
    _ title: String, on visit: Visit? = nil, current: Address? = nil,
    trail: [(label: String, address: Address)] = [], result: String? = nil, line: HTML? = nil,
    act: HTML? = nil, ribbon: HTML? = nil, above: HTML? = nil
  ) {
    self.heading = title
    self.visit = visit
    self.current = current
    self.trail = trail
    self.result = result
    self.line = line
    self.act = act
    self.ribbon = ribbon
    self.above = above
  }

  package func page(@HTMLBuilder _ content: () -> HTML) -> HTML {
    whole {
      opening
      div(.class("flow")) { content() }
    }
  }

  /// - Parameters:
  ///   - beside: what the aside is, for those who hear the page.
  ///   - isAfter: on a phone all of it comes below; without it, `.where` comes first.
  package func page(
    beside label: String = "现在到哪一步、可以办什么", isAfter: Bool = false,
    @HTMLBuilder _ content: () -> HTML, @HTMLBuilder aside beside: () -> HTML
  ) -> HTML {
    let beside = beside()
    if beside.isEmpty { return page(content) }
    return whole(beside: label) {
      opening
      div(.class("split")) {
        div(.class("flow")) { content() }
        aside(
          .class(isAfter ? "flow after" : "flow"), .aria("aria-label", label), .id(Self.besideID),
          .tabindex(-1)
        ) { beside }
      }
    }
  }

  /// A page that begins with what everyone should see first, over the whole width. It brings its
  /// own `h1`.
  package func page(hero: HTML, @HTMLBuilder _ content: () -> HTML) -> HTML {
    frame {
      hero
      div(.class("frame")) {
        div(.class("flow")) {
          done
          content()
        }
      }
    }
  }

  /// A page that is a document: its title stands in it and is printed with it, so it brings its own
  /// `h1`.
  package func document(
    beside label: String, @HTMLBuilder _ content: () -> HTML, @HTMLBuilder aside beside: () -> HTML
  ) -> HTML {
    whole(beside: label) {
      crumbs
      if let done { div(.class("above")) { done } }
      div(.class("split")) {
        div(.class("flow")) { content() }
        aside(.class("flow"), .aria("aria-label", label), .id(Self.besideID), .tabindex(-1)) {
          beside()
        }
      }
    }
  }

  private static let besideID = "beside"

  private func whole(
    beside label: String? = nil, @HTMLBuilder _ content: () -> HTML
  ) -> HTML {
    frame(beside: label) { div(.class("frame")) { content() } }
  }

  private func frame(
    beside label: String? = nil, @HTMLBuilder _ content: () -> HTML
  ) -> HTML {
    let inside = group {
      Header(visit: visit, current: current).html
      ribbon
      main(.id("content"), .tabindex(-1)) { content() }
      foot
    }
    return html(.lang("zh-CN")) {
      head {
        Constant.start
        title { name }
        Constant.assets
      }
      body {
        Constant.skip
        if let label { a(.class("skip"), .href(.place(Self.besideID))) { "跳到“\(label)”" } }
        sprite(for: inside)
        inside
      }
    }
  }

  static let name = "上海品牌培育试点"

  /// What the browser shows: the result first, then the page, then the portal.
  private var name: String {
    ([result, heading].compactMap(\.self) + (heading == Self.name ? [] : [Self.name]))
      .joined(separator: " - ")
  }

  /// Where one is, what it is, and what was done just before.
  private var opening: HTML {
    group {
      crumbs
      if let act {
        div(.class("head row")) {
          div {
            h1 { heading }
            subline
          }
          div(.class("acts")) { act }
        }
      } else {
        div(.class("head")) {
          h1 { heading }
          subline
        }
      }
      if let done { div(.class("above")) { done } }
      if let above { div(.class("above")) { above } }
    }
  }

  private var subline: HTML? { line.map { line in p(.class("line")) { line } } }

  private var done: HTML? {
    visit?.done.map { done in note(.good) { p(.role("status")) { done } } }
  }

  private var crumbs: HTML? {
    if trail.isEmpty { return nil }
    return nav(.class("crumbs"), .aria("aria-label", "所在位置")) {
      for (index, step) in trail.enumerated() {
        if index > 0 { span(.aria("aria-hidden", "true")) { "›" } }
        a(.href(step.address)) { step.label }
      }
    }
  }

  private var foot: HTML {
    footer(.class("foot")) {
      div(.class("frame")) {
        div {
          Constant.basis
          if let help = visit?.caller?.seat?.help { p { "办理中有问题，请找 \(help)。" } }
        }
        Constant.ways
      }
    }
  }

  /// The same on every page: made once.
  private enum Constant {
    static let start = group {
      meta(.data("charset", "utf-8"))
      meta(.name("viewport"), .content("width=device-width, initial-scale=1"))
    }
    static let assets = group {
      link(.rel("stylesheet"), .href(Assets.style.address))
      link(.rel("icon"), .href(Address(path: "/favicon.svg")))
      script(.src(Assets.script.address), .defer()) {}
    }
    static let skip = a(.class("skip"), .href(.place("content"))) { "跳到正文" }
    static let basis = p {
      "依据：上海市市场监督管理局《关于开展“上海品牌”培育试点工作的通知》（2024年5月31日）。"
    }
    static let ways = ul {
      li { a(.href(Paths.contacts.link)) { "找所在区联系人" } }
      li { a(.href(Paths.privacy.link)) { "个人信息怎样使用" } }
      li { a(.href(Paths.map.link)) { "平台地图" } }
    }
  }
}
