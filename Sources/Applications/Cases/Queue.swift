import Policy
import Routing
import SQLite
import Vocabulary

/// Lists of cases, the oldest due first, as far as this member may know of them.
struct Queue: Sendable {
  /// In whose hands of its unit.
  enum Hands: Sendable, Equatable {
    case nobody
    case person(PersonID)

    /// As the row of a case says it.
    var kept: String {
      switch self {
      case .nobody: ""
      case .person(let person): "\(person)"
      }
    }
  }

  /// At any of these; nil: wherever they stand.
  var stages: Set<Stage>?
  var unit: OrganisationID?
  var round: RoundID?
  var kind: ItemKind?
  var words = ""
  var hands: Hands?
  var isPriority = false
  /// Of a unit, at these stages, those with one of these lying open, however deep in the list.
  var calling: Set<Matter.Kind>?
  /// Only what can be gone on with: what such a case may not have open, or must have done.
  var ready: [Stage: Lifecycle.Readiness]?
  /// The last one of the page before.
  var after: (due: Int, number: String) = (-1, "")
  /// Due on this day at the latest.
  var until = Queue.never
  var most = 50

  /// Behind all that have a day.
  static let never = 9_999_999

  /// Those whose day has passed, where somebody is late with it.
  mutating func narrow(toOverdueOn today: Day) {
    until = today.number - 1
    stages = (stages ?? Stage.late).intersection(Stage.late)
  }

  func read(for member: Member, in database: borrowing Connection) throws -> [Case] {
    let seat = member.seat
    // Whose hands and which honours are between the offices.
    let isOffice = [.district, .bureau, .oversight].contains(seat.kind)
    if !isOffice, hands != nil || isPriority { return [] }
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
    let own = seat.kind == .district ? seat.organisation : nil
    if isPriority { return try prior(own, in: database) }
    if case .person? = hands { return try handled(own, in: database) }
    guard let stages = hands == nil ? stages : takeable else {
      return try long(seat, at: nil, in: database)
    }
    // Stage by stage: each is carried by its index from its first line on, however many stand elsewhere.
    let found = try stages.flatMap { try long(seat, at: $0, in: database) }
    return Array(found.sorted { Self.place($0) < Self.place($1) }.prefix(most))
  }

  /// Nobody has it in hand only where somebody could.
  private var takeable: Set<Stage> {
    (stages ?? Lifecycle.take.from).intersection(Lifecycle.take.from)
  }

  /// Of those whose list is as long as there are cases.
  private func long(
    _ seat: Caller.Seat, at stage: Stage?, in database: borrowing Connection
  ) throws -> [Case] {
    if let stage, hands == .nobody {
      return seat.kind == .district
        ? try free(seat.organisation, at: stage, in: database) : try free(at: stage, in: database)
    }
    if let stage, let ready, seat.kind != .thirdParty {
      let ready = ready[stage] ?? Lifecycle.Readiness()
      return seat.kind == .district
        ? try ofUnit(seat.organisation, at: stage, ready, in: database)
        : try ofAll(at: stage, ready, in: database)
    }
    return switch (seat.kind, stage) {
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

extension Stage {
  /// Where a day that has passed is somebody's delay: a public notice and a listing just end.
  static let late = Set(allCases.filter { $0.holder != .nobody }).subtracting([.draft, .publicised])
}
