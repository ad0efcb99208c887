import Accounts
import Acts
import Applications
import JSON
import Routing
import SQLite
import Vocabulary

/// An objection with its case, as one member of the bureau may handle it now. The page, what it offers
/// and the acts all ask here.
struct Docket {
  let objection: Objection
  let facts: CaseFacts
  let opinion: Opinion?
  let isOpen: Bool

  init(
    _ id: ObjectionID, _ member: Member, _ now: Instant, _ desk: CaseDesk,
    in database: borrowing Connection
  ) throws {
    guard let objection = try Objections.find(id, in: database),
      let file = try Cases.find(objection.application, in: database)
    else { throw Refusal.notFound }
    self.objection = objection
    facts = try desk.judge.facts(of: file, for: member.caller.person, at: now, in: database)
    opinion = try Objections.opinion(on: id, in: database)
    isOpen = facts.matters.contains { $0.id == objection.matter && $0.isOpen }
  }

  /// The same as it is for somebody else.
  private init(
    _ docket: Docket, for person: PersonID, _ desk: CaseDesk, in database: borrowing Connection
  ) throws {
    (objection, opinion, isOpen) = (docket.objection, docket.opinion, docket.isOpen)
    facts = try desk.judge.facts(
      of: docket.facts.file, for: person, at: docket.facts.now, in: database)
  }

  /// How often something has been said about it: proposed, returned, decided.
  func edition(in database: borrowing Connection) throws -> Int {
    try database.first(
      "SELECT count(*) + count(outcome) FROM objection_opinion WHERE objection = ?",
      objection.id.number
    ) { $0.int(0) } ?? 0
  }

  /// Whoever decides has read what they decide on: where they say which they read, it is that.
  func requireSeen(_ moment: Moment, in database: borrowing Connection) throws {
    let edition = try edition(in: database)
    let word = opinion.map {
      "\($0.conclusion.title)，\($0.outcome == nil ? "等审核人决定" : "已经有结果")"
    }
    try moment.requireSeen(
      edition, "您打开以后，这件异议的处理意见又有了变化（现在是第 \(edition) 版）：\(word ?? "还没有意见")。请核对以后再办。",
      stands: ("conclusion", opinion?.conclusion.title ?? ""), ("reason", opinion?.reason ?? ""))
  }

  /// Waits for an approver.
  var waiting: Opinion? { opinion.flatMap { $0.outcome == nil ? $0 : nil } }

  /// A handler or an approver who has not had the case in hand: they alone read who objects.
  func isHandled(by member: Member) -> Bool {
    !member.seat.roles.isDisjoint(with: [.municipalHandler, .municipalApprover])
      && !facts.touchedBy.contains(member.caller.person)
  }

  /// Who would have to come, since none of those with the role may go on with it, each for a reason of
  /// their own: the case was in their hands, they proposed it, they keep out. Nil while somebody is left.
  func missing(
    in bureau: OrganisationID, _ desk: CaseDesk, _ database: borrowing Connection
  ) throws -> Role? {
    guard isOpen else { return nil }
    let role: Role = waiting == nil ? .municipalHandler : .municipalApprover
    let isLeft = try Memberships.people(of: bureau, as: [role], in: database).contains { one in
      let theirs = try Docket(self, for: one.person, desk, in: database)
      let no = try why {
        if waiting == nil {
          try theirs.admitOpinion(desk, in: database)
        } else {
          _ = try theirs.admitDecision(desk, in: database)
        }
      }
      return !Self.isBarred(by: no)
    }
    return isLeft ? nil : role
  }

  /// For reasons of their own, which do not pass: somebody else has to.
  static func isBarred(by no: Refusal?) -> Bool {
    no.map { ["samePerson", "recused"].contains($0.code) } ?? false
  }

  /// Throws why it cannot be weighed now.
  func admitOpinion(_ desk: CaseDesk, in database: borrowing Connection) throws {
    guard isOpen else { throw Docket.decided }
    guard waiting == nil else {
      throw Refusal(.conflict, code: "opinionOpen", "处理意见已经提出，等审核人决定。")
    }
    try desk.judge.admit(Lifecycle.weigh, facts, in: database)
  }

  /// Throws why what was proposed cannot be decided now.
  func admitDecision(_ desk: CaseDesk, in database: borrowing Connection) throws -> Opinion {
    guard isOpen else { throw Docket.decided }
    guard let waiting else {
      throw Refusal(.conflict, code: "opinionMissing", "还没有处理意见。")
    }
    guard waiting.person != facts.person else {
      throw Refusal(.conflict, code: "samePerson", "处理意见是您提出的，要由另一个人决定。")
    }
    try desk.judge.admit(step(waiting), facts, in: database)
    return waiting
  }

  /// A case that has ended meanwhile cannot be removed once more: it stands as it ended.
  func step(_ opinion: Opinion) -> Step {
    opinion.conclusion == .sustained && facts.file.stage == .publicised
      ? Lifecycle.sustain : Lifecycle.overrule
  }

  /// What this member may do with it now, and why not what is theirs by role and waits.
  func acts(
    _ member: Member, _ desk: CaseDesk, in database: borrowing Connection
  ) throws -> Acts {
    let place = ItemPlace(objection.id)
    var acts = Acts()
    if isHandled(by: member) { acts.reading = [OpenEvidence.offered(at: place)] }
    guard isOpen else { return acts }
    if waiting == nil, member.seat.roles.contains(.municipalHandler) {
      acts.take(
        [
          Offer(
            Lifecycle.weigh, ProposeObjection.summary, at: ProposeObjection.path.link(place),
            hasForm: true)
        ], [ProposeObjection.name], try why { try admitOpinion(desk, in: database) })
    }
    if waiting == nil, member.seat.roles.contains(.municipalApprover) {
      // Better known before somebody waits for it.
      acts.take(
        [], [DecideObjection.name],
        try desk.judge.refusal(
          to: Lifecycle.overrule, facts, in: database))
    }
    if let waiting, member.seat.roles.contains(.municipalApprover) {
      let step = step(waiting)
      acts.take(
        [
          Offer(
            step, DecideObjection.summary, at: DecideObjection.path.link(place), hasForm: true,
            name: DecideObjection.name),
          Offer(
            step, ReturnObjection.summary, at: ReturnObjection.path.link(place), hasForm: true,
            name: ReturnObjection.name),
        ], [DecideObjection.name, ReturnObjection.name],
        try why { _ = try admitDecision(desk, in: database) })
    }
    acts.name(.init(Edition.name, .integer(try edition(in: database))))
    return acts
  }

  private func why(_ admit: () throws -> Void) throws -> Refusal? {
    do {
      try admit()
      return nil
    } catch let refusal as Refusal { return refusal }
  }

  struct Acts: Sendable {
    private(set) var offers: [Offer] = []
    private(set) var blocked: [(name: String, refusal: Refusal)] = []
    /// Of those who handle it, at any time.
    fileprivate(set) var reading: [JSON] = []

    var members: [JSON.Member] {
      [
        .init("acts", .array(offers.map(\.json) + reading)),
        .init("blocked", .array(blocked.map { $0.refusal.blocking($0.name) })),
      ]
    }

    fileprivate mutating func take(_ offers: [Offer], _ names: [String], _ refusal: Refusal?) {
      if let refusal {
        blocked += names.map { (name: $0, refusal: refusal) }
      } else {
        self.offers += offers
      }
    }

    /// Each names what was read.
    fileprivate mutating func name(_ edition: JSON.Member) {
      for index in offers.indices { offers[index].more = [edition] }
    }
  }

  static let decided = Refusal(.conflict, code: "decidedAlready", "这件异议已经办结，请刷新页面查看结果。")
}
