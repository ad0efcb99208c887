import JSON
import Policy
import SQLite
import Vocabulary

/// An application as it is being written: its parts with their editions, its files, and what is open to
/// be put right.
package struct Draft: Sendable {
  struct Part: Sendable {
    let number: Int
    let edition: Int
    let answers: [String: JSON]
    let at: Instant?
  }

  let form: Form
  let parts: [Part]
  package let files: [Attachment]
  /// In a correction: only these, each with what is wrong with it. Nil: everything is open.
  package let corrections: [CorrectionItem]?

  /// Everything that has been answered, by question.
  var answers: [String: JSON] {
    parts.reduce(into: [:]) { $0.merge($1.answers) { $1 } }
  }

  func isOpen(_ question: String) -> Bool {
    corrections.map { $0.contains { $0.field == question } || mustComeAgain(question) } ?? true
  }

  /// In a correction, too, what was quarantined has to be put right, and what then is missing.
  private func mustComeAgain(_ slot: String) -> Bool {
    let own = files.filter { $0.slot == slot }
    if own.contains(where: \.scan.isInfected) { return true }
    let asked = form.questionnaire.questions.first { $0.id == slot && $0.kind == .file }
    return own.isEmpty && asked?.isRequired == true && asked?.shown == nil
  }

  /// A section is touched in a correction where one of its questions is named.
  func isOpen(_ section: Form.Section) -> Bool { section.questions.contains { isOpen($0.id) } }

  /// What of it is typed and can be saved: files come one by one, and what is worked out is nobody's to say.
  func isWritable(_ section: Form.Section) -> Bool {
    section.questions.contains { $0.kind != .file && $0.computed == nil && isOpen($0.id) }
  }

  func reading(isComplete: Bool, on today: Day) -> Questionnaire.Reading {
    let reading = form.read(answers, isTyped: true, isComplete: isComplete, on: today)
    return isComplete ? withFiles(reading, form.questionnaire.questions, on: today) : reading
  }

  /// The same of one section, without reading what it does not hang on.
  func reading(
    of section: Int, isComplete: Bool, on today: Day
  ) -> Questionnaire.Reading {
    let reading = form.read(section: section, of: answers, isComplete: isComplete, on: today)
    return isComplete
      ? withFiles(reading, form.sections[section - 1].questions, on: today) : reading
  }

  private func withFiles(
    _ read: Questionnaire.Reading, _ questions: [Question], on today: Day
  ) -> Questionnaire.Reading {
    var reading = read
    // What has a virus in it does not count, and is not left lying unsaid either.
    let (infected, files) = (files.filter(\.scan.isInfected), files.filter { !$0.scan.isInfected })
    for file in infected where questions.contains(where: { $0.id == file.slot }) {
      reading.problems.append(
        Problem(
          field: file.slot, code: "quarantined",
          message: "“\(label(file.slot))”里的“\(file.name)”查出病毒，已经隔离，请移除或者换一份。"))
    }
    for question in questions
    where question.kind == .file && question.isRequired
      && !files.contains(where: { $0.slot == question.id })
      && !infected.contains(where: { $0.slot == question.id })
    {
      if let shown = question.shown, shown.holds(for: reading.values, on: today) != true {
        continue
      }
      reading.problems.append(
        Problem(field: question.id, code: "required", message: "请上传“\(question.label)”。"))
    }
    reading.problems += astray(reading.values, questions)
    return reading
  }

  /// Where answers point to a file that does not lie there. What cannot be changed now is not asked about.
  func astray(_ values: Values, _ questions: [Question]) -> [Problem] {
    Evidence.of(values, questions.filter { isOpen($0.id) }).compactMap { evidence in
      let isThere = files.contains {
        $0.slot == evidence.question.slot && $0.name == evidence.name && !$0.scan.isInfected
      }
      return isThere
        ? nil
        : Problem(
          field: evidence.field, code: "fileMissing",
          message:
            "“\(evidence.question.label)”指的“\(evidence.name)”不在“\(label(evidence.question.slot ?? ""))”里，请另选一份，或者空着。"
        )
    }
  }

  /// What evidence can point to, by slot.
  var fileNames: [String: [String]] {
    Dictionary(grouping: files.filter { !$0.scan.isInfected }, by: \.slot)
      .mapValues { $0.map(\.name) }
  }

  private func label(_ slot: String) -> String {
    form.questionnaire.questions.first { $0.id == slot }?.label ?? slot
  }
}

package struct CorrectionItem: Sendable, Equatable {
  package let field: String
  package let text: String

  package init(field: String, text: String) {
    self.field = field
    self.text = text
  }
}

package enum Drafts {
  package static func of(
    _ facts: CaseFacts, in database: borrowing Connection
  ) throws -> Draft {
    guard let draft = try of([facts], in: database)[facts.file.id] else { throw Refusal.notFound }
    return draft
  }

  /// Of several cases at once; each that was returned is asked for what has to be put right.
  static func of(
    _ all: [CaseFacts], in database: borrowing Connection
  ) throws -> [ApplicationID: Draft] {
    let ids = JSON.array(all.map { .integer($0.file.id.number) }).text
    let rows = try database.all(
      """
      SELECT s.application, s.section, s.edition, s.answers, s.at FROM json_each(?) j
      JOIN application_section s ON s.application = j.value
      """, ids
    ) { row in
      (
        application: ApplicationID(row.int(0)),
        part: Draft.Part(
          number: row.int(1), edition: row.int(2),
          answers: Dictionary(
            ((try? JSON(parsing: row.utf8(3)))?.members ?? []).map { ($0.name, $0.value) },
            uniquingKeysWith: { first, _ in first }),
          at: Instant(milliseconds: Int64(row.int(4))))
      )
    }
    let parts = Dictionary(grouping: rows, by: \.application).mapValues { $0.map(\.part) }
    let files = try Attachments.of(all.map(\.file.id), in: database)
    var drafts: [ApplicationID: Draft] = [:]
    for facts in all {
      let id = facts.file.id
      guard let form = facts.package.forms.first(where: { $0.id == FormUse.application.rawValue })
      else { throw Refusal.notFound }
      drafts[id] = Draft(
        form: form,
        parts: (1...max(1, form.sections.count)).map { number in
          parts[id]?.first { $0.number == number }
            ?? Draft.Part(number: number, edition: 0, answers: [:], at: nil)
        }, files: (files[id] ?? []).filter { !$0.isInternal && $0.slot != Signed.slot },
        corrections: try corrections(facts, in: database))
    }
    return drafts
  }

  private static func corrections(
    _ facts: CaseFacts, in database: borrowing Connection
  ) throws -> [CorrectionItem]? {
    guard facts.file.stage == .returned, let matter = facts.open(.correction).last else {
      return nil
    }
    return try items(of: matter.id, in: database)
  }

  package static func items(
    of matter: MatterID, in database: borrowing Connection
  ) throws -> [CorrectionItem] {
    try database.all(
      "SELECT field, text FROM correction_item WHERE matter = ? ORDER BY field", matter.number
    ) { CorrectionItem(field: $0.text(0), text: $0.text(1)) }
  }

  static func keep(
    _ answers: JSON, of file: Case, section: Int, after edition: Int, by person: PersonID?,
    at now: Instant, in database: borrowing Connection
  ) throws {
    try database.run(
      """
      INSERT INTO application_section (application, section, edition, answers, at, person)
      VALUES (?1, ?2, ?3, ?4, ?5, ?6)
      ON CONFLICT (application, section) DO UPDATE SET edition = ?3, answers = ?4, at = ?5,
        person = ?6
      """, file.id.number, section, edition + 1, answers.text, now.milliseconds, person?.number)
  }
}
