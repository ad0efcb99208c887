import JSON
import Routing
import Vocabulary

/// What is looked for among everything that has ever been listed.
struct EntryQuery: Input {
  static let words = Field.text(
    "q", "名称、企业或标志编号", most: 80, example: "有机米饼", isRequired: false)
  static let kind = Field.choice(
    "kind", "类别", [Choice("product", "产品"), Choice("service", "服务")], isRequired: false)
  static let state = Field.choice(
    "state", "状态",
    Entry.State.allCases.filter { $0 != .unknown }.map { Choice($0.rawValue, $0.title) },
    isRequired: false)
  static let unit = Field.text("unit", "受理单位", most: 40, example: "徐汇区市场监管局", isRequired: false)
  static let page = Field.text("page", "第几页", most: 5, example: "2", isRequired: false)
  static let fields = [words.note, kind.note, state.note, unit.note, page.note]

  let words, kind, unit: String
  let state: Entry.State?
  let page: Int
  private let code: [UInt8]
  private let plain: String

  init(_ answers: Answers) throws(Problems) {
    let (words, kind, state, unit, page) = try answers.read(
      Self.words, Self.kind, Self.state, Self.unit, Self.page)
    self.words = words
    code = Entry.plain(words)
    plain = Plain.plain(words)
    self.kind = kind
    self.state = Entry.State(rawValue: state)
    self.unit = unit
    guard let number = page.isEmpty ? 1 : Int(page), number > 0 else {
      throw Problems([Problem(field: "page", code: "format", message: "“第几页”用上一页给的 next。")])
    }
    self.page = number
  }

  func admits(_ entry: Entry, on today: Day) -> Bool {
    (unit.isEmpty || entry.unit == unit) && admitsAnywhere(entry, on: today)
  }

  /// Whichever unit it is of.
  func admitsAnywhere(_ entry: Entry, on today: Day) -> Bool {
    (kind.isEmpty || entry.kind == kind)
      && (state == nil || entry.state(on: today).state == state)
      && (words.isEmpty || entry.bears(plain)
        || entry.plainCode == code)
  }

  /// To come back to the same, or to another page of it.
  func link(unit: String? = nil, page: Int = 1) -> [(name: String, value: String)] {
    [
      ("q", words), ("kind", kind), ("state", state?.rawValue ?? ""), ("unit", unit ?? self.unit),
      ("page", page == 1 ? "" : "\(page)"),
    ].filter { !$0.1.isEmpty }.map { (name: $0.0, value: $0.1) }
  }
}

/// Everything that fits, and how many there are in each unit.
struct EntriesFound: Sendable {
  let asked: EntryQuery
  let entries: [Entry]
  let units: [(name: String, count: Int)]
  let total: Int
  let today: Day

  init(_ asked: EntryQuery, _ gazette: Gazette, on today: Day) throws {
    let all = try gazette.contents.entries
    let anywhere = all.filter { asked.admitsAnywhere($0, on: today) }
    self.asked = asked
    self.today = today
    total = all.count
    entries = asked.unit.isEmpty ? anywhere : anywhere.filter { $0.unit == asked.unit }
    units = Dictionary(grouping: anywhere, by: \.unit).map { (name: $0.key, count: $0.value.count) }
      .sorted { ($1.count, $0.name) < ($0.count, $1.name) }
  }
}
