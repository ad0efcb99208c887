import HTML
import JSON
import Policy
import Routing
import SQLite
import Vocabulary

/// What an enterprise says of itself to each item of the rubric, in what it sent last, for whoever scores.
package struct SelfAssessment: Sendable {
  package struct Said: Sendable {
    package let score: Exact
    package let grounds: String
    /// The file it points to, and where that is opened.
    package let file: (name: String, address: Address)?

    package var json: JSON {
      .object(
        [.init("score", score.json), .init("grounds", .string(grounds))]
          + (file.map { [.init("file", .string($0.name))] } ?? []))
    }
  }

  /// By the item's number in the rubric.
  package private(set) var items: [String: Said] = [:]

  package init(_ facts: CaseFacts, in database: borrowing Connection) throws {
    let tables = facts.package.forms.first { $0.id == FormUse.application.rawValue }?
      .questionnaire.questions.filter { $0.itemColumn != nil }
    let rows = try (tables ?? []).map { table in
      (table, try Submissions.answer(table.id, of: facts.file.id, in: database)?.array ?? [])
    }
    if rows.allSatisfy({ $0.1.isEmpty }) { return }
    let files = try Attachments.of(facts.file.id, in: database)
    for (table, rows) in rows {
      for row in rows { read(row, table, files, facts.file.number) }
    }
  }

  private mutating func read(
    _ row: JSON, _ table: Question, _ files: [Attachment], _ number: String
  ) {
    func column(_ fits: (Question) -> Bool) -> (Question, JSON)? {
      table.columns.first(where: fits).flatMap { column in row[column.id].map { (column, $0) } }
    }
    guard let item = table.itemColumn.flatMap({ row[$0.id]?.string }),
      let score = column(\.isOfPoints).flatMap({ Exact($0.1) })
    else { return }
    let proof = column { $0.kind == .evidence }
    let file = files.first { $0.slot == proof?.0.slot && $0.name == proof?.1.string }
    items[item] = Said(
      score: score, grounds: column { $0.kind == .text }?.1.string ?? "",
      file: file.map { file in
        let ways = AttachmentDownload.links(number, file)
        return (file.name, ways.shown ?? ways.saved)
      })
  }
}
