import Accounts
import Acts
import Applications
import Design
import Desk
import Messages
import Rounds
import Routing
import SQLite
import Vocabulary

/// Screening, experts and their panels, put together once.
package struct ReviewRoom: CaseRoom, RoundRoom {
  package static let occasions: [Occasion] = [.expertDecided]

  package static let migrations = [
    Reviews.rounds, Reviews.days, Reviews.editions, Reviews.reasons,
    Reviews.secondLooks,
  ]

  let desk: CaseDesk

  package init(_ desk: CaseDesk) { self.desk = desk }

  package var trays: [any Tray] { [ReviewTray(desk: desk), PoolTray(), PanelTray(desk: desk)] }

  package var starters: [any Starter] { [PanelStarter(desk: desk)] }

  package var openStarters: [any Starter] { [ExpertStarter(library: desk.library)] }

  package func taskActs(among rooms: [any Room]) -> [any TaskActs] {
    [
      ViewActs(PanelView(desk: desk)), ViewActs(ReviewView(desk: desk)),
      ViewActs(ExpertApplicationView(desk: desk)),
      ViewActs(PanelsView(desk: desk)) { FormPanel.path.place(of: $0.address) },
    ]
  }

  package var acts: [OfferedAct] {
    [
      OfferedAct(RecordScreening(desk: desk)), OfferedAct(PassScreening(desk: desk)),
      OfferedAct(ReturnScreening(desk: desk)), OfferedAct(FailScreening(desk: desk)),
      OfferedAct(SendBackScreening(desk: desk)),
    ]
  }

  package var parts: [any CasePart] { [ScreeningPart(), ReviewPart()] }

  package var shortcuts: [Shortcut] {
    [
      Shortcut("评审组", to: PanelsView.self, .users),
      Shortcut("专家库", to: PoolView.self, .user),
    ]
  }

  package func routes(among rooms: [any Room]) -> [Route] {
    let concerned = rooms.compactMap { $0 as? any RoundRoom }
    let ranking = RankingView(
      desk: desk, acts: rooms.onCases.flatMap(\.decisions),
      offers: { round, visit in
        try concerned.flatMap { try $0.offers(round, visit) }.filter { !$0.isView }
      })
    return screeningRoutes + poolRoutes + panelRoutes + sheetRoutes + [.view(ranking)]
  }

  /// The draws of a round, for everybody; its ranked list for those who decide and watch.
  package func offers(_ round: Round, _ visit: Visit) throws -> [RoundOffer] {
    var offers: [RoundOffer] = []
    if try desk.ledger.store.read(lane: visit.lane, { try Panels.any(of: round.id, in: $0) }) {
      offers.append(
        RoundOffer(
          DrawsView.name, DrawsView.summary, at: DrawsView.path.link(RoundPlace(round.number)),
          isView: true))
    }
    if visit.caller?.roles.isDisjoint(with: RankingView.readers) == false {
      offers.append(
        RoundOffer(
          RankingView.name, RankingView.summary,
          at: RankingView.path.link(RoundPlace(round.number)), isView: true))
    }
    return offers
  }

  private var poolRoutes: [Route] {
    let apply = ApplyAsExpert(desk: desk)
    let declare = DeclareTie(desk: desk)
    return [
      .view(PoolView(desk: desk)), .view(FormPage(act: apply)), .act(apply),
      .view(FormPage(act: declare)), .act(declare), .view(ExpertApplicationView(desk: desk)),
      .view(FormPage(act: VetExpert(desk: desk))), .act(VetExpert(desk: desk)),
      .view(FormPage(act: AdmitExpert(desk: desk))), .act(AdmitExpert(desk: desk)),
    ]
  }

  private var screeningRoutes: [Route] {
    RecordScreening(desk: desk).routes + PassScreening(desk: desk).routes
      + ReturnScreening(desk: desk).routes + FailScreening(desk: desk).routes
      + SendBackScreening(desk: desk).routes
  }

  private var panelRoutes: [Route] {
    let form = FormPanel(desk: desk)
    let commit = CommitDraw(desk: desk)
    let reveal = RevealDraw(desk: desk)
    let annul = AnnulDraw(desk: desk)
    let report = DraftReport(desk: desk)
    let release = ReleaseExpert(desk: desk)
    return [
      .view(PanelsView(desk: desk)), .view(FormPage(act: form)), .act(form),
      .view(PanelView(desk: desk)), .view(DrawView(desk: desk)),
      .view(DrawsView(desk: desk)),
      .view(FormPage(act: commit)), .act(commit), .view(FormPage(act: reveal)), .act(reveal),
      .view(FormPage(act: annul)), .act(annul), .view(FormPage(act: report)), .act(report),
      .view(FormPage(act: release)), .act(release),
      .view(FormPage(act: AskSecondLook(desk: desk))), .act(AskSecondLook(desk: desk)),
      .view(FormPage(act: SignReport(desk: desk))), .act(SignReport(desk: desk)),
    ]
  }

  private var sheetRoutes: [Route] {
    let decline = DeclineCall(desk: desk)
    let pledge = PledgeReview(desk: desk)
    return [
      .act(AcceptCall(desk: desk)), .view(FormPage(act: decline)), .act(decline),
      .view(ReviewView(desk: desk)), .view(FormPage(act: pledge)), .act(pledge),
      .view(FormPage(act: SaveSheet(desk: desk))), .act(SaveSheet(desk: desk)),
      .view(FormPage(act: LockSheet(desk: desk))), .act(LockSheet(desk: desk)),
      .view(FormPage(act: ReopenSheet(desk: desk))), .act(ReopenSheet(desk: desk)),
    ]
  }
}

extension Occasion {
  static let expertDecided = Occasion("expertDecided", ["decision", "reason"])
}
