import JSON

/// What answers point to among the files of a form: a figure to its report, an honour to its certificate.
package struct Evidence: Sendable, Equatable {
  /// As the field is called, in a table with its row: `honours.2.honourProof`.
  package let field: String
  package let question: Question
  package let name: String

  /// Everything that these answers point to, in the order of the questions.
  package static func of(_ values: Values, _ questions: [Question]) -> [Evidence] {
    questions.flatMap { question -> [Evidence] in
      switch values[question.id] {
      case .text(let name)? where question.kind == .evidence:
        [Evidence(field: question.id, question: question, name: name)]
      case .rows(let rows)?:
        zip(1..., rows).flatMap { number, row in
          of(row, question.columns).map {
            Evidence(
              field: "\(question.id).\(number).\($0.field)", question: $0.question, name: $0.name)
          }
        }
      default: []
      }
    }
  }

  /// Rows that could point to a file and do not.
  package static func missing(
    _ values: Values, _ questions: [Question]
  ) -> [(table: Question, rows: [Int])] {
    questions.compactMap { question in
      guard case .rows(let rows)? = values[question.id],
        let column = question.columns.first(where: { $0.kind == .evidence })
      else { return nil }
      let bare = zip(1..., rows).filter { $0.1[column.id] == nil }.map(\.0)
      return bare.isEmpty ? nil : (question, bare)
    }
  }
}

extension Question {
  /// An answer to it without what points to files.
  package func withoutEvidence(_ answer: JSON) -> JSON {
    guard kind == .table, let rows = answer.array else { return answer }
    let pointing = Set(evidence.map(\.id))
    return .array(
      rows.map { row in
        .object((row.members ?? []).filter { !pointing.contains($0.name) })
      })
  }

  /// The questions of evidence in it: itself, or its columns.
  package var evidence: [Question] {
    kind == .evidence ? [self] : columns.filter { $0.kind == .evidence }
  }
}
