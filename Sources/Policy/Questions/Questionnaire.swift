import JSON
import Vocabulary

/// Questions in their order, and what becomes of the answers to them.
package struct Questionnaire: Sendable, Equatable {
  package let questions: [Question]

  package init(_ questions: [Question]) { self.questions = questions }

  package struct Reading: Sendable {
    package var values: Values = [:]
    package var problems: [Problem] = []
  }

  /// - Parameters:
  ///   - given: from a program, each of its JSON type; from a form, as `assemble` made it.
  ///   - isTyped: from a program, where a number is a number and not a text that looks like one.
  ///   - isComplete: what must be answered is demanded.
  package func read(
    _ given: [String: JSON], isTyped: Bool, isComplete: Bool, on today: Day
  ) -> Reading {
    var reading = Reading()
    let known = given.isEmpty ? [] : Set(questions.map(\.id))
    let unknown = given.keys.filter { !known.contains($0) }
    reading.problems += unknown.sorted().prefix(Questionnaire.most).map(Questionnaire.unknown)
    for question in questions {
      if let computed = question.computed {
        reading.values[question.id] = computed.value(of: reading.values)
        continue
      }
      // What is not asked is not answered, whatever was sent. While it is not known yet whether it will be asked,
      // what somebody has written is kept.
      if let shown = question.shown {
        let holds = shown.holds(for: reading.values, on: today)
        let isOpen = holds == nil && !isComplete && !Self.isNothing(given[question.id])
        if holds != true && !isOpen { continue }
      }
      let answer = Answer(question, at: question.id, isTyped: isTyped)
      answer.read(given[question.id], isComplete: isComplete, on: today, into: &reading)
    }
    return reading
  }

  private static func isNothing(_ sent: JSON?) -> Bool {
    switch sent {
    case nil, .null, "", []: true
    default: false
    }
  }

  /// Of names that nobody knows, so many are told: a flood of them is not sent back as another.
  static let most = 20

  static func unknown(_ name: String) -> Problem {
    let shown = String(String.UnicodeScalarView(name.unicodeScalars.prefix(40)))
    return Problem(field: shown, code: "unknownField", message: "这里没有“\(shown)”这一项。")
  }

  /// Of a form's field: `accidents.2.accidentOn` belongs to `accidents`.
  package static func id(of name: String) -> String {
    let end = name.utf8.firstIndex(of: UInt8(ascii: "."))
    return end.map { String(name[..<$0]) } ?? name
  }

  package func asks(_ name: String) -> Bool {
    let id = Questionnaire.id(of: name)
    return questions.contains { $0.id == id }
  }

  /// The same names without the rows that were left blank: as they are counted when they are read, so
  /// that what is wrong with a row is said of that row.
  package func closingUp(
    _ pairs: [(name: String, value: String)]
  ) -> [(name: String, value: String)] {
    func place(_ name: String) -> (table: String, row: Int, column: String)? {
      let parts = name.split(separator: ".", omittingEmptySubsequences: false).map(String.init)
      guard parts.count == 3, let row = Int(parts[1]),
        questions.contains(where: { $0.id == parts[0] && $0.kind == .table })
      else { return nil }
      return (parts[0], row, parts[2])
    }
    var filled: [String: Set<Int>] = [:]
    for (name, value) in pairs where !value.isEmpty {
      if let place = place(name), !isItem(place.table, place.column) {
        filled[place.table, default: []].insert(place.row)
      }
    }
    let orders = filled.mapValues { rows in
      Dictionary(uniqueKeysWithValues: zip(rows.sorted(), 1...))
    }
    return pairs.compactMap { name, value in
      guard let place = place(name) else { return (name, value) }
      return orders[place.table]?[place.row].map {
        ("\(place.table).\($0).\(place.column)", value)
      }
    }
  }

  /// Which item a row is about stands there before anybody has said anything.
  private func isItem(_ table: String, _ column: String) -> Bool {
    questions.first { $0.id == table }?.itemColumn?.id == column
  }

  /// A form's flat names put together: `id`, `id.choice` for several ticks, `id.2.column` in a table.
  package func assemble(_ pairs: [(name: String, value: String)]) -> [String: JSON] {
    var given: [String: JSON] = [:]
    var rows: [String: [Int: [JSON.Member]]] = [:]
    for (name, value) in pairs {
      let parts = name.split(separator: ".", omittingEmptySubsequences: false).map(String.init)
      let question = questions.first { $0.id == parts[0] }
      if parts.count == 2, question?.kind == .many {
        let known = given[parts[0]]?.array ?? []
        given[parts[0]] = .array(known + [.string(parts[1])])
      } else if parts.count == 3, question?.kind == .table, let row = Int(parts[1]),
        1...200 ~= row
      {
        rows[parts[0], default: [:]][row, default: []].append(.init(parts[2], .string(value)))
      } else {
        given[name] = .string(value)
      }
    }
    for (table, found) in rows {
      // A row left blank is no row; the others keep their order.
      let filled = found.sorted { $0.key < $1.key }.map(\.value)
        .filter { row in row.contains { $0.value != "" && !isItem(table, $0.name) } }
      given[table] = .array(filled.map { .object($0) })
    }
    return given
  }
}
