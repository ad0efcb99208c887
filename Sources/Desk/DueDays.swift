import SQLite
import Vocabulary

/// A room whose due days were counted by the calendar, and are counted again when a year's notice
/// comes out.
package protocol DueDays: Sendable {
  /// Sets the days that come out differently, and says which.
  func recount(
    by calendar: WorkingDays, in database: borrowing Connection
  ) throws -> [Recount]
}

/// One due day that has moved.
package struct Recount: Sendable, Equatable {
  package let subject: String
  package let old: Day
  package let new: Day

  package init(_ subject: String, _ old: Day, _ new: Day) {
    self.subject = subject
    self.old = old
    self.new = new
  }
}
