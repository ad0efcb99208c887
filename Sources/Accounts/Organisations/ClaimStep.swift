import HTML
import JSON
import Routing
import SQLite
import Vocabulary

/// What may be done with a claim that stands, one row each: in which state, by whom, given what. The
/// claim's page, its JSON, the desk and the acts themselves ask here and nowhere else.
struct ClaimStep: Sendable {
  let name, title: String
  let from: [Claim.Kind: Set<Claim.State>]
  /// Whose it is, at whatever time.
  let by: @Sendable (Claim, Caller) -> Bool
  let link: @Sendable (ClaimID) -> Address
  /// It rests on all that was proven and said, and so names the edition that was read.
  var readsAll = false
  /// What it is told that is too late.
  var late = Claims.decidedAlready
  /// What else stands against it, in a sentence that says where to turn.
  var objection: @Sendable (Claim, Caller, borrowing Connection) throws -> Refusal? = { _, _, _ in
    nil
  }

  static let file = ClaimStep(
    name: FileProof.name, title: "提交证明",
    from: [.first: [.open, .refused], .dispute: [.open, .refused]],
    by: { $0.isProven(by: $1) }, link: { FileProof.path.link(ItemPlace($0)) },
    late: Refusal(.conflict, code: "filedAlready", "证明已经提交，或者这件事已经办结。"),
    objection: { try Claims.obstacle(to: $0, $1, in: $2) })
  static let decide = ClaimStep(
    name: DecideClaim.name, title: "作出决定",
    from: [.first: [.waiting], .dispute: [.waiting], .join: [.waiting]],
    by: { $0.isDecided(by: $1) }, link: { DecideClaim.path.link(ItemPlace($0)) },
    readsAll: true,
    objection: { claim, caller, database in
      if try Claims.isParty(caller.person, to: claim, in: database) { return notYours }
      return try People.find(claim.person, in: database)?.status == .active
        ? nil
        : Refusal(.conflict, code: "claimantGone", "提出人已经注销账户，这件事不用再办。")
    })
  static let answer = ClaimStep(
    name: AnswerDispute.name, title: "说明情况", from: [.dispute: [.waiting]],
    by: { $0.isAgainst($1) && $1.seat?.speaks == true },
    link: { AnswerDispute.path.link(ItemPlace($0)) }, readsAll: true)
  /// Until it has been answered; a registration also when it was refused, so that the enterprise is
  /// free again.
  static let withdraw = ClaimStep(
    name: WithdrawClaim.name, title: "撤回",
    from: [
      .first: [.open, .waiting, .refused], .dispute: [.open, .waiting], .join: [.open, .waiting],
    ], by: { $0.person == $1.person }, link: { WithdrawClaim.path.link(ItemPlace($0)) })

  static let table = [file, decide, answer, withdraw]

  static let notYours = Refusal(
    .forbidden, code: "notYours", "归属异议由区级审核决定；自己提出的、与自己有关的企业，不能自己决定，请同事办理。")

  struct Offers: Sendable {
    let acts: [ClaimStep]
    let blocked: [(step: ClaimStep, refusal: Refusal)]
    func offers(_ step: ClaimStep) -> Bool { acts.contains { $0.name == step.name } }
  }

  static func offers(
    _ claim: Claim, to caller: Caller, in database: borrowing Connection
  ) throws -> Offers {
    var acts: [ClaimStep] = []
    var blocked: [(step: ClaimStep, refusal: Refusal)] = []
    for step in table where step.waits(in: claim, for: caller) {
      if let refusal = try step.objection(claim, caller, database) {
        blocked.append((step, refusal))
      } else {
        acts.append(step)
      }
    }
    // Whoever takes in what the unit decides reads why this is not theirs.
    if claim.kind == .dispute, claim.state == .waiting, let seat = caller.seat,
      seat.organisation == claim.district, seat.roles == [.districtHandler]
    {
      blocked.append((decide, notYours))
    }
    return Offers(acts: acts, blocked: blocked)
  }

  /// - Parameter edition: that stands, where it has to be named.
  func json(_ claim: Claim, _ edition: Int?) -> JSON {
    .object(
      [
        .init("name", .string(name)), .init("href", .string("/api/v1\(link(claim.id))")),
      ] + (edition.map { [.init(Edition.name, .integer($0))] } ?? []))
  }

  /// As far as the claim itself tells.
  func waits(in claim: Claim, for caller: Caller) -> Bool {
    from[claim.kind]?.contains(claim.state) == true && by(claim, caller)
  }

  /// Inside the transaction: throws why not.
  func admit(_ claim: Claim, _ caller: Caller, in database: borrowing Connection) throws {
    guard from[claim.kind]?.contains(claim.state) == true else { throw late }
    guard by(claim, caller) else { throw Self.notYours }
    if let refusal = try objection(claim, caller, database) { throw refusal }
  }
}
