import Design
import Desk
import JSON
import Routing
import SQLite
import Vocabulary

/// Whoever is nobody's yet brings an enterprise in, or asks to be let into one.
struct EnterpriseStarter: Starter {
  func starts(
    for caller: Caller, at now: Instant, in database: borrowing Connection
  ) throws -> [Start] {
    if caller.seat != nil { return [] }
    if try Memberships.objection(toStandFor: caller.person, in: database) != nil { return [] }
    let open = try OpenEnterprise.objection(to: caller, in: database) == nil
    return (open ? [Start(OpenEnterprise.name, "登记企业", at: OpenEnterprise.path.link)] : [])
      + [Start(JoinEnterprise.name, "申请加入已登记的企业", at: JoinEnterprise.path.link)]
  }

  func told(
    _ start: Start, to caller: Caller, at now: Instant, in database: borrowing Connection
  ) throws -> [JSON.Member]? {
    guard start.name == OpenEnterprise.name else { return [] }
    let districts = try Districts.choices(in: database)
    return [.choices("district", districts.map { ($0.value, $0.label) })]
  }
}

/// What a unit's officials may do at any time. A unit that has not said how it is reached is asked for
/// it, on its own desk.
struct UnitStarter: Starter {
  private static let set = Start(
    SetContact.name, "登记本单位的联系方式（现在还没有登记）", at: SetContact.path.link)
  private static let update = Start(
    SetContact.name, "更新本单位的联系方式", at: SetContact.path.link, aside: .chat)
  private static let admit = Start(
    AdmitCode.name, AdmitCode.summary, at: AdmitCode.path.link, aside: .shield)

  func starts(
    for caller: Caller, at now: Instant, in database: borrowing Connection
  ) throws -> [Start] {
    guard let seat = caller.seat, seat.kind == .district,
      !seat.roles.isDisjoint(with: [.districtHandler, .districtApprover])
    else { return [] }
    let isUnknown = try SetContact.isUnknown(of: seat.organisation, in: database)
    return [isUnknown ? Self.set : Self.update, Self.admit]
  }

  func told(
    _ start: Start, to caller: Caller, at now: Instant, in database: borrowing Connection
  ) throws -> [JSON.Member]? {
    guard start.name == SetContact.name, let unit = caller.seat?.organisation else { return [] }
    return [.init(Edition.name, .integer(try SetContact.edition(of: unit, in: database)))]
  }
}
