import Accounts
import Acts
import Applications
import Design
import Desk
import Messages
import Routing
import SQLite
import Vocabulary

/// The district's work on a case, its batch to the city, its plan, and the city's commission.
package struct RecommendationRoom: CaseRoom {
  let desk: CaseDesk
  let files: ProofFiles

  package init(_ desk: CaseDesk, files: ProofFiles) {
    self.desk = desk
    self.files = files
  }

  package static let occasions: [Occasion] = [
    .batchSent, .consultationRecalled, .consultationOver, .commissionRefused,
  ]
  package static let corrections: any CorrectionBook = CorrectionsHeard()
  package static let migrations = [
    Recommendation.honoursLeftOut, Recommendation.honourBasis, Recommendation.linkMakers,
    Recommendation.paperReplies,
    Recommendation.visitsStruck,
    Recommendation.commissionsRefused, Recommendation.batchesCounted, Recommendation.unsent,
    Recommendation.unsentSince,
  ]

  package var works: [any ClockWork] { [HonourLapses(desk: desk), HonoursGone(desk: desk)] }

  package var acts: [OfferedAct] {
    [
      OfferedAct(Accept(desk: desk)), OfferedAct(GiveBack(desk: desk)),
      OfferedAct(Refuse(desk: desk)), OfferedAct(ReviewSheet(desk: desk)),
      OfferedAct(VerifyHonour(desk: desk)), OfferedAct(Propose(desk: desk)),
      OfferedAct(Approve(desk: desk)), OfferedAct(Decline(desk: desk)),
      OfferedAct(SendBack(desk: desk)), OfferedAct(TakeUp(desk: desk)),
      OfferedAct(AskAgain(desk: desk)), OfferedAct(GrantReconsideration(desk: desk)),
      OfferedAct(UpholdDecision(desk: desk)),
    ] + asideActs
  }

  package var parts: [any CasePart] {
    [
      RecommendationPart(judge: desk.judge), ReturnPart(), ConsultationPart(), FlagPart(),
      RecusalPart(), OfficerPart(),
      TransferPart(), TwinPart(desk: desk), VisitPart(judge: desk.judge), BatchPart(), PlanPart(),
      ReconsiderationPart(),
    ]
  }

  package var trays: [any Tray] {
    [
      CommissionTray(desk: desk), ConsultationTray(), TransferTray(),
      ReconsiderationTray(), FlagTray(), DesignationTray(desk: desk),
      UnmannedTray(desk: desk),
    ]
  }

  package var starters: [any Starter] {
    [
      BatchStarter(desk: desk), CommissionStarter(library: desk.library),
      AcceptStarter(desk: desk), ShareStarter(),
    ]
  }

  package func taskActs(among rooms: [any Room]) -> [any TaskActs] {
    [
      ViewActs(TransferView(desk: desk)), ViewActs(ConsultationView(desk: desk)),
      ViewActs(CommissionsView(desk: desk), rowsOf: "items"),
    ]
  }

  package var shortcuts: [Shortcut] {
    [
      Shortcut("委托第三方专业机构", to: CommissionsView.self, .send),
      Shortcut(BatchesView.summary, to: BatchesView.self, .flag),
      Shortcut("统计", to: FiguresView.self, .chart),
    ]
  }

  /// The room's part of the clerk's round.
  package func keepUp(
    at now: Instant, wall: Instant, in database: borrowing Connection
  ) throws {
    try Consultations.expireLinks(at: wall, in: database)
  }

  package var dueDays: [any DueDays] { [ConsultationDays()] }

  package var deeds: [String: String] { ["honour.lapse": "称号有效期满", "honour.gone": "称号不再有效"] }

  package func routes(among rooms: [any Room]) -> [Route] {
    let batch = SendBatch(desk: desk)
    let commission = ProposeCommission(desk: desk)
    let approval = ApproveCommission(desk: desk)
    let refusal = RefuseCommission(desk: desk)
    let own: [Route] = [
      .view(FormPage(act: batch)), .act(batch), .view(BatchesView(desk: desk)),
      .view(BatchView(desk: desk)),
      .view(BatchPaper(view: BatchView(desk: desk))),
      .view(FormPage(act: ExportBatch(desk: desk))), .act(ExportBatch(desk: desk)),
      .view(FiguresView(desk: desk)),
      .view(FormPage(act: commission)), .act(commission), .view(FormPage(act: approval)),
      .act(approval),
      .view(FormPage(act: refusal)), .act(refusal),
      .view(CommissionsView(desk: desk)),
    ]
    let moves =
      Accept(desk: desk).routes + GiveBack(desk: desk).routes + Refuse(desk: desk).routes
      + ReviewSheet(desk: desk).routes + VerifyHonour(desk: desk).routes
    let decisions =
      Propose(desk: desk).routes + Approve(desk: desk).routes + Decline(desk: desk).routes
      + SendBack(desk: desk).routes + TakeUp(desk: desk).routes + AskAgain(desk: desk).routes
      + GrantReconsideration(desk: desk).routes + UpholdDecision(desk: desk).routes
    return own + moves + decisions + asideRoutes
  }
}

extension Occasion {
  /// A unit's batch has come to the bureau.
  static let batchSent = Occasion("batchSent", ["unit", "batch", "count"])
  static let commissionRefused = Occasion("commissionRefused", ["body", "round", "reason"])
  /// A department need not answer any more.
  static let consultationRecalled = Occasion("consultationRecalled", ["item", "unit", "reason"])
  static let consultationOver = Occasion("consultationOver", ["item", "unit"])
}
