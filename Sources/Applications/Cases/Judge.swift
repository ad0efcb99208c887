import Accounts
import Policy
import Registry
import Rounds
import Routing
import SQLite
import Vocabulary

/// The one judge: asked before an act is offered and again while it is done. Buttons, `acts` in JSON,
/// desk rows and the queue's last column are made from its answers and from nothing else.
package struct Judge: Sendable {
  let library: Library
  let eligibility: Eligibility
  let kept = Beside.Kept(most: 4000)

  package struct Offers: Sendable {
    package let acts: [Step]
    package let blocked: [(step: Step, refusal: Refusal, isQuiet: Bool)]

    /// Without what its room alone knows something against. What stands aside is said on the page with what needs
    /// no telling on most days: only what leads on is worth a warning.
    func refusing(_ objection: (Step) throws -> Refusal?) rethrows -> Offers {
      let refused = try acts.map { try objection($0) }
      return Offers(
        acts: zip(acts, refused).filter { $1 == nil }.map(\.0),
        blocked: blocked
          + zip(acts, refused).compactMap { step, refusal in
            refusal.map { (step, $0, step.isAside) }
          })
    }
  }

  package func facts(
    of file: Case, for person: PersonID?, at now: Instant, in database: borrowing Connection
  ) throws -> CaseFacts {
    guard let round = library.round(file.round), let package = library.package(round.package) else {
      throw Refusal.notFound
    }
    let beside = try Beside.of(file, kept, in: database)
    return CaseFacts(
      file: file, beside, round: round, package: package, now: now,
      person: person,
      isRelated: try person.map {
        try Recusal.isRelated(
          $0, to: file.enterprise, since: Recusal.start(of: package, at: now), in: database)
      } ?? false, isHeardByCity: try Self.isHeardByCity(file, beside, in: database))
  }

  /// Where everybody who approves in the unit has had the case in hand, the city hears it once more.
  private static func isHeardByCity(
    _ file: Case, _ beside: Beside, in database: borrowing Connection
  ) throws -> Bool {
    guard file.stage == .ended, Holder(refusedAt: file.cameFrom) == .unit,
      beside.matters.contains(where: { $0.kind == .reconsideration && $0.isOpen })
    else { return false }
    return try Memberships.people(of: file.unit, as: [.districtApprover], in: database)
      .allSatisfy { beside.touchedBy.contains($0.person) }
  }

  /// Of many cases, in their order, with one question of a kind to the database for all of them.
  package func facts(
    of files: [Case], for person: PersonID?, at now: Instant, in database: borrowing Connection
  ) throws -> [CaseFacts] {
    let beside = try Beside.of(files, kept, in: database)
    let own = try Recusal.related(person, to: files.map(\.enterprise), in: database)
    var pinned: [RoundID: (round: Round, package: Package)] = [:]
    return try zip(files, beside).map { file, beside in
      if pinned[file.round] == nil {
        guard let round = library.round(file.round), let package = library.package(round.package)
        else { throw Refusal.notFound }
        pinned[file.round] = (round, package)
      }
      guard let (round, package) = pinned[file.round] else { throw Refusal.notFound }
      return CaseFacts(
        file: file, beside, round: round, package: package, now: now, person: person,
        isRelated: own[file.enterprise].map { $0 >= Recusal.start(of: package, at: now) } ?? false,
        isHeardByCity: try Self.isHeardByCity(file, beside, in: database))
    }
  }

  /// What somebody with these roles may do with it now, and what a guard forbids them.
  /// - Parameter names: of the only steps that are asked for; a gate that is not asked is not judged.
  package func offers(
    _ facts: CaseFacts, _ roles: Set<Role>, only names: Set<String>? = nil,
    in database: borrowing Connection
  ) throws -> Offers {
    var acts: [Step] = []
    var blocked: [(step: Step, refusal: Refusal, isQuiet: Bool)] = []
    for step in Lifecycle.offered(at: facts.file.stage)
    where names?.contains(step.name) != false && !step.by(facts).isDisjoint(with: roles) {
      // What came through the portal has nothing to do with paper, now or ever.
      if facts.file.received == nil, step.given.contains(.onPaper) { continue }
      if let (refusal, isQuiet) = try objection(to: step, facts, in: database) {
        blocked.append((step, refusal, isQuiet))
      } else {
        acts.append(step)
      }
    }
    return Offers(acts: acts, blocked: blocked)
  }

  /// Of many cases those where something waits for these roles, as far as the cases themselves tell, and
  /// this person does not keep out of them: what hangs on the moment or on the registers is asked when the
  /// case is opened.
  func waiting(
    _ files: [Case], for roles: Set<Role>, _ person: PersonID? = nil,
    in database: borrowing Connection
  ) throws -> Set<ApplicationID> {
    if files.isEmpty { return [] }
    let beside = try Beside.of(files, kept, in: database)
    let own = try Recusal.related(person, to: files.map(\.enterprise), in: database)
    let steps = Lifecycle.onward(for: roles)
    var waiting: Set<ApplicationID> = []
    for (file, beside) in zip(files, beside) {
      guard let round = library.round(file.round), let package = library.package(round.package)
      else { continue }
      let facts = CaseFacts(
        file: file, beside, round: round, package: package, now: file.since, person: person,
        isRelated: false, isHeardByCity: false)
      if let person, Recusal.stands(of: person, in: facts.matters) { continue }
      if let until = own[file.enterprise], !roles.isDisjoint(with: Recusal.officials),
        until >= Recusal.start(of: package, at: file.since)
      {
        continue
      }
      if try waits(facts, for: steps, roles, in: database) { waiting.insert(file.id) }
    }
    return waiting
  }

  /// The same of one, for somebody who does not keep out of it.
  func waits(
    _ facts: CaseFacts, for roles: Set<Role>, in database: borrowing Connection
  ) throws -> Bool {
    try waits(facts, for: Lifecycle.onward(for: roles), roles, in: database)
  }

  private func waits(
    _ facts: CaseFacts, for steps: [Step], _ roles: Set<Role>, in database: borrowing Connection
  ) throws -> Bool {
    try steps.contains { step in
      try step.from.contains(facts.file.stage) && !step.by(facts).isDisjoint(with: roles)
        && step.given.allSatisfy { !$0.isOfTheCase || $0.objection(facts) == nil }
        && Rehearing.objection(to: step, facts, in: database) == nil
    }
  }

  /// Inside the transaction: throws why not.
  package func admit(
    _ step: Step, _ facts: CaseFacts, in database: borrowing Connection
  ) throws {
    guard step.from.contains(facts.file.stage) else {
      throw Refusal(
        .conflict, code: "wrongStage",
        try CaseHistory.last(of: facts.file.id, in: database).map {
          "现在不能“\(step.title)”：这份申请\($0.at.chinese)已经“\($0.title)”，目前\(facts.file.stage.title)。"
        } ?? "现在不能“\(step.title)”：这份申请目前\(facts.file.stage.title)。", clause: step.clause)
    }
    if let (refusal, _) = try objection(to: step, facts, in: database) { throw refusal }
  }

  /// The same for somebody in these roles: what came on paper is written by the unit, all else by its
  /// enterprise.
  func admit(
    _ step: Step, _ facts: CaseFacts, as roles: Set<Role>, in database: borrowing Connection
  ) throws {
    if step.by(facts).isDisjoint(with: roles) { throw step.notTheirs(facts) }
    try admit(step, facts, in: database)
  }

  /// The same, asked before.
  package func refusal(
    to step: Step, _ facts: CaseFacts, as roles: Set<Role>? = nil,
    in database: borrowing Connection
  ) throws -> Refusal? {
    do {
      if let roles {
        try admit(step, facts, as: roles, in: database)
      } else {
        try admit(step, facts, in: database)
      }
      return nil
    } catch let refusal as Refusal { return refusal }
  }

  /// Those of many that may go this way, and why the others may not.
  package func part(
    _ all: [CaseFacts], by step: Step, in database: borrowing Connection
  ) throws -> (ready: [CaseFacts], held: [(facts: CaseFacts, why: Refusal)]) {
    var ready: [CaseFacts] = []
    var held: [(facts: CaseFacts, why: Refusal)] = []
    for facts in all {
      do {
        try admit(step, facts, in: database)
        ready.append(facts)
      } catch let refusal as Refusal {
        held.append((facts, refusal))
      }
    }
    return (ready, held)
  }

  /// Whether one of many may go this way: looks no further than the first.
  package func admitsAny(
    of all: [CaseFacts], by step: Step, in database: borrowing Connection
  ) throws -> Bool {
    try all.contains { facts in
      try step.from.contains(facts.file.stage) && objection(to: step, facts, in: database) == nil
    }
  }

  /// The same of as many as there may be: mostly the first few tell, and no more of them are read then.
  /// - Parameter files: so many of them; all, where nothing is said.
  package func admitsAny(
    by step: Step, for person: PersonID, at now: Instant, in database: borrowing Connection,
    of files: (_ most: Int?) throws -> [Case]
  ) throws -> Bool {
    for most in [Self.few, nil] {
      let read = try files(most)
      let all = try facts(of: read, for: person, at: now, in: database)
      if try admitsAny(of: all, by: step, in: database) { return true }
      if read.count < Self.few { return false }
    }
    return false
  }
  private static let few = 20

  private func objection(
    to step: Step, _ facts: CaseFacts, in database: borrowing Connection
  ) throws -> (Refusal, isQuiet: Bool)? {
    for condition in step.given {
      if case .gate(let gate) = condition {
        if let refusal = try gateObjection(gate, facts, in: database) { return (refusal, false) }
      } else if case .gateFails(let gate) = condition {
        let refusal = try gateObjection(gate, facts, in: database)
        if refusal == nil || refusal?.code == Self.suspended {
          return (
            Refusal(.conflict, code: "eligible", "\(gate.title)核对条件，没有不符合的。", clause: gate.clause),
            true
          )
        }
      } else if condition == .unmanned {
        if try Recusal.missing(facts, in: database).isEmpty {
          return (
            Refusal(
              .conflict, code: "manned", "\(facts.file.unitName)还有不用回避的人可以办，由本单位指定接办人。",
              clause: step.clause), condition.isQuiet
          )
        }
      } else if condition == .anew {
        if let refusal = try Rehearing.objection(to: step, facts, in: database) {
          return (refusal, condition.isQuiet)
        }
      } else if let refusal = condition.objection(facts) {
        return (
          Refusal(.conflict, code: refusal.code, refusal.sentence, clause: step.clause),
          condition.isQuiet
        )
      }
    }
    if let refusal = Recusal.objection(to: step, facts) {
      return (refusal, true)
    }
    return nil
  }

  /// By the case's own round, on what is known today.
  package func standing(
    _ facts: CaseFacts, in database: borrowing Connection
  ) throws -> Eligibility.Standing {
    try eligibility.standing(
      of: facts.file, under: facts.package, on: facts.now.day, in: database)
  }

  /// It may be let go on again: that ends nothing.
  private static let suspended = "enterpriseSuspended"

  package func gateObjection(
    _ gate: Gate, _ facts: CaseFacts, in database: borrowing Connection
  ) throws -> Refusal? {
    let standing = try standing(facts, in: database)
    if let status = standing.refusedAs {
      return Refusal(
        .conflict, code: status == .suspended ? Self.suspended : "enterpriseClosed",
        "\(gate.title)核对：\(facts.file.enterpriseName)在本系统\(status.title)，不能继续办理。",
        clause: gate.clause)
    }
    // On paper the answers to the conditions are in the application itself.
    if gate == .submit, standing.declaration == nil, !facts.file.isOnPaper {
      return Refusal(
        .conflict, code: "notDeclared", "还没有填写企业档案。先在“企业档案”里逐条回答申请条件，再提交。", clause: gate.clause)
    }
    guard standing.verdict == .fail,
      let failing = standing.findings.first(where: { $0.verdict == .fail }),
      let point = failing.points.first
    else { return nil }
    return Refusal(
      .conflict, code: "notEligible",
      "\(gate.title)核对条件，不符合“\(failing.condition.title)”：\(point.reason)\(point.remedy)",
      clause: point.clause)
  }
}
