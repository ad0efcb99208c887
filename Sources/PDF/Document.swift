/// A document to be put on paper: what it is called and what stands in it, from top to bottom.
package struct Document: Sendable {
  package enum Block: Sendable {
    /// Of the whole, in the middle.
    case title(String)
    /// Listed in the contents and in the viewer's outline.
    case heading(String)
    /// Kept with what follows.
    case subheading(String)
    case paragraph(String)
    /// Small and pale.
    case fine(String)
    /// At the right, as signatures are.
    case signature(String)
    /// What it is called, beside what it says.
    case facts([Fact])
    case table(Table)
    /// Black modules on white, with a line below.
    case code([[Bool]], String)
    case contents
    case newPage
  }

  package struct Fact: Sendable {
    let name, text: String
    package init(_ name: String, _ text: String) {
      self.name = name
      self.text = text
    }
  }

  package struct Table: Sendable {
    let columns: [String]
    let rows: [[String]]
    /// Of the line's width, one for each column.
    let shares: [Double]

    package init(_ columns: [String], _ rows: [[String]], shares: [Double]? = nil) {
      self.columns = columns
      self.rows = rows.map { row in columns.indices.map { $0 < row.count ? row[$0] : "" } }
      let shares = shares ?? columns.indices.map { Table.share(of: $0, columns, rows) }
      let sum = shares.reduce(0, +)
      self.shares = shares.map { $0 / sum }
    }

    /// As wide as what stands in it, but neither crowded out nor crowding.
    private static func share(
      of column: Int, _ columns: [String], _ rows: [[String]]
    ) -> Double {
      let widest = rows.lazy.compactMap {
        $0.indices.contains(column) ? Text.width($0[column]) : nil
      }
      .max()
      return min(14, max(Text.width(columns[column]) + 1, (widest ?? 0) + 1, 3))
    }
  }

  let title: String
  /// At the foot of every page, beside its number.
  let foot: String
  let blocks: [Block]

  package init(_ title: String, foot: String = "", _ blocks: [Block]) {
    self.title = title
    self.foot = foot
    self.blocks = blocks
  }

  /// The file: the same content has the same bytes.
  package var file: [UInt8] { Writer(self).file }
}
