import Design
import HTML
import Routing
import Vocabulary

/// How a desk looks: the numbers, what waits for me with the first due first, what waits for others,
/// and the ways often gone.
struct DeskPage {
  let answer: DeskView.Answer
  let calendar: WorkingDays
  /// The places this reader often needs.
  let usual: [Tile]
  let ribbon: HTML?
  let caller: Caller
  let visit: Visit

  private var today: Day { answer.today }
  private var mine: [Task] { sorted(answer.tasks.filter { !$0.isElsewhere }) }
  private var others: [Task] { sorted(answer.tasks.filter(\.isElsewhere)) }

  /// What calls for somebody, and does not stand among the tasks.
  private var starts: [Start] { answer.starts.filter { $0.tile == nil && $0.waiting == nil } }
  /// Of no organisation, and nothing waits: the empty desk itself says how to begin.
  private var isNobodys: Bool { caller.seat == nil && answer.tasks.isEmpty }

  private func sorted(_ tasks: [Task]) -> [Task] {
    let never = Day(number: Int.max)
    return tasks.sorted { a, b in
      (a.due ?? never, a.since, a.subject) < (b.due ?? never, b.since, b.subject)
    }
  }

  var html: HTML {
    let (mine, others) = (mine, others)
    return Shell(
      "工作台", on: visit, current: Paths.desk.link,
      line: group {
        if let seat = caller.seat { span { seat.name } }
        span(.class("quiet keep")) { today.chinese }
      },
      act: mine.first.map { first in
        a(.class("button"), .href(first.address)) { mine.count == 1 ? first.next : "办最急的一件" }
      },
      ribbon: ribbon
    ).page(beside: "常用的地方", isAfter: true) {
      figures(mine, others)
      if mine.isEmpty {
        nothing(others)
      } else {
        panel(
          "待我办的 \(mine.count) 件", id: "mine",
          side: p(.class("small quiet")) { "按到期先后，天数都是工作日" }, isFlush: true
        ) { queue(mine.map(row), caption: "待我办的事，到期早的在前") }
      }
      if !others.isEmpty {
        panel("等别人的 \(others.count) 件", id: "others", isFlush: true) {
          taskList(others.map(item))
        }
      }
      if !starts.isEmpty, !isNobodys {
        panel("可以新办的事项") {
          ul(.class("links")) {
            for start in starts { li { a(.href(start.page)) { start.title } } }
          }
        }
      }
      if !answer.recent.isEmpty { recent }
    } aside: {
      section {
        h2(.class("said")) { "常用" }
        tiles(usual + answer.starts.compactMap(\.tile) + [Self.account])
      }
    }
  }

  private static let account = Tile("我的账户", nil, .user, at: Paths.account.link)

  private func figures(_ mine: [Task], _ others: [Task]) -> HTML {
    let urgencies = mine.map { Urgency($0.due, on: today, calendar) }
    return counters([
      Counter(mine.count, "待我办", .desk, at: mine.isEmpty ? nil : .place("mine")),
      Counter(urgencies.count(where: \.isLate), "已逾期", .alert, .wrong),
      Counter(urgencies.count(where: \.isSoon), "两天内到期", .clock, .warn),
      Counter(others.count, "等别人", .wait, at: others.isEmpty ? nil : .place("others")),
    ])
  }

  private func row(_ task: Task) -> QueueRow {
    QueueRow(
      task.title, at: task.address, stage: task.stage, stageNote: "轮到您",
      stayed: "\(calendar.count(after: task.since.day, through: today)) 天",
      due: dueText(task.due, on: today, calendar), next: task.next)
  }

  private func item(_ task: Task) -> TaskItem {
    let urgency = Urgency(task.due, on: today, calendar)
    return TaskItem(
      task.title, at: task.address, about: "等\(task.holder)，\(task.stage)", icon: .wait,
      mark: chip(urgency.word, urgency.tone, urgency.icon))
  }

  /// An empty desk says what to do next.
  private func nothing(_ others: [Task]) -> HTML {
    guard let seat = caller.seat else {
      if !isNobodys { return panel { p { "现在没有等您办的事。" } } }
      return section(.class("panel empty")) {
        h2 { "您还没有加入企业" }
        p { "先登记您的企业；企业已经有同事登记过的，申请加入即可。" }
        p {
          for (index, start) in starts.enumerated() {
            a(.class(index == 0 ? "button" : "button plain"), .href(start.page)) { start.title }
            " "
          }
        }
      }
    }
    let advice =
      switch seat.kind {
      case .enterprise: "企业的申请、补正和通知会出现在这里。申请开放的日期见首页。"
      case .district: "辖区企业的证明和申请会按先后出现在这里。"
      case .department: "区市场监管部门向您单位征求意见时，会出现在这里。"
      case .workstation: "先发布活动；有企业报名或撤回，会通知到收件箱。"
      case .thirdParty: "市局委托的材料会出现在这里。"
      case .expertPool: "分配给您评审的材料会出现在这里。"
      case .bureau: "等市局办理的事项会出现在这里。"
      case .oversight: "需要您见证的抽取会出现在这里；平时可以查看日志。"
      }
    return emptyState("现在没有等您办的事", advice)
  }

  private var recent: HTML {
    panel("最近办过的事") {
      timeline(answer.recent.map { Happening(HTML($0.summary), moment($0.at)) })
    }
  }
}

extension Urgency {
  fileprivate var isLate: Bool {
    if case .late = self { return true }
    return false
  }

  fileprivate var isSoon: Bool {
    switch self {
    case .today, .soon: true
    case .late, .fine, .none: false
    }
  }
}
