import Acts
import Applications
import Design
import Digest
import HTML
import JSON
import Policy
import Rounds
import Routing
import SQLite
import Vocabulary

/// A score sheet: to its expert always, to others once every sheet of the case is locked.
struct ReviewView: View {
  typealias Asked = Nothing

  static let name = "review"
  static let summary = "评分表"
  static let path = Path<ItemPlace<Owner.Review>>("/reviews/:review")
  static let audience = PanelsView.audience
  static let clause: String? = "001 三（四）第一句"
  static let schema = Schema.object([
    .always("id", .text), .always("panel", .text), .always("number", .text),
    .always("item", .text), .always("enterprise", .text), .always("expert", .text),
    .always("state", .oneOf(Review.State.allCases.map(\.rawValue))),
    .always("edition", .integer), .always("rubric", .text), .always("scores", .map(.number)),
    .always(
      "items",
      .list(
        .object([
          .always("id", .text), .always("text", .text), .always("points", .number),
          .sometimes(
            "own",
            .object([
              .always("score", .number), .always("grounds", .text), .sometimes("file", .text),
            ])),
        ]))),
    .always("answers", .map(.any)), .always("total", .number), .always("projects", .map(.number)),
    .always("wanting", .list(.text)),
    .always("indicators", .map(.object([.always("raw", .number), .always("capped", .number)]))),
    .sometimes("reasons", ScoreReason.schema), .sometimes("reopened", ReopenedSheet.schema),
    .sometimes("due", .day), .sometimes("lockedAt", .instant), .sometimes("sha256", .text),
    .always("acts", Begun.schema), .always("blocked", .blocks),
  ])

  struct Answer: Sendable {
    let facts: ReviewFacts
    let isOwn: Bool
    let acts: [Begun]
    /// What the enterprise says to each item itself.
    let own: SelfAssessment?
    /// What a reason can point to.
    let files: [Attachment]
    let reopened: [ReopenedSheet]
    /// What its expert does not do now, and why.
    let blocked: [(name: String, refusal: Refusal)]
  }

  let desk: CaseDesk

  func answer(
    _ asked: Nothing, at place: ItemPlace<Owner.Review>, for member: Member, _ visit: Visit
  ) throws -> Answer {
    try desk.ledger.store.read(lane: visit.lane) { database in
      let review = try ReviewTable.find(place.id, in: database)
      let isOwn = review.person == member.caller.person && member.seat.kind == .expertPool
      let facts = try ReviewFacts(
        review, desk, for: member.caller.person, at: visit.now, in: database)
      let isJudged = facts.file.stage == .reviewing
      if isOwn {
        guard review.belongs(toItsExpert: facts.file.stage) else { throw Refusal.notFound }
      } else {
        _ = try Panels.find(review.panel, for: member, in: database)
        let all = try ReviewTable.of(review.panel, in: database)
        guard !review.isGone, all.isOpen(review.application),
          member.seat.kind != .expertPool
            || isJudged
              && all.contains(where: {
                $0.person == member.caller.person && $0.application == review.application
                  && $0.locked != nil
              })
        else { throw Refusal.notFound }
      }
      // Before the pledge nothing of the application is read, and nothing once it is judged no more.
      let mayRead = !isOwn || isJudged && [.pledged, .locked].contains(review.state)
      let files = mayRead ? try Attachments.sent(with: facts.file, in: database) : []
      let isLocked = isOwn && review.state == .locked && isJudged
      let no =
        isLocked
        ? ReopenSheet.no(
          facts,
          isOpen: try ReviewTable.of(review.panel, review.application, in: database)
            .isOpen(review.application)) : nil
      return Answer(
        facts: facts, isOwn: isOwn,
        acts: isOwn
          ? Self.acts(
            facts, files, mayReopen: isLocked && no == nil,
            leavable: try DeclineCall.leavable(review, in: database)) : [],
        own: mayRead ? try SelfAssessment(facts.facts, in: database) : nil, files: files,
        reopened: try ReopenedSheet.of(review.id, in: database),
        blocked: (no.map { [(ReopenSheet.name, $0)] } ?? [])
          + (isOwn && facts.hasRead && review.state == .pledged && isJudged
            ? [(DeclineCall.name, DeclineCall.hasRead)] : []))
    }
  }

  /// What its expert may do with it now.
  private static func acts(
    _ facts: ReviewFacts, _ files: [Attachment], mayReopen: Bool, leavable: Int
  ) -> [Begun] {
    let place = facts.review.place
    let edition = JSON.Member("edition", .integer(facts.review.edition))
    // It is left for all of the panel at once.
    let decline = Begun(
      DeclineCall.name, DeclineCall.summary, at: DeclineCall.path.link(facts.panel.place),
      .init("count", .integer(leavable)))
    var acts: [Begun] = []
    if mayReopen {
      acts.append(
        Begun(ReopenSheet.name, ReopenSheet.summary, at: ReopenSheet.path.link(place), edition))
    }
    if facts.review.state == .asked, (try? facts.requireUnderWay()) != nil {
      acts.append(
        Begun(AcceptCall.name, AcceptCall.summary, at: AcceptCall.path.link(facts.panel.place)))
      acts.append(decline)
    }
    if (try? PledgeReview.requireMay(facts)) != nil {
      acts.append(Begun(PledgeReview.name, PledgeReview.summary, at: PledgeReview.path.link(place)))
    }
    if (try? SaveSheet.requireMay(facts)) != nil {
      var save = Begun(SaveSheet.name, SaveSheet.summary, at: SaveSheet.path.link(place))
      save.more = [
        edition, .shape("\(facts.facts.package.id).\(facts.form.id)"),
        .choices("evidence", files.map { ("\($0.id)", $0.name) }),
      ]
      // What is still to be scored is said when it is tried.
      var lock = Begun(LockSheet.name, LockSheet.summary, at: LockSheet.path.link(place))
      lock.more = [edition]
      acts += [save, lock]
    }
    if [.accepted, .pledged].contains(facts.review.state), !facts.hasRead,
      (try? facts.requireUnderWay()) != nil
    {
      acts.append(decline)
    }
    return acts
  }

  func json(_ answer: Answer) -> JSON {
    let (facts, review) = (answer.facts, answer.facts.review)
    var members: [JSON.Member] = [
      .init("panel", .string("\(review.panel)")), .init("number", .string(facts.file.number)),
      .init("item", .string(facts.file.item)),
      .init("enterprise", .string(facts.file.enterpriseName)),
      .init("expert", .string(review.personName)), .init("rubric", .string(facts.rubric.id)),
      .init("scores", .object(review.scores.map { JSON.Member($0.key, $0.value.json) })),
      .init("answers", review.answers),
      .init(
        "items",
        .array(
          facts.rubric.items.map { item in
            .object(
              [
                .init("id", .string(item.id)), .init("text", .string(item.text)),
                .init("points", item.points.json),
              ] + (answer.own?.items[item.id].map { [.init("own", $0.json)] } ?? []))
          })),
    ]
    members = (facts.summary.members ?? []) + members
    if !review.reasons.isEmpty {
      members.append(.init("reasons", ScoreReason.json(review.reasons)))
    }
    if !answer.reopened.isEmpty {
      members.append(.init("reopened", .array(answer.reopened.map(\.json))))
    }
    if facts.file.stage == .reviewing, let due = facts.file.due {
      members.append(.init("due", .string("\(due)")))
    }
    if let locked = review.locked {
      members.append(.init("lockedAt", .string("\(locked)")))
      members.append(.init("sha256", .string(Hex.text(review.digest))))
    }
    return .object(
      members + [
        .init("acts", .array(answer.acts.map(\.json))),
        .init("blocked", PanelActs.json(answer.blocked)),
      ])
  }

  func page(
    _ sheet: Sheet, _ answer: Answer?, at place: ItemPlace<Owner.Review>, for member: Member,
    _ visit: Visit
  ) -> HTML {
    guard let answer else { return HTML() }
    return SheetPage(answer: answer, calendar: desk.calendar, visit: visit).html(sheet)
  }
}
