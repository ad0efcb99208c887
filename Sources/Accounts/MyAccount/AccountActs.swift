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
    if seats.count > 1 {
      offers.append(
        TakeSeat.offered(
          .choices("organisation", seats.map { ("\($0.organisation)", $0.name) })))
    }
    // Whoever has a duty does that first.
    guard caller.duty == nil else { return }
    if person.hasSecondFactor { offers.append(RenewRecoveryCodes.offered()) }
    offers += [
      CorrectDetails.offered(
        .init(
          Edition.name,
          .integer(try CorrectDetails.edition(of: caller.person, in: database)))),
      CopyMyData.offered(),
    ]
    let side = try Memberships.objection(toStandFor: caller.person, in: database)
    offer(JoinEnterprise.self, unless: side)
    offer(DisputeEnterprise.self, unless: side)
    if let no = try OpenEnterprise.objection(to: caller, in: database) {
      blocked.append((OpenEnterprise.name, no))
    } else {
      let units = try Districts.choices(in: database)
      offers.append(
        OpenEnterprise.offered(.choices("district", units.map { ($0.value, $0.label) })))
    }
    if let seat = caller.seat, !seat.roles.isDisjoint(with: HandOver.leaving) {
      let (to, refusal) = try HandOver.successors(of: caller.person, in: seat, database)
      if let refusal {
        blocked.append((HandOver.name, refusal))
      } else {
        offers.append(HandOver.offered(to: to))
      }
    }
    offer(CloseAccount.self, unless: try CloseAccount.objection(to: caller, in: database))
  }

  private mutating func offer<Kind: Act>(
    _ act: Kind.Type, unless refusal: Refusal?
  ) where Kind.Spot == Nowhere {
    if let refusal {
      blocked.append((act.name, refusal))
    } else {
      offers.append(act.offered())
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
