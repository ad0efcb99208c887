import Acts
import HTML
import Routing
import SQLite
import Synchronization
import Vocabulary

/// What the public may read, in memory: notices, lists, entries. Read with every public page, changed
/// by a few acts a year.
package final class Gazette: Sendable {
  package struct Contents: Sendable {
    /// The newest first.
    var notices: [Notice] = []
    /// Numbers of what has left its notice.
    var removed: Set<String> = []
    var listings: [Listing] = []
    /// In the order of the lists.
    var entries: [Entry] = []
  }

  private struct Kept: Sendable {
    var contents: Contents?
    var version = 0
  }

  private let kept = Mutex(Kept())
  /// One refresh at a time, so that none puts an older state over a newer one.
  private let refreshing = Mutex(())
  private let store: Store

  package init(_ store: Store) { self.store = store }

  package var contents: Contents {
    get throws {
      if let known = kept.withLock(\.contents) { return known }
      return try refreshing.withLock { _ in
        if let known = kept.withLock(\.contents) { return known }
        return try load()
      }
    }
  }

  /// After a change is on disk.
  package func refresh() throws { _ = try refreshing.withLock { _ in try load() } }

  private func load() throws -> Contents {
    let fresh = try store.read { database in
      Contents(
        notices: try Notices.all(in: database), removed: try Notices.removed(in: database),
        listings: try Listings.all(in: database),
        entries: try Entries.all(in: database))
    }
    kept.withLock {
      $0.contents = fresh
      $0.version += 1
    }
    return fresh
  }

  /// Changes whenever a public page does: with the day, and with each act that publishes.
  package struct Edition: Sendable, Equatable {
    let day: Int
    let version: Int
  }

  package func edition(at now: Instant) -> Edition {
    Edition(day: now.day.number, version: kept.withLock(\.version))
  }
}

/// What of it the home page shows.
extension Gazette {
  package struct Headline: Sendable {
    package let title: String
    package let about: String
    package let day: Day
    package let address: Address
  }

  /// Notices that run or are announced, the one that ends first in front.
  package func running(at now: Instant) throws -> [Headline] {
    try contents.notices.filter { $0.phase(on: now.day) != .over }
      .sorted { ($0.ends, $0.at) < ($1.ends, $1.at) }
      .map { notice in
        Headline(
          title: notice.title,
          about:
            "\(notice.items.count) 项，\(notice.starts.short)至\(notice.ends.short)，\(notice.phase(on: now.day).title)",
          day: notice.ends, address: NoticeView.path.link(ItemPlace(notice.id)))
      }
  }

  package func newestList() throws -> Headline? {
    let contents = try contents
    return contents.listings.first.map { listing in
      Headline(
        title: listing.title,
        about: "\(listing.document)，\(contents.entries.count { $0.listing == listing.id }) 项",
        day: listing.day, address: ListView.path.link(ItemPlace(listing.id)))
    }
  }
}

/// An act that changes what the public reads: once it is on disk, everyone sees it.
protocol Publishing: RecordedAct {
  var gazette: Gazette { get }
}

extension Publishing {
  func perform(
    _ asked: Asked, at place: Spot, by actor: Actor, _ visit: Visit
  ) async throws -> Answer {
    let answer = try await record(visit, at: place) { moment, database in
      try change(asked, at: place, by: actor, moment, in: database)
    }
    try gazette.refresh()
    return answer
  }
}
