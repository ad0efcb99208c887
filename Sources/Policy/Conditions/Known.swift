import Vocabulary

/// What is known of an enterprise on a day: what it says of itself, and what registers say of it. The
/// two are kept apart, for only the second has been looked up.
package struct Known: Sendable, Equatable {
  package let declared: Values
  package let registered: Values
  /// What a register has written of a question, in words nobody here understands.
  package let unread: [String: String]

  package init(declared: Values, registered: Values, unread: [String: String] = [:]) {
    self.declared = declared
    self.registered = registered
    self.unread = unread
  }
}

extension Conditions {
  /// At every gate the same: whatever either side says against the enterprise counts, and what one
  /// does not know the other may tell.
  package func judge(_ known: Known, on today: Day) -> [Finding] {
    let tables = joined(known)
    func findings(_ first: Values, _ second: Values) -> [Finding] {
      judge(second.merging(first) { $1 }.merging(tables) { $1 }, on: today)
    }
    return zip(
      findings(known.registered, known.declared), findings(known.declared, known.registered)
    ).map { $0.stricter($1).open(to: known.unread) }
  }

  /// Both have something to say, and not the same: somebody has to ask.
  package func disagrees(_ known: Known, on id: String, _ today: Day) -> Bool {
    guard let said = known.declared[id], let found = known.registered[id] else { return false }
    if questions.contains(where: { $0.id == id && $0.kind == .table }) { return false }
    // Registers keep what is long past too: a “no” is only wrong where a row still counts.
    if let table = tables.first(where: { $0.flag == id }) {
      return said == .flag(false) && found == .flag(true)
        && decisive(in: known.registered, on: today).contains(table.id)
    }
    return said != found
  }

  /// Of what speaks for itself: the questions of every rule that holds on these values alone.
  package func decisive(in values: Values, on today: Day) -> Set<String> {
    all.flatMap(\.rules).filter { $0.when.holds(for: values, on: today) == true }
      .reduce(into: []) { $0.formUnion($1.when.fields) }
  }

  // MARK: - Rows

  /// Tables that are asked only after a yes: `hadAccident`, then `accidents`.
  private var tables: [(id: String, flag: String)] {
    questions.compactMap { question in
      guard question.kind == .table, case .isValue(let flag, .flag(true))? = question.shown else {
        return nil
      }
      return (question.id, flag)
    }
  }

  /// The rows of both sides are all rows there are, if one of them knows them all.
  private func joined(_ known: Known) -> Values {
    var values: Values = [:]
    for (table, flag) in tables {
      let sides = [known.declared, known.registered].compactMap { Rows($0[flag], $0[table]) }
      if sides.isEmpty { continue }
      let rows = sides.flatMap(\.told)
      let isOpen = sides.contains(where: \.isBareYes) || !sides.contains(where: \.isWhole)
      values[table] = .rows(rows + (isOpen ? [Rows.unknown] : []))
      values[flag] = .flag(sides.contains(where: \.isYes))
    }
    return values
  }
}

/// What one side says of a table.
private struct Rows {
  /// A row of which nothing is known: there may be others than those told.
  static let unknown: Values = [:]

  let isYes: Bool
  let told: [Values]
  /// No more than what is told.
  let isWhole: Bool
  /// Yes, and not a word on what.
  var isBareYes: Bool { isYes && told.isEmpty }

  /// Nil where it says nothing.
  init?(_ flag: Value?, _ rows: Value?) {
    guard case .flag(let isYes)? = flag else { return nil }
    self.isYes = isYes
    var all: [Values] = []
    if isYes, case .rows(let found)? = rows { all = found }
    told = all.filter { $0 != Rows.unknown }
    isWhole = isYes ? !all.isEmpty && told.count == all.count : true
  }
}

extension Finding {
  /// A record that cannot be understood may say anything: somebody has to look at it.
  fileprivate func open(to unread: [String: String]) -> Finding {
    let words = condition.asks.compactMap { unread[$0] }
    if words.isEmpty || verdict == .fail { return self }
    let point = Point(
      reason: "登记数据里写着\(words.map { "“\($0)”" }.joined(separator: "、"))，不能自动判断，需要人工核对。",
      remedy: condition.evidence, clause: condition.clause, isOpen: true)
    return Finding(condition: condition, verdict: .evidence, points: points + [point])
  }

  fileprivate func stricter(_ other: Finding) -> Finding {
    if verdict != other.verdict { return verdict.weight > other.verdict.weight ? self : other }
    return Finding(
      condition: condition, verdict: verdict,
      points: points + other.points.filter { !points.contains($0) })
  }
}

extension Finding.Verdict {
  fileprivate var weight: Int {
    switch self {
    case .pass: 0
    case .evidence: 1
    case .fail: 2
    }
  }
}

extension Sequence<Finding> {
  /// One failing condition is enough; one to be proven leaves it open.
  package var verdict: Finding.Verdict {
    self.map(\.verdict).max { $0.weight < $1.weight } ?? .evidence
  }
}
