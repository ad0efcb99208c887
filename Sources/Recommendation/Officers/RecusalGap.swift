import Accounts
import Applications
import Routing
import SQLite
import Vocabulary

/// Where whoever has a case now has nobody left who may go on with it: which roles, and what can be done.
struct RecusalGap: Sendable {
  let roles: [Role]
  let words, remedy: String
  /// Where somebody is wanted, and who.
  let organisation: OrganisationID
  let wanted: String

  /// Nil where somebody is left, and for those whom it does not concern.
  init?(_ facts: CaseFacts, _ member: Member, in database: borrowing Connection) throws {
    guard let office = try Self.office(facts, member, in: database) else { return nil }
    roles = try Recusal.missing(office.roles, of: office.organisation, facts, in: database)
    if roles.isEmpty { return nil }
    let titles = roles.map(Self.title).joined(separator: "、")
    organisation = office.organisation
    wanted = "\(office.name)的\(titles)"
    let isOwn = office.organisation == member.seat.organisation
    let whose = isOwn ? "本单位" : office.name
    let isUnit = facts.file.stage.holder == .unit
    remedy =
      isUnit && !isOwn
      ? "要由市局审核人员指定其他区办理。" : Recusal.remedy(facts.file.stage.holder)
    let isHeard = facts.matters.contains { $0.kind == .reconsideration && $0.outcome == "granted" }
    words =
      "\(whose)的\(titles)都要回避\(isHeard ? "或者参与过原来的决定" : "")，没有人可以接着办。\(remedy)"
  }

  private static func title(_ role: Role) -> String {
    switch role {
    case .districtHandler, .municipalHandler: "经办人员"
    case .districtApprover, .municipalApprover: "审核人员"
    default: role.title
    }
  }

  /// Who has it at this stage, as far as this seat has to know.
  private static func office(
    _ facts: CaseFacts, _ member: Member, in database: borrowing Connection
  ) throws -> (organisation: OrganisationID, name: String, roles: [Role])? {
    let file = facts.file
    switch file.stage.holder {
    case .unit
    where member.seat.kind != .thirdParty
      && Lifecycle.designate.from.contains(file.stage):
      return (file.unit, file.unitName, [.districtHandler, .districtApprover])
    case .body where [.thirdParty, .bureau].contains(member.seat.kind):
      guard let body = file.body, let found = try Organisations.find(body, in: database) else {
        return nil
      }
      let roles: [Role] = file.stage == .screening ? [.screener, .checker] : [.panelSecretary]
      return (body, found.name, roles)
    case .bureau where member.seat.kind == .bureau:
      return (
        member.seat.organisation, member.seat.name, [.municipalHandler, .municipalApprover]
      )
    default: return nil
    }
  }
}

extension RecusalGap {
  /// Cases at these stages where somebody of such an office keeps out, by declaration or by rule, or that are
  /// heard anew; whether anybody is left is looked at one by one. Read from people to cases and not the other way round: of the
  /// former there are few.
  static func candidates(
    at stages: Set<Stage>, of kinds: Set<OrganisationKind>, in database: borrowing Connection
  ) throws -> [ApplicationID] {
    return try database.remembered(
      """
      SELECT a.id FROM recusal r CROSS JOIN application a ON a.id = r.application
      WHERE a.stage IN (SELECT value FROM json_each(?1))
      UNION
      SELECT a.id FROM json_each(?2) k CROSS JOIN organisation u ON u.kind = k.value
      CROSS JOIN membership m ON m.organisation = u.id
      CROSS JOIN membership e ON e.person = m.person
      CROSS JOIN application a ON a.organisation = e.organisation
      WHERE m.until IS NULL AND (u.kind <> 'district' OR +a.unit = u.id)
        AND +a.stage IN (SELECT value FROM json_each(?1))
      UNION
      SELECT a.id FROM matter h CROSS JOIN application a ON a.id = h.application
      WHERE h.kind IS 'reconsideration' AND h.outcome = 'granted'
        AND +a.stage IN (SELECT value FROM json_each(?1))
      ORDER BY 1 LIMIT 500
      """, stages.listed, kinds.listed
    ) { ApplicationID($0.int(0)) }
  }
}
