import Acts
import Design
import HTML
import JSON
import Linux
import Policy
import Routing
import SQLite
import Vocabulary

/// Opens a round: from now on its package, as it is, is what everyone goes by.
struct OpenRound: RoundAct {
  struct Asked: Input {
    static let fields = [
      RoundFields.number.note, RoundFields.title.note, RoundFields.package.note,
      RoundFields.opens.note, RoundFields.closes.note, RoundFields.hour.note,
      RoundFields.recommend.note, RoundFields.screen.note, RoundFields.review.note,
      RoundFields.publish.note, RoundFields.quota.note,
    ]
    let number, title, package: String
    let opens, closes: Instant
    let milestones: Milestones
    let quota: Int?

    init(_ answers: Answers) throws(Problems) {
      let opensOn: Day
      let closesOn: Day
      let hour: Int
      let recommend: Day?
      let screen: Day?
      let review: Day?
      let publish: Day?
      (
        number, title, package, opensOn, closesOn, hour, recommend, screen, review, publish, quota
      ) = try answers.read(
        RoundFields.number, RoundFields.title, RoundFields.package, RoundFields.opens,
        RoundFields.closes, RoundFields.hour, RoundFields.recommend, RoundFields.screen,
        RoundFields.review, RoundFields.publish, RoundFields.quota)
      opens = Instant(opensOn)
      closes = moment(closesOn, hour)
      milestones = try Milestones(recommend, screen, review, publish)
      guard RoundPlace.isNumber(number) else {
        throw Problems([
          Problem(field: "number", code: "format", message: "批次编号要写成 2026-1 这样。")
        ])
      }
      guard opens < closes else {
        throw Problems([
          Problem(field: "closesOn", code: "order", message: "截止要在开始之后。")
        ])
      }
      try requireShort(from: opens, to: closes)
      try milestones.requireAfter(closes)
    }
  }

  static let name = "round.open"
  static let refuses: Set<Refusal.Kind> = [.conflict]
  static let summary = "开放批次"
  static let path = Path<Nowhere>("/rounds/new")
  static let clause: String? = "001 三（一）第二分句"

  let ledger: Ledger
  let library: Library
  let calendar: WorkingDays

  func change(
    _ asked: Asked, at place: Nowhere, by member: Member, _ moment: Moment,
    in database: borrowing Connection
  ) throws -> Done<Round> {
    guard asked.closes > moment.now else {
      throw Problems([
        Problem(field: "closesOn", code: "past", message: "截止的时间已经过了。")
      ])
    }
    guard asked.opens.day >= moment.today else {
      throw Problems([
        Problem(field: "opensOn", code: "past", message: "开始的日期已经过了，最早是今天。")
      ])
    }
    let package = try database.first(
      "SELECT hash FROM policy_package WHERE id = ? ORDER BY adopted DESC, rowid DESC",
      asked.package
    ) { $0.blob(0) }
    guard let package else {
      throw Problems([
        Problem(field: "package", code: "notAChoice", message: "请从已启用的政策包里选择。")
      ])
    }
    if try RoundTable.find(asked.number, in: database) != nil {
      throw Problems([
        Problem(field: "number", code: "taken", message: "已经有 \(asked.number) 这一批，请换一个编号。")
      ])
    }
    try requireAlone(asked.opens, asked.closes, besides: nil, in: database)
    let id = RoundID(random: Random.number())
    try database.run(
      """
      INSERT INTO round (id, number, title, package, opens, closes, recommend_by, screen_by,
        review_by, publish_by, quota, since, opened_by)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
      """, id.number, asked.number, asked.title, package, asked.opens.milliseconds,
      asked.closes.milliseconds, asked.milestones[.recommend], asked.milestones[.screen],
      asked.milestones[.review], asked.milestones[.publish], asked.quota,
      moment.now.milliseconds, member.caller.person.number)
    guard let round = try RoundTable.find(asked.number, in: database) else {
      throw Refusal.notFound
    }
    return try told(
      round, "open",
      "\(round.title)申请时间：\(round.opens.chinese)至\(round.deadline)\(round.dayOff(calendar))",
      "按通知开放",
      by: member, moment, in: database)
  }

  func page(_ sheet: Sheet, at place: Nowhere, for member: Member, _ visit: Visit) -> HTML {
    let packages = library.shelf(at: visit.now).all.map { Choice($0.id, $0.title) }
    return Shell("开放批次", on: visit, trail: [("批次", Paths.rounds.link)]).page {
      errorSummary(sheet)
      p(.class("lead")) { "批次开放以后，条件、表格和评分规则都按所选的政策包固定下来，公众立即能看到时间安排。" }
      postForm(
        Self.path.link, on: visit,
        fields: Asked.fields.map {
          $0.name == "package" ? $0.choosing(from: packages) : $0
        }, sheet, button: "开放批次")
    }
  }
}
