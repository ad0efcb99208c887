/// Rows and columns on their way out to somebody's spreadsheet.
package struct Grid: Sendable, Equatable {
  package enum Cell: Sendable, Equatable {
    /// Codes, numbers of documents and days too: as they are, never counted with.
    case text(String)
    /// In decimal digits, as `-12.50`.
    case number(String)

    package var words: String {
      switch self {
      case .text(let text), .number(let text): text
      }
    }
  }

  package let title: String
  package let head: [String]
  package let rows: [[Cell]]

  package init(_ title: String, _ head: [String], _ rows: [[Cell]]) {
    self.title = title
    self.head = head
    self.rows = rows
  }
}
