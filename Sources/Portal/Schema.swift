import Accounts
import Acts
import Applications
import Cultivation
import Desk
import Journal
import Messages
import Publication
import Recommendation
import Registry
import Review
import Rounds
import SQLite

/// Every migration, in order: what landed before rooms brought theirs, then the rooms'.
package let migrations = Migration.inOrder(
  landedFirst, Rooms.list.flatMap { $0.kind.migrations })

/// In order, and closed: what comes now is in its room's `migrations` with the next number.
private let landedFirst: [Migration] = [
  Journal.migration, Journal.byActor, OnceMemory.migration, Accounts.migration,
  Messages.migration, SearchIndex.migration, Accounts.rows,
  Accounts.answers, Rounds.migration, Registry.migration,
  CalendarImport.migration, Registry.trademarks, Applications.migration, Applications.cases,
  Applications.drafts, Recommendation.migration, Reviews.screening, Reviews.pool,
  Reviews.panels, Publication.migration, Cultivation.migration,
  Accounts.resets, Registry.pastContests, Ways.migration, Applications.letters,
  Recommendation.consultations, Recommendation.districtWork,
  Applications.filters, Recommendation.visits, Applications.queues,
  Recommendation.assignees, Recommendation.replyFiles, Applications.prefill,
  Applications.uploads, Applications.scans,
  Recommendation.recusalOffices, Accounts.people,
  Applications.stageQueues, Accounts.entered, Applications.paper,
  Recommendation.openLinks,
  OnceMemory.session,
]

/// Who owns the files in `files`: a row's table, and a query for file, size and digest of every row.
/// A room that keeps files adds a line here; backup, restore, verify and the look for strays follow.
package let fileOwners: [FileOwner] = [
  FileOwner(table: "proof", rows: ProofFiles.kept),
  FileOwner(table: "application_file", rows: Attachments.kept),
  FileOwner(table: "objection", rows: Publication.kept),
  FileOwner(table: "consultation_file", rows: ReplyFiles.kept),
]
