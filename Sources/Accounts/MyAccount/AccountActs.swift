import JSON
import Routing
import SQLite
import Vocabulary

/// What I may do with my own account now, and why not the rest: its page and its JSON offer the same.
struct AccountActs: Sendable {
  private(set) var offers: [JSON] = []
  private(set) var blocked: [(name: String, refusal: Refusal)] = []

  init(
    _ person: Person, _ seats: [Caller.Seat], _ caller: Caller, in database: borrowing Connection
  ) throws {
    offers = [SignOut.offered(), ChangePassword.offered(), EnrolSecondFactor.offered()]
    if seats.count > 1 { offers.append(TakeSeat.offered()) }
    // Whoever has a duty does that first.
    guard caller.duty == nil else { return }
    if person.hasSecondFactor { offers.append(RenewRecoveryCodes.offered()) }
    offers += [
      CorrectDetails.offered(), CopyMyData.offered(), JoinEnterprise.offered(),
      DisputeEnterprise.offered(),
    ]
    if !caller.roles.isDisjoint(with: HandOver.leaving) { offers.append(HandOver.offered()) }
    if let refusal = try OpenEnterprise.objection(to: caller, in: database) {
      blocked.append((OpenEnterprise.name, refusal))
    } else {
      offers.append(OpenEnterprise.offered())
    }
    if let refusal = try CloseAccount.objection(to: caller, in: database) {
      blocked.append((CloseAccount.name, refusal))
    } else {
      offers.append(CloseAccount.offered())
    }
  }

  func allows(_ name: String) -> Bool { offers.contains { $0["name"]?.string == name } }
  func objection(to name: String) -> Refusal? { blocked.first { $0.name == name }?.refusal }

  var members: [JSON.Member] {
    [
      .init("acts", .array(offers)),
      .init(
        "blocked",
        .array(blocked.map { $0.refusal.blocking($0.name) })),
    ]
  }
}
