import JSON
import Vocabulary

/// The notice in brief, as the home page tells it; the words and numbers are data, with clauses.
package struct Summary: Sendable, Equatable {
  package struct Target: Sendable, Equatable {
    package let number: Int
    package let unit: String
    package let label: String
    package let clause: String
    /// What the portal counts towards it.
    package let counts: Counter?
    /// Of a table in the application form: the rows that count.
    let rows: Rows?
  }

  package enum Counter: String, Sendable, CaseIterable { case standards, items }

  struct Rows: Sendable, Equatable {
    let table: String
    /// What its columns must say.
    let given: [String: String]
    /// The columns that name a row.
    let named: [String]
  }

  /// What of an application's answers counts towards the goal for standards, by name.
  package func standards(in answers: [String: JSON]) -> [String] {
    guard let rows = targets.first(where: { $0.counts == .standards })?.rows else { return [] }
    return (answers[rows.table]?.array ?? []).filter { row in
      rows.given.allSatisfy { row[$0.key]?.string == $0.value }
    }.map { row in rows.named.compactMap { row[$0]?.string }.joined(separator: " ") }
  }

  package struct Stage: Sendable, Equatable {
    package let name: String
    package let who: String
    package let clause: String
  }

  package let lead: String
  package let targets: [Target]
  package let stages: [Stage]

  init(_ node: Node) {
    node.only("lead", "targets", "stages")
    lead = node.text("lead", most: 300)
    targets = node.list("targets", isRequired: false).map { item in
      item.only("number", "unit", "label", "clause", "counts", "rows")
      return Target(
        number: item.integer("number", 1...1_000_000), unit: item.text("unit", most: 10),
        label: item.text("label", most: 60), clause: item.clause("clause"),
        counts: item.has("counts") ? item.choice("counts", or: Counter.items) : nil,
        rows: item.optionalObject("rows").map(Rows.init))
    }
    stages = node.list("stages").map { item in
      item.only("name", "who", "clause")
      return Stage(
        name: item.text("name", most: 20), who: item.text("who", most: 40),
        clause: item.clause("clause"))
    }
  }
}

extension Summary.Rows {
  init(_ node: Node) {
    node.only("table", "given", "named")
    table = node.text("table", most: 40)
    given = Dictionary(
      (node.object("given")?.json.members ?? []).map { ($0.name, $0.value.string ?? "") },
      uniquingKeysWith: { first, _ in first })
    named = node.texts("named")
  }
}
