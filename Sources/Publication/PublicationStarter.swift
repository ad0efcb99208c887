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
    for round in desk.library.rounds
    where try NoticeDraft.isReady(round, for: caller.person, at: now, desk, in: database) {
      starts.append(
        Start(
          PublishNotice.name, "公示\(round.title)评审完成的项目",
          at: PublishNotice.path.link(RoundPlace(round.number))))
    }
    for notice in try Notices.waiting(on: now.day, in: database)
    where try ListDraft.isReady(notice, for: caller.person, at: now, desk, in: database) {
      starts.append(
        Start(
          PublishList.name, "发布名单：\(notice.title)",
          at: PublishList.path.link(ItemPlace(notice.id))))
    }
    return starts
  }
}
