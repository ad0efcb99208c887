import JSON
import Routing
import SQLite
import Vocabulary

/// What a frozen application says that tells one product or service from another, whatever it is called
/// there: model, standards, trademarks, and the very test report. What an enterprise has for all that it
/// makes, such as a certificate of its management system, tells nothing.
package struct ItemTraits: Sendable, Equatable {
  /// Each as it is compared, with how it was written.
  package let models, standards, trademarks: [String: String]
  /// By their digests.
  package let reports: Set<String>

  fileprivate init(_ row: borrowing Row) {
    models = Self.compared(
      row.optionalText(0)?.split(whereSeparator: Self.separators.contains).map(String.init) ?? [])
    standards = Self.compared(Self.column("standardNo", of: row.optionalText(1)))
    trademarks = Self.compared(Self.column("trademarkNo", of: row.optionalText(2)))
    let files = row.optionalText(3).flatMap { try? JSON(parsing: Array($0.utf8)) }?.array ?? []
    reports = Set(
      files.filter { $0["slot"]?.string == "testFile" }.compactMap { $0["sha256"]?.string })
  }

  /// Between one model and the next; a blank may be part of one.
  private static let separators: Set<Character> = ["、", "，", ",", "；", ";", "/", "\n"]

  private static func column(_ name: String, of table: String?) -> [String] {
    let rows = table.flatMap { try? JSON(parsing: Array($0.utf8)) }?.array ?? []
    return rows.compactMap { $0[name]?.string }
  }

  private static func compared(_ written: [String]) -> [String: String] {
    Dictionary(
      written.map { (Plain.plain($0), $0) }.filter { $0.0.count > 1 },
      uniquingKeysWith: { first, _ in first })
  }

  /// In words, the telling ones first; and whether they make the two probably one.
  package func shared(with other: ItemTraits) -> (reasons: [String], isTelling: Bool) {
    func same(_ one: [String: String], _ two: [String: String]) -> [String] {
      one.filter { two[$0.key] != nil }.map(\.value).sorted()
    }
    func words(_ what: String, _ values: [String]) -> String? {
      values.isEmpty ? nil : "\(what)相同：\(values.joined(separator: "、"))"
    }
    let models = same(models, other.models)
    let standards = same(standards, other.standards)
    let marks = same(trademarks, other.trademarks)
    let isSameReport = !reports.isDisjoint(with: other.reports)
    let reasons = [
      words("型号", models), isSameReport ? "检验报告是同一份文件" : nil, words("标准号", standards),
      words("商标注册号", marks),
    ].compactMap(\.self)
    // One mark stands on all that a firm makes, one standard often for several of them: only both together
    // tell something.
    let isTelling =
      !models.isEmpty || isSameReport || !standards.isEmpty && !marks.isEmpty
    return (reasons, isTelling)
  }

  /// Of what each of these handed in last: a look-up each, by their ids. What was sent stands for ever, so
  /// it is read for its traits once.
  package static func of(
    _ cases: [ApplicationID], in database: borrowing Connection
  ) throws -> [ApplicationID: ItemTraits] {
    let ids = JSON.array(cases.map { .integer($0.number) }).text
    let last = try database.all(
      """
      SELECT s.application, s.digest, s.version
      FROM json_each(?) j CROSS JOIN submission s ON s.application = j.value
      WHERE s.version = (SELECT max(version) FROM submission l WHERE l.application = s.application)
      """, ids
    ) { (id: ApplicationID($0.int(0)), digest: $0.blob(1), version: $0.int(2)) }
    var all: [ApplicationID: ItemTraits] = [:]
    for one in last {
      if let kept = kept[one.digest] {
        all[one.id] = kept
      } else if let read = try read(one.id, one.version, in: database) {
        all[one.id] = read
        kept[one.digest] = read
      }
    }
    return all
  }

  private static let kept = Memories<[UInt8], ItemTraits>(most: 5000)

  private static func read(
    _ id: ApplicationID, _ version: Int, in database: borrowing Connection
  ) throws -> ItemTraits? {
    try database.first(
      """
      SELECT content ->> '$.answers.models', content -> '$.answers.standards',
        content -> '$.answers.trademarks', content -> '$.files'
      FROM submission WHERE application = ? AND version = ?
      """, id.number, version, read: ItemTraits.init)
  }
}
