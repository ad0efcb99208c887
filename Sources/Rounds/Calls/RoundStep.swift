import Routing
import SQLite
import Vocabulary

/// What may be done with a round that stands, one row each. Its page, its JSON, the forms and the acts
/// themselves ask here and nowhere else.
struct RoundStep: Sendable {
  let name, title: String
  let from: Set<Round.Phase>
  let by: Set<Role> = [.municipalAdministrator]
  /// Cannot be taken back.
  var isGrave = false
  /// Ends later than before: of no use where what comes after has begun.
  var isLater = false

  static let extend = RoundStep(
    name: "round.extend", title: "延长申请时间", from: [.announced, .open, .closed], isLater: true)
  static let amend = RoundStep(
    name: "round.amend", title: "更正批次安排", from: [.announced, .open, .closed])
  static let cancel = RoundStep(
    name: "round.cancel", title: "取消批次", from: [.announced, .open], isGrave: true)

  static let table = [extend, amend, cancel]

  /// Why not; nil where nothing stands against it.
  func refusal(_ round: Round, among all: [Round], at now: Instant) -> Refusal? {
    let phase = round.phase(at: now)
    guard from.contains(phase) else {
      return Refusal(.conflict, code: phase.rawValue, "这一批\(phase.title)，不能再“\(title)”。")
    }
    guard isLater else { return nil }
    if let next = round.milestones.values.min(), next <= now.day {
      return Refusal(
        .conflict, code: "order",
        "这一批后面的环节（\(next.chinese)）已经到了，不能再“\(title)”；确实要延长的，先更正后面的日期。")
    }
    // Whatever it were extended to would be later than now.
    let since = all.first {
      $0.id != round.id && $0.cancelled == nil && round.closes <= $0.opens && $0.opens <= now
    }
    return since.map {
      Refusal(
        .conflict, code: "overlap", "\($0.title)（\($0.number)）已经开始受理，这一批不能再“\(title)”。")
    }
  }
}

extension RoundTable {
  /// Raised by everything that the public is told of it.
  static func edition(of round: RoundID, in database: borrowing Connection) throws -> Int {
    try database.first(
      "SELECT count(*) FROM round_note WHERE round = ?", round.number, read: { $0.int(0) }) ?? 0
  }
}
