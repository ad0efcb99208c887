import Policy
import Routing
import SQLite
import Vocabulary

/// Lists of cases, the oldest due first, as far as this member may know of them.
struct Queue: Sendable {
  /// At any of these; nil: wherever they stand.
  var stages: Set<Stage>?
  var unit: OrganisationID?
  var round: RoundID?
  var kind: ItemKind?
  var words = ""
  /// In this one's hands, in their unit.
  var handler: PersonID?
  /// Of a unit, at these stages, those with one of these lying open, however deep in the list.
  var calling: Set<Matter.Kind>?
  /// The last one of the page before.
  var after: (due: Int, number: String) = (-1, "")
  var most = 50

  /// Behind all that have a day.
  static let never = 9_999_999

  func read(for member: Member, in database: borrowing Connection) throws -> [Case] {
    let seat = member.seat
    switch seat.kind {
    case .enterprise: return try ofEnterprise(seat.organisation, in: database)
    case .department: return try readable(by: seat.organisation.number, in: database)
    case .expertPool:
      return try readable(by: member.caller.person.number, at: CaseScope.ofExperts, in: database)
    case .workstation: return []
    case .district, .thirdParty: break
    case .bureau, .oversight:
      if seat.roles.isSubset(of: [.systemAdministrator]) { return [] }
    }
    if let calling, seat.kind == .district {
      return try ofUnit(seat.organisation, calling: calling, in: database)
    }
    guard let stages else { return try long(seat, at: nil, in: database) }
    // Stage by stage: each is carried by its index from its first line on, however many stand elsewhere.
    let found = try stages.flatMap { try long(seat, at: $0, in: database) }
    return Array(found.sorted { Self.place($0) < Self.place($1) }.prefix(most))
  }

  /// Of those whose list is as long as there are cases.
  private func long(
    _ seat: Caller.Seat, at stage: Stage?, in database: borrowing Connection
  ) throws -> [Case] {
    switch (seat.kind, stage) {
    case (.district, let stage?): try ofUnit(seat.organisation, at: stage, in: database)
    case (.district, nil): try ofUnit(seat.organisation, in: database)
    case (.thirdParty, let stage?): try ofBody(seat.organisation, at: stage, in: database)
    case (.thirdParty, nil): try ofBody(seat.organisation, in: database)
    case (_, let stage?): try ofAll(at: stage, in: database)
    case (_, nil): try ofAll(in: database)
    }
  }

  static func place(_ file: Case) -> (Int, String) { (file.due?.number ?? never, file.number) }
}
