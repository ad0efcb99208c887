import Vocabulary

/// What a package says about answers: when a question is shown, when a condition fails. Three-valued:
/// what has not been answered makes it unknown, never quietly false.
package indirect enum Expression: Sendable, Equatable {
  case isValue(String, Constant)
  case isOneOf(String, [String])
  case isKnown(String)
  case atLeast(String, Exact)
  case atMost(String, Exact)
  case before(String, Moment)
  case notBefore(String, Moment)
  /// The same name, whatever the width of its brackets (forms.md §3).
  case same(String, String)
  /// Of words, the last: 分公司, 办事处.
  case endsWith(String, [String])
  /// The first number is no more than the second, or the first day no later.
  case noMore(String, String)
  /// A year that is over, of the last so many.
  case withinYears(String, Int)
  /// No two rows of a table have the same in these columns together.
  case distinct(String, [String])
  case all([Expression])
  case any([Expression])
  case not(Expression)
  /// At least one row of a table.
  case some(String, Expression)

  package enum Constant: Sendable, Equatable {
    case text(String)
    case flag(Bool)
    case number(Exact)
  }

  /// A day, or one that moves with today.
  package enum Moment: Sendable, Equatable {
    case today
    case day(Day)
    /// The same day so many years ago, 29 February becoming the 28th (house §8).
    case yearsAgo(Int)
    case daysAgo(Int)
    /// From which day on so many months are not over.
    case monthsAgo(Int)

    func day(on today: Day) -> Day {
      switch self {
      case .today: today
      case .day(let day): day
      case .yearsAgo(let years): today.yearsEarlier(years)
      case .daysAgo(let days): today.advanced(by: -days)
      case .monthsAgo(let months): today.monthsEarlier(months)
      }
    }
  }

  /// The same, and what it asks of rows.
  var names: Set<String> {
    switch self {
    case .some(let id, let part): part.names.union([id])
    case .all(let parts), .any(let parts): parts.reduce(into: []) { $0.formUnion($1.names) }
    case .not(let part): part.names
    default: fields
    }
  }

  /// Everything it asks about, outside of rows.
  package var fields: Set<String> {
    switch self {
    case .isValue(let id, _), .isOneOf(let id, _), .isKnown(let id), .atLeast(let id, _),
      .atMost(let id, _), .before(let id, _), .notBefore(let id, _), .some(let id, _),
      .endsWith(let id, _), .distinct(let id, _), .withinYears(let id, _):
      [id]
    case .same(let a, let b), .noMore(let a, let b): [a, b]
    case .all(let parts), .any(let parts): parts.reduce(into: []) { $0.formUnion($1.fields) }
    case .not(let part): part.fields
    }
  }
}

extension Expression {
  /// Nil where it cannot be known yet.
  package func holds(for values: Values, on today: Day) -> Bool? {
    switch self {
    case .isKnown(let id): return values[id] != nil
    case .isValue(let id, let constant): return values[id].map { constant.isEqual(to: $0) }
    case .isOneOf(let id, let words):
      return values[id].map { value in
        switch value {
        case .text(let text): words.contains(text)
        case .many(let chosen): chosen.contains(where: words.contains)
        default: false
        }
      }
    case .atLeast(let id, let least): return number(id, values).map { $0 >= least }
    case .atMost(let id, let most): return number(id, values).map { $0 <= most }
    case .before(let id, let moment): return day(id, values).map { $0 < moment.day(on: today) }
    case .notBefore(let id, let moment): return day(id, values).map { $0 >= moment.day(on: today) }
    case .same(let a, let b):
      guard case .text(let a)? = values[a], case .text(let b)? = values[b] else { return nil }
      return Plain.plain(a) == Plain.plain(b)
    case .endsWith(let id, let words):
      guard case .text(let text)? = values[id] else { return nil }
      let folded = Plain.plain(text)
      return words.contains { folded.hasSuffix($0) }
    case .noMore(let a, let b):
      if let a = number(a, values), let b = number(b, values) { return a <= b }
      if let a = day(a, values), let b = day(b, values) { return a <= b }
      return nil
    case .withinYears(let id, let years):
      return number(id, values).map {
        Exact(today.year - years) <= $0 && $0 < Exact(today.year)
      }
    case .distinct(let table, let columns):
      guard case .rows(let rows)? = values[table] else { return nil }
      let found = rows.filter { row in columns.allSatisfy { row[$0] != nil } }
        .map { row in columns.map { row[$0] } }
      return found.indices.allSatisfy { !found[..<$0].contains(found[$0]) }
    case .not(let part): return part.holds(for: values, on: today).map { !$0 }
    case .all(let parts):
      return Expression.fold(parts.map { $0.holds(for: values, on: today) }, decisive: false)
    case .any(let parts):
      return Expression.fold(parts.map { $0.holds(for: values, on: today) }, decisive: true)
    case .some(let id, let part):
      guard case .rows(let rows)? = values[id] else { return nil }
      // A row's own answers stand before those around it.
      let held = rows.map { row in
        part.holds(for: values.merging(row) { $1 }, on: today)
      }
      return Expression.fold(held, decisive: true)
    }
  }

  /// One decisive part settles it; otherwise one unknown leaves it open.
  private static func fold(_ parts: [Bool?], decisive: Bool) -> Bool? {
    if parts.contains(decisive) { return decisive }
    return parts.contains(nil) ? nil : !decisive
  }

  private func number(_ id: String, _ values: Values) -> Exact? {
    if case .number(let number)? = values[id] { number } else { nil }
  }

  private func day(_ id: String, _ values: Values) -> Day? {
    if case .day(let day)? = values[id] { day } else { nil }
  }
}

extension Expression.Constant {
  func isEqual(to value: Value) -> Bool {
    switch (self, value) {
    case (.text(let a), .text(let b)): a.utf8.elementsEqual(b.utf8)
    case (.flag(let a), .flag(let b)): a == b
    case (.number(let a), .number(let b)): a == b
    default: false
    }
  }
}

extension Day {
  /// The first day whose same day so many months later, or that month's last, is not over by now:
  /// where there is no such day, the month after begins.
  func monthsEarlier(_ months: Int) -> Day {
    let month = year * 12 + self.month - 1 - months
    return Day(month / 12, month % 12 + 1, date)
      ?? Day((month + 1) / 12, (month + 1) % 12 + 1, 1) ?? self
  }

  /// 29 February has its 28th in other years.
  package func yearsEarlier(_ years: Int) -> Day {
    Day(year - years, month, date) ?? Day(year - years, month, 28) ?? self
  }
}
