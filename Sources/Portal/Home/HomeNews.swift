import Cultivation
import Design
import HTML
import Publication
import Routing
import Vocabulary

/// What is being announced now: the notices that run, the newest list, the activities to come. Each
/// says when, and leads on to all of its kind.
struct HomeNews: Sendable {
  let notices: [Gazette.Headline]
  let list: Gazette.Headline?
  let activities: [ActivityBoard.Coming]

  /// So many of each.
  static let most = 3

  init(_ gazette: Gazette, _ board: ActivityBoard, at now: Instant) throws {
    notices = Array(try gazette.running(at: now).prefix(Self.most))
    list = try gazette.newestList()
    activities = try board.coming(at: now, most: Self.most)
  }

  var html: HTML {
    div(.class("grid")) {
      column("公示", all: Paths.notices.link, "全部公示", none: "现在没有正在公示的。", isOfficial: true) {
        for notice in notices { item(notice, "截止") }
      }
      column("名单", all: Paths.lists.link, "全部名单", none: "还没有发布名单。", isOfficial: true) {
        if let list { item(list, "发布") }
      }
      column("活动", all: Paths.activities.link, "全部活动", none: "现在没有将要举行的活动。", isOfficial: false) {
        for activity in activities {
          line(
            activity.title, "\(activity.station)，\(activity.place)", activity.day, nil,
            at: activity.address, isOfficial: false)
        }
      }
    }
  }

  private func column(
    _ title: String, all address: Address, _ words: String, none: String, isOfficial: Bool,
    @HTMLBuilder _ items: () -> HTML
  ) -> HTML {
    let items = items()
    return section(.class("panel")) {
      h3 { title }
      if items.isEmpty { p(.class("quiet")) { none } } else { ul(.class("news")) { items } }
      p(.class("small")) { a(.href(address)) { words } }
    }
  }

  private func item(_ headline: Gazette.Headline, _ word: String) -> HTML {
    line(
      headline.title, headline.about, headline.day, word, at: headline.address, isOfficial: true)
  }

  private func line(
    _ title: String, _ about: String, _ day: Day, _ word: String?, at address: Address,
    isOfficial: Bool
  ) -> HTML {
    li {
      span(.class(isOfficial ? "date seal" : "date")) {
        b { day.date }
        span { "\(day.month) 月\(word ?? "")" }
      }
      div {
        a(.class("title"), .href(address)) { title }
        span(.class("sub")) { about }
      }
    }
  }
}
