import Policy
import Routing
import Vocabulary

/// What a round is given: said when it opens, and amended later.
enum RoundFields {
  static let number = Field.text(
    "number", "批次编号", most: 7, help: "年份和序号，如 2026-1。写在网址和文书里，以后不能改。", example: "2026-1"
  ).withFixedForm
  static let title = Field.text("title", "名称", most: 60, example: "2026 年第一批").kept(2...60)
  static let package = Field.text(
    "package", "政策包", most: 40, help: "开放以后，这一批始终用它现在的内容。", example: "pilot-2024")
  static let opens = Field.day("opensOn", "开始受理申请的日期", help: "当日 0:00 开始。")
  static let closes = Field.day("closesOn", "申请截止的日期")
  static let hour = Field.integer(
    "closesHour", "截止的钟点", 1...24, help: "24 就是当日 24:00。逾期不予受理。")
  static let recommend = Field.day("recommendBy", "区级推荐截止").optional
  static let screen = Field.day("screenBy", "材料初筛截止").optional
  static let review = Field.day("reviewBy", "专家评审截止").optional
  static let publish = Field.day("publishBy", "公示、发布").optional
  static let quota = Field.integer(
    "quota", "名额", 1...10_000, help: "没有名额限制的不填；有名额的要有依据。"
  ).optional
  static let edition = Edition.asked
  static let reason = Field.longText(
    "reason", "理由", most: 500, help: "会和变动一起公开。", example: "应企业要求，适当延长")
}

/// The days after the window, each no earlier than the one before.
struct Milestones: Sendable {
  let days: [Round.Milestone: Day]

  init(
    _ recommend: Day?, _ screen: Day?, _ review: Day?, _ publish: Day?
  ) throws(Problems) {
    let all = [
      (Round.Milestone.recommend, recommend, "recommendBy"), (.screen, screen, "screenBy"),
      (.review, review, "reviewBy"), (.publish, publish, "publishBy"),
    ]
    var days: [Round.Milestone: Day] = [:]
    var last: Day?
    for (milestone, day, field) in all {
      guard let day else { continue }
      if let last, day < last {
        throw Problems([
          Problem(field: field, code: "order", message: "“\(milestone.title)”不能早于前一个环节。")
        ])
      }
      (days[milestone], last) = (day, day)
    }
    self.days = days
  }

  func requireAfter(_ closes: Instant) throws(Problems) {
    let last = Instant(milliseconds: closes.milliseconds - 1).day
    let fields = zip(
      Round.Milestone.allCases, ["recommendBy", "screenBy", "reviewBy", "publishBy"])
    for (milestone, field) in fields {
      guard let day = days[milestone], day <= last else { continue }
      throw Problems([
        Problem(field: field, code: "order", message: "“\(milestone.title)”要晚于申请截止。")
      ])
    }
  }

  subscript(milestone: Round.Milestone) -> Int? { days[milestone]?.number }
}

/// A slip of the year would keep every other round away, for no window is ever made shorter.
func requireShort(from opens: Instant, to closes: Instant) throws(Problems) {
  guard closes.day.number - opens.day.number <= 732 else {
    throw Problems([
      Problem(field: "closesOn", code: "outOfRange", message: "申请时间最长两年，请核对截止的年份。")
    ])
  }
}

/// A day and an hour of it, up to 24, as the first moment that is too late.
func moment(_ day: Day, _ hour: Int) -> Instant { Instant(day, hour: hour) }
