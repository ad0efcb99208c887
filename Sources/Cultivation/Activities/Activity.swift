import Routing
import SQLite
import Vocabulary

/// What a workstation offers to enterprises (001 三（三）).
struct Activity: Sendable {
  enum Kind: String, Sendable, CaseIterable {
    case publicity, training, coaching, exchange, incubation, support

    var title: String {
      switch self {
      case .publicity: "公益宣贯"
      case .training: "培训"
      case .coaching: "辅导"
      case .exchange: "交流"
      case .incubation: "培育孵化"
      case .support: "精准帮扶"
      }
    }
  }

  /// How far it is, for whoever looks.
  enum State: String, Sendable, CaseIterable {
    case open, full, closed, running, over, cancelled

    var title: String {
      switch self {
      case .open: "正在报名"
      case .full: "名额已满"
      case .closed: "报名已截止"
      case .running: "正在进行"
      case .over: "已经结束"
      case .cancelled: "已取消"
      }
    }
  }

  let id: ActivityID
  let station: OrganisationID
  let stationName: String
  /// The district unit of the station.
  let unitName: String
  let title: String
  let kind: Kind
  let topic: String
  let place: String
  let starts: Instant
  let ends: Instant
  let deadline: Instant
  let capacity: Int
  let edition: Int
  let cancelled: Instant?
  let reason: String
  /// How many are signed up, and how many came.
  let taken: Int
  let attended: Int

  init(_ row: borrowing Row) {
    id = ActivityID(row.int(0))
    station = OrganisationID(row.int(1))
    stationName = row.text(2)
    unitName = row.optionalText(3) ?? ""
    title = row.text(4)
    kind = Kind(rawValue: row.text(5)) ?? .publicity
    topic = row.text(6)
    place = row.text(7)
    starts = Instant(milliseconds: Int64(row.int(8)))
    ends = Instant(milliseconds: Int64(row.int(9)))
    deadline = Instant(milliseconds: Int64(row.int(10)))
    capacity = row.int(11)
    edition = row.int(12)
    cancelled = row.optionalInt(13).map { Instant(milliseconds: Int64($0)) }
    reason = row.text(14)
    taken = row.int(15)
    attended = row.int(16)
  }

  var subject: String { "activity/\(id)" }
  var left: Int { max(0, capacity - taken) }

  /// From when to when, the day said once where it is one day.
  var hours: String {
    starts.day == ends.day
      ? "\(starts.chinese)至\(ClockTime(ends))" : "\(starts.chinese)至\(ends.chinese)"
  }

  func state(at now: Instant) -> State {
    if cancelled != nil { return .cancelled }
    if now >= ends { return .over }
    if now >= starts { return .running }
    if now > deadline { return .closed }
    return left == 0 ? .full : .open
  }
}

enum Activities {
  static func all(in database: borrowing Connection) throws -> [Activity] {
    try database.all("SELECT * FROM activity_row ORDER BY starts, id", read: Activity.init)
  }

  static func find(_ id: ActivityID, in database: borrowing Connection) throws -> Activity {
    guard
      let found = try database.first(
        "SELECT * FROM activity_row WHERE id = ?", id.number, read: Activity.init)
    else { throw Refusal.notFound }
    return found
  }

  /// The station's own; for anyone else there is none.
  static func find(
    _ id: ActivityID, of seat: Caller.Seat, in database: borrowing Connection
  ) throws -> Activity {
    let found = try find(id, in: database)
    guard found.station == seat.organisation else { throw Refusal.notFound }
    return found
  }
}
