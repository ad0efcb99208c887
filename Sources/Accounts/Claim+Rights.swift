import Routing
import Vocabulary

/// Who may see and do what about a claim.
extension Claim {
  /// Its author, the district unit, the enterprise's own people, and who oversees. A dispute is open
  /// to those it is about, so that they can answer it: without its files, and without the full name.
  /// Who came to the enterprise later sees nothing of those before (`Claims.find(_:for:)`).
  func mayBeRead(by caller: Caller) -> Bool {
    if person == caller.person { return true }
    guard let seat = caller.seat else { return false }
    switch seat.kind {
    case .oversight: return true
    case .district: return kind != .join && district == seat.organisation
    case .enterprise:
      return organisation == seat.organisation && (kind != .dispute || seat.speaks)
    default: return false
    }
  }

  /// The files of a dispute are not for those it is about: they would get a letter to copy.
  func filesMayBeRead(by caller: Caller) -> Bool {
    mayBeRead(by: caller) && !isAgainst(caller)
  }

  /// A dispute, seen by those who hold the enterprise now.
  func isAgainst(_ caller: Caller) -> Bool {
    kind == .dispute && person != caller.person && caller.seat?.organisation == organisation
  }

  /// Its author; of a first claim also whoever now writes for the enterprise.
  func isProven(by caller: Caller) -> Bool {
    switch kind {
    case .join: return false
    case .dispute: return person == caller.person
    case .first:
      return person == caller.person
        || caller.seat.map { $0.organisation == organisation && $0.speaks } == true
    }
  }

  /// A first claim is the district handler's; a dispute takes from one what it gives another, and is
  /// the approver's. Nobody decides their own.
  func isDecided(by caller: Caller) -> Bool {
    guard mayBeRead(by: caller), person != caller.person else { return false }
    switch kind {
    case .first:
      return !caller.roles.isDisjoint(with: [.districtHandler, .districtApprover])
    case .dispute: return caller.roles.contains(.districtApprover)
    case .join: return caller.seat?.speaks == true
    }
  }
}

extension Caller.Seat {
  /// Writes or signs for an enterprise.
  var speaks: Bool { !roles.isDisjoint(with: [.enterpriseEditor, .signatory]) }
}
