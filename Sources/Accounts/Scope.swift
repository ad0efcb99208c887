import Routing
import SQLite
import Vocabulary

extension Caller {
  /// Looks on for the public's sake: people are shown by masked names, in the journal and elsewhere.
  var isOverseer: Bool { seat?.kind == .oversight }
}

/// Which organisations somebody may know of, and whose people they may bring in: said here once,
/// asked by every query (house §8, reliability R02).
enum Scope {
  /// May `seat` look at this organisation at all?
  static func admits(_ seat: Caller.Seat, to organisation: Organisation) -> Bool {
    if organisation.id == seat.organisation { return true }
    switch seat.kind {
    case .district: return organisation.district == seat.organisation
    case .bureau:
      // Technical administration sees no enterprise.
      return organisation.kind != .enterprise || !seat.roles.contains(.systemAdministrator)
    case .oversight: return true
    case .enterprise, .department, .workstation, .thirdParty, .expertPool: return false
    }
  }

  /// May `seat` bring somebody in there as this, or let them go?
  static func manages(_ seat: Caller.Seat, _ role: Role, in organisation: Organisation) -> Bool {
    guard role.kind == organisation.kind, !role.grantors.isDisjoint(with: seat.roles) else {
      return false
    }
    if organisation.id == seat.organisation { return true }
    switch seat.kind {
    case .district:
      return organisation.district == seat.organisation && organisation.kind != .enterprise
    case .bureau:
      return organisation.kind != .enterprise && seat.roles.contains(.municipalAdministrator)
    default: return false
    }
  }

  /// May `seat` suspend, restore or close it? Units, bureau, pool and overseers always stand.
  static func governs(_ seat: Caller.Seat, _ organisation: Organisation) -> Bool {
    guard organisation.id != seat.organisation,
      [.enterprise, .department, .workstation, .thirdParty].contains(organisation.kind)
    else { return false }
    switch seat.kind {
    case .district:
      return organisation.district == seat.organisation && seat.roles.contains(.districtApprover)
    case .bureau:
      return organisation.kind != .enterprise && seat.roles.contains(.municipalAdministrator)
    default: return false
    }
  }

  /// May `seat` put right what an enterprise is registered with? The district unit in charge; until
  /// that has confirmed it, those who registered it.
  static func corrects(
    _ seat: Caller.Seat, _ organisation: Organisation, in database: borrowing Connection
  ) throws -> Bool {
    guard organisation.kind == .enterprise else { return false }
    if organisation.id == seat.organisation {
      return try seat.speaks && organisation.status == .claimed
        && !Enterprises.isEntered(organisation.id, in: database)
    }
    return organisation.district == seat.organisation
      && !seat.roles.isDisjoint(with: [.districtHandler, .districtApprover])
  }

  /// The roles `seat` can give there.
  static func roles(_ seat: Caller.Seat, in organisation: Organisation) -> [Role] {
    organisation.kind.roles.filter { manages(seat, $0, in: organisation) }
  }

  /// The organisation, if this caller may know of it; otherwise there is none.
  static func find(
    _ id: OrganisationID, for seat: Caller.Seat?, in database: borrowing Connection
  ) throws -> Organisation {
    guard let seat, let found = try Organisations.find(id, in: database), admits(seat, to: found)
    else { throw Refusal.notFound }
    return found
  }
}
