import Accounts
import JSON
import Policy
import Routing
import SQLite
import Vocabulary

/// After a granted 复核 a case is not decided again by those who refused it, nor by those on whose opinion
/// it was refused (001 三（二）第一分句). Where the office has nobody else, somebody is brought in, or the city
/// names another unit, as where everybody keeps out (`Recusal.missing`).
enum Rehearing {
  /// Whoever did one of these before it was granted had a part in the refusal.
  private static let refusing = [
    Lifecycle.refuse, Lifecycle.review, Lifecycle.propose, Lifecycle.decline, Lifecycle.screen,
    Lifecycle.fail, Lifecycle.suggest, Lifecycle.dismiss,
  ].map { JSON.string($0.name) }

  static func objection(
    to step: Step, _ facts: CaseFacts, in database: borrowing Connection
  ) throws -> Refusal? {
    guard step.given.contains(.anew), let person = facts.person,
      try refusers(facts, in: database).contains(person)
    else { return nil }
    let other = try others(step, facts, in: database).first
    return Refusal(
      .conflict, code: "decidedBefore",
      "这份申请同意复核以后重新办理，原来的决定是您作出或者提出的，要由别人办理"
        + (other.map { "，例如\($0)。" } ?? "；现在没有别人可以办。\(Recusal.remedy(facts.file.stage.holder))"),
      clause: step.clause)
  }

  static func refusers(
    _ facts: CaseFacts, in database: borrowing Connection
  ) throws -> Set<PersonID> {
    // Asked of every line of every list: hardly any case has been heard anew.
    guard facts.matters.contains(where: { $0.kind == .reconsideration }) else { return [] }
    return Set(
      try database.all(
        """
        SELECT DISTINCT person FROM application_event
        WHERE application = ?1 AND person IS NOT NULL
          AND act IN (SELECT value FROM json_each(?2))
          AND edition < (SELECT max(edition) FROM application_event
            WHERE application = ?1 AND act = ?3)
        """, facts.file.id.number, JSON.array(refusing).text, Lifecycle.reconsider.name
      ) { PersonID($0.int(0)) })
  }

  /// Who of the office could take the step instead, by name.
  private static func others(
    _ step: Step, _ facts: CaseFacts, in database: borrowing Connection
  ) throws -> [String] {
    guard let office = try office(facts, in: database) else { return [] }
    var out = try refusers(facts, in: database)
    for case .another(let kind) in step.given {
      out.formUnion(facts.open(kind).compactMap(\.openedBy))
    }
    let people = try Memberships.people(of: office, as: step.by, in: database)
    let own = try Recusal.related(
      people.map(\.person), to: facts.file.enterprise, since: Recusal.start(facts), in: database)
    return people.filter {
      !out.contains($0.person) && !own.contains($0.person)
        && !Recusal.stands(of: $0.person, in: facts.matters)
    }.map(\.name)
  }

  private static func office(
    _ facts: CaseFacts, in database: borrowing Connection
  ) throws -> OrganisationID? {
    switch facts.file.stage.holder {
    case .unit: facts.file.unit
    case .body: facts.file.body
    case .bureau: try Organisations.all(.bureau, in: database).first?.id
    case .enterprise, .nobody: nil
    }
  }
}
