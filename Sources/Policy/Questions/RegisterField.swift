/// Where a register has what a question or a column of a form asks for, which says so by `register`:
/// then it is filled in from there, and an answer that differs is shown beside it.
package enum RegisterField: String, Sendable, CaseIterable {
  case enterpriseName = "enterprises.name"
  case enterpriseType = "enterprises.type"
  case authority = "enterprises.authority"
  case address = "enterprises.address"
  case established = "enterprises.established"
  case markNumber = "trademarks.number"
  case markName = "trademarks.name"
  case registrant = "trademarks.registrant"
  case markUntil = "trademarks.until"
  case honour = "honours.honour"
  case honourYear = "honours.year"
  case honourNumber = "honours.number"

  /// Which register, and what it calls it.
  package var kind: String { String(rawValue.prefix { $0 != "." }) }
  package var key: String { String(rawValue.drop { $0 != "." }.dropFirst()) }

  /// Tells one row of the register from another.
  package var isName: Bool { self == .markNumber || self == .honour }

  static let kinds: Set<Question.Kind> = [
    .text, .address, .date, .year, .integer, .trademark, .person,
  ]
}
