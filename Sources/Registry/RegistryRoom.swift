import Accounts
import Acts
import Desk
import Messages
import Policy
import Rounds
import Routing
import SQLite
import Vocabulary

/// Registers' data and what enterprises say to it, put together once.
package struct RegistryRoom: Room {
  package static let migrations = [Registry.honoursEnded, Registry.contests]
  package static let occasions: [Occasion] = [.recordContested, .recordSettled]

  let ledger: Ledger
  let post: Post
  private let facts: FactsView

  package init(
    _ ledger: Ledger, post: Post, library: Library, registers: Registers, platform: Platform?
  ) {
    self.ledger = ledger
    self.post = post
    facts = FactsView(
      store: ledger.store, library: library, registers: registers, platform: platform)
  }

  package var trays: [any Tray] { [ContestTray()] }

  package func taskActs(among rooms: [any Room]) -> [any TaskActs] {
    [ViewActs(facts, rowsOf: "records")]
  }

  package func routes(among rooms: [any Room]) -> [Route] {
    let contest = ContestRecord(ledger: ledger, post: post)
    let settle = SettleRecord(ledger: ledger, post: post)
    return [
      .view(facts), .view(FormPage(act: contest)), .act(contest), .view(FormPage(act: settle)),
      .act(settle),
      .act(RefreshFacts(ledger: ledger, facts: facts)),
    ]
  }
}

extension Occasion {
  static let recordContested = Occasion("recordContested", ["organisation", "record"])
  static let recordSettled = Occasion(
    "recordSettled", ["organisation", "record", "decision", "reason"])
}

/// Records that an enterprise has contested, for the approver of its district unit.
struct ContestTray: Tray {
  func tasks(for caller: Caller, in database: borrowing Connection) throws -> [Task] {
    guard let seat = caller.seat, seat.roles.contains(.districtApprover) else { return [] }
    return try database.remembered(
      """
      -- From the few that are contested, never from the many enterprises of a district.
      SELECT r.id, r.kind, o.id, o.name, r.contested FROM registry_record r
      CROSS JOIN organisation o ON o.credit_code = r.code
      WHERE r.contest IS NOT NULL AND r.settled IS NULL AND o.district = ?
      ORDER BY r.contested LIMIT 200
      """, seat.organisation.number
    ) { row in
      Task(
        "record/\(RecordID(row.int(0)))",
        "数据异议：\(row.text(3))的\(RecordKind(rawValue: row.text(1))?.title ?? "数据")",
        stage: "待核实", holder: "区市场监管部门",
        at: FactsView.path.link(ItemPlace(OrganisationID(row.int(2)))),
        since: Instant(milliseconds: Int64(row.int(4))), due: nil, next: "核实数据")
    }
  }

  func due(until last: Day, in database: borrowing Connection) throws
    -> [(task: Task, recipients: [Post.Recipient])]
  { [] }
}
