import Acts
import Design
import HTML
import JSON
import Messages
import Routing
import SQLite
import Vocabulary

/// Takes back what one claimed. A first claim taken back leaves the enterprise free for others.
struct WithdrawClaim: RecordedAct, ClaimAct {
  typealias Asked = Nothing

  static let name = "claim.withdraw"
  static let step = ClaimStep.withdraw
  static let refuses: Set<Refusal.Kind> = [.conflict]
  static let summary = "撤回登记、异议或加入申请"
  static let path = Path<ItemPlace<Owner.Claim>>("/claims/:claim/withdrawal")
  static let audience = Audience<Caller>.signedIn
  static let schema = Schema.object([.always("state", .text)])

  let ledger: Ledger
  let desk: ClaimDesk

  func change(
    _ asked: Nothing, at place: ItemPlace<Owner.Claim>, by caller: Caller, _ moment: Moment,
    in database: borrowing Connection
  ) throws -> Done<Claim.State> {
    guard let claim = try Claims.find(place.id, in: database), claim.person == caller.person else {
      throw Refusal.notFound
    }
    try ClaimStep.withdraw.admit(claim, caller, in: database)
    try database.run(
      "UPDATE claim SET state = 'withdrawn', decided = ? WHERE id = ?", moment.now.milliseconds,
      claim.id.number)
    let status = try Organisations.find(claim.organisation, in: database)?.status
    if claim.kind == .first, status == .claimed {
      for membership in try Memberships.of(caller.person, in: database)
      where membership.organisation == claim.organisation {
        try Memberships.end(membership, by: caller.person, "本人撤回登记", at: moment.now, database)
      }
    }
    if claim.kind == .dispute, claim.state == .waiting {
      let concerned =
        try Recipients.speakers(of: claim.organisation, in: database)
        + Recipients.of(claim.district, as: [.districtApprover], in: database)
      try desk.post.tell(
        concerned, .disputeWithdrawn, ["organisation": claim.organisationName],
        about: claim.subject, link: Paths.desk.link, moment, in: database)
    }
    return Done(.withdrawn, "撤回\(claim.kind.title)", about: claim.subject)
  }

  func json(_ state: Claim.State) -> JSON { ["state": .string(state.rawValue)] }
  func next(_ state: Claim.State, at place: ItemPlace<Owner.Claim>) -> Address { Paths.desk.link }
}
