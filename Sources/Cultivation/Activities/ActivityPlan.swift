import Routing
import Vocabulary

/// What a station says of an activity, when it announces and when it amends it.
struct ActivityPlan: Input, Equatable {
  static let title = Field.text("title", "活动名称", most: 60, example: "品牌管理制度怎样建")
  static let kind = Field.choice(
    "kind", "类别", Activity.Kind.allCases.map { Choice($0.rawValue, $0.title) })
  static let topic = Field.longText(
    "topic", "内容", most: 500, help: "讲什么、由谁来讲、适合谁参加。公益活动不收费。",
    example: "品牌战略和质量管理的常见短板，请质量工程师现场答疑。")
  static let place = Field.text("place", "地点", most: 100, example: "徐汇区宜山路 700 号 3 楼")
  static let startsOn = Field.day("startsOn", "开始日期")
  static let startsTime = ClockTime.field("startsTime", "开始时间", example: "14:00")
  static let endsOn = Field.day("endsOn", "结束日期", help: "当天结束的不填。").optional
  static let endsTime = ClockTime.field("endsTime", "结束时间", example: "16:30")
  static let deadlineOn = Field.day("deadlineOn", "报名截止日期", help: "不晚于活动开始。")
  static let deadlineTime = ClockTime.field("deadlineTime", "报名截止时间", example: "17:00")
  static let capacity = Field.integer("capacity", "名额", 1...5000)

  static let fields = [
    title.note, kind.note, topic.note, place.note, startsOn.note, startsTime.note, endsOn.note,
    endsTime.note, deadlineOn.note, deadlineTime.note, capacity.note,
  ]

  /// Further ahead is a mistyped year.
  static let mostAhead = 400

  let title, topic, place: String
  let kind: String
  let starts, ends, deadline: Instant
  let capacity: Int

  init(_ answers: Answers) throws(Problems) {
    let startsOn: Day
    let endsOn: Day?
    let deadlineOn: Day
    let startsTime: ClockTime
    let endsTime: ClockTime
    let deadlineTime: ClockTime
    (
      title, kind, topic, place, startsOn, startsTime, endsOn, endsTime, deadlineOn, deadlineTime,
      capacity
    ) = try answers.read(
      Self.title, Self.kind, Self.topic, Self.place, Self.startsOn, Self.startsTime, Self.endsOn,
      Self.endsTime, Self.deadlineOn, Self.deadlineTime, Self.capacity)
    starts = startsTime.on(startsOn)
    ends = endsTime.on(endsOn ?? startsOn)
    deadline = deadlineTime.on(deadlineOn)
    var problems: [Problem] = []
    if ends <= starts {
      problems.append(
        Problem(
          field: endsOn == nil ? "endsTime" : "endsOn", code: "order", message: "结束要晚于开始。"))
    }
    if deadline > starts {
      problems.append(
        Problem(field: "deadlineOn", code: "order", message: "报名截止不能晚于活动开始。"))
    }
    if !problems.isEmpty { throw Problems(problems) }
  }

  /// - Parameter known: what stands; what is left as it was is not judged again.
  func requireFuture(at now: Instant, known: Activity? = nil) throws(Problems) {
    var problems: [Problem] = []
    if starts <= now {
      problems.append(Problem(field: "startsOn", code: "past", message: "开始时间要在现在以后。"))
    } else if starts.day > now.day.advanced(by: Self.mostAhead) {
      problems.append(
        Problem(
          field: "startsOn", code: "outOfRange", message: "开始日期最晚在 \(Self.mostAhead) 天以内，请核对年份。"))
    }
    if deadline <= now, deadline != known?.deadline {
      problems.append(Problem(field: "deadlineOn", code: "past", message: "报名截止要在现在以后。"))
    }
    if let known, capacity < known.taken {
      problems.append(
        Problem(
          field: "capacity", code: "outOfRange", message: "已经有 \(known.taken) 人报名，名额不能少于这个数。"))
    }
    if !problems.isEmpty { throw Problems(problems) }
  }
}

extension Activity {
  /// As its form is filled in again.
  var texts: [String: String] {
    [
      "title": title, "kind": kind.rawValue, "topic": topic, "place": place,
      "startsOn": "\(starts.day)", "startsTime": "\(ClockTime(starts))",
      "endsOn": ends.day == starts.day ? "" : "\(ends.day)", "endsTime": "\(ClockTime(ends))",
      "deadlineOn": "\(deadline.day)", "deadlineTime": "\(ClockTime(deadline))",
      "capacity": "\(capacity)",
    ]
  }
}

extension ActivityPlan {
  /// Where the activity as it stands differs from this plan.
  func standing(_ known: Activity) -> [Problem] {
    var all: [Problem] = []
    func compare(_ field: String, _ now: String, _ sent: String) {
      if now != sent { all.append(.stands(field, now)) }
    }
    compare("title", known.title, title)
    compare("kind", known.kind.rawValue, kind)
    compare("topic", known.topic, topic)
    compare("place", known.place, place)
    compare("startsOn", "\(known.starts)", "\(starts)")
    compare("endsOn", "\(known.ends)", "\(ends)")
    compare("deadlineOn", "\(known.deadline)", "\(deadline)")
    compare("capacity", "\(known.capacity)", "\(capacity)")
    return all
  }
}
