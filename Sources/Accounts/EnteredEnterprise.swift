import Acts
import Routing
import SQLite
import Vocabulary

/// An enterprise that has no account here and hands in its application on paper (001 三（一）): its unit
/// enters it. Whoever registers it later finds it so, and proves to speak for it like everybody.
extension Enterprises {
  package static let code = OpenEnterprise.Asked.code
  package static let name = OpenEnterprise.Asked.name

  /// The enterprise of this code in this unit; entered, where nobody has registered it.
  package static func enter(
    _ text: String, _ name: String, for unit: OrganisationID, at now: Instant,
    in database: borrowing Connection
  ) throws -> Organisation {
    let code = try EnterpriseCode.check(text, in: database)
    if let known = try Organisations.find(creditCode: code, in: database) {
      if known.status == .suspended || known.status == .closed {
        throw EnterpriseCode.closed(known)
      }
      guard known.district == unit else {
        throw Refusal(
          .conflict, code: "otherUnit",
          "这个代码的企业不在本单位登记。请与企业核对所在区；确实属于本单位的，先请现在的单位更正所在区。", clause: "001 三（一）")
      }
      guard known.name == name else {
        throw Problems([
          Problem(
            field: Enterprises.name.name, code: "otherName",
            message: "这个代码登记的企业是“\(known.name)”。请核对代码和名称，名称有变更的先更正登记信息。")
        ])
      }
      return known
    }
    let id = OrganisationID.fresh
    try Organisations.add(
      id, .enterprise, name: name, district: unit, creditCode: code, status: .claimed, at: now,
      in: database)
    try database.run(
      "INSERT INTO entered_enterprise (organisation, at) VALUES (?, ?)", id.number,
      now.milliseconds)
    guard let entered = try Organisations.find(id, in: database) else { throw Refusal.notFound }
    return entered
  }

  /// Somebody has proven to speak for it.
  package static func isProven(
    _ id: OrganisationID, in database: borrowing Connection
  ) throws -> Bool {
    try database.first(
      "SELECT 1 FROM organisation WHERE id = ? AND status <> 'claimed'", id.number
    ) { _ in true } ?? false
  }

  /// Its name and district are as its unit has read them on the paper, whoever comes before it is proven.
  static func isEntered(
    _ id: OrganisationID, in database: borrowing Connection
  ) throws -> Bool {
    try database.first(
      "SELECT 1 FROM entered_enterprise WHERE organisation = ?", id.number
    ) { _ in true } ?? false
  }
}
