import JSON
import Policy
import Registry
import SQLite
import Vocabulary

/// What registers have of the same that a form asks: filled in where a draft begins, and shown beside
/// an answer that differs. Who is right is for people to say.
struct Registered {
  struct Difference: Sendable {
    /// As the form names it.
    let field, label: String
    let said, registered, source: String
  }

  private let records: [Record]

  /// - Parameter code: of the enterprise that applies.
  init(_ code: String?, in database: borrowing Connection) throws {
    records = try code.map { try Records.of($0, in: database).filter(\.counts) } ?? []
  }

  // MARK: A draft begins

  /// By question, each with where it is from.
  func answers(to form: Form) -> [(id: String, answer: JSON, source: String)] {
    form.questionnaire.questions.compactMap { question in
      let found = records.filter {
        $0.kind.rawValue == (question.register ?? question.rowRegister)?.kind
      }
      guard let first = found.first else { return nil }
      if let field = question.register {
        return Registered.answer(first, field, question).map { (question.id, $0, first.origin) }
      }
      let rows = found.prefix(question.rows.upperBound).map { record in
        JSON.object(
          question.columns.compactMap { column in
            column.register.flatMap { Registered.answer(record, $0, column) }
              .map { .init(column.id, $0) }
          })
      }
      return (question.id, .array(Array(rows)), first.origin)
    }
  }

  private static func answer(
    _ record: Record, _ field: RegisterField, _ question: Question
  ) -> JSON? {
    guard let text = record.values[field.key], !text.isEmpty else { return nil }
    return Question.Kind.numbers.contains(question.kind)
      ? Int(text).map { .integer($0) } : .string(text)
  }

  // MARK: An answer differs

  func differences(
    in section: Form.Section, _ values: Values, in database: borrowing Connection
  ) throws -> [Difference] {
    try section.questions.flatMap { question -> [Difference] in
      if let field = question.register {
        let record = records.first { $0.kind.rawValue == field.kind }
        return record.flatMap { compare(question, question.id, values, $0) }.map { [$0] } ?? []
      }
      guard case .rows(let rows)? = values[question.id] else { return [] }
      return try differences(in: rows, of: question, in: database)
    }
  }

  /// Of the register's rows by the same name, the one that differs least.
  private func differences(
    in rows: [Values], of table: Question, in database: borrowing Connection
  ) throws -> [Difference] {
    guard let name = table.columns.first(where: { $0.register?.isName == true }),
      let field = name.register
    else { return [] }
    let said = rows.map { row in row[name.id].map(name.typed) ?? "" }
    // A mark is somebody's, whoever writes it down.
    let known =
      field == .markNumber
      ? try Records.marks(said, in: database).filter(\.counts)
      : records.filter { $0.kind.rawValue == field.kind }
    return zip(rows.indices, said).flatMap { index, text in
      known.filter { Plain.plain($0.values[field.key] ?? "") == Plain.plain(text) }
        .map { record in
          table.columns.compactMap {
            compare($0, "\(table.id).\(index + 1).\($0.id)", rows[index], record)
          }
        }
        .min { $0.count < $1.count } ?? []
    }
  }

  private func compare(
    _ question: Question, _ field: String, _ values: Values, _ record: Record
  ) -> Difference? {
    guard let register = question.register, let value = values[question.id],
      let registered = record.values[register.key], !registered.isEmpty
    else { return nil }
    let (one, other) = (Plain.plain(question.typed(value)), Plain.plain(registered))
    // An address may be written with the city and without.
    let isSame =
      one == other
      || question.kind == .address && (one.hasSuffix(other) || other.hasSuffix(one))
    return isSame
      ? nil
      : Difference(
        field: field, label: question.label, said: question.text(value),
        registered: Day(registered).map { question.text(.day($0)) } ?? registered,
        source: record.origin)
  }
}

extension Record {
  fileprivate var origin: String { "\(kind.title)（\(source)，\(asOf.year)年\(asOf.short)）" }
}
