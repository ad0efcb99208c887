import Applications
import JSON
import Policy
import Routing
import SQLite
import Vocabulary

/// A screening sheet as it was recorded, word for word.
struct Screening: Sendable {
  /// What it comes to; the table of stages knows these words.
  enum Verdict: String, Sendable, CaseIterable {
    case pass, correct, fail

    var title: String {
      switch self {
      case .pass: "通过"
      case .correct: "一次补正"
      case .fail: "不通过"
      }
    }
  }

  /// Questions of the form that the programme itself reads.
  enum Known { static let conclusion = "conclusion", reason = "conclusionReason" }

  let id: ScreeningID
  /// Which version of the application it is about.
  let submission: Int
  let answers: JSON
  let at: Instant
  let person: PersonID
  let personName: String

  init(_ row: borrowing Row) {
    id = ScreeningID(row.int(0))
    submission = row.int(1)
    answers = (try? JSON(parsing: row.utf8(2))) ?? .null
    at = Instant(milliseconds: Int64(row.int(3)))
    person = PersonID(row.int(4))
    personName = row.text(5)
  }

  var reason: String { answers[Known.reason]?.string ?? "" }

  func values(_ form: Form) -> Values {
    Dictionary(
      uniqueKeysWithValues: form.questionnaire.questions.compactMap { question in
        answers[question.id].flatMap { Questionnaire.kept($0, of: question) }
          .map { (question.id, $0) }
      })
  }
}

enum Screenings {
  static func of(
    _ application: ApplicationID, in database: borrowing Connection
  ) throws -> [Screening] {
    try database.all(
      """
      SELECT s.id, s.submission, s.answers, s.at, s.person, p.name
      FROM screening s JOIN person p ON p.id = s.person WHERE s.application = ? ORDER BY s.at, s.id
      """, application.number, read: Screening.init)
  }

  /// What waits to be checked.
  static func open(
    _ facts: CaseFacts, in database: borrowing Connection
  ) throws -> Screening? {
    guard let matter = facts.open(.screening).last else { return nil }
    return try of(facts.file.id, in: database).first { "\($0.id)" == matter.reference }
  }

  static func keep(
    _ answers: JSON, of file: Case, by person: PersonID, at now: Instant,
    in database: borrowing Connection
  ) throws -> ScreeningID {
    let id = ScreeningID.drawn
    try database.run(
      """
      INSERT INTO screening (id, application, submission, answers, at, person)
      VALUES (?, ?, ?, ?, ?, ?)
      """, id.number, file.id.number,
      try Submissions.versions(of: file.id, in: database).last?.version ?? 0, answers.text,
      now.milliseconds, person.number)
    return id
  }
}
