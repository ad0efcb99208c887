import Acts
import Applications
import Design
import HTML
import JSON
import Routing
import SQLite
import Vocabulary

/// The clock sees that an honour's years have passed.
struct HonourLapses: ClockWork {
  func owed(
    _ moment: Moment, _ desk: CaseDesk, in database: borrowing Connection
  ) throws -> [(step: Step, application: ApplicationID)] {
    var seen: Set<ApplicationID> = []
    return try HonourEnds.over(on: moment.today, in: database)
      .filter { seen.insert($0.application).inserted }
      .map { (step: Lifecycle.honourOver, application: $0.application) }
  }

  func said(_ step: Step, _ facts: CaseFacts) -> Said { Said("不再作为重点推荐的依据") }

  func carry(
    _ step: Step, _ facts: CaseFacts, _ moment: Moment, in database: borrowing Connection
  ) throws {
    for one in try HonourEnds.over(on: moment.today, facts.file.id, in: database) {
      try HonourEnds.end(one.matter, "lapsed", "有效期满", facts, moment, in: database)
    }
  }
}
