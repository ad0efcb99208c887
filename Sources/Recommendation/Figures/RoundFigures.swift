import Applications
import Policy
import Rounds
import SQLite
import Vocabulary

/// The numbers of a round, of one unit or of all: how far its cases have come, how long they have waited
/// against what is allowed, what was verified, from which industries (feature 90).
struct RoundFigures: Sendable {
  struct Waiting: Sendable {
    let stage: Stage
    /// Working days that are allowed there.
    let limit: Int
    /// Working days that each has used of them, the least first.
    let ages: [Int]
    /// Past their own day, which an extension may have put off.
    let late: Int
    /// The same of all units, where enough have any.
    let city: [Int]
    let units: Int
    var isComparable: Bool { units >= RoundFigures.fewest }
  }

  /// How long a step took, in working days: here, and in the city where enough units have done it that
  /// none can be told from it.
  struct Pace: Sendable {
    let title: String
    let limit: Int
    let own: [Int]
    let city: [Int]
    /// Of each unit that has done any.
    let byUnit: [OrganisationID: [Int]]
    var isComparable: Bool { byUnit.count >= RoundFigures.fewest }
  }

  struct Unit: Sendable {
    let name: String
    let received, accepted, recommended, late: Int
    /// Working days that its steps took, the least first, as `paces` has them.
    let paces: [[Int]]
  }

  static let fewest = 3
  static let line: [Stage] = [
    .submitted, .accepted, .recommended, .cultivating, .screening, .reviewing, .publicised, .listed,
  ]

  let funnel: [(stage: Stage, count: Int)]
  let waiting: [Waiting]
  let paces: [Pace]
  let honours: [(name: String, count: Int)]
  let industries: [(name: String, count: Int)]
  /// Nobody but those above the units sees them beside each other.
  let units: [Unit]

  init(
    _ round: Round, _ package: Package, unit: OrganisationID?, on today: Day,
    _ calendar: WorkingDays, in database: borrowing Connection
  ) throws {
    let reached = try Self.reached(round.id, unit, in: database)
    funnel = Self.line.map { stage in (stage: stage, count: reached[stage.rawValue] ?? 0) }
    waiting = try Self.waiting(round.id, unit, package, today, calendar, in: database)
    paces = try [
      Self.pace("受理", to: "accepted", from: "submitted", .acceptDays),
      Self.pace("区级审核", to: "recommended", from: "accepted", .districtDays),
    ].map { try $0(round.id, unit, package, calendar, database) }
    honours = try Self.honours(round.id, unit, package, in: database)
    industries = try Self.industries(round.id, unit, package, in: database)
    units = unit == nil ? try Self.units(round.id, paces, on: today, in: database) : []
  }

  /// The same as a length, for a bar.
  static func middle(_ sorted: [Int]) -> Double {
    guard !sorted.isEmpty else { return 0 }
    return Double(sorted[(sorted.count - 1) / 2] + sorted[sorted.count / 2]) / 2
  }

  static func median(_ sorted: [Int]) -> String {
    guard let middle = sorted.isEmpty ? nil : sorted.count / 2 else { return "—" }
    if sorted.count % 2 == 1 { return "\(sorted[middle])" }
    let sum = sorted[middle - 1] + sorted[middle]
    return sum % 2 == 0 ? "\(sum / 2)" : "\(sum / 2).5"
  }

  /// How many have ever come to each stage.
  private static func reached(
    _ round: RoundID, _ unit: OrganisationID?, in database: borrowing Connection
  ) throws -> [String: Int] {
    let found = try database.all(
      """
      SELECT e.to_stage, count(DISTINCT e.application) FROM application a
      JOIN application_event e ON e.application = a.id
      WHERE a.round = ?1 AND (?2 IS NULL OR a.unit = ?2) AND a.submitted IS NOT NULL GROUP BY 1
      """, round.number, unit?.number
    ) { (stage: $0.text(0), count: $0.int(1)) }
    return Dictionary(found.map { ($0.stage, $0.count) }, uniquingKeysWith: { first, _ in first })
  }

  private static func waiting(
    _ round: RoundID, _ unit: OrganisationID?, _ package: Package, _ today: Day,
    _ calendar: WorkingDays, in database: borrowing Connection
  ) throws -> [Waiting] {
    let rows = try database.all(
      """
      SELECT a.stage, a.since, a.due, a.unit, d.start FROM application a
      LEFT JOIN deadline d ON d.application = a.id AND d.closed IS NULL
      WHERE a.round = ?1 AND a.stage IN ('submitted', 'accepted', 'returned')
        AND a.submitted IS NOT NULL
      """, round.number
    ) { row in
      (
        stage: row.text(0),
        since: row.optionalInt(4).map { Day(number: $0) }
          ?? Instant(milliseconds: Int64(row.int(1))).day,
        due: row.optionalInt(2).map { Day(number: $0) }, unit: OrganisationID(row.int(3))
      )
    }
    let limits: [(stage: Stage, figure: Figures.Name)] = [
      (.submitted, .acceptDays), (.accepted, .districtDays), (.returned, .correctionDays),
    ]
    return limits.map { stage, figure in
      let limit = package.figures[figure]
      let here = rows.filter { $0.stage == stage.rawValue }
      let own = here.filter { unit == nil || $0.unit == unit }
      // From the day that its own is counted from: what came on paper came earlier than it was entered.
      func age(_ since: Day) -> Int { calendar.count(after: since, through: today) }
      return Waiting(
        stage: stage, limit: limit, ages: own.map { age($0.since) }.sorted(),
        late: own.count { $0.due.map { $0 < today } ?? false },
        city: here.map { age($0.since) }.sorted(), units: Set(here.map(\.unit)).count)
    }
  }

  private typealias PaceQuery = (
    RoundID, OrganisationID?, Package, WorkingDays, borrowing Connection
  ) throws -> Pace

  /// From when a case last came to one stage until it went on to the next, or was refused there: what it was
  /// out for correction is the enterprise's time, what it lay with another unit is that one's, and the
  /// office's days ran anew after it.
  private static func pace(
    _ title: String, to: String, from: String, _ figure: Figures.Name
  ) -> PaceQuery {
    { round, unit, package, calendar, database in
      let rows = try database.all(
        """
        WITH done AS (
          SELECT a.id, a.unit, min(t.at) AS at FROM application a
          JOIN application_event t ON t.application = a.id
          WHERE a.round = ?1 AND (t.to_stage = ?3 AND t.from_stage IS NOT ?3
            OR t.from_stage = ?2 AND t.outcome IN ('refused', 'notRecommended')) GROUP BY a.id
        )
        SELECT d.unit, max(f.at), d.at FROM done d JOIN application_event f ON f.application = d.id
        WHERE f.to_stage = ?2 AND (f.from_stage IS NOT ?2 OR f.act = ?4) AND f.at <= d.at
        GROUP BY d.id
        """, round.number, from, to, Lifecycle.receive.name
      ) { row in
        (
          unit: OrganisationID(row.int(0)),
          days: calendar.count(
            after: Instant(milliseconds: Int64(row.int(1))).day,
            through: Instant(milliseconds: Int64(row.int(2))).day)
        )
      }
      let byUnit = Dictionary(grouping: rows, by: \.unit).mapValues { $0.map(\.days).sorted() }
      return Pace(
        title: title, limit: package.figures[figure],
        own: unit.map { byUnit[$0] ?? [] } ?? rows.map(\.days).sorted(),
        city: rows.map(\.days).sorted(), byUnit: byUnit)
    }
  }

  private static func honours(
    _ round: RoundID, _ unit: OrganisationID?, _ package: Package,
    in database: borrowing Connection
  ) throws -> [(name: String, count: Int)] {
    let variants = package.honourVariants
    return try database.all(
      """
      SELECT c.variant, count(*) FROM application a JOIN honour_check c ON c.application = a.id
      JOIN matter m ON m.id = c.matter
      WHERE a.round = ?1 AND (?2 IS NULL OR a.unit = ?2) AND m.outcome = 'verified'
        AND NOT EXISTS (SELECT 1 FROM honour_end e WHERE e.matter = c.matter)
      GROUP BY 1 ORDER BY 2 DESC, 1
      """, round.number, unit?.number
    ) { row in
      let variant = row.text(0)
      return (
        name: variants.first { $0.id == variant }?.name ?? "其他称号", count: row.int(1)
      )
    }
  }

  private static func industries(
    _ round: RoundID, _ unit: OrganisationID?, _ package: Package,
    in database: borrowing Connection
  ) throws -> [(name: String, count: Int)] {
    let form = package.forms.first { $0.id == FormUse.application.rawValue }
    let choices = form?.questionnaire.questions.first { $0.id == "industry" }?.choices ?? []
    return try database.all(
      """
      SELECT coalesce(json_extract(s.content, '$.answers.industry'), ''), count(*)
      FROM application a JOIN submission s ON s.application = a.id
      WHERE a.round = ?1 AND (?2 IS NULL OR a.unit = ?2)
        AND s.version = (SELECT max(n.version) FROM submission n WHERE n.application = a.id)
      GROUP BY 1 ORDER BY 2 DESC, 1
      """, round.number, unit?.number
    ) { row in
      let industry = row.text(0)
      return (
        name: choices.first { $0.value == industry }?.label ?? "没有写明", count: row.int(1)
      )
    }
  }

  private static func units(
    _ round: RoundID, _ paces: [Pace], on today: Day, in database: borrowing Connection
  ) throws -> [Unit] {
    try database.all(
      """
      SELECT o.id, o.name, count(*), count(a.accepted), count(a.recommended), sum(a.late)
      FROM (
        SELECT a.unit,
          (SELECT 1 FROM application_event e WHERE e.application = a.id
            AND e.to_stage = 'accepted' LIMIT 1) AS accepted,
          (SELECT 1 FROM application_event e WHERE e.application = a.id
            AND e.to_stage = 'recommended' LIMIT 1) AS recommended,
          a.stage IN ('submitted', 'accepted') AND a.due < ?2 AS late
        FROM application a WHERE a.round = ?1 AND a.submitted IS NOT NULL
      ) a JOIN organisation o ON o.id = a.unit GROUP BY o.id ORDER BY 3 DESC, o.name
      """, round.number, today.number
    ) { row in
      let unit = OrganisationID(row.int(0))
      return Unit(
        name: row.text(1), received: row.int(2), accepted: row.int(3), recommended: row.int(4),
        late: row.int(5), paces: paces.map { $0.byUnit[unit] ?? [] })
    }
  }
}
