import Accounts
import JSON
import Routing
import SQLite
import Vocabulary

/// What is known of a case beside its row. Whatever changes any of it draws the case a new stamp
/// (`Applications.stamps`), so that it is read once for each of them: a list of cases that nobody has
/// touched since asks the database nothing more.
struct Beside: Sendable, Equatable {
  let matters: [Matter]
  /// Officials who have had it in hand, by its history.
  let touchedBy: Set<PersonID>
  /// Its day is counted beyond the last published calendar.
  let isProvisional: Bool

  struct Key: Hashable {
    let application: ApplicationID
    let stamp: Int

    init(_ file: Case) { (application, stamp) = (file.id, file.stamp) }
  }
  typealias Kept = Memories<Key, Beside>

  static func of(
    _ file: Case, _ kept: Kept, in database: borrowing Connection
  ) throws -> Beside {
    try of([file], kept, in: database)[0]
  }

  /// In the order of these.
  static func of(
    _ files: [Case], _ kept: Kept, in database: borrowing Connection
  ) throws -> [Beside] {
    // Whoever is writing may hold a row that is older than what was written since.
    let isKept = database.isSnapshot
    let known = files.map { isKept ? kept[Key($0)] : nil }
    let unknown = zip(files, known).filter { $1 == nil }.map(\.0)
    let read = unknown.isEmpty ? [:] : try read(unknown, in: database)
    return zip(files, known).map { file, known in
      if let known { return known }
      let beside = read[file.id] ?? none
      if isKept { kept[Key(file)] = beside }
      return beside
    }
  }

  private static let none = Beside(matters: [], touchedBy: [], isProvisional: false)

  private static func read(
    _ files: [Case], in database: borrowing Connection
  ) throws -> [ApplicationID: Beside] {
    let ids = JSON.array(files.map { .integer($0.id.number) }).text
    let matters = try Matters.of(each: ids, in: database)
    let people = try CaseHistory.people(of: ids, in: database)
    let provisional = try Deadlines.provisional(ids, in: database)
    return Dictionary(
      files.map { file in
        (
          file.id,
          Beside(
            matters: matters[file.id] ?? [], touchedBy: people[file.id] ?? [],
            isProvisional: provisional.contains(file.id))
        )
      }, uniquingKeysWith: { first, _ in first })
  }
}
