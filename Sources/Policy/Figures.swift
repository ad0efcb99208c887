import JSON
import Vocabulary

/// Days, sizes and lines that a notice may set: named here, said in the package.
package struct Figures: Sendable, Equatable {
  package enum Name: String, Sendable, CaseIterable {
    case acceptDays, correctionDays, corrections, districtDays, consultationDays
    case screeningCorrectionDays, panelSize, reviewDays, passLine
    case noticeDays, objectionAcceptDays, objectionInvestigateDays, objectionReplyDays
    case markYears, lookBackYears, factDays
  }

  package struct Figure: Sendable, Equatable {
    package let name: Name
    package let value: Int
    package let unit: String
    package let label: String
    /// Where the policy says so; otherwise it is a sample.
    package let clause: String?
  }

  package let all: [Figure]

  package subscript(name: Name) -> Int {
    all.first { $0.name == name }?.value ?? 0
  }

  private static let atLeastOne: Set<Name> = [
    .acceptDays, .districtDays, .reviewDays, .noticeDays, .objectionAcceptDays,
    .objectionInvestigateDays, .objectionReplyDays, .lookBackYears, .factDays,
  ]

  init(_ node: Node) {
    node.only("figures")
    let items = node.list("figures").map { item in
      item.only("name", "value", "unit", "label", "clause")
      return (
        node: item,
        figure: Figure(
          name: item.choice("name", or: Name.acceptDays), value: item.integer("value", 0...1000),
          unit: item.text("unit", most: 10), label: item.text("label", most: 60),
          clause: item.has("clause") ? item.clause("clause") : nil)
      )
    }
    all = items.map(\.figure)
    var seen: Set<Name> = []
    for (node, figure) in items where !seen.insert(figure.name).inserted {
      node.note("“\(figure.name.rawValue)”写了两次", "留一个", at: "name")
    }
    for name in Name.allCases where !seen.contains(name) && !items.isEmpty {
      node.note("缺少“\(name.rawValue)”", "在 figures 里补上它", at: "figures")
    }
    for (node, figure) in items
    where node.json["value"]?.integer == 0 && Self.atLeastOne.contains(figure.name) {
      node.note("“\(figure.label)”不能是 0", "填 1 以上的数", at: "value")
    }
    for (node, figure) in items where node.has("unit") {
      let units = figure.name.units
      guard !units.contains(figure.unit) else { continue }
      node.note(
        "“\(figure.name.rawValue)”按\(units[0])算，写的是“\(figure.unit)”", "写“\(units[0])”", at: "unit")
    }
    let panel = items.first { $0.figure.name == .panelSize }
    if let panel, panel.figure.value < 3 || panel.figure.value % 2 == 0 {
      panel.node.note("评审组要是三人以上的单数，现在是 \(panel.figure.value)", "填 5、7 这样的数", at: "value")
    }
  }
}

extension Figures.Name {
  var countsYears: Bool { units == ["年"] }

  /// What the programme counts it in, and what else that may be called.
  fileprivate var units: [String] {
    switch self {
    case .acceptDays, .correctionDays, .districtDays, .consultationDays, .screeningCorrectionDays,
      .reviewDays, .noticeDays, .objectionAcceptDays, .objectionInvestigateDays,
      .objectionReplyDays:
      ["工作日", "个工作日"]
    case .factDays: ["天", "日", "自然日", "个自然日"]
    case .markYears, .lookBackYears: ["年"]
    case .corrections: ["次"]
    case .panelSize: ["人", "名"]
    case .passLine: ["分"]
    }
  }
}
