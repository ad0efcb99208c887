import Applications
import Design
import HTML
import JSON
import Policy
import Rounds
import Routing
import Vocabulary

/// The two counters of 001 一（二）, from what is true: standards led by their enterprises and assessed
/// as advanced, and items listed. What was revoked no longer counts.
package struct Counters: Sendable {
  package let goals: [Summary.Counter: Int]
  let items: [Entry]
  let standards: [(name: String, entry: Entry)]
  let today: Day

  init(_ gazette: Gazette, _ library: Library, at now: Instant) throws {
    let targets = library.shelf(at: now).standing.summary.targets
    goals = Dictionary(
      targets.compactMap { target in target.counts.map { ($0, target.number) } },
      uniquingKeysWith: { first, _ in first })
    items = try gazette.contents.entries.filter { $0.state(on: now.day).state != .revoked }
    // One standard may serve several items; it is one standard.
    var seen: Set<String> = []
    standards = items.flatMap { entry in entry.standards.map { (name: $0, entry: entry) } }
      .filter { seen.insert($0.name).inserted }
    today = now.day
  }

  package func count(_ counter: Summary.Counter) -> Int {
    counter == .items ? items.count : standards.count
  }
}

struct CountersView: View {
  typealias Asked = Nothing

  static let name = "counters"
  static let summary = "两个目标：新增标准和新增产品、服务"
  static let path = Paths.counters
  static let audience = Audience.everyone
  static let clause: String? = "001 一（二）第三句"
  private static let one = Schema.object([.always("goal", .integer), .always("count", .integer)])
  static let schema = Schema.object([.always("standards", one), .always("items", one)])

  let gazette: Gazette
  let library: Library

  func answer(_ asked: Nothing, at place: Nowhere, for actor: Visitor, _ visit: Visit) throws
    -> Counters
  { try Counters(gazette, library, at: visit.now) }

  func json(_ counters: Counters) -> JSON {
    .object(
      [Summary.Counter.standards, .items].map { counter in
        .init(
          counter.rawValue,
          [
            "goal": .integer(counters.goals[counter] ?? 0),
            "count": .integer(counters.count(counter)),
          ])
      })
  }

  func page(
    _ sheet: Sheet, _ counters: Counters?, at place: Nowhere, for actor: Visitor, _ visit: Visit
  ) -> HTML {
    guard let counters else { return HTML() }
    return Shell("试点目标", on: visit).page {
      panel {
        div(.class("goals")) {
          goal("经过先进性评价的标准", counters, .standards)
          goal("培育产品和服务", counters, .items)
        }
      }
      p(.class("quiet")) { "标准按列入名单的产品和服务提交的申请书计算：企业主导制定、已通过先进性评价的，同一项只算一次。已撤销的不算。" }
      if !counters.standards.isEmpty {
        div(.id(Summary.Counter.standards.rawValue)) {
          DataTable(
            "计入的标准", [.init("标准"), .init("产品或服务"), .init("企业")],
            counters.standards.map { standard in
              [
                HTML(standard.name),
                a(.href(EntryView.path.link(CodePlace(standard.entry.code)))) {
                  standard.entry.item
                },
                HTML(standard.entry.enterprise),
              ]
            }
          ).html
        }
      }
      if !counters.items.isEmpty {
        div(.id(Summary.Counter.items.rawValue)) {
          EntryTable("计入的产品和服务", counters.items, counters.today).html
        }
      }
    }
  }

  private func goal(_ title: String, _ counters: Counters, _ counter: Summary.Counter) -> HTML {
    let (count, goal) = (counters.count(counter), counters.goals[counter] ?? 0)
    return div(.class("goal")) {
      p {
        b { count }
        span(.class("quiet")) { "/ \(goal) 项" }
      }
      // Each number opens what it counts.
      p {
        if count == 0 { title } else { a(.href(.place(counter.rawValue))) { title } }
      }
      progress(
        .max(goal), .value("\(count)"), .aria("aria-label", "\(title)：目标 \(goal) 项，现在 \(count) 项"))
    }
  }
}
