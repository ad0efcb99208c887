import Acts
import HTML
import JSON
import Routing
import SQLite
import Vocabulary

/// More time, for everyone.
struct ExtendRound: RoundChange {
  struct Asked: EditionAsked {
    static let fields = [
      RoundFields.closes.note, RoundFields.hour.note, RoundFields.reason.note,
      RoundFields.edition.note,
    ]
    let closes: Instant
    let reason: String
    let edition: Int

    init(_ answers: Answers) throws(Problems) {
      let (day, hour, reason, edition) = try answers.read(
        RoundFields.closes, RoundFields.hour, RoundFields.reason, RoundFields.edition)
      closes = moment(day, hour)
      self.reason = reason
      self.edition = edition
    }
  }

  static let step = RoundStep.extend
  static let path = Path<RoundPlace>("/rounds/:number/extension")

  let ledger: Ledger
  let library: Library
  let calendar: WorkingDays

  func change(
    _ asked: Asked, _ round: Round, by member: Member, _ moment: Moment,
    in database: borrowing Connection
  ) throws -> Done<Round> {
    guard asked.closes > round.closes, asked.closes > moment.now else {
      throw Problems([
        Problem(
          field: "closesOn", code: "order", message: "新的截止要晚于现在的截止（\(round.deadline)），也要晚于现在。")
      ])
    }
    try requireShort(from: round.opens, to: asked.closes)
    let last = Instant(milliseconds: asked.closes.milliseconds - 1).day
    if let next = round.milestones.values.min(), next <= last {
      throw Problems([
        Problem(
          field: "closesOn", code: "order",
          message: "后面的环节（\(next.chinese)）要晚于新的截止，请先更正后面的日期。")
      ])
    }
    try requireAlone(round.opens, asked.closes, besides: round.id, in: database)
    try database.run(
      "UPDATE round SET closes = ? WHERE id = ?", asked.closes.milliseconds, round.id.number)
    let changed = try reread(round, in: database)
    return try told(
      changed, "extend", "申请截止由\(round.deadline)延长到\(changed.deadline)\(changed.dayOff(calendar))",
      asked.reason,
      by: member, moment, in: database)
  }
}

/// Other words, other days for what comes after, another quota. Never the package, never less time.
struct AmendRound: RoundChange {
  struct Asked: EditionAsked {
    static let fields = [
      RoundFields.title.note, RoundFields.recommend.note, RoundFields.screen.note,
      RoundFields.review.note, RoundFields.publish.note, RoundFields.quota.note,
      RoundFields.reason.note, RoundFields.edition.note,
    ]
    let title, reason: String
    let edition: Int
    let milestones: Milestones
    let quota: Int?
    /// What was said at all: a program that leaves a field out leaves it as it is.
    let said: Set<String>

    init(_ answers: Answers) throws(Problems) {
      said = Set(answers.texts.keys)
      let recommend: Day?
      let screen: Day?
      let review: Day?
      let publish: Day?
      (title, recommend, screen, review, publish, quota, reason, edition) = try answers.read(
        RoundFields.title, RoundFields.recommend, RoundFields.screen, RoundFields.review,
        RoundFields.publish, RoundFields.quota, RoundFields.reason, RoundFields.edition)
      milestones = try Milestones(recommend, screen, review, publish)
    }
  }

  static let step = RoundStep.amend
  static let path = Path<RoundPlace>("/rounds/:number/amendment")

  let ledger: Ledger
  let library: Library
  let calendar: WorkingDays
  /// Where something goes by its days.
  let following: [any RoundRoom]

  func change(
    _ asked: Asked, _ round: Round, by member: Member, _ moment: Moment,
    in database: borrowing Connection
  ) throws -> Done<Round> {
    func day(_ field: String, _ milestone: Round.Milestone) -> Day? {
      asked.said.contains(field) ? asked.milestones.days[milestone] : round.milestones[milestone]
    }
    let milestones = try Milestones(
      day("recommendBy", .recommend), day("screenBy", .screen), day("reviewBy", .review),
      day("publishBy", .publish))
    try milestones.requireAfter(round.closes)
    let quota = asked.said.contains("quota") ? asked.quota : round.quota
    guard
      asked.title != round.title || milestones.days != round.milestones || quota != round.quota
    else {
      throw Problems([Problem(field: "title", code: "unchanged", message: "没有改动。")])
    }
    try database.run(
      """
      UPDATE round SET title = ?, recommend_by = ?, screen_by = ?, review_by = ?, publish_by = ?,
        quota = ? WHERE id = ?
      """, asked.title, milestones[.recommend], milestones[.screen], milestones[.review],
      milestones[.publish], quota, round.id.number)
    let changed = try reread(round, in: database)
    if changed.milestones != round.milestones {
      for room in following { try room.follow(changed, moment, in: database) }
    }
    return try told(
      changed, "amend", difference(round, changed), asked.reason, by: member, moment, in: database)
  }

  /// As it stands, unless something else was just typed.
  func start(_ round: Round) -> [String: String] {
    let fields = ["recommendBy", "screenBy", "reviewBy", "publishBy"]
    var texts = ["title": round.title, "quota": round.quota.map { "\($0)" } ?? ""]
    for (field, milestone) in zip(fields, Round.Milestone.allCases) {
      texts[field] = round.milestones[milestone].map { "\($0)" } ?? ""
    }
    return texts
  }

  /// What is now otherwise, in words.
  private func difference(_ old: Round, _ new: Round) -> String {
    var parts: [String] = []
    if old.title != new.title { parts.append("名称改为“\(new.title)”") }
    for milestone in Round.Milestone.allCases
    where old.milestones[milestone] != new.milestones[milestone] {
      let day = new.milestones[milestone]?.chinese ?? "另行通知"
      parts.append("\(milestone.title)改为\(day)")
    }
    if old.quota != new.quota {
      parts.append(new.quota.map { "名额改为 \($0)" } ?? "取消名额限制")
    }
    return parts.joined(separator: "；")
  }
}
