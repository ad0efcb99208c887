import HTML
import Routing
import Vocabulary

/// What stands above every page, the same for everyone: the name, where one can go, and at its end
/// the door, or the desk of whoever is signed in. On a narrow screen all of it is one menu.
struct Header {
  let visit: Visit?
  let current: Address?

  private var caller: Caller? { visit?.caller }

  var html: HTML {
    // It stands on every page and is the same until something of it changes.
    filled(Self.kept.made(for: Look(caller: caller, current: current)) { made.aroundGaps })
  }

  /// With the name of this page's own form to sign out.
  private func filled(_ parts: [HTML]) -> HTML { HTML.joined(parts, by: onceOnly()) }

  private static let kept = Memories<Look, [HTML]>(most: 2000)

  /// All that it shows. It is compared whole, the form's secret too: nobody gets another's, and several
  /// portals in one process may share what is kept.
  private struct Look: Sendable, Hashable {
    let caller: Caller?
    let current: Address?

    func hash(into hasher: inout Hasher) {
      hasher.combine(caller?.session)
      hasher.combine(current?.text)
    }
  }

  private var made: HTML {
    // What the bar and the menu both show is made once.
    let own = ownEntries.map(entry)
    let personal = visit.flatMap { visit in visit.caller.map { Personal($0, visit, self) } }
    return header(.class("top")) {
      div(.class("frame")) {
        a(.class("brand"), .href(Paths.home.link)) {
          Self.mark
          Shell.name
        }
        nav(.class("bar"), .aria("aria-label", "主导航")) {
          ul { isElsewhere ? Self.elsewhere.bar : bar }
          ul {
            for entry in own { li { entry } }
            if let personal { li { drop(personal) } }
          }
        }
        menu(own, personal)
      }
    }
  }

  private struct Entry {
    let name: String
    let address: Address
    var icon: Icon?
    var count = 0
  }

  /// What anybody may look for, in the order of a case's way.
  private static let publicEntries = [
    Entry(name: "批次", address: Paths.rounds.link),
    Entry(name: "条件自查", address: Paths.check.link),
    Entry(name: "表格", address: Paths.forms.link),
    Entry(name: "活动", address: Paths.activities.link),
    Entry(name: "公示", address: Paths.notices.link),
    Entry(name: "名单", address: Paths.lists.link),
    Entry(name: "核验", address: Paths.verification.link),
    Entry(name: "工具", address: Paths.tools.link),
  ]

  /// The bar has less room than the menu: the forms are a step away, from home and from each round.
  private static let barEntries = publicEntries.filter { $0.address != Paths.forms.link }

  /// The public entries as every page has them that is none of these: made once.
  private static let elsewhere = {
    let header = Header(visit: nil, current: nil)
    return (bar: header.bar, menu: header.publicMenu)
  }()

  private var isElsewhere: Bool { !Self.publicEntries.contains { $0.address == current } }

  private var bar: HTML { group { for entry in Self.barEntries { li { self.entry(entry) } } } }

  private var publicMenu: HTML { group { for entry in Self.publicEntries { self.entry(entry) } } }

  private var ownEntries: [Entry] {
    guard let caller else {
      return [
        Entry(name: "登录", address: Paths.login.link),
        Entry(name: "注册企业账户", address: Paths.register.link),
      ]
    }
    return [
      Entry(name: "工作台", address: Paths.desk.link, icon: .desk),
      Entry(name: "搜索", address: Paths.search.link, icon: .search),
      Entry(name: "收件箱", address: Paths.inbox.link, icon: .mail, count: caller.unread),
    ]
  }

  /// What belongs to the person and the seat.
  private func personalEntries(_ caller: Caller) -> [Entry] {
    var entries = [Entry(name: "我的账户", address: Paths.account.link)]
    if let seat = caller.seat, seat.kind != .oversight, seat.kind != .expertPool {
      entries.append(Entry(name: "本单位成员", address: Paths.members.link))
    }
    entries.append(Entry(name: "登录记录", address: Paths.sessions.link))
    if !caller.roles.isDisjoint(with: [.auditor, .supervisor]) {
      entries.append(Entry(name: "日志", address: Paths.journal.link))
    }
    return entries
  }

  private func entry(_ entry: Entry) -> HTML {
    a(
      .href(entry.address),
      .optional(current == entry.address ? .aria("aria-current", "page") : nil)
    ) {
      if let picture = entry.icon { icon(picture) }
      entry.name
      if entry.count > 0 { count(entry.count) }
    }
  }

  private func count(_ number: Int) -> HTML {
    span(.class("count")) {
      number > 99 ? "99+" : "\(number)"
      span(.class("said")) { " 条未读" }
    }
  }

  /// Who is signed in, for whom, what is theirs and the way out.
  private struct Personal {
    let caller: Caller
    let entries, out: HTML

    init(_ caller: Caller, _ visit: Visit, _ header: Header) {
      self.caller = caller
      entries = group { for entry in header.personalEntries(caller) { header.entry(entry) } }
      out = header.way(out: visit)
    }
  }

  private func drop(_ personal: Personal) -> HTML {
    details(.class("drop")) {
      summary {
        icon(.user)
        personal.caller.name
        icon(.down)
      }
      div(.class("sheet-menu")) {
        if let seat = personal.caller.seat { p(.class("small quiet")) { seat.inWords } }
        hr()
        personal.entries
        hr()
        personal.out
      }
    }
  }

  private func menu(_ own: [HTML], _ personal: Personal?) -> HTML {
    details(.class("menu")) {
      summary {
        if let caller, caller.unread > 0 { count(caller.unread) }
        "菜单"
        icon(.menu)
      }
      nav(.class("sheet-menu"), .aria("aria-label", "菜单")) {
        if let personal {
          for entry in own { entry }
          hr()
          isElsewhere ? Self.elsewhere.menu : publicMenu
          hr()
          p(.class("small")) {
            "\(personal.caller.name)　\(personal.caller.seat?.inWords ?? "还没有加入单位")"
          }
          personal.entries
          personal.out
        } else {
          isElsewhere ? Self.elsewhere.menu : publicMenu
          hr()
          for entry in own { entry }
        }
      }
    }
  }

  private func way(out visit: Visit) -> HTML {
    postForm(
      Address(path: "/session/end"), on: visit, button: "退出登录", token: visit.callerToken,
      once: .gap)
  }

  private static let mark = HTML(
    literal: """
      <svg class="mark" viewBox="0 0 32 32" aria-hidden="true"><rect width="32" height="32" rx="7" \
      fill="#14498f"/><path d="M8 24.5h16" stroke="#8fb0dc" stroke-width="2" \
      stroke-linecap="round"/><path d="M16 24V13" stroke="#fff" stroke-width="2"/><path d="M16 \
      14.5C16 9.5 12.5 6.5 7.5 6.5 7.5 11.5 11 14.5 16 14.5zM16 19c0-4.5 3-7.3 8-7.3 0 4.5-3 \
      7.3-8 7.3z" fill="#fff"/></svg>
      """)
}

extension Caller.Seat {
  /// The organisation and what one is there.
  var inWords: String {
    let roles = Role.allCases.filter(self.roles.contains).map(\.title).joined(separator: "、")
    return "\(name) · \(roles)"
  }
}
