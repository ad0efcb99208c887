import Acts
import Desk
import HTML
import Messages
import Routing
import SQLite
import Vocabulary

/// What all claims share: how long the answer may take, and who hears of it.
package struct ClaimDesk: Sendable {
  let post: Post
  let calendar: WorkingDays
  /// Working days for the district unit's answer.
  let days: Int
  let throttle: Throttle
  let registered: RegisteredFact.Asking

  /// Every claim writes to people: so many in an hour from one person (reliability R72).
  func brake(_ caller: Caller, at wall: Instant) throws {
    guard throttle.mayOpen("claim", from: "\(caller.person)", most: 10, at: wall) else {
      throw Refusal(
        .tooMany, code: "tooManyClaims", "提出得太多，请一小时后再试。", retryAfter: 3600)
    }
  }

  /// Puts it before the district unit.
  func file(
    _ claim: Claim, _ moment: Moment, in database: borrowing Connection
  ) throws -> Day {
    let due = calendar.deadline(after: moment.today, days: days).day
    try database.run(
      """
      UPDATE claim SET state = 'waiting', filed = ?, due = ?, decided = NULL, decided_by = NULL,
        reason = NULL WHERE id = ?
      """, moment.now.milliseconds, due.number, claim.id.number)
    if claim.kind == .dispute {
      try post.tell(
        Recipients.speakers(of: claim.organisation, in: database), .disputeRaised,
        ["organisation": claim.organisationName, "due": due.chinese], about: claim.subject,
        link: ClaimView.path.link(ItemPlace(claim.id)), moment, in: database)
    }
    try tellDistrict(claim.district, of: claim, due: due, moment, in: database)
    return due
  }

  /// To another district unit, when the enterprise is put right while it waits: its days begin anew.
  func pass(
    _ claim: Claim, to district: OrganisationID, _ moment: Moment,
    in database: borrowing Connection
  ) throws {
    let due = calendar.deadline(after: moment.today, days: days).day
    try database.run("UPDATE claim SET due = ? WHERE id = ?", due.number, claim.id.number)
    try tellDistrict(district, of: claim, due: due, moment, in: database)
  }

  private func tellDistrict(
    _ district: OrganisationID, of claim: Claim, due: Day, _ moment: Moment,
    in database: borrowing Connection
  ) throws {
    let staff = try Recipients.of(
      district, as: [.districtHandler, .districtApprover], in: database)
    try post.tell(
      staff, claim.kind == .dispute ? .disputeFiled : .claimFiled,
      ["organisation": claim.organisationName, "due": due.chinese], about: claim.subject,
      link: ClaimView.path.link(ItemPlace(claim.id)), moment, in: database)
  }
}

extension ClaimDesk {
  /// The claim itself.
  func home(
    _ sheet: Sheet, _ place: ItemPlace<Owner.Claim>, _ caller: Caller, _ store: Store,
    _ visit: Visit
  ) throws -> HTML {
    let view = ClaimView(store: store, calendar: calendar, registered: registered)
    let answer = try view.answer(Nothing(), at: place, for: caller, visit)
    return view.page(sheet, answer, at: place, for: caller, visit)
  }

  func page(
    _ step: ClaimStep, _ sheet: Sheet, _ place: ItemPlace<Owner.Claim>, _ caller: Caller,
    _ store: Store,
    _ visit: Visit
  ) throws -> HTML {
    let view = ClaimView(store: store, calendar: calendar, registered: registered)
    let answer = try view.answer(Nothing(), at: place, for: caller, visit)
    return ClaimPage(answer: answer, calendar: calendar, visit: visit).form(step, sheet)
  }
}

extension ClaimDesk: DueDays {
  package func recount(
    by calendar: WorkingDays, in database: borrowing Connection
  ) throws -> [Recount] {
    let waiting = try database.all(
      "SELECT * FROM claim_row WHERE state = 'waiting' AND due IS NOT NULL", read: Claim.init)
    var moved: [Recount] = []
    for claim in waiting {
      guard let old = claim.due, let filed = claim.filed else { continue }
      let new = calendar.deadline(after: filed.day, days: days).day
      if new == old { continue }
      try database.run("UPDATE claim SET due = ? WHERE id = ?", new.number, claim.id.number)
      moved.append(Recount(claim.subject, old, new))
    }
    return moved
  }
}
