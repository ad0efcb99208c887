import Applications
import Policy
import SQLite
import Vocabulary

/// What binds an expert to a firm: where one works or worked, holds shares, has family, gave advice.
struct Tie: Sendable, Equatable {
  enum Kind: String, Sendable, CaseIterable {
    case employer, shareholder, relative, coach, competitor, other

    var title: String {
      switch self {
      case .employer: "工作单位"
      case .shareholder: "持股、控制或者任职"
      case .relative: "近亲属"
      case .coach: "辅导、咨询过"
      case .competitor: "有竞争关系"
      case .other: "其他可能影响公正的"
      }
    }
  }

  let code, name: String
  let kind: Kind
  let since, until: Day?

  init(code: String, name: String, kind: Kind, since: Day? = nil, until: Day? = nil) {
    self.code = code
    self.name = name
    self.kind = kind
    self.since = since
    self.until = until
  }

  init(_ row: borrowing Row) {
    code = row.text(0)
    name = row.text(1)
    kind = Kind(rawValue: row.text(2)) ?? .other
    since = row.optionalInt(3).map { Day(number: $0) }
    until = row.optionalInt(4).map { Day(number: $0) }
  }

  /// Those of the pool's form: every employer with its days, every interest.
  static func all(_ values: Values) -> [Tie] {
    func rows(_ id: String) -> [Values] {
      if case .rows(let rows)? = values[id] { rows } else { [] }
    }
    func text(_ value: Policy.Value?) -> String {
      if case .text(let text)? = value { text } else { "" }
    }
    func day(_ value: Policy.Value?) -> Day? { if case .day(let day)? = value { day } else { nil } }
    return rows("employers").map { row in
      Tie(
        code: text(row["employerCode"]), name: text(row["employerName"]), kind: .employer,
        since: day(row["employedFrom"]), until: day(row["employedUntil"]))
    }
      + rows("interests").map { row in
        Tie(
          code: text(row["interestCode"]), name: text(row["interestName"]),
          kind: Kind(rawValue: text(row["interestKind"])) ?? .other)
      }
  }

  /// Whether it still binds, so many years after it ended: exactly as long ago counts, a day more
  /// does not (house §8, “three years”).
  func binds(on today: Day, within years: Int) -> Bool {
    until.map { $0 >= today.yearsEarlier(years) } ?? true
  }
}

enum Ties {
  static func of(_ person: PersonID, in database: borrowing Connection) throws -> [Tie] {
    try database.all(
      """
      SELECT code, name, kind, since, until FROM expert_tie WHERE person = ? ORDER BY at, id
      """, person.number, read: Tie.init)
  }

  static func add(
    _ tie: Tie, of person: PersonID, at now: Instant, in database: borrowing Connection
  ) throws {
    try database.run(
      """
      INSERT INTO expert_tie (id, person, code, name, kind, since, until, at)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?)
      """, ExpertApplicationID.drawn.number, person.number, tie.code, tie.name, tie.kind.rawValue,
      tie.since?.number, tie.until?.number, now.milliseconds)
  }
}
