import Accounts
import Applications
import Cultivation
import Policy
import SQLite
import Vocabulary

/// Why somebody cannot judge a case, by rule: declared by the expert, or known from elsewhere.
enum ConflictRule: String, Sendable, CaseIterable {
  case employer, shareholder, relative, coach, competitor, other, body, handled

  init(_ kind: Tie.Kind) {
    self = ConflictRule(rawValue: kind.rawValue) ?? .other
  }

  /// What the public proof says; `years` as the package has it.
  func sentence(_ years: Int) -> String {
    switch self {
    case .employer: "近 \(years) 年在申请企业工作（含兼职）"
    case .shareholder: "在申请企业持股、控制或者任职"
    case .relative: "近亲属与申请企业有利害关系"
    case .coach: "辅导、咨询过申请企业，或者在其所在区、辅导过它的工作站工作"
    case .competitor: "与申请企业有竞争关系"
    case .other: "申报了其他可能影响公正的关系"
    case .body: "近 \(years) 年在承办的专业机构工作"
    case .handled: "经办过这份申请"
    }
  }
}

/// One expert and one case.
struct Conflict: Sendable, Equatable {
  let person: PersonID
  let number: String
  let rule: ConflictRule
}

/// Looks for what binds experts to the cases of a group: once when a panel is made, and again before
/// anyone new is called.
struct ConflictSearch: Sendable {
  let cases: [CaseFacts]
  let body: OrganisationID
  let today: Day

  /// How long an employment that is over still binds; the strictest package of the group.
  var years: Int { cases.map { $0.figure(.lookBackYears) }.max() ?? 0 }

  func all(
    of experts: [Expert], in database: borrowing Connection
  ) throws -> [Conflict] {
    try experts.flatMap { try of($0.person, in: database) }
  }

  func of(_ person: PersonID, in database: borrowing Connection) throws -> [Conflict] {
    let ties = try Ties.of(person, in: database).filter { $0.binds(on: today, within: years) }
    let seats = try Seat.of(person, in: database).filter { seat in
      seat.until.map { $0.day >= today.yearsEarlier(years) } ?? true
    }
    var found: [Conflict] = []
    for facts in cases {
      let file = facts.file
      let code = try Organisations.find(file.enterprise, in: database)?.creditCode
      var rules: [ConflictRule] = ties.filter { $0.code == code }.map { ConflictRule($0.kind) }
      for seat in seats {
        if seat.organisation == file.enterprise { rules.append(.employer) }
        if seat.organisation == body { rules.append(.body) }
        if seat.kind == .workstation,
          try seat.district == file.unit
            || Attendances.wasCoached(file.enterprise, by: seat.organisation, in: database)
        {
          rules.append(.coach)
        }
      }
      if facts.touchedBy.contains(person) { rules.append(.handled) }
      for rule in ConflictRule.allCases where rules.contains(rule) {
        found.append(Conflict(person: person, number: file.number, rule: rule))
      }
    }
    return found
  }
}

/// Where somebody has or had a role, with its end.
private struct Seat: Sendable {
  let organisation: OrganisationID
  let kind: OrganisationKind?
  let district: OrganisationID?
  let until: Instant?

  static func of(_ person: PersonID, in database: borrowing Connection) throws -> [Seat] {
    try database.all(
      """
      SELECT o.id, o.kind, o.district, m.until FROM membership m
      JOIN organisation o ON o.id = m.organisation WHERE m.person = ?
      """, person.number
    ) { row in
      Seat(
        organisation: OrganisationID(row.int(0)), kind: OrganisationKind(rawValue: row.text(1)),
        district: row.optionalInt(2).map { OrganisationID($0) },
        until: row.optionalInt(3).map { Instant(milliseconds: Int64($0)) })
    }
  }
}
