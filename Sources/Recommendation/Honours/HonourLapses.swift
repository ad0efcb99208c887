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
  let desk: CaseDesk

  func owed(
    _ moment: Moment, _ desk: CaseDesk, in database: borrowing Connection
  ) throws -> [(step: Step, application: ApplicationID)] {
    var seen: Set<ApplicationID> = []
    return try HonourEnds.over(on: moment.today, in: database)
      .filter { seen.insert($0.application).inserted }
      .map { (step: Lifecycle.honourOver, application: $0.application) }
  }

  func said(_ step: Step, _ facts: CaseFacts, in database: borrowing Connection) -> Said {
    Said("不再作为重点推荐的依据")
  }

  func carry(
    _ step: Step, _ facts: CaseFacts, _ moment: Moment, in database: borrowing Connection
  ) throws {
    let names = try HonourEnds.holding(facts.file.id, in: database)
    var ended: [String] = []
    for one in try HonourEnds.over(on: moment.today, facts.file.id, in: database) {
      try HonourEnds.end(one.matter, "lapsed", "有效期满", facts, moment, in: database)
      ended += names.filter { $0.matter == one.matter }.map { "\($0.name)有效期满" }
    }
    try HonourEnds.tell(ended, facts, desk, moment, in: database)
  }
}
