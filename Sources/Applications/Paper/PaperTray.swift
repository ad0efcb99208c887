import Accounts
import Design
import Desk
import HTML
import Messages
import Rounds
import Routing
import SQLite
import Vocabulary

/// What a unit has in hand on paper: applications not yet entered to the end, corrections that may come.
struct PaperTray: Tray {
  func tasks(for caller: Caller, in database: borrowing Connection) throws -> [Task] {
    guard let seat = caller.seat, !seat.roles.isDisjoint(with: Lifecycle.enter.by) else {
      return []
    }
    let all = try Self.inHand(of: seat.organisation, in: database)
    let shown = all.prefix(CaseTray.most).map { file in
      let isDraft = file.stage == .draft
      return Task(
        file.subject, "\(file.item)（\(file.enterpriseName)）", stage: isDraft ? "录入书面申请" : "等书面补正",
        holder: isDraft ? seat.name : file.turn, at: CaseView.path.link(file.place),
        since: file.since, due: file.due, isElsewhere: !isDraft, next: "接着录入")
    }
    if all.count <= CaseTray.most { return shown }
    return shown + [
      Task(
        "applications", "还有 \(all.count - CaseTray.most) 份书面申请，见“\(BeginPaper.summary)”", stage: "",
        holder: seat.name, at: BeginPaper.path.link, since: all[CaseTray.most].since, due: nil)
    ]
  }

  /// Found by an index of what came on paper, which is little.
  static func inHand(
    of unit: OrganisationID, in database: borrowing Connection
  ) throws -> [Case] {
    let found = try database.remembered(
      """
      SELECT * FROM application_row WHERE unit = ? AND stage IN ('draft', 'returned')
        AND received IS NOT NULL AND looked IS NULL
      """, unit.number, read: Case.init)
    return found.sorted { ($0.since, $0.number) < ($1.since, $1.number) }
  }

  func due(until last: Day, in database: borrowing Connection) throws
    -> [(task: Task, recipients: [Post.Recipient])]
  { [] }
}

/// What comes on paper can be entered once a round has begun.
struct PaperStarter: Starter {
  let library: Library

  func starts(
    for caller: Caller, at now: Instant, in database: borrowing Connection
  ) throws -> [Start] {
    guard let seat = caller.seat, !seat.roles.isDisjoint(with: Lifecycle.enter.by),
      library.rounds.contains(where: { $0.cancelled == nil && $0.opens <= now })
    else { return [] }
    return [BeginPaper.start]
  }
}
