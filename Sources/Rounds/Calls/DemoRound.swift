import Linux
import Policy
import SQLite
import Vocabulary

/// A round for the demo to live in, open on whatever day the demo stands: two weeks old, three more
/// to go.
package enum DemoRound {
  package static func settle(
    _ package: Package, by person: PersonID, at now: Instant, in database: borrowing Connection
  ) throws {
    let today = now.day
    let number = "\(today.year)-1"
    if try RoundTable.find(number, in: database) != nil { return }
    let (opens, closes) = (Instant(today.advanced(by: -14)), Instant(today.advanced(by: 22)))
    let id = RoundID(random: Random.number())
    try database.run(
      """
      INSERT INTO round (id, number, title, package, opens, closes, recommend_by, screen_by,
        review_by, publish_by, quota, since, opened_by)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, NULL, ?, ?)
      """, id.number, number, "\(today.year) 年第一批（演示）", package.hash, opens.milliseconds,
      closes.milliseconds, today.advanced(by: 42).number, today.advanced(by: 56).number,
      today.advanced(by: 84).number, today.advanced(by: 98).number, opens.milliseconds,
      person.number)
    try database.run(
      """
      INSERT INTO round_note (round, kind, text, reason, at, person)
      VALUES (?, 'open', ?, '演示数据', ?, ?)
      """, id.number, "\(today.year) 年第一批（演示）开始受理申请", opens.milliseconds, person.number)
  }
}
