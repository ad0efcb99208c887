import Vocabulary

/// One thing that is asked: what it is called, what an answer looks like, when it is asked at all.
/// The page, the check, the JSON, the print and the export all come from this.
package struct Question: Sendable, Equatable {
  package enum Kind: String, Sendable, CaseIterable {
    case text, longText
    case integer, decimal
    /// Typed in 元 or 万元, kept in 分.
    case money
    case date, year
    case yesNo, choice, many
    case creditCode, phone, mail, person, address, trademark
    /// GB/T 4754：section letter or division.
    case industry
    case table
    case file
    /// Which of the files in a slot proves what stands beside it: the file's name.
    case evidence
    /// Words to be agreed to.
    case declaration

    package static let numbers: Set<Kind> = [.integer, .decimal, .money, .year]
  }

  package struct Choice: Sendable, Equatable {
    package let value: String
    package let label: String
    /// Of an item of a rubric: how much it is worth, and under which indicator it stands.
    package var points: Exact?
    package var group: String?
  }

  package let id: String
  package let label: String
  package let kind: Kind
  package let isRequired: Bool
  package let help: String?
  /// Where to look it up.
  package let link: Link?
  package let clause: String?
  /// The most characters, as people count them.
  package let most: Int
  package let unit: String?
  package let least: Exact?
  package let greatest: Exact?
  /// Of a date: no later than this.
  package let until: Expression.Moment?
  package let choices: [Choice]
  package let columns: [Question]
  /// Of a column: a number no greater than its row's item is worth.
  package let isOfPoints: Bool
  package let rows: ClosedRange<Int>
  package let file: FileLimit?
  /// Of evidence: where the file lies.
  package let slot: String?
  /// Asked only while this holds.
  package let shown: Expression?
  /// Not asked, but worked out from other answers.
  package let computed: Computation?
  /// What of the registers' facts answers it.
  package let fact: FactName?
  /// Where a register has the same.
  package let register: RegisterField?
  /// What is often wrong with an answer, in ready sentences for whoever returns it.
  package let defects: [String]

  /// Of a table that asks of every item of a rubric, each once: the column that says of which.
  package var itemColumn: Question? { columns.first { $0.choices.first?.points != nil } }

  /// Of a table: which register has its rows.
  package var rowRegister: RegisterField? { columns.lazy.compactMap(\.register).first }

  package struct Link: Sendable, Equatable {
    package let title: String
    package let address: String
  }

  package struct FileLimit: Sendable, Equatable {
    /// More than this no package lets in: it is what a server takes at once.
    package static let mostMegabytes = 50

    package let kinds: [String]
    package let megabytes: Int
    /// How many lie side by side; one is replaced by the next.
    package let most: Int
  }
}
