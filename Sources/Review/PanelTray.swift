import Accounts
import Applications
import Desk
import HTML
import Messages
import Routing
import SQLite
import Vocabulary

/// Panels on the desks of those who form them, draw them and sit in them.
struct PanelTray: Tray {
  let desk: CaseDesk

  func tasks(for caller: Caller, in database: borrowing Connection) throws -> [Task] {
    guard let seat = caller.seat,
      !seat.roles.isDisjoint(with: [.panelSecretary, .municipalApprover, .supervisor, .expert])
    else { return [] }
    let member = Member(caller: caller, seat: seat)
    var tasks: [Task] = []
    if seat.roles.contains(.panelSecretary) {
      if let waiting = try Panels.waitingCount(of: seat.organisation, in: database),
        try FormPanel.mayBegin(member, desk, at: waiting.since, in: database)
      {
        tasks.append(
          Task(
            "panels", "有 \(waiting.count) 件等评审组", stage: "待分组", holder: seat.name,
            at: FormPanel.path.link, since: waiting.since, due: nil))
      }
    }
    let panels = try Panels.underWay(for: member, in: database)
    for panel in panels {
      let work = try PanelWork(panel, desk, in: database)
      let offered = try PanelActs(
        work, member, desk, at: panel.drawn ?? panel.made, in: database)
      let acts = offered.acts.filter {
        $0.name == AnnulDraw.name ? offered.stuck != nil : $0.name != DeclineCall.name
      }
      if let act = acts.first, !(act.name == DraftReport.name && !work.unsigned.isEmpty) {
        tasks.append(
          Task(
            panel.subject, act.title, stage: panel.state.title, holder: seat.name,
            at: PanelView.path.link(panel.place), since: panel.drawn ?? panel.made, due: panel.due))
      }
    }
    if seat.roles.contains(.expert) {
      tasks += try sheets(caller.person, seat, in: database)
    }
    return tasks
  }

  /// Each case that waits for its pledge or its score.
  private func sheets(
    _ person: PersonID, _ seat: Caller.Seat, in database: borrowing Connection
  ) throws -> [Task] {
    let reviews = try ReviewTable.of(person, in: database)
      .filter { [.accepted, .pledged].contains($0.state) }
    let files = try Cases.all(reviews.map(\.application), in: database)
    return zip(reviews, files).map { review, file in
      Task(
        review.subject, "\(file.item)（\(file.enterpriseName)）", stage: review.state.title,
        holder: seat.name, at: ReviewView.path.link(review.place), since: review.asked,
        due: file.due)
    }
  }

  /// Late sheets are chased.
  func due(until last: Day, in database: borrowing Connection) throws
    -> [(task: Task, recipients: [Post.Recipient])]
  {
    let rows = try database.all(
      """
      SELECT r.id, r.person, r.asked, a.due, a.item FROM review r
      JOIN panel n ON n.id = r.panel JOIN application a ON a.id = r.application
      WHERE a.due <= ? AND n.annulled IS NULL AND r.gone IS NULL AND r.locked IS NULL
        AND a.stage = 'reviewing' ORDER BY a.due, r.id
      """, last.number
    ) { row in
      (
        id: ReviewID(row.int(0)), person: PersonID(row.int(1)),
        asked: Instant(milliseconds: Int64(row.int(2))), due: Day(number: row.int(3)),
        item: row.text(4)
      )
    }
    return try rows.map { row in
      (
        Task(
          "review/\(row.id)", "评审“\(row.item)”", stage: "评分表没有锁定", holder: "",
          at: ReviewView.path.link(ItemPlace(row.id)), since: row.asked, due: row.due),
        try Post.person(row.person, in: database).map { [$0] } ?? []
      )
    }
  }
}
