import Acts
import Design
import HTML
import JSON
import Routing
import SQLite
import Vocabulary

/// What names the edition that it edits.
protocol EditionAsked: Input {
  var edition: Int { get }
}

/// An act on a round that stands: its row of the table, its fields, its change. Who may, when, the
/// edition, the form on a page of its own come with it.
protocol RoundChange: RoundAct where Spot == RoundPlace, Asked: EditionAsked {
  static var step: RoundStep { get }

  func change(
    _ asked: Asked, _ round: Round, by member: Member, _ moment: Moment,
    in database: borrowing Connection
  ) throws -> Done<Round>

  /// What stands above its form, and what its form begins with.
  func words(_ round: Round) -> HTML
  func start(_ round: Round) -> [String: String]
}

extension RoundChange {
  static var name: String { step.name }
  static var summary: String { step.title }
  static var refuses: Set<Refusal.Kind> { [.conflict] }
  static var audience: Audience<Member> { .members(step.by).confirmed }

  func words(_ round: Round) -> HTML { HTML() }
  func start(_ round: Round) -> [String: String] { [:] }

  func change(
    _ asked: Asked, at place: RoundPlace, by member: Member, _ moment: Moment,
    in database: borrowing Connection
  ) throws -> Done<Round> {
    guard let round = try RoundTable.find(place.number, in: database) else {
      throw Refusal.notFound
    }
    if let no = Self.step.refusal(round, among: library.rounds, at: moment.now) { throw no }
    // Nobody undoes what a colleague has just told the public.
    let edition = try RoundTable.edition(of: round.id, in: database)
    guard asked.edition == edition else {
      let last = try RoundNote.of(round.id, in: database).first
      throw Refusal(
        .conflict, code: "stale",
        "您打开以后，这一批又有了变动\(last.map { "：\($0.text)" } ?? "")。现在的安排（第 \(edition) 版）是：\(round.arrangement)。您填的都还在，核对以后再办一次。",
        stands: start(round).sorted { $0.key < $1.key }.map { .stands($0.key, $0.value) })
    }
    return try change(asked, round, by: member, moment, in: database)
  }

  func reread(_ round: Round, in database: borrowing Connection) throws -> Round {
    guard let found = try RoundTable.find(round.number, in: database) else {
      throw Refusal.notFound
    }
    return found
  }

  func page(
    _ sheet: Sheet, at place: RoundPlace, for member: Member, _ visit: Visit
  ) throws -> HTML {
    let (round, edition) = try ledger.store.read(lane: visit.lane) { database in
      guard let round = try RoundTable.find(place.number, in: database) else {
        throw Refusal.notFound
      }
      return (round, try RoundTable.edition(of: round.id, in: database))
    }
    let shown = sheet.problems.isEmpty ? Sheet(Answers(start(round))) : sheet
    return actPage(
      Self.step.title, on: visit, above: [("批次", Paths.rounds.link)],
      backTo: (round.title, round.address),
      no: Self.step.refusal(round, among: library.rounds, at: visit.now),
      typed: Asked.fields, shown
    ) {
      RoundPage.dates(round, calendar)
      words(round)
      postForm(
        Self.path.link(place), on: visit,
        fields: Asked.fields.filter { $0.name != RoundFields.edition.name }, shown,
        button: Self.step.title, look: Self.step.isGrave ? .grave : .main,
        held: [(RoundFields.edition.name, "\(shown.edition(now: edition))")])
    }
  }

  var routes: [Route] { [.view(FormPage(act: self)), .act(self)] }
}
