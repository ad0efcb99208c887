import Acts
import Design
import Desk
import HTML
import JSON
import Messages
import Routing
import SQLite
import Vocabulary

/// Confirms that somebody speaks for an enterprise, or says why not.
struct DecideClaim: RecordedAct, ClaimAct {
  struct Asked: Input {
    static let decision = Field.choice(
      "decision", "决定", [Choice("confirm", "确认"), Choice("refuse", "不予确认")])
    static let reason = Field.longText(
      "reason", "理由", most: 500, help: "不确认、不成立、不同意的必须写明。提出人会看到；异议的理由，现在代表企业的人也会看到。",
      example: "授权书没有盖章",
      isRequired: false)
    static let fields = [decision.note, reason.note]

    /// In the words of what is decided.
    static func fields(for kind: Claim.Kind) -> [FieldNote] {
      let words =
        switch kind {
        case .first: ("确认代表企业", "不予确认")
        case .dispute: ("异议成立", "异议不成立")
        case .join: ("同意加入", "不同意")
        }
      return [
        decision.note.choosing(from: [Choice("confirm", words.0), Choice("refuse", words.1)]),
        reason.note,
      ]
    }
    let isConfirmed: Bool
    let reason: String

    init(_ answers: Answers) throws(Problems) {
      let decision: String
      (decision, reason) = try answers.read(Self.decision, Self.reason)
      isConfirmed = decision == "confirm"
      if !isConfirmed, reason.isEmpty {
        throw Problems([Problem(field: "reason", code: "required", message: "请写明理由。")])
      }
    }
  }

  static func called(_ asked: Asked) -> String { asked.isConfirmed ? "确认" : "不予确认" }

  func called(
    at place: ItemPlace<Owner.Claim>, for member: Member, _ visit: Visit
  ) throws -> String {
    try ledger.store.read(lane: visit.lane) { database in
      try Claims.find(place.id, in: database).map { "\($0.kind.title)：\($0.organisationName)" }
        ?? ""
    }
  }

  static let name = "claim.decide"
  static let namesEdition = true
  static let requiresEdition = true
  static let step = ClaimStep.decide
  static let refuses: Set<Refusal.Kind> = [.conflict]
  static let summary = "确认或不予确认代表企业的证明"
  static let path = Path<ItemPlace<Owner.Claim>>("/claims/:claim/decision")
  static let audience = Audience.members(
    .districtHandler, .districtApprover, .enterpriseEditor, .signatory
  ).confirmed
  static let schema = Schema.object([.always("state", .text)])

  let ledger: Ledger
  let desk: ClaimDesk
  private var post: Post { desk.post }

  func change(
    _ asked: Asked, at place: ItemPlace<Owner.Claim>, by member: Member, _ moment: Moment,
    in database: borrowing Connection
  ) throws -> Done<Claim.State> {
    let claim = try Claims.find(place.id, for: member.caller, in: database)
    try ClaimStep.decide.admit(claim, member.caller, in: database)
    try ClaimEdition.require(claim, by: member, moment, in: database)
    try requireStanding(claim, asked, in: database)
    let state: Claim.State = asked.isConfirmed ? .confirmed : .refused
    try Claims.decide(
      claim, state, by: member.caller.person, asked.reason, at: moment.now, in: database)
    switch (claim.kind, asked.isConfirmed) {
    case (.first, true): try confirmFirst(claim, in: database)
    case (.first, false), (.join, false): break
    case (.join, true): try grant(claim, member, moment, in: database)
    case (.dispute, true): try handOver(claim, member, asked.reason, moment, in: database)
    case (.dispute, false): try reassure(claim, asked.reason, moment, in: database)
    }
    try tell(claim, asked, moment, in: database)
    let words =
      switch (claim.kind, asked.isConfirmed) {
      case (.first, true): "确认登记人可以代表企业"
      case (.first, false): "不予确认登记人代表企业"
      case (.dispute, true): "认定归属异议成立"
      case (.dispute, false): "认定归属异议不成立"
      case (.join, true): "同意加入企业"
      case (.join, false): "不同意加入企业"
      }
    return Done(state, words, about: claim.subject, payload: ["reason": .string(asked.reason)])
  }

  /// A decision neither brings back what was suspended nor lets people in before their time.
  private func requireStanding(
    _ claim: Claim, _ asked: Asked, in database: borrowing Connection
  ) throws {
    guard asked.isConfirmed else { return }
    let status = try Organisations.find(claim.organisation, in: database)?.status
    if status == .suspended || status == .closed {
      throw Refusal(
        .conflict, code: "wrongState", "企业现在是“\(status?.title ?? "")”，要先恢复，才能这样决定。")
    }
    if claim.kind == .join, status != .active {
      throw Refusal(
        .conflict, code: "notProven", "区市场监管部门确认您代表企业以后，才能同意他人加入。")
    }
  }

  private func confirmFirst(_ claim: Claim, in database: borrowing Connection) throws {
    try Organisations.set(.active, of: claim.organisation, in: database)
  }

  private func grant(
    _ claim: Claim, _ member: Member, _ moment: Moment, in database: borrowing Connection
  ) throws {
    try Memberships.grant(
      claim.role, in: claim.organisation, to: claim.person, by: member.caller.person,
      at: moment.now, database)
  }

  /// The enterprise goes to whoever has proven it; those who had it lose their roles, on the record.
  private func handOver(
    _ claim: Claim, _ member: Member, _ reason: String, _ moment: Moment,
    in database: borrowing Connection
  ) throws {
    for holder in try Memberships.of(claim.organisation, in: database) {
      try Memberships.end(
        holder, by: member.caller.person, "归属异议成立：\(reason)", at: moment.now, database)
      // A role of the disputant's own that had been suspended makes way for the one proven.
      if holder.person == claim.person { continue }
      try post.tell(
        holder.person, .roleEnded,
        [
          "organisation": claim.organisationName, "role": holder.role.title,
          "reason": "区市场监管部门认定由他人代表该企业",
        ], about: claim.organisation.subject, link: Paths.desk.link, moment, in: database)
    }
    // First claims have lost their ground, and so have the doors that were held open.
    try database.run(
      """
      UPDATE claim SET state = 'withdrawn', decided = ?, decided_by = ?, reason = '归属异议成立'
      WHERE organisation = ? AND kind = 'first' AND state IN ('open', 'waiting', 'refused')
      """, moment.now.milliseconds, member.caller.person.number, claim.organisation.number)
    try Tickets.cancelInvitations(to: claim.organisation, at: moment.wall, in: database)
    try grant(claim, member, moment, in: database)
    try Organisations.set(.active, of: claim.organisation, in: database)
    // Whoever holds the enterprise now is asked about what others say.
    for other in try Claims.disputes(about: claim.organisation, database) {
      try post.tell(
        claim.person, .disputeRaised,
        ["organisation": claim.organisationName, "due": other.due?.chinese ?? "近日"],
        about: other.subject, link: ClaimView.path.link(ItemPlace(other.id)), moment, in: database)
    }
  }

  /// Those who keep the enterprise hear that the dispute about it is over.
  private func reassure(
    _ claim: Claim, _ reason: String, _ moment: Moment, in database: borrowing Connection
  ) throws {
    try post.tell(
      Recipients.speakers(of: claim.organisation, in: database), .disputeDismissed,
      ["organisation": claim.organisationName, "reason": reason], about: claim.subject,
      link: ClaimView.path.link(ItemPlace(claim.id)), moment, in: database)
  }

  private func tell(
    _ claim: Claim, _ asked: Asked, _ moment: Moment, in database: borrowing Connection
  ) throws {
    let (occasion, decision): (Occasion, String) =
      switch (claim.kind, asked.isConfirmed) {
      case (.first, true): (.claimConfirmed, "")
      case (.first, false): (.claimRefused, "")
      case (.dispute, let isConfirmed): (.disputeDecided, isConfirmed ? "成立" : "不成立")
      case (.join, let isConfirmed): (.joinDecided, isConfirmed ? "已同意" : "没有同意")
      }
    try post.tell(
      claim.person, occasion,
      [
        "organisation": claim.organisationName, "decision": decision,
        "reason": asked.reason.isEmpty ? "无" : asked.reason,
      ], about: claim.subject, link: try onward(claim, asked, in: database), moment, in: database)
  }

  /// Whoever is confirmed has something to do next: the dossier, with the answers that came along.
  private func onward(
    _ claim: Claim, _ asked: Asked, in database: borrowing Connection
  ) throws -> Address {
    guard claim.kind == .first, asked.isConfirmed else {
      return ClaimView.path.link(ItemPlace(claim.id))
    }
    let dossier = Paths.declaration.link
    return try Ways.find(to: dossier, of: claim.person, in: database) ?? dossier
  }

  func json(_ state: Claim.State) -> JSON { ["state": .string(state.rawValue)] }
  func next(_ state: Claim.State, at place: ItemPlace<Owner.Claim>) -> Address { Paths.desk.link }
}
