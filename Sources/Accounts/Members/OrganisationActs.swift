import JSON
import Routing
import SQLite
import Vocabulary

/// What somebody may do with an organisation now, and what at another time, with the reason.
struct OrganisationActs: Sendable {
  let organisation: OrganisationID
  /// The roles they can bring somebody in for.
  let invitable: [Role]
  let steps: [SetStanding.Step]
  let standingEdition: Int
  /// Nil: they may not put anything right.
  let correctedEdition: Int?
  private let districts: [Choice]
  private(set) var blocked: [(name: String, refusal: Refusal)] = []
  /// Whom they can leave it to; nil: it is not theirs to leave.
  private var successors: [(person: PersonID, name: String)]?

  /// - Parameter districts: to whose charge an enterprise can be given; only programs are told.
  init(
    _ organisation: Organisation, for seat: Caller.Seat, _ person: PersonID?,
    _ districts: [Choice], in database: borrowing Connection
  ) throws {
    self.districts = districts
    self.organisation = organisation.id
    invitable = Scope.roles(seat, in: organisation)
    let governs = Scope.governs(seat, organisation)
    let isParty =
      try governs
      && person.map { try Claims.isParty($0, to: organisation.id, in: database) } == true
    steps = governs && !isParty ? SetStanding.Step.open(to: organisation.status) : []
    standingEdition =
      steps.isEmpty ? 0 : try SetStanding.edition(of: organisation.id, in: database)
    if isParty { blocked.append((SetStanding.name, SetStanding.ownUnit)) }
    let corrects = try Scope.corrects(seat, organisation, in: database)
    correctedEdition =
      corrects ? try CorrectEnterprise.edition(of: organisation.id, in: database) : nil
    if !invitable.isEmpty, let refusal = Invite.objection(to: organisation) {
      blocked.append((Invite.name, refusal))
    }
    if corrects,
      let refusal = try CorrectEnterprise.objection(to: seat, organisation, in: database)
    {
      blocked.append((CorrectEnterprise.name, refusal))
    }
    if organisation.id == seat.organisation, let person,
      !seat.roles.isDisjoint(with: HandOver.leaving)
    {
      let (to, refusal) = try HandOver.successors(of: person, in: seat, database)
      if let refusal { blocked.append((HandOver.name, refusal)) } else { successors = to }
    }
  }

  /// It is theirs to leave, now or at another time.
  var isTheirsToLeave: Bool { successors != nil || objection(to: HandOver.name) != nil }

  func objection(to name: String) -> Refusal? { blocked.first { $0.name == name }?.refusal }

  var members: [JSON.Member] {
    let place = ItemPlace<Owner.Organisation>(organisation)
    var acts: [JSON] = []
    if !invitable.isEmpty, objection(to: Invite.name) == nil {
      acts.append(
        Invite.offered(at: place, .choices("role", invitable.map { ($0.rawValue, $0.title) })))
    }
    if !steps.isEmpty {
      acts.append(
        SetStanding.offered(
          at: place, .init(Edition.name, .integer(standingEdition)),
          .choices("step", steps.map { ($0.rawValue, $0.title) })))
    }
    if let edition = correctedEdition, objection(to: CorrectEnterprise.name) == nil {
      acts.append(
        CorrectEnterprise.offered(
          at: place, .init(Edition.name, .integer(edition)),
          .choices("district", districts.map { ($0.value, $0.label) })))
    }
    if let successors { acts.append(HandOver.offered(to: successors)) }
    return [
      .init("acts", .array(acts)),
      .init("blocked", .array(blocked.map { $0.refusal.blocking($0.name) })),
    ]
  }
}
