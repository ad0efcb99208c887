import Acts
import HTML
import Routing
import SQLite
import Vocabulary

/// What the acts on a claim share: the claim's own page, with what is wrong.
protocol ClaimAct: RecordedAct where Spot == ItemPlace<Owner.Claim> {
  var desk: ClaimDesk { get }
}

extension ClaimAct where Actor == Caller {
  func page(_ sheet: Sheet, at place: Spot, for caller: Caller, _ visit: Visit) throws -> HTML {
    try desk.page(sheet, place, caller, ledger.store, visit)
  }
}

extension ClaimAct where Actor == Member {
  func page(_ sheet: Sheet, at place: Spot, for member: Member, _ visit: Visit) throws -> HTML {
    try desk.page(sheet, place, member.caller, ledger.store, visit)
  }
}
