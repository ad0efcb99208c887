import Vocabulary

/// Titles that make a recommendation one of priority (001 三（二）), and what proves them.
package struct Honour: Sendable, Equatable {
  package enum Level: String, Sendable, CaseIterable {
    case national, provincial, district

    package var title: String {
      switch self {
      case .national: "国家级"
      case .provincial: "省部级"
      case .district: "区级"
      }
    }
  }

  /// One title of this name; only some give priority.
  package struct Variant: Sendable, Equatable {
    package let id: String
    package let name: String
    package let level: Level
    package let givesPriority: Bool
    package let note: String?
  }

  package let id: String
  package let name: String
  package let clause: String
  package let variants: [Variant]
  /// Nil where the title itself does not run out.
  package let validityYears: Int?
  /// Only for the very product it was given for.
  package let isForProduct: Bool
  package let evidence: String
  package let verify: String

  init(_ node: Node) {
    node.only(
      "id", "name", "clause", "variants", "validityYears", "forProduct", "evidence", "verify")
    id = node.text("id", most: 40)
    name = node.text("name", most: 60)
    clause = node.clause("clause")
    let variants = node.list("variants").map { item in
      item.only("id", "name", "level", "priority", "note")
      return (
        node: item,
        value: Variant(
          id: item.text("id", most: 40), name: item.text("name", most: 80),
          level: item.choice("level", or: .provincial), givesPriority: item.flag("priority"),
          note: item.optionalText("note", most: 200))
      )
    }
    self.variants = variants.map(\.value)
    node.requireUnique(variants.map { ($0.value.id, $0.node) })
    validityYears = node.optionalInteger("validityYears", 1...50)
    isForProduct = node.flag("forProduct")
    evidence = node.text("evidence", most: 300)
    verify = node.text("verify", most: 300)
  }

  static func list(_ node: Node) -> [Honour] {
    node.only("honours")
    let items = node.list("honours").map { (node: $0, value: Honour($0)) }
    node.requireUnique(items.map { ($0.value.id, $0.node) })
    return items.map(\.value)
  }
}

extension Package {
  /// All titles that its honours know, in their order.
  package var honourVariants: [Honour.Variant] { honours.flatMap(\.variants) }

  package func honourVariant(_ id: String) -> Honour.Variant? {
    honours.lazy.flatMap(\.variants).first { $0.id == id }
  }
}
