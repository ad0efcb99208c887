import Vocabulary

/// Whether a rule depends on the answers at all: tried on every answer that could make a difference.
extension Expression {
  /// So many combinations are tried; what has more is not looked into.
  private static let most = 20_000
  private static let today = Day(2026, 6, 15) ?? Day(number: 0)

  /// True or false where it is that whatever is answered; nil where answers decide, or where it cannot
  /// be said. What has not been answered yet decides nothing.
  func isAlways(of questions: [Question]) -> Bool? {
    guard let answers = Self.answers(atoms, questions) else { return nil }
    var (holds, fails) = (false, false)
    var values: Values = [:]
    Self.combine(answers[...], into: &values) { values in
      switch self.holds(for: values, on: Self.today) {
      case true: holds = true
      case false: fails = true
      case nil: break
      }
      return !(holds && fails)
    }
    return holds == fails ? nil : holds
  }

  /// The comparisons in it, those within rows apart.
  private var atoms: [Expression] {
    switch self {
    case .all(let parts), .any(let parts): parts.flatMap(\.atoms)
    case .not(let part): part.atoms
    default: [self]
    }
  }

  private typealias Answers = (id: String, values: [Value?])

  /// What could be answered to each question that is asked about; nil where that is too much to try.
  private static func answers(_ atoms: [Expression], _ questions: [Question]) -> [Answers]? {
    var found: [Answers] = []
    var count = 1
    let fields = atoms.reduce(into: Set<String>()) { $0.formUnion($1.fields) }.sorted()
    for id in fields {
      guard let question = questions.first(where: { $0.id == id }),
        let values = question.telling(atoms, questions)
      else { return nil }
      count *= max(1, values.count)
      guard count <= most else { return nil }
      found.append((id, values))
    }
    return found
  }

  /// Tries every combination until `goesOn` says no; whether it never did.
  @discardableResult
  private static func combine(
    _ answers: ArraySlice<Answers>, into values: inout Values, _ goesOn: (Values) -> Bool
  ) -> Bool {
    guard let (id, choices) = answers.first else { return goesOn(values) }
    for choice in choices {
      values[id] = choice
      guard combine(answers.dropFirst(), into: &values, goesOn) else { return false }
    }
    return true
  }

  /// Of one table: no rows, one of each kind, and the same twice.
  fileprivate static func rows(
    _ table: Question, _ atoms: [Expression], _ questions: [Question]
  ) -> [Value]? {
    var found: [Value] = [.rows([])]
    for atom in atoms {
      switch atom {
      case .some(table.id, let part):
        let inner = part.atoms
        // What a row asks of what stands around it is settled there, not here.
        guard
          inner.allSatisfy({ $0.fields.allSatisfy { id in table.columns.contains { $0.id == id } } }
          ),
          let answers = answers(inner, table.columns)
        else { return nil }
        var row: Values = [:]
        combine(answers[...], into: &row) { row in
          found.append(.rows([row]))
          return true
        }
      case .distinct(table.id, let columns):
        let row = Values(uniqueKeysWithValues: Set(columns).map { ($0, Value.text("甲")) })
        found += [.rows([row]), .rows([row, row])]
      default: break
      }
    }
    return found
  }
}

extension Question {
  /// Answers to it that these comparisons tell apart; nil in the list is none.
  fileprivate func telling(_ atoms: [Expression], _ questions: [Question]) -> [Value?]? {
    let own = atoms.filter { $0.fields.contains(id) }
    var found: [Value]
    switch kind {
    case .yesNo: found = [.flag(true), .flag(false)]
    case .declaration: found = [.flag(true)]
    case .choice, .industry: found = choices.prefix(200).map { .text($0.value) }
    case .many: found = choices.prefix(50).map { .many([$0.value]) }
    case .table:
      guard let rows = Expression.rows(self, own, questions) else { return nil }
      found = rows
    case .file: return nil
    case .date:
      found = own.flatMap(\.moments).flatMap { day in
        (-1...1).map { .day(day.advanced(by: $0)) }
      }
    case .integer, .decimal, .money, .year:
      let (first, last) = range
      let step = [.integer, .year].contains(kind) ? 100 : 1
      let near = own.flatMap(\.numbers).flatMap { number in
        [-step, 0, step].map { Exact(hundredths: number.hundredths + $0) }
      }
      found = ([first, last] + near.filter { first...last ~= $0 }).map { .number($0) }
    default:
      found = (["甲", "乙"] + own.flatMap(\.words)).map { .text($0) }
    }
    // Two that are compared with each other are tried alike and unlike.
    if own.contains(where: \.isComparison), kind == .date {
      found += [.day(Expression.anyDay), .day(Expression.anyDay.advanced(by: 1))]
    }
    let isKnownAsked = own.contains { if case .isKnown = $0 { true } else { false } }
    return found.map(Optional.some) + (isKnownAsked ? [nil] : [])
  }
}

extension Expression {
  fileprivate static let anyDay = today

  fileprivate var isComparison: Bool { if case .noMore = self { true } else { false } }

  fileprivate var moments: [Day] {
    switch self {
    case .before(_, let moment), .notBefore(_, let moment): [moment.day(on: Self.today)]
    default: []
    }
  }

  fileprivate var numbers: [Exact] {
    switch self {
    case .isValue(_, .number(let number)), .atLeast(_, let number), .atMost(_, let number): [number]
    case .withinYears(_, let years): [Exact(Self.today.year - years), Exact(Self.today.year)]
    case .noMore: [Exact(10)]
    default: []
    }
  }

  fileprivate var words: [String] {
    switch self {
    case .isValue(_, .text(let word)): [word]
    case .isOneOf(_, let words), .endsWith(_, let words): words
    default: []
    }
  }
}
