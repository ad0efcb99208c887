/// How the sheets of a panel make one score, as the package chooses (house §8). By the experts' totals
/// and not item by item, so that the caps of the rubric hold.
package struct OfficialScore: Sendable, Hashable {
  package enum Rule: String, Sendable, CaseIterable {
    case mean, trimmedMean
  }

  package let rule: Rule
  /// With fewer sheets the plain mean stands: leaving two out would leave too little.
  let trimFrom: Int

  package init(_ rule: Rule, trimFrom: Int = 0) {
    self.rule = rule
    self.trimFrom = trimFrom
  }

  package static let mean = OfficialScore(.mean)

  /// Two decimals, half up; one highest and one lowest left out where the rule says so, of several alike
  /// only one.
  package func of(_ totals: [Exact]) -> Exact? {
    if totals.isEmpty { return nil }
    let isTrimmed = rule == .trimmedMean && totals.count >= trimFrom
    let counted = isTrimmed ? Array(totals.sorted().dropFirst().dropLast()) : totals
    return Exact(hundredths: (2 * counted.sum.hundredths + counted.count) / (2 * counted.count))
  }

  /// What a panel and the bureau read beside the score.
  package var sentence: String {
    switch rule {
    case .mean: "正式分是评审组全体专家总分的平均分，保留两位小数，四舍五入。"
    case .trimmedMean:
      "正式分是去掉一个最高总分和一个最低总分以后，其余专家总分的平均分，保留两位小数，四舍五入；评分的专家不到 \(trimFrom) 位的，不去掉。"
    }
  }
}
