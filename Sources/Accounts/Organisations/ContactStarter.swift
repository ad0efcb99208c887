import Desk
import Routing
import SQLite
import Vocabulary

/// A unit that has not said how it is reached is asked for it, on its own desk.
struct ContactStarter: Starter {
  func starts(
    for caller: Caller, at now: Instant, in database: borrowing Connection
  ) throws -> [Start] {
    guard let seat = caller.seat, seat.kind == .district,
      !seat.roles.isDisjoint(with: [.districtHandler, .districtApprover]),
      try Organisations.find(seat.organisation, in: database)?.contact.isEmpty == true
    else { return [] }
    return [
      Start(SetContact.name, "登记本单位的联系方式（现在还没有登记）", at: SetContact.path.link)
    ]
  }
}
