import Accounts
import Acts
import Design
import Desk
import Linux
import Messages
import Registry
import Rounds
import Routing
import SQLite
import Vocabulary

/// Enterprises' dossiers, their applications, and the life of every case, put together once.
package struct ApplicationsRoom: CaseRoom, RoundRoom {
  package static let migrations = [
    Applications.queueFilters, Applications.stamps, Applications.knownStamps,
    Applications.unindexed, Applications.roundDays, Applications.heard,
  ]
  package static let occasions: [Occasion] = [.caseNews, .caseTurn, .reviewTurn, .sectionLook]

  let ledger: Ledger
  let library: Library
  package let eligibility: Eligibility
  package let desk: CaseDesk
  let files: ProofFiles
  private let pieces: PartFiles
  private let scanner: FileScanner?
  private let seals: SealProgram?
  private let attendances: any AttendanceBook

  /// - Parameters:
  ///   - attendances: what the dossier tells of activities.
  ///   - corrections: what hears of what comes after a return.
  package init(
    _ accounts: AccountsRoom, library: Library, registers: Registers, post: Post,
    attendances: any AttendanceBook, corrections: any CorrectionBook, clamd: Clamd? = nil,
    seals: SealProgram? = nil
  ) {
    self.attendances = attendances
    self.seals = seals
    ledger = accounts.ledger
    files = accounts.files
    pieces = PartFiles(accounts.files)
    self.library = library
    eligibility = Eligibility(registers)
    desk = CaseDesk(
      accounts.ledger, library: library, eligibility: eligibility, calendar: accounts.calendar,
      post: post, corrections: corrections, isScanning: clamd != nil)
    scanner = clamd.map { [desk] in
      FileScanner($0, desk: desk, folder: accounts.files.folder)
    }
  }

  package var shortcuts: [Shortcut] {
    [
      Shortcut("申请", to: QueueView.self, .file),
      Shortcut("打印文书", to: LettersView.self, .print),
    ]
  }

  package var search: [SearchMore] { [Cases.search] }

  /// The room's part of the clerk's round.
  package func keepUp(
    at now: Instant, wall: Instant, in database: borrowing Connection
  ) throws {
    try Cases.indexOlder(in: database)
  }

  package var dueDays: [any DueDays] { [CaseDueDays()] }

  package func follow(
    _ round: Round, _ moment: Moment, in database: borrowing Connection
  ) throws {
    try RoundDays.follow(round, moment, in: database)
  }

  package var deeds: [String: String] {
    // Steps that the clock takes, or another act with it, have no address of their own.
    Dictionary(Lifecycle.table.map { ($0.name, $0.title) }) { first, _ in first }
      .merging(["file.scan": "附件查毒", "file.quarantine": "隔离附件"]) { $1 }
  }

  package var trays: [any Tray] { [CaseTray(desk: desk), WayTray(), PaperTray()] }

  package var starters: [any Starter] {
    [
      DossierStarter(library: library), DraftStarter(library: library),
      PaperStarter(library: library),
    ]
  }

  package var works: [any ClockWork] { [Lapses()] }

  /// The room's own acts on cases; later rooms bring theirs.
  package var acts: [OfferedAct] {
    [
      OfferedAct(Submit(desk: desk)), OfferedAct(Resubmit(desk: desk)),
      OfferedAct(Discard(desk: desk)), OfferedAct(Withdraw(desk: desk)),
      OfferedAct(UndoEnding(desk: desk)), OfferedAct(LookOverPaper(desk: desk)),
      OfferedAct(LeaveOutPaper(desk: desk)), OfferedAct(EnterOn(desk: desk)),
    ]
  }

  package var parts: [any CasePart] { [DraftPart(desk: desk), PaperPart()] }

  /// Files into their slots, whole or in pieces.
  private var fileRoutes: [Route] {
    let attach = AttachFile(desk: desk, files: files)
    return [
      .view(FormPage(act: attach)), .act(attach), .act(BeginUpload(attach: attach)),
      .view(UploadView(attach: attach, parts: pieces)),
      .act(AddPiece(attach: attach, parts: pieces)),
      .act(FinishUpload(attach: attach, parts: pieces)),
      .act(CancelUpload(attach: attach, parts: pieces)),
    ]
  }

  /// The application printed, sealed and sent.
  private var sealRoutes: [Route] {
    let first = SendSealed<SealedFirst>(desk: desk, files: files, seals: seals)
    let again = SendSealed<SealedAgain>(desk: desk, files: files, seals: seals)
    return [
      .view(PrintView(desk: desk)), .view(PrintPaper(view: PrintView(desk: desk))),
      .view(FormPage(act: first)), .act(first), .view(FormPage(act: again)), .act(again),
    ]
  }

  /// Handed in on paper, entered by the unit.
  private var paperRoutes: [Route] {
    let (begin, first, again) = (
      BeginPaper(desk: desk), SendSealed<PaperFirst>(desk: desk, files: files, seals: seals),
      SendSealed<PaperAgain>(desk: desk, files: files, seals: seals)
    )
    return [
      .view(FormPage(act: begin)), .act(begin), .view(FormPage(act: first)), .act(first),
      .view(FormPage(act: again)), .act(again),
    ] + LookOverPaper(desk: desk).routes + LeaveOutPaper(desk: desk).routes
      + EnterOn(desk: desk).routes
  }

  /// Has the scanner look at some of what waits for it.
  /// - Returns: whether there may be more to do at once.
  package func scanFiles(at now: Instant, wall: Instant) throws -> Bool {
    try scanner?.round(at: now, wall: wall) ?? false
  }

  /// What was begun and never finished goes after a day.
  package func sweepUploads(at wall: Instant) throws {
    try pieces.sweep(ledger.store, at: wall)
  }

  private var dossier: DossierView {
    DossierView(
      store: ledger.store, library: library, eligibility: eligibility, attendances: attendances)
  }

  private func view(among rooms: [any Room]) -> CaseView {
    CaseView(desk, acts: rooms.onCases.flatMap(\.acts), parts: rooms.onCases.flatMap(\.parts))
  }

  package func taskActs(among rooms: [any Room]) -> [any TaskActs] {
    [
      CaseTaskActs(view: view(among: rooms)),
      ViewActs(dossier) { task in
        Paths.declaration.place(of: task.address) == nil
          ? nil : OrganisationID(task.id).map { ItemPlace($0) }
      },
    ]
  }

  /// A case and the list of them show what all rooms do with cases.
  package func routes(among rooms: [any Room]) -> [Route] {
    let declare = DeclareAnswers(ledger: ledger, library: library)
    let view = view(among: rooms)
    let begin = BeginApplication(desk: desk)
    let own: [Route] = [
      .view(DeclareForm(act: declare)), .act(declare), .view(dossier),
      .view(CheckedView(store: ledger.store, library: library)),
      .view(FormPage(act: CheckEligibility(ledger: ledger, dossier: dossier))),
      .act(CheckEligibility(ledger: ledger, dossier: dossier)),
      .view(QueueView(view: view, starters: rooms.onCases.flatMap(\.starters))),
      .view(FormPage(act: begin)), .act(begin),
      .view(view),
      .view(SectionView(desk: desk)), .act(SaveSection(desk: desk)),
      .act(DetachFile(desk: desk)), .view(AttachmentDownload(desk: desk, files: files)),
      .view(FormPage(act: AskColleague(desk: desk))), .act(AskColleague(desk: desk)),
      .act(CaseBundle(desk: desk, files: files)), .view(SubmissionView(desk: desk)),
      .view(LetterView(desk: desk)), .view(LetterPaper(view: LetterView(desk: desk))),
      .view(SubmissionPaper(view: SubmissionView(desk: desk))),
      .view(LettersView(desk: desk)), .view(FormPage(act: SaveFilter(desk: desk))),
      .act(SaveFilter(desk: desk)), .view(FormPage(act: ExportQueue(desk: desk))),
      .act(ExportQueue(desk: desk)),
      .act(RemoveFilter(desk: desk)),
    ]
    return own + fileRoutes + sealRoutes + paperRoutes + Submit(desk: desk).routes
      + Resubmit(desk: desk).routes
      + Discard(desk: desk).routes + Withdraw(desk: desk).routes + UndoEnding(desk: desk).routes
  }
}
