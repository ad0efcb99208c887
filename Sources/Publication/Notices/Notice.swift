import JSON
import SQLite
import Vocabulary

/// A public notice (公示), as it was published.
struct Notice: Sendable {
  struct Item: Sendable, Equatable {
    let number, item, kind, enterprise, creditCode, unit: String

    init(_ json: JSON) {
      func text(_ name: String) -> String { json[name]?.string ?? "" }
      number = text("number")
      item = text("item")
      kind = text("kind")
      enterprise = text("enterprise")
      creditCode = text("creditCode")
      unit = text("unit")
    }
  }

  let id: NoticeID
  let round: RoundID
  /// As it was frozen with it, to be typed where all of it is at stake.
  let roundNumber: String
  let title: String
  let starts: Day
  let ends: Day
  let frozen: Frozen
  let at: Instant
  let items: [Item]
  let head: String
  let issuer: String
  let label: String
  let paragraphs: [String]

  init(_ row: borrowing Row) {
    id = NoticeID(row.int(0))
    round = RoundID(row.int(1))
    title = row.text(2)
    starts = Day(number: row.int(3))
    ends = Day(number: row.int(4))
    frozen = Frozen(row.utf8(5), row.blob(6))
    at = Instant(milliseconds: Int64(row.int(7)))
    let json = frozen.json
    roundNumber = json["round"]?.string ?? ""
    items = (json["items"]?.array ?? []).map(Item.init)
    head = json["head"]?["hash"]?.string ?? ""
    issuer = json["issuer"]?.string ?? ""
    label = json["label"]?.string ?? ""
    paragraphs = (json["paragraphs"]?.array ?? []).compactMap(\.string)
  }

  enum Phase: String, Sendable, CaseIterable {
    case announced, running, over

    var title: String {
      switch self {
      case .announced: "将要公示"
      case .running: "公示中"
      case .over: "公示期已满"
      }
    }
  }

  /// Both days count, the last one to its end.
  func phase(on today: Day) -> Phase {
    today < starts ? .announced : today <= ends ? .running : .over
  }

  /// What can be objected to: in the period, whatever has not left the notice.
  func objectable(on today: Day, without removed: Set<String>) -> [Item] {
    phase(on: today) == .running ? items.filter { !removed.contains($0.number) } : []
  }
}

enum Notices {
  static func all(in database: borrowing Connection) throws -> [Notice] {
    try database.all(
      """
      SELECT id, round, title, starts, ends, content, digest, at FROM notice
      ORDER BY at DESC, id
      """, read: Notice.init)
  }

  /// Those whose period is over and from which something has not been listed yet.
  static func waiting(on today: Day, in database: borrowing Connection) throws -> [Notice] {
    try database.remembered(
      """
      SELECT id, round, title, starts, ends, content, digest, at FROM notice n
      WHERE ends < ? AND EXISTS (
        SELECT 1 FROM notice_item i JOIN application a ON a.id = i.application
        WHERE i.notice = n.id AND a.stage = 'publicised')
      ORDER BY at, id
      """, today.number, read: Notice.init)
  }

  /// Numbers of cases that have left a notice; what was published stays as it was.
  static func removed(in database: borrowing Connection) throws -> Set<String> {
    Set(
      try database.all(
        """
        SELECT a.number FROM notice_item i JOIN application a ON a.id = i.application
        WHERE a.stage = 'ended' AND a.outcome = 'removed'
        """
      ) { $0.text(0) })
  }

  static func find(_ id: NoticeID, in database: borrowing Connection) throws -> Notice? {
    try database.first(
      "SELECT id, round, title, starts, ends, content, digest, at FROM notice WHERE id = ?",
      id.number, read: Notice.init)
  }
}
