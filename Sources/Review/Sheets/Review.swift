import Applications
import JSON
import Policy
import Routing
import SQLite
import Vocabulary

/// One expert on one case: asked, accepted, pledged, scored and locked, or gone.
struct Review: Sendable {
  enum State: String, Sendable, CaseIterable {
    case asked, accepted, pledged, locked, gone

    var title: String {
      switch self {
      case .asked: "等答复"
      case .accepted: "等承诺"
      case .pledged: "评分中"
      case .locked: "已锁定"
      case .gone: "已退出或回避"
      }
    }
  }

  let id: ReviewID
  let panel: PanelID
  let application: ApplicationID
  let person: PersonID
  let personName: String
  let asked: Instant
  let isAccepted: Bool
  let isGone: Bool
  /// Why somebody left.
  let why: String
  let pledged: Instant?
  let edition: Int
  /// As they are kept: most who ask for a review ask how far it is, not what it says.
  private let keptScores, keptAnswers, keptReasons: [UInt8]
  let locked: Instant?
  let total: Exact?
  let digest: [UInt8]

  var subject: String { "review/\(id)" }
  var place: ItemPlace<Owner.Review> { ItemPlace(id) }

  var state: State {
    if isGone { return .gone }
    if locked != nil { return .locked }
    if pledged != nil { return .pledged }
    return isAccepted ? .accepted : .asked
  }

  init(_ row: borrowing Row) {
    id = ReviewID(row.int(0))
    panel = PanelID(row.int(1))
    application = ApplicationID(row.int(2))
    person = PersonID(row.int(3))
    personName = row.text(4)
    asked = Instant(milliseconds: Int64(row.int(5)))
    isAccepted = !row.isNull(6)
    isGone = !row.isNull(7)
    why = row.text(8)
    pledged = row.optionalInt(9).map { Instant(milliseconds: Int64($0)) }
    edition = row.int(10)
    keptScores = row.utf8(11)
    keptAnswers = row.utf8(12)
    locked = row.optionalInt(13).map { Instant(milliseconds: Int64($0)) }
    total = row.optionalInt(14).map { Exact(hundredths: $0) }
    digest = row.isNull(15) ? [] : row.blob(15)
    keptReasons = row.utf8(16)
  }

  var scores: [String: Exact] { Self.scores(keptScores) }

  static func scores(_ kept: [UInt8]) -> [String: Exact] {
    let members = (try? JSON(parsing: kept))?.members ?? []
    return Dictionary(
      members.compactMap { member in Exact(member.value).map { (member.name, $0) } },
      uniquingKeysWith: { first, _ in first })
  }

  var answers: JSON { (try? JSON(parsing: keptAnswers)) ?? [:] }

  /// By the project's number in the rubric.
  var reasons: [String: ScoreReason] { Self.reasons(keptReasons) }

  static func reasons(_ kept: [UInt8]) -> [String: ScoreReason] {
    let members = (try? JSON(parsing: kept))?.members ?? []
    return Dictionary(
      members.compactMap { member in ScoreReason(member.value).map { (member.name, $0) } },
      uniquingKeysWith: { first, _ in first })
  }

  /// What is locked, as it is hashed: reasons are part of it where there are any.
  var content: JSON {
    let reasons = reasons
    return .object(
      [
        .init("review", .string("\(id)")), .init("panel", .string("\(panel)")),
        .init("expert", .string("\(person)")),
        .init("scores", .object(scores.map { JSON.Member($0.key, $0.value.json) })),
        .init("answers", answers),
      ] + (reasons.isEmpty ? [] : [.init("reasons", ScoreReason.json(reasons))]))
  }

  func values(_ form: Form) -> Values {
    let answers = answers
    return Dictionary(
      uniqueKeysWithValues: form.questionnaire.questions.compactMap { question in
        answers[question.id].flatMap { Questionnaire.kept($0, of: question) }
          .map { (question.id, $0) }
      })
  }
}

enum ReviewTable {
  static func find(_ id: ReviewID, in database: borrowing Connection) throws -> Review {
    let found = try database.first(
      """
      SELECT r.id, r.panel, r.application, r.person, p.name, r.asked, r.accepted, r.gone, r.why,
        r.pledged, r.edition, r.scores, r.answers, r.locked, r.total, r.digest, r.reasons
      FROM review r JOIN person p ON p.id = r.person WHERE r.id = ?
      """, id.number, read: Review.init)
    guard let found else { throw Refusal.notFound }
    return found
  }

  static func of(_ panel: PanelID, in database: borrowing Connection) throws -> [Review] {
    try database.all(
      """
      SELECT r.id, r.panel, r.application, r.person, p.name, r.asked, r.accepted, r.gone, r.why,
        r.pledged, r.edition, r.scores, r.answers, r.locked, r.total, r.digest, r.reasons
      FROM review r JOIN person p ON p.id = r.person
      JOIN application a ON a.id = r.application
      LEFT JOIN panel_seat s ON s.panel = r.panel AND s.person = r.person
      WHERE r.panel = ? ORDER BY a.number, s.place, r.id
      """, panel.number, read: Review.init)
  }

  /// Of one case alone: its panel may have had many.
  static func of(
    _ panel: PanelID, _ application: ApplicationID, in database: borrowing Connection
  ) throws -> [Review] {
    try database.all(
      """
      SELECT r.id, r.panel, r.application, r.person, p.name, r.asked, r.accepted, r.gone, r.why,
        r.pledged, r.edition, r.scores, r.answers, r.locked, r.total, r.digest, r.reasons
      FROM review r JOIN person p ON p.id = r.person
      LEFT JOIN panel_seat s ON s.panel = r.panel AND s.person = r.person
      WHERE r.panel = ? AND r.application = ? ORDER BY s.place, r.id
      """, panel.number, application.number, read: Review.init)
  }

  /// No case of the panel that is still under review lacks a sheet. Asked at each lock: the sheets
  /// themselves are not read for it.
  static func areAllLocked(_ panel: PanelID, in database: borrowing Connection) throws -> Bool {
    try database.first(
      """
      SELECT 1 FROM panel_case c JOIN application a ON a.id = c.application
      WHERE c.panel = ?1 AND a.stage = 'reviewing' AND (
        SELECT coalesce(min(r.locked IS NOT NULL), 0) FROM review r
        WHERE r.application = c.application AND r.panel = ?1 AND r.gone IS NULL) = 0
      LIMIT 1
      """, panel.number
    ) { _ in true } == nil
  }

  /// As `PanelWork.own` has it, without the rest of the panel: asked for each row of a desk.
  static func own(
    _ person: PersonID, in panel: PanelID, _ database: borrowing Connection
  ) throws -> [Review] {
    try database.all(
      """
      SELECT r.id, r.panel, r.application, r.person, p.name, r.asked, r.accepted, r.gone, r.why,
        r.pledged, r.edition, r.scores, r.answers, r.locked, r.total, r.digest, r.reasons
      FROM review r JOIN person p ON p.id = r.person JOIN application a ON a.id = r.application
      WHERE r.panel = ? AND +r.person = ? AND r.gone IS NULL AND r.locked IS NULL
        AND a.stage = 'reviewing'
      """, panel.number, person.number, read: Review.init)
  }

  static func of(
    _ person: PersonID, in database: borrowing Connection
  ) throws -> [Review] {
    try database.all(
      """
      SELECT r.id, r.panel, r.application, r.person, p.name, r.asked, r.accepted, r.gone, r.why,
        r.pledged, r.edition, r.scores, r.answers, r.locked, r.total, r.digest, r.reasons
      FROM review r JOIN person p ON p.id = r.person
      JOIN application a ON a.id = r.application
      JOIN panel n ON n.id = r.panel
      WHERE r.person = ? AND r.gone IS NULL AND n.annulled IS NULL AND a.stage = 'reviewing'
      ORDER BY r.asked, a.number LIMIT 200
      """, person.number, read: Review.init)
  }
}

extension [Review] {
  /// Those that count: nobody who left.
  func standing(for application: ApplicationID) -> [Review] {
    filter { $0.application == application && !$0.isGone }
  }

  /// Every sheet of this case is locked: from then on each may be read.
  func isOpen(_ application: ApplicationID) -> Bool {
    let own = standing(for: application)
    return !own.isEmpty && own.allSatisfy { $0.locked != nil }
  }

  /// What the locked sheets come to by the rule of the case's package.
  func officialScore(of application: ApplicationID, by rule: OfficialScore) -> Exact? {
    guard isOpen(application) else { return nil }
    return rule.of(standing(for: application).compactMap(\.total))
  }
}
