import JSON
import Vocabulary

/// One thing that is asked: what it is called, what an answer looks like, when it is asked at all.
/// The page, the check, the JSON, the print and the export all come from this.
///
/// A class, since it never changes and every answer that is read goes by it: copying its twenty fields
/// cost more than reading.
package final class Question: Sendable, Equatable {
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

  /// - Parameter earlier: what has been asked before it, and so may decide whether it is asked.
  init(_ node: Node, after earlier: [Question]) {
    node.only(
      "id", "label", "kind", "required", "help", "link", "clause", "most", "unit", "least",
      "greatest", "choices", "columns", "rows", "file", "shown", "computed", "until", "fact",
      "defects", "register", "slot", "ofPoints")
    id = Question.id(of: node)
    label = node.text("label", most: 200)
    let kind = node.choice("kind", or: Kind.text)
    self.kind = kind
    isRequired = node.flag("required")
    help = node.optionalText("help", most: 400)
    link = node.optionalObject("link").map(Link.init)
    clause = node.has("clause") ? node.clause("clause") : nil
    most = node.optionalInteger("most", 1...20_000) ?? kind.most
    unit = node.optionalText("unit", most: 10)
    least = node.optionalExact("least")
    greatest = node.optionalExact("greatest")
    choices = Question.choices(of: node, kind)
    let columns =
      kind == .table ? Question.list(node.list("columns"), after: earlier, inTable: id) : []
    self.columns = columns
    if columns.contains(where: { $0.kind == .table }) {
      node.note("表里不能再有表", "把里面的表拆成另一题", at: "columns")
    }
    isOfPoints = node.flag("ofPoints")
    let items = columns.first { $0.choices.first?.points != nil }?.choices.count
    let rows = node.optionalObject("rows")
    rows?.only("least", "most")
    let fewest = rows?.optionalInteger("least", 0...200) ?? 0
    let greatestCount = rows?.optionalInteger("most", 1...200) ?? items ?? max(20, fewest)
    if greatestCount < fewest {
      rows?.note("最多 \(greatestCount) 行，少于最少 \(fewest) 行", "对调，或改一个", at: "most")
    }
    self.rows = fewest...max(fewest, greatestCount)
    until = node.node("until").flatMap { Expression.Moment($0) }
    file = kind == .file ? FileLimit(node.optionalObject("file")) : nil
    slot = kind == .evidence ? node.text("slot", most: 40) : nil
    shown = node.optionalObject("shown").map { Expression($0, earlier) }
    computed = node.optionalObject("computed").flatMap { Computation($0, earlier) }
    // A form may have a question of that name and another kind; conditions may not.
    let own = FactName(rawValue: id)
    fact =
      node.has("fact")
      ? node.choice("fact", or: FactName.entityType)
      : own.flatMap { $0.kinds.contains(kind) ? $0 : nil }
    register =
      node.has("register") ? node.choice("register", or: RegisterField.enterpriseName) : nil
    if register != nil, !RegisterField.kinds.contains(kind) {
      node.note("登记数据答不了这一类题", "去掉 register，或把 kind 改成 text、address、date、year", at: "register")
    }
    defects = node.has("defects") ? node.texts("defects") : []
    for sentence in defects where sentence.count > 300 {
      node.note("“\(sentence.prefix(20))…”超过 300 个字", "写短一些，或分成两句", at: "defects")
    }
    Question.requireFit(self, node)
  }

  package static func == (a: Question, b: Question) -> Bool {
    a === b
      || a.id == b.id && a.label == b.label && a.kind == b.kind && a.isRequired == b.isRequired
        && a.help == b.help && a.link == b.link && a.clause == b.clause && a.most == b.most
        && a.unit == b.unit && a.least == b.least && a.greatest == b.greatest && a.until == b.until
        && a.choices == b.choices && a.columns == b.columns && a.isOfPoints == b.isOfPoints
        && a.rows == b.rows && a.file == b.file && a.slot == b.slot && a.shown == b.shown
        && a.computed == b.computed && a.fact == b.fact && a.register == b.register
        && a.defects == b.defects
  }

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
