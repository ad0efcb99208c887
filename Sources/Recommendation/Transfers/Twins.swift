import Accounts
import Applications
import Design
import HTML
import JSON
import Rounds
import Routing
import SQLite
import Vocabulary

/// Another application of the same enterprise, and how alike the two are: the same item twice, or one
/// product under two names.
struct Twin: Sendable {
  enum Likeness: String, Sendable {
    case same, similar, likely, other

    var word: String? {
      switch self {
      case .same: "名称相同"
      case .similar: "名称相近"
      case .likely: "可能是同一个"
      case .other: nil
      }
    }
  }

  let file: Case
  let likeness: Likeness
  /// By what the two applications themselves say, whatever they are called.
  let reasons: [String]

  /// It could be joined with: it is on its way still, and in the same hands.
  func mayTake(_ file: Case) -> Bool {
    self.file.outcome == nil && self.file.submitted != nil && self.file.unit == file.unit
      && self.file.stage != .listed
  }
}

enum Twins {
  /// The enterprise's other applications, over the years, as far as this member may know of them.
  static func of(
    _ file: Case, for member: Member, in database: borrowing Connection
  ) throws -> [Twin] {
    let others = try Cases.all(of: file.enterprise, in: database)
      .filter { try $0.id != file.id && CaseScope.admits(member, to: $0, in: database) }
    return try compared(file, others, in: database)
  }

  /// Those that it could be joined with.
  static func joinable(with file: Case, in database: borrowing Connection) throws -> [Twin] {
    try compared(
      file, Cases.all(of: file.enterprise, in: database).filter { $0.id != file.id }, in: database
    ).filter { $0.mayTake(file) }
  }

  private static func compared(
    _ file: Case, _ others: [Case], in database: borrowing Connection
  ) throws -> [Twin] {
    if others.isEmpty { return [] }
    let traits = try ItemTraits.of([file.id] + others.map(\.id), in: database)
    let own = key(file.item)
    return others.map { other in
      let named = likeness(own, key(other.item))
      guard let mine = traits[file.id], let theirs = traits[other.id] else {
        return Twin(file: other, likeness: named, reasons: [])
      }
      let (reasons, isTelling) = mine.shared(with: theirs)
      return Twin(
        file: other, likeness: named == .other && isTelling ? .likely : named, reasons: reasons)
    }
  }

  /// Those of these cases that have another which may take them, as `Twin.mayTake` says of one. An
  /// enterprise has few, a unit thousands: the sign before the unit keeps its index out.
  static func joinable(
    of cases: [ApplicationID], in database: borrowing Connection
  ) throws -> Set<ApplicationID> {
    let ids = JSON.array(cases.map { .integer($0.number) }).text
    return Set(
      try database.all(
        """
        SELECT a.id FROM json_each(?) j JOIN application a ON a.id = j.value
        WHERE EXISTS (SELECT 1 FROM application o
          WHERE o.organisation = a.organisation AND o.id <> a.id AND +o.unit = a.unit
            AND o.outcome IS NULL AND o.submitted IS NOT NULL AND o.stage <> 'listed')
        """, ids
      ) { ApplicationID($0.int(0)) })
  }

  private static func likeness(_ one: String, _ other: String) -> Twin.Likeness {
    if one == other { return .same }
    let (short, long) = one.count < other.count ? (one, other) : (other, one)
    return short.count >= 2 && long.contains(short) ? .similar : .other
  }

  /// Without what is only written differently: blanks, marks, brackets, case and width.
  private static func key(_ item: String) -> String {
    String(
      String.UnicodeScalarView(
        item.lowercased().unicodeScalars.map { scalar in
          // Full-width letters and digits as ordinary ones.
          0xFF01...0xFF5E ~= scalar.value
            ? Unicode.Scalar(scalar.value - 0xFEE0) ?? scalar : scalar
        }.filter { $0.properties.isAlphabetic || $0.properties.numericType != nil }))
  }
}
