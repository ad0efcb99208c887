import Acts
import HTML
import Routing
import SQLite
import Vocabulary

/// What the acts on a claim share: a page of their own, with the claim beside their form.
protocol ClaimAct: Recording where Spot == ItemPlace<Owner.Claim> {
  static var step: ClaimStep { get }
  var desk: ClaimDesk { get }
}

extension ClaimAct where Actor == Caller {
  func page(_ sheet: Sheet, at place: Spot, for caller: Caller, _ visit: Visit) throws -> HTML {
    try desk.page(Self.step, sheet, place, caller, ledger.store, visit)
  }
}

extension ClaimAct where Actor == Member {
  func page(_ sheet: Sheet, at place: Spot, for member: Member, _ visit: Visit) throws -> HTML {
    try desk.page(Self.step, sheet, place, member.caller, ledger.store, visit)
  }
}
