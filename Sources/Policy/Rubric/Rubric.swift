import Vocabulary

/// How experts score: indicators, their projects, the items in each, and how they add up. All of it
/// is data (004 附件 4 is one such sheet); nothing here knows a number.
package struct Rubric: Sendable, Equatable {
  package struct Item: Sendable, Equatable {
    package let id: String
    package let text: String
    package let points: Exact
    /// Where it comes from, whatever its own number is.
    package let clause: String?
  }

  /// How the items a rule spans make one score.
  package enum Rule: String, Sendable, CaseIterable {
    /// 累计得分
    case sum
    /// 取单项得分：one is chosen; were several scored, the best stands.
    case single
    /// 取最高分：several may hold, the best counts.
    case max
    /// 加分项：added beside what the other items make.
    case bonus

    package var title: String {
      switch self {
      case .sum: "累计得分"
      case .single: "取单项得分"
      case .max: "取最高分"
      case .bonus: "加分项"
      }
    }

    func score(_ points: [Exact]) -> Exact {
      switch self {
      case .sum, .bonus: points.sum
      case .single, .max: points.max() ?? Exact(0)
      }
    }
  }

  /// A rule and the items it spans; a project is the sum of its parts.
  package struct Part: Sendable, Equatable {
    package let rule: Rule
    package let items: [Item]
  }

  package struct Project: Sendable, Equatable {
    package let id: String
    package let name: String
    package let note: String?
    package let parts: [Part]

    package var items: [Item] { parts.flatMap(\.items) }
  }

  package struct Indicator: Sendable, Equatable {
    package let id: String
    package let name: String
    package let clause: String?
    package let cap: Exact
    package let projects: [Project]

    package var items: [Item] { projects.flatMap(\.items) }
  }

  package let id: String
  package let title: String
  package let basis: String
  package let label: String?
  /// For products, for services, or for both.
  package let kinds: Set<ItemKind>
  package let cap: Exact
  package let step: Exact
  /// What the panel's sheets come to together.
  package let official: OfficialScore
  /// Which scores want their reason written down; nil: none has to have one.
  package let reasons: ReasonRule?
  /// Totals that lie further apart than this are looked at once more; nil: the package does not say.
  package let spread: Exact?
  package let indicators: [Indicator]

  package var items: [Item] { indicators.flatMap(\.items) }

  /// One of its kinds, to ask for it by.
  package var kind: ItemKind { ItemKind.allCases.first { kinds.contains($0) } ?? .product }
}

/// What can be awarded (001 三（四）).
package enum ItemKind: String, Sendable, CaseIterable {
  case product, service

  package var title: String {
    switch self {
    case .product: "产品"
    case .service: "服务"
    }
  }
}
