import Acts
import Policy
import Routing
import SQLite
import Vocabulary

extension Cases {
  /// The only writer of stages. It raises the case's edition, writes the history, ends the days that
  /// ran and counts the new ones; what is done without moving goes the same way.
  static func move(
    _ facts: CaseFacts, by step: Step, _ text: String, due own: DueDay?, _ calendar: WorkingDays,
    _ moment: Moment, in database: borrowing Connection
  ) throws -> Case {
    let file = facts.file
    let edition = file.edition + 1
    let (stage, outcome) = try target(of: step, file)
    try CaseHistory.write(
      file, step, to: stage, outcome, edition: edition, text, moment, in: database)
    if step.moves {
      let isResumed = step.to == .resumed
      try Deadlines.closeAll(of: file.id, moment, in: database)
      let running = isResumed ? try Deadlines.resume(file, in: database) : nil
      let due =
        own ?? (running == nil ? dueDay(of: step, to: stage, facts, calendar, moment) : nil)
      if let due { try Deadlines.open(due, for: file.id, at: stage, moment, in: database) }
      if isResumed { try Matters.resume(file, in: database) }
      try database.run(
        """
        UPDATE application SET stage = ?, came_from = ?, outcome = ?, since = ?, due = ?,
          submitted = coalesce(submitted, ?) WHERE id = ?
        """, stage.rawValue, try cameFrom(file, to: stage, in: database)?.rawValue,
        outcome?.rawValue, moment.now.milliseconds, (due?.answer.day ?? running)?.number,
        stage == .submitted ? moment.now.milliseconds : nil, file.id.number)
      if stage == .ended { try closeMatters(file, moment, in: database) }
    }
    try database.run(
      "UPDATE application SET edition = ? WHERE id = ? AND edition = ?", edition, file.id.number,
      file.edition)
    guard database.changes == 1, let moved = try find(file.id, in: database) else {
      throw stale(file, nil, file.edition, [])
    }
    return moved
  }

  /// What whoever has it next is given; what comes back gets what the stage is given anyhow. Where that is
  /// nothing, the round may name a day.
  private static func dueDay(
    of step: Step, to stage: Stage, _ facts: CaseFacts, _ calendar: WorkingDays, _ moment: Moment
  ) -> DueDay? {
    guard let figure = step.due ?? (step.to == .back ? Lifecycle.figure(at: stage) : nil) else {
      return facts.roundDay(at: stage)
    }
    return DueDay(
      figure: figure.rawValue, days: facts.figure(figure),
      calendar.deadline(after: moment.today, days: facts.figure(figure)))
  }

  /// Where a returned or ended case goes back to. One that was taken back while it was returned still
  /// goes back to whoever had returned it.
  private static func cameFrom(
    _ file: Case, to stage: Stage, in database: borrowing Connection
  ) throws -> Stage? {
    guard stage == .returned || stage == .ended else { return nil }
    guard stage == .returned, file.stage == .ended else { return file.stage }
    return try database.first(
      """
      SELECT from_stage FROM application_event
      WHERE application = ? AND to_stage = 'returned' AND from_stage NOT IN ('returned', 'ended')
      ORDER BY edition DESC LIMIT 1
      """, file.id.number
    ) { kept($0.text(0)) }
  }

  private static func target(of step: Step, _ file: Case) throws -> (Stage, Outcome?) {
    switch step.to {
    case .stays: return (file.stage, file.outcome)
    case .stage(let stage): return (stage, nil)
    case .ended(let outcome): return (.ended, outcome)
    case .back, .resumed:
      guard let stage = file.cameFrom else {
        throw Refusal(.conflict, code: "wrongStage", "这份申请没有可以回到的环节。")
      }
      return (stage, nil)
    }
  }

  /// What waited for an answer waits no longer; what must still be answered outlives the case.
  private static func closeMatters(
    _ file: Case, _ moment: Moment, in database: borrowing Connection
  ) throws {
    try Matters.closeAll(
      Set(Matter.Kind.allCases).subtracting([.objection, .reconsideration]), of: file.id,
      "caseEnded", moment, in: database)
  }

  /// With what has been done meanwhile, as far as this reader may read of it.
  /// - Parameters:
  ///   - seen: the edition that its reader had before them.
  ///   - now: the one that stands; beyond the case's own where what is written in it counts too.
  package static func stale(
    _ file: Case, _ seen: Int, _ now: Int, for seat: Caller.Seat, in database: borrowing Connection
  ) throws -> Refusal {
    if now != file.edition {
      return stale(file, seen, now, try Drafts.latest(in: file, database), as: "最近的改动")
    }
    let events = try CaseHistory.of(file.id, for: seat, in: database)
      .prefix { $0.edition > seen }.prefix(3).reversed()
    return stale(
      file, seen, now, events.map { "\($0.at.day.chinese) \($0.behalf)“\($0.title)”" })
  }

  private static func stale(
    _ file: Case, _ seen: Int?, _ now: Int, _ meanwhile: [String], as what: String = "其间"
  ) -> Refusal {
    let since = meanwhile.isEmpty ? "" : "\(what)：\(meanwhile.joined(separator: "；"))。"
    let editions = seen.map { "您看到的是第 \($0) 版，现在是第 \(now) 版" } ?? "现在是第 \(now) 版"
    return Refusal(
      .conflict, code: "stale", "您打开以后，这份申请又有了变化（\(editions)）。\(since)请核对以后再办。",
      stands: [
        .stands(Edition.name, "第 \(now) 版"), .stands("stage", file.stage.title),
        .stands("since", meanwhile.joined(separator: "；")),
      ])
  }
}
