import Design
import Desk
import HTML
import JSON
import Policy
import Rounds
import Routing
import Vocabulary

/// A day that runs on a case, or one that stands still: what for, until when, how near it is in a word, and
/// why it stands where it does.
package struct Clock: Sendable {
  package enum State: Sendable {
    case until(Day)
    /// In words, for whoever may see the case.
    case stopped(why: String)
  }

  /// For programs: `acceptance`, `review`, `correction`, `consultation`, …
  package let name: String
  package let title: String
  /// Whose it is, where the case does not say it: a department that was asked.
  package let who: String?
  package let state: State

  package init(_ name: String, _ title: String, who: String? = nil, _ state: State) {
    self.name = name
    self.title = title
    self.who = who
    self.state = state
  }

  package var until: Day? { if case .until(let day) = state { day } else { nil } }

  static let words = ["running", "near", "over", "stopped"]
  package static let schema = Schema.list(
    .object([
      .always("name", .text), .always("title", .text), .sometimes("who", .text),
      .sometimes("until", .day), .always("state", .oneOf(words)), .always("word", .text),
      .sometimes("reason", .text),
    ]))

  func json(on today: Day, _ calendar: WorkingDays) -> JSON {
    var members: [JSON.Member] = [
      .init("name", .string(name)), .init("title", .string(title)),
    ]
    if let who { members.append(.init("who", .string(who))) }
    switch state {
    case .until(let day):
      let urgency = Urgency(day, on: today, calendar)
      members += [
        .init("until", .string("\(day)")), .init("state", .string(urgency.clock)),
        .init("word", .string(urgency.word)),
      ]
    case .stopped(let why):
      members += [
        .init("state", "stopped"), .init("word", "暂停计算"), .init("reason", .string(why)),
      ]
    }
    return .object(members)
  }
}

extension Urgency {
  /// How a clock stands, for programs.
  var clock: String {
    switch self {
    case .late: "over"
    case .today, .soon: "near"
    case .fine, .none: "running"
    }
  }
}

extension Stage {
  /// What runs while a case stands there, where anything does.
  var clock: (name: String, title: String)? {
    switch self {
    case .submitted: ("acceptance", "受理")
    case .returned: ("correction", "补正")
    case .accepted: ("review", "区级审核")
    case .draft: ("window", "填报")
    case .recommended: ("recommendation", "区级推荐")
    case .cultivating, .screening: ("screening", "材料初筛")
    case .reviewing: ("scoring", "专家评审")
    case .reviewed: ("publication", "公示、发布")
    case .publicised: ("notice", "公示")
    case .listed: ("validity", "有效期")
    case .ended: nil
    }
  }
}

extension Case {
  /// What came on paper is taken in hand within its days while it is entered.
  var clock: (name: String, title: String)? {
    stage == .draft && received != nil ? Stage.submitted.clock : stage.clock
  }

  /// Its own day; of a draft the last of its round's window, which is nobody's to extend.
  func until(_ round: Round?) -> Day? {
    due ?? (stage == .draft && received == nil ? round?.lastDay : nil)
  }

  /// Until when what waits there is to be done: how long an entry is valid says nothing of that.
  func workUntil(_ round: Round?) -> Day? { stage == .listed ? nil : until(round) }

  /// From when its days count where it stands: what was entered from paper came earlier than that.
  var countedFrom: Day {
    guard stage == .submitted, let received, since == submitted else { return since.day }
    return received
  }

  /// A notice that has run its time: it is late for nobody.
  func isOver(on today: Day) -> Bool { stage == .publicised && due.map { $0 < today } == true }

  func dueText(_ day: Day, on today: Day, _ calendar: WorkingDays) -> HTML {
    guard isOver(on: today) else { return Desk.dueText(day, on: today, calendar) }
    return group {
      chip("公示期已满", .plain, nil)
      span(.class("sub")) { time(.datetime("\(day)")) { day.chinese } }
    }
  }
}

extension CaseFacts {
  var until: Day? { file.until(round) }

  /// The one that runs, and the office's own, which stands still while the enterprise corrects: it begins
  /// anew with what comes back (001 三（二）第一分句).
  var clocks: [Clock] {
    var clocks: [Clock] = []
    if file.isOver(on: now.day) {
      // A notice that has run its time is late for nobody: what comes next is.
      if let day = turnUntil { clocks.append(Clock("publication", "名单发布", .until(day))) }
    } else if let due = until {
      let (name, title) = file.clock ?? ("stage", file.stage.title)
      clocks.append(Clock(name, title, .until(due)))
    }
    if file.stage == .returned, let from = file.cameFrom, let clock = from.clock,
      let figure = Lifecycle.figure(at: from)
    {
      clocks.append(
        Clock(
          clock.name, clock.title,
          .stopped(
            why: "\(file.since.day.chinese)退回，等企业补正；交回以后重新计算 \(self.figure(figure)) 个工作日")))
    }
    return clocks
  }
}
