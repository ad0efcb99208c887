import Routing
import SQLite
import Vocabulary

/// “I speak for this enterprise.” A credit code is public, so the word alone proves nothing: licence
/// and letter do, when the district unit has looked at them.
package struct Claim: Sendable, Equatable {
  package enum Kind: String, Sendable, CaseIterable {
    case first, dispute, join

    package var title: String {
      switch self {
      case .first: "首次登记"
      case .dispute: "归属异议"
      case .join: "申请加入"
      }
    }
  }

  package enum State: String, Sendable, CaseIterable {
    case open, waiting, confirmed, refused, withdrawn

    package var title: String {
      switch self {
      case .open: "待提交证明"
      case .waiting: "待确认"
      case .confirmed: "已确认"
      case .refused: "未通过"
      case .withdrawn: "已撤回"
      }
    }
  }

  package let id: ClaimID
  package let kind: Kind
  package let organisation: OrganisationID
  package let organisationName: String
  package let creditCode: String
  package let district: OrganisationID
  package let person: PersonID
  package let personName: String
  package let role: Role
  package let note: String
  package let state: State
  package let since: Instant
  package let filed: Instant?
  package let due: Day?
  package let reason: String?

  package var subject: String { "claim/\(id)" }

  init(_ row: borrowing Row) {
    id = ClaimID(row.int(0))
    kind = Kind(rawValue: row.text(1)) ?? .first
    organisation = OrganisationID(row.int(2))
    organisationName = row.text(3)
    creditCode = row.text(4)
    district = OrganisationID(row.int(5))
    person = PersonID(row.int(6))
    personName = row.text(7)
    role = Role(rawValue: row.text(8)) ?? .enterpriseViewer
    note = row.text(9)
    state = State(rawValue: row.text(10)) ?? .withdrawn
    since = Instant(milliseconds: Int64(row.int(11)))
    filed = row.optionalInt(12).map { Instant(milliseconds: Int64($0)) }
    due = row.optionalInt(13).map { Day(number: $0) }
    reason = row.optionalText(14)
  }
}
