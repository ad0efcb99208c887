import Design
import HTML
import JSON
import Policy
import Routing
import Vocabulary

/// What a score sheet comes to, by the rules of a package: sums, best ones, bonuses and caps.
package struct RubricTool: View {
  package struct Asked: Input {
    static let policy = Field.text(
      "policy", "政策包", most: 70, example: "pilot-2024", isRequired: false)
    static let kind = Field.choice(
      "kind", "类别", ItemKind.allCases.map { Choice($0.rawValue, $0.title) }, isRequired: false)
    package static let fields = [policy.note, kind.note]
    /// A score for each item, by its number.
    package static var more: [Schema.Property]? { [] }

    let policy: String
    let kind: ItemKind
    let scores: [JSON.Member]

    package init(_ answers: Answers) throws(Problems) {
      let kind: String
      (policy, kind) = try answers.read(Self.policy, Self.kind)
      self.kind = ItemKind(rawValue: kind) ?? .product
      scores = answers.others
    }
  }

  package struct Answer: Sendable {
    let package: Package
    let rubric: Rubric
    let given: [String: Exact]
    let result: Rubric.Result
  }

  package static let name = "rubric"
  package static let summary = "评分表试算"
  package static let path = Paths.rubric
  package static let audience = Audience.everyone
  package static let clause: String? = "004 附件4"
  package static let schema = Schema.object(RubricSum.properties + [.always("acts", .offers)])

  let shelf: Shelves

  package func answer(
    _ asked: Asked, at place: Nowhere, for actor: Visitor, _ visit: Visit
  ) throws -> Answer {
    let (package, rubric) = try RubricSum.find(asked.policy, asked.kind, shelf(visit.now))
    // Shared links carry marks of their own: what is no item is passed over.
    let pairs = asked.scores.filter { score in
      score.value != "" && rubric.items.contains { $0.id == score.name }
    }
    return try RubricSum.answer(package, rubric, pairs) { $0.string.flatMap { Exact($0) } }
  }

  package func json(_ answer: Answer) -> JSON {
    .object(RubricSum.members(answer.result) + [.init("acts", [RubricSum.offered()])])
  }

  package func page(
    _ sheet: Sheet, _ answer: Answer?, at place: Nowhere, for actor: Visitor, _ visit: Visit
  ) -> HTML {
    let found =
      answer.map { ($0.package, $0.rubric) }
      ?? (try? RubricSum.find(
        sheet.text(Asked.policy.note), ItemKind(rawValue: sheet.text(Asked.kind.note)) ?? .product,
        shelf(visit.now)))
    let result = answer.flatMap { $0.given.isEmpty ? nil : "合计 \($0.result.total) 分" }
    return toolPage(
      "评分表试算", "按评分表的规则合计：哪些累计，哪些只取一项或最高的，哪些加分，每个指标封顶多少。", sheet, visit, result: result
    ) {
      if let (package, rubric) = found {
        RubricPage(package: package, rubric: rubric, sheet: sheet).html(answer, shelf(visit.now))
      } else {
        p { a(.href(Self.path.link)) { "看现有的评分表" } }
      }
    }
  }
}
