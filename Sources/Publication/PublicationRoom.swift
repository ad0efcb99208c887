import Accounts
import Acts
import Applications
import Desk
import JSON
import Messages
import Rounds
import Routing
import SQLite
import Vocabulary

/// From the decision to the verified mark, put together once.
package struct PublicationRoom: CaseRoom, RoundRoom {
  let desk: CaseDesk
  let files: ProofFiles
  package let gazette: Gazette

  private let tiles: [Units.Tile]
  private let codes: ObjectionCodes

  /// - Parameter secret: of the data folder.
  package init(_ desk: CaseDesk, files: ProofFiles, tiles: [Units.Tile], secret: [UInt8]) {
    self.tiles = tiles
    codes = ObjectionCodes(secret)
    self.desk = desk
    self.files = files
    gazette = Gazette(desk.ledger.store)
  }

  package var shortcuts: [Shortcut] { [Shortcut("异议", to: ObjectionsView.self)] }
  package var deeds: [String: String] { ["entry.expire": "有效期满"] }

  package var trays: [any Tray] { [PublicationTray(desk: desk)] }
  package var starters: [any Starter] { [PublicationStarter(desk: desk)] }
  package func taskActs(among rooms: [any Room]) -> [any TaskActs] {
    [ViewActs(ObjectionView(desk: desk))]
  }
  package var works: [any ClockWork] { [Expiries()] }
  package var parts: [any CasePart] {
    [DecisionPart(judge: desk.judge), ObjectionPart(), EntryPart()]
  }

  package var acts: [OfferedAct] {
    [
      OfferedAct(Suggest(desk: desk)), OfferedAct(Approve(desk: desk)),
      OfferedAct(Dismiss(desk: desk)), OfferedAct(Reopen(desk: desk)),
      OfferedAct(Recant(desk: desk)),
      OfferedAct(Remove(desk: desk, gazette: gazette)), OfferedAct(ProposeMark(desk: desk)),
      OfferedAct(LicenseMark(desk: desk, gazette: gazette)), OfferedAct(RefuseMark(desk: desk)),
      OfferedAct(ProposeMeasure(desk: desk)), OfferedAct(Suspend(desk: desk, gazette: gazette)),
      OfferedAct(Restore(desk: desk, gazette: gazette)),
      OfferedAct(Revoke(desk: desk, gazette: gazette)),
    ]
  }

  package var decisions: [OfferedAct] { acts }

  /// What is begun from a round by whoever may.
  package func offers(_ round: Round, _ visit: Visit) throws -> [RoundOffer] {
    guard let caller = visit.caller,
      !caller.roles.isDisjoint(with: [.municipalHandler, .municipalApprover])
    else { return [] }
    return try desk.ledger.store.read(lane: visit.lane) { database in
      [
        try ProposeSeveral.offer(round, desk, visit, in: database),
        try ApproveSeveral.offer(round, desk, visit, in: database),
        try notice(round, caller, visit, in: database),
      ].compactMap(\.self)
    }
  }

  private func notice(
    _ round: Round, _ caller: Caller, _ visit: Visit, in database: borrowing Connection
  ) throws -> RoundOffer? {
    guard caller.roles.contains(.municipalApprover),
      try NoticeDraft.isReady(round, for: caller.person, at: visit.now, desk, in: database)
    else { return nil }
    var offer = RoundOffer(
      PublishNotice.name, PublishNotice.summary,
      at: PublishNotice.path.link(RoundPlace(round.number)))
    if visit.face == .json {
      let draft = try NoticeDraft(round, for: caller.person, at: visit.now, desk, in: database)
      offer.more = [
        .init(Edition.name, .integer(DraftSeen.edition(of: draft.ready))),
        .init("number", .string(round.number)),
      ]
    }
    return offer
  }

  package func counters(at now: Instant) throws -> Counters {
    try Counters(gazette, desk.library, at: now)
  }

  package func routes(among rooms: [any Room]) -> [Route] {
    onCases + notices + objections + lists
  }

  private var onCases: [Route] {
    let mark = RegisterMark(desk: desk, files: files)
    let proposals = ProposeSeveral(desk: desk)
    let approvals = ApproveSeveral(desk: desk)
    let several: [Route] = [
      .view(FormPage(act: proposals)), .act(proposals), .view(FormPage(act: approvals)),
      .act(approvals),
    ]
    return several + [.view(FormPage(act: mark)), .act(mark)] + Suggest(desk: desk).routes
      + Approve(desk: desk).routes + Dismiss(desk: desk).routes + Reopen(desk: desk).routes
      + Recant(desk: desk).routes
      + Remove(desk: desk, gazette: gazette).routes + ProposeMark(desk: desk).routes
      + LicenseMark(desk: desk, gazette: gazette).routes + RefuseMark(desk: desk).routes
      + ProposeMeasure(desk: desk).routes + Suspend(desk: desk, gazette: gazette).routes
      + Restore(desk: desk, gazette: gazette).routes + Revoke(desk: desk, gazette: gazette).routes
  }

  private var notices: [Route] {
    let publish = PublishNotice(desk: desk, gazette: gazette)
    let view = NoticeView(desk: desk, gazette: gazette)
    return [
      .view(FormPage(act: publish)), .act(publish), .view(NoticesView(view: view)), .view(view),
      .view(NoticeContent(gazette: gazette)),
      .view(NoticePaper(view: view)),
    ]
  }

  private var objections: [Route] {
    let file = FileObjection(desk: desk, gazette: gazette, files: files, codes: codes)
    let status = ObjectionStatus(desk: desk)
    let propose = ProposeObjection(desk: desk, gazette: gazette)
    let decide = DecideObjection(desk: desk, gazette: gazette)
    let sendBack = ReturnObjection(desk: desk, gazette: gazette)
    return [
      .view(FormPage(act: file)), .act(file), .view(FormPage(act: status)), .act(status),
      .view(ObjectionsView(desk: desk)), .view(ObjectionView(desk: desk)),
      .view(EvidenceDownload(desk: desk, files: files)),
      .act(OpenEvidence(desk: desk, files: files)), .view(FormPage(act: propose)),
      .act(propose), .view(FormPage(act: decide)), .act(decide), .view(FormPage(act: sendBack)),
      .act(sendBack),
    ]
  }

  private var lists: [Route] {
    let publish = PublishList(desk: desk, gazette: gazette)
    return [
      .view(FormPage(act: publish)), .act(publish),
      .view(ListsView(gazette: gazette, tiles: tiles)),
      .view(ListView(gazette: gazette)), .view(ListContent(gazette: gazette)),
      .view(ListTable(gazette: gazette)), .view(ListPaper(view: ListView(gazette: gazette))),
      .view(EntriesView(gazette: gazette, tiles: tiles)), .view(EntriesTable(gazette: gazette)),
      .view(EntryView(gazette: gazette, origin: desk.post.origin)),
      .view(VerifyView(gazette: gazette)), .view(VerifyCode(gazette: gazette)),
      .view(CountersView(gazette: gazette, library: desk.library)),
    ]
  }
}
