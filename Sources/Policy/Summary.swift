import Vocabulary

/// The notice in brief, as the home page tells it; the words and numbers are data, with clauses.
package struct Summary: Sendable, Equatable {
  package struct Target: Sendable, Equatable {
    package let number: Int
    package let unit: String
    package let label: String
    package let clause: String
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
      item.only("number", "unit", "label", "clause")
      return Target(
        number: item.integer("number", 1...1_000_000), unit: item.text("unit", most: 10),
        label: item.text("label", most: 60), clause: item.clause("clause"))
    }
    stages = node.list("stages").map { item in
      item.only("name", "who", "clause")
      return Stage(
        name: item.text("name", most: 20), who: item.text("who", most: 40),
        clause: item.clause("clause"))
    }
  }
}
