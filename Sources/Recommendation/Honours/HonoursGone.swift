import Acts
import Applications
import Policy
import SQLite
import Vocabulary

/// A register says that a verified honour was revoked or has run out: every open case of that enterprise
/// that took its flag from it loses it, whichever way the register's data came in (001 三（二）第三分句).
struct HonoursGone: ClockWork {
  let desk: CaseDesk

  func owed(
    _ moment: Moment, _ desk: CaseDesk, in database: borrowing Connection
  ) throws -> [(step: Step, application: ApplicationID)] {
    try Cases.all(RegisteredHonours.touched(in: database), in: database).filter { file in
      guard let package = desk.library.package(of: file) else { return false }
      return try !Self.endings(file, package, moment.today, in: database).isEmpty
    }.map { (step: Lifecycle.honourGone, application: $0.id) }
  }

  func said(_ step: Step, _ facts: CaseFacts, in database: borrowing Connection) -> Said {
    Said("不再作为重点推荐的依据，见称号核实")
  }

  func carry(
    _ step: Step, _ facts: CaseFacts, _ moment: Moment, in database: borrowing Connection
  ) throws {
    let ended = try Self.settle(facts, moment, in: database)
    try HonourEnds.tell(ended, facts, desk, moment, in: database)
  }

  /// The same in the midst of something else, as a line of its own: the clock would have come to it.
  static func settleOnRecord(
    _ facts: CaseFacts, _ desk: CaseDesk, _ moment: Moment, in database: borrowing Connection
  ) throws {
    let clock = Moment(now: moment.now, wall: moment.wall, by: .clock)
    let ended = try settle(facts, clock, in: database)
    if ended.isEmpty { return }
    try HonourEnds.tell(ended, facts, desk, clock, in: database)
    let now = try desk.judge.facts(of: facts.file, for: nil, at: moment.now, in: database)
    let said = Said("不再作为重点推荐的依据，见称号核实")
    let moved = try desk.take(Lifecycle.honourGone, now, said, clock, in: database)
    try desk.record(Lifecycle.honourGone, moved, said, clock, in: database)
  }

  /// Ends what holds no more by the registers, and says which.
  static func settle(
    _ facts: CaseFacts, _ moment: Moment, in database: borrowing Connection
  ) throws -> [String] {
    try endings(facts.file, facts.package, moment.today, in: database).map { one in
      try HonourEnds.end(
        one.matter, one.entry.ended?.isRevoked == true ? "revoked" : "lapsed",
        "登记数据：\(one.entry.text)", facts, moment, in: database)
      return "\(one.name)：登记数据写明\(one.entry.ended?.isRevoked == true ? "已被撤销" : "有效期已满")"
    }
  }

  private static func endings(
    _ file: Case, _ package: Package, _ today: Day, in database: borrowing Connection
  ) throws -> [(matter: MatterID, name: String, entry: RegisteredHonours.Entry)] {
    let holding = try HonourEnds.holding(file.id, in: database)
    if holding.isEmpty { return [] }
    let register = try RegisteredHonours(of: file.enterprise, in: database)
    return holding.compactMap { one in
      let title = package.honourVariant(one.variant)?.name
      return register.ending(of: one.reference, title, item: file.item, on: today)
        .map { (matter: one.matter, name: one.name, entry: $0) }
    }
  }
}

/// One case has it on record that an honour was revoked or has run out; the enterprise's other open cases
/// that rest on the same one follow at once, as if the register had said so.
enum HonourEndsTogether {
  static func follow(
    _ claim: String, _ kind: String, _ reason: String, _ facts: CaseFacts, _ desk: CaseDesk,
    _ moment: Moment, in database: borrowing Connection
  ) throws {
    // Whoever did it may know nothing of these cases: the clock does it.
    let clock = Moment(now: moment.now, wall: moment.wall, by: .clock)
    for file in try Cases.all(of: facts.file.enterprise, in: database)
    where file.id != facts.file.id && file.outcome == nil {
      let same = try HonourEnds.holding(file.id, in: database).filter { $0.reference == claim }
      if same.isEmpty { continue }
      let other = try desk.judge.facts(of: file, for: nil, at: moment.now, in: database)
      if try desk.judge.refusal(to: Lifecycle.honourGone, other, in: database) != nil { continue }
      for one in same {
        try HonourEnds.end(one.matter, kind, reason, other, clock, in: database)
      }
      let said = Said("不再作为重点推荐的依据，见称号核实")
      let word = kind == "revoked" ? "被撤销" : "已过有效期"
      try HonourEnds.tell(
        same.map { "\($0.name)\(word)：\(reason)" }, other, desk, clock, in: database)
      let moved = try desk.take(Lifecycle.honourGone, other, said, clock, in: database)
      try desk.record(Lifecycle.honourGone, moved, said, clock, in: database)
    }
  }
}
