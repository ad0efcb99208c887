import Acts
import JSON
import Rounds
import SQLite
import Vocabulary

extension Stage {
  /// The day of its round by which a case is to have left, where nothing of its own runs.
  var milestone: Round.Milestone? {
    switch self {
    case .recommended: .recommend
    case .cultivating, .screening: .screen
    case .reviewing: .review
    case .reviewed: .publish
    case .draft, .submitted, .returned, .accepted, .publicised, .listed, .ended: nil
    }
  }
}

extension CaseFacts {
  /// The round's own day for what stands there; none where it names none, or where it has been kept: what
  /// was sent to the city has been recommended in time.
  package func roundDay(at stage: Stage) -> DueDay? {
    if stage == .recommended, matters.contains(where: { $0.kind == .batch }) { return nil }
    return DueDay(round, at: stage)
  }
}

extension DueDay {
  /// Counted by nobody, whatever calendar comes out later.
  init?(_ round: Round, at stage: Stage) {
    guard let milestone = stage.milestone, let day = round.milestones[milestone] else {
      return nil
    }
    self.init(figure: milestone.rawValue, days: 0, .init(named: day))
  }
}

enum RoundDays {
  /// Its round says other days: what waits by them waits by the new ones. What has days of its own, such as
  /// a drawn panel's, keeps them.
  static func follow(
    _ round: Round, _ moment: Moment, in database: borrowing Connection
  ) throws {
    let stages = Stage.allCases.filter { $0.milestone != nil }.map { JSON.string($0.rawValue) }
    let files = try database.all(
      """
      SELECT a.* FROM json_each(?2) s JOIN application_row a ON a.round = ?1 AND a.stage = s.value
      WHERE NOT EXISTS (
        SELECT 1 FROM deadline d WHERE d.application = a.id AND d.closed IS NULL AND d.days > 0)
        AND NOT (a.stage = 'recommended' AND EXISTS (
          SELECT 1 FROM matter m WHERE m.application = a.id AND m.kind = 'batch'))
      """, round.id.number, JSON.array(stages).text, read: Case.init)
    for file in files {
      try Deadlines.begin(DueDay(round, at: file.stage), for: file, moment, in: database)
    }
  }
}
