import Accounts
import JSON
import Registry
import SQLite
import Vocabulary

/// What registers say of the honours that an enterprise claims, to stand beside what is verified
/// (001 三（二）第三分句).
package struct RegisteredHonours: Sendable {
  package struct Entry: Sendable {
    /// In one line, with where it is from and as of when.
    package let text: String
    package let source: String
    package let asOf: Day
    /// It holds no more since then, and how that came.
    package let ended: (on: Day, isRevoked: Bool)?
    fileprivate let name, year, number, product: String
  }

  private let entries: [Entry]

  package init(of enterprise: OrganisationID, in database: borrowing Connection) throws {
    let code = try Organisations.find(enterprise, in: database)?.creditCode
    entries =
      try code.map { try Records.of($0, in: database) }?
      .filter { $0.kind == .honours && $0.counts }.map { record in
        Entry(
          text: "\(record.text)（\(record.source)，\(record.asOf.chinese)）", source: record.source,
          asOf: record.asOf,
          ended: record.values["ended"].flatMap { Day($0) }.map {
            (on: $0, isRevoked: record.values["ending"] == "被撤销")
          }, name: Plain.plain(record.values["honour"] ?? ""), year: record.values["year"] ?? "",
          number: Plain.plain(record.values["number"] ?? ""),
          product: Plain.plain(record.values["product"] ?? ""))
      } ?? []
  }

  /// Those of the same name as a claim, whatever the year: that it is another year is worth knowing.
  ///
  /// - Parameter title: what the claim was found to be, where it was verified.
  package func entries(for claim: String, _ title: String? = nil) -> [Entry] {
    let names = [Self.part(0, of: claim), Plain.plain(title ?? "")].filter { $0.count > 1 }
    return entries.filter { entry in
      names.contains { Plain.holds($0, entry.name) || Plain.holds(entry.name, $0) }
    }
  }

  /// One of them is this very claim: of its year, where both say one.
  package func proves(_ claim: String, _ title: String?) -> Bool {
    let year = Self.part(2, of: claim)
    return entries(for: claim, title).contains {
      year.isEmpty || $0.year.isEmpty || $0.year == year
    }
  }

  /// The one that says of this very claim that it holds no more: of its year, and by nothing else another.
  package func ending(
    of claim: String, _ title: String?, item: String, on today: Day
  ) -> Entry? {
    let (year, number, item) = (
      Self.part(2, of: claim), Self.part(3, of: claim), Plain.plain(item)
    )
    return entries(for: claim, title).first { entry in
      guard let ended = entry.ended, ended.on <= today, entry.year == year else { return false }
      let isNumbered = number.isEmpty || entry.number.isEmpty || number == entry.number
      let isOfItem =
        entry.product.isEmpty || Plain.holds(item, entry.product)
        || Plain.holds(entry.product, item)
      return isNumbered && isOfItem
    }
  }

  private static func part(_ index: Int, of claim: String) -> String {
    Plain.plain(HonourClaims.part(index, of: claim))
  }

  /// Open cases of enterprises of which a register says that an honour holds no more: few, and found from
  /// what is said.
  package static func touched(in database: borrowing Connection) throws -> [ApplicationID] {
    try database.all(
      """
      SELECT DISTINCT a.id FROM registry_record r
      CROSS JOIN organisation o ON o.credit_code = r.code
      CROSS JOIN application a ON a.organisation = o.id
      WHERE r.ended IS NOT NULL
        AND a.outcome IS NULL AND a.submitted IS NOT NULL
      ORDER BY a.id
      """
    ) { ApplicationID($0.int(0)) }
  }
}
