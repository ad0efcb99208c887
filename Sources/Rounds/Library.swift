import JSON
import Policy
import Routing
import SQLite
import Synchronization
import Vocabulary

/// Packages and rounds as they stand, in memory: read with every page, changed a few times a year.
package final class Library: Sendable {
  private struct Contents: Sendable {
    /// The newest of each name.
    var current: [Package] = []
    var byHash: [[UInt8]: Package] = [:]
    /// In the order they were taken in.
    var editions: [Package] = []
    var rounds: [Round] = []
    /// When a round opens or closes.
    var turns: [Instant] = []
    var version = 0
  }

  private let contents: Mutex<Contents>
  private let shelves = Memory<Edition, Shelf>()
  /// One refresh at a time, so that none puts an older state over a newer one.
  private let refreshing = Mutex(())
  let lists: CodeLists

  /// - Parameter known: has read packages that need not be read again.
  package init(_ lists: CodeLists, known: Library? = nil) {
    self.lists = lists
    contents = Mutex(Contents(byHash: known?.contents.withLock(\.byHash) ?? [:]))
  }

  /// After a change is on disk.
  func refresh(from store: Store) throws {
    try refreshing.withLock { _ in try store.read { try load(in: $0) } }
  }

  /// Reads what has changed; packages already known are not read again.
  package func load(in database: borrowing Connection) throws {
    let known = contents.withLock(\.byHash)
    let rows = try database.all(
      "SELECT hash, id, files FROM policy_package ORDER BY adopted, rowid"
    ) { (hash: $0.blob(0), id: $0.text(1), files: $0.text(2)) }
    var byHash: [[UInt8]: Package] = [:]
    var newest: [String: Package] = [:]
    var editions: [Package] = []
    for row in rows {
      let package = try known[row.hash] ?? PackageBox.open(row.files, row.id, lists)
      byHash[row.hash] = package
      editions.append(package)
      newest[row.id] = package
    }
    let current = newest.keys.sorted().compactMap { newest[$0] }
    let rounds = try RoundTable.all(in: database)
    contents.withLock { [byHash, editions] in
      $0 = Contents(
        current: current, byHash: byHash, editions: editions, rounds: rounds,
        turns: rounds.flatMap { [$0.opens, $0.closes] }, version: $0.version + 1)
    }
  }

  /// Every package, and the one that a reader means who names none: of the round that is open, else
  /// of the next, else of the last; else the first there is.
  package func shelf(at now: Instant) -> Shelf {
    shelves.made(for: edition(at: now)) {
      let contents = contents.withLock { $0 }
      let round = Library.standing(contents.rounds, at: now)
      let pinned = round.flatMap { contents.byHash[$0.package] }
      guard let standing = pinned ?? contents.current.first else {
        preconditionFailure("the portal starts with a package")
      }
      return Shelf(contents.current, standing: standing, editions: contents.editions)
    }
  }

  /// The package that a reader names, or means by naming none.
  package func named(_ id: String, _ visit: Visit) throws(Problems) -> Package {
    let shelf = shelf(at: visit.now)
    guard let package = id.isEmpty ? shelf.standing : shelf[id] else {
      throw Problems([
        Problem(
          field: "policy", code: "notAChoice",
          message: "没有这个政策包，现有的是：\(shelf.shown.map(shelf.name).joined(separator: "、"))。")
      ])
    }
    return package
  }

  package func package(_ hash: [UInt8]) -> Package? { contents.withLock { $0.byHash[hash] } }

  package var rounds: [Round] { contents.withLock(\.rounds) }

  /// Changes whenever a page that tells of rounds does: with a day, a change, a window's first or
  /// last moment.
  package struct Edition: Sendable, Equatable {
    let day: Int
    let version: Int
    let passed: Int
  }

  package func edition(at now: Instant) -> Edition {
    let day = now.day.number
    return contents.withLock { contents in
      Edition(
        day: day, version: contents.version, passed: contents.turns.count { $0 <= now })
    }
  }

  /// The round that people mean today.
  package func standing(at now: Instant) -> Round? { Library.standing(rounds, at: now) }

  private static func standing(_ rounds: [Round], at now: Instant) -> Round? {
    let alive = rounds.filter { $0.cancelled == nil }
    return alive.first { $0.phase(at: now) == .open }
      ?? alive.last { $0.phase(at: now) == .announced }
      ?? alive.first { $0.phase(at: now) == .closed }
  }
}

/// A package's files as one text, as the database keeps them.
package enum PackageBox {
  package static func close(_ files: [String: [UInt8]]) -> String {
    JSON.object(
      files.keys.sorted().map { name in
        JSON.Member(name, .string(String(decoding: files[name] ?? [], as: UTF8.self)))
      }
    ).text
  }

  static func open(
    _ text: String, _ id: String, _ lists: CodeLists
  ) throws -> Package {
    let members = try JSON(parsing: Array(text.utf8)).members ?? []
    let files = Dictionary(
      members.map { ($0.name, Array(($0.value.string ?? "").utf8)) },
      uniquingKeysWith: { first, _ in first })
    return try Package(files, named: id, lists: lists, isKept: true)
  }
}
