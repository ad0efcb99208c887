import Applications
import Desk
import HTML
import JSON
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
    for round in desk.library.rounds {
      let (isReady, stuck) = try NoticeDraft.waiting(
        in: round, for: caller.person, at: now, desk, in: database)
      starts += stuck.map { facts, why in
        held(
          facts, (Recant.name, Recant.path.link(facts.file.place)), "现在不能公示：\(why.sentence)",
          facts.file.stage.title, round)
      }
      if !isReady { continue }
      var start = Start(
        PublishNotice.name, "公示\(round.title)评审完成的项目",
        at: PublishNotice.path.link(RoundPlace(round.number)))
      if let since = try NoticeDraft.since(round.id, in: database) {
        start.waiting = Start.Waiting(
          "notice/\(round.number)", stage: Stage.reviewed.title, since: since,
          due: round.milestones[.publish])
      }
      starts.append(start)
    }
    for notice in try Notices.waiting(on: now.day, in: database) {
      let draft = try ListDraft(notice, for: caller.person, at: now, desk, in: database)
      let round = desk.library.rounds.first { $0.id == notice.round }
      starts += try draft.failing(desk, in: database).map { facts, why in
        held(
          facts, (Remove.name, Remove.path.link(facts.file.place)), "不能列入名单：\(why.sentence)",
          "公示期已满", round)
      }
      if draft.ready.isEmpty { continue }
      var start = Start(
        PublishList.name, "发布名单：\(notice.title)",
        at: PublishList.path.link(ItemPlace(notice.id)))
      start.waiting = Start.Waiting(
        "list/\(notice.id)", stage: "公示期已满", since: Instant(notice.ends.advanced(by: 1)),
        due: round?.milestones[.publish])
      starts.append(start)
    }
    return starts
  }

  /// Whoever publishes names what they have read.
  func told(
    _ start: Start, to caller: Caller, at now: Instant, in database: borrowing Connection
  ) throws -> [JSON.Member]? {
    let (ready, number): ([CaseFacts], String)
    if let place = PublishNotice.path.place(of: start.address),
      let round = desk.library.rounds.first(where: { $0.number == place.number })
    {
      ready = try NoticeDraft(round, for: caller.person, at: now, desk, in: database).ready
      number = round.number
    } else if let place = PublishList.path.place(of: start.address),
      let notice = try Notices.find(place.id, in: database)
    {
      ready = try ListDraft(notice, for: caller.person, at: now, desk, in: database).ready
      number = notice.roundNumber
    } else {
      return []
    }
    return [
      .init(Edition.name, .integer(DraftSeen.edition(of: ready))), .init("number", .string(number)),
    ]
  }

  /// It has come to where it would be published and cannot be: else nobody would be called to it any more.
  private func held(
    _ facts: CaseFacts, _ way: (name: String, address: Address), _ words: String, _ stage: String,
    _ round: Round?
  ) -> Start {
    let file = facts.file
    var start = Start(
      way.name, "\(file.item)（\(file.enterpriseName)）\(words)", at: way.address,
      page: CaseView.path.link(file.place))
    start.waiting = Start.Waiting(
      file.subject, stage: stage, since: file.since, due: round?.milestones[.publish])
    return start
  }
}
