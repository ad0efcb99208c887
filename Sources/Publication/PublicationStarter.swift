import Applications
import Desk
import Rounds
import Routing
import SQLite
import Vocabulary

/// A round has cases to publish, a notice has run its time: offered to who publishes.
struct PublicationStarter: Starter {
  let desk: CaseDesk

  func starts(
    for caller: Caller, at now: Instant, in database: borrowing Connection
  ) throws -> [Start] {
    guard caller.roles.contains(.municipalApprover) else { return [] }
    var starts: [Start] = []
    let due = try Notices.dueRounds(in: database)
    for round in desk.library.rounds where due.contains(round.number) {
      let draft = try NoticeDraft(round, for: caller.person, at: now, desk, in: database)
      guard !draft.ready.isEmpty else { continue }
      starts.append(
        Start(
          PublishNotice.name, "公示\(round.title)的 \(draft.ready.count) 项",
          at: PublishNotice.path.link(RoundPlace(round.number))))
    }
    for notice in try Notices.waiting(on: now.day, in: database) {
      let draft = try ListDraft(notice, for: caller.person, at: now, desk, in: database)
      guard !draft.ready.isEmpty else { continue }
      starts.append(
        Start(
          PublishList.name, "发布名单：\(notice.title)，\(draft.ready.count) 项",
          at: PublishList.path.link(ItemPlace(notice.id))))
    }
    return starts
  }
}
