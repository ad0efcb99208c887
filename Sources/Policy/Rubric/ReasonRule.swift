/// Nobody is given next to nothing, or all there is, without a word: from which share of what a project can
/// come to its expert says why. The shares are the package's.
package struct ReasonRule: Sendable, Equatable {
  /// In percent of the most that a project can come to.
  package let atMost: Int?
  package let atLeast: Int?

  package init(atMost: Int?, atLeast: Int?) {
    self.atMost = atMost
    self.atLeast = atLeast
  }

  init?(_ node: Node?) {
    guard let node else { return nil }
    node.only("atMost", "atLeast")
    atMost = node.optionalInteger("atMost", 0...100)
    atLeast = node.optionalInteger("atLeast", 0...100)
    if atMost == nil, atLeast == nil {
      node.note("没有写从哪一档起要写理由", "写上 atMost、atLeast，或去掉 reasons", at: "atMost")
    }
    if let atMost, let atLeast, atMost >= atLeast {
      node.note("atMost 不比 atLeast 小", "atMost 要小于 atLeast，如 0 和 100", at: "atMost")
    }
  }

  package func asks(_ score: Exact, of most: Exact) -> Bool {
    func reaches(_ share: Int, _ fits: (Int, Int) -> Bool) -> Bool {
      fits(score.hundredths * 100, most.hundredths * share)
    }
    return atMost.map { reaches($0, <=) } == true || atLeast.map { reaches($0, >=) } == true
  }

  /// As an expert and an enterprise read it.
  package var sentence: String {
    let low = atMost.map { $0 == 0 ? "得 0 分" : "得分不超过最高分的 \($0)%" }
    let high = atLeast.map { $0 == 100 ? "得最高分" : "得分达到最高分的 \($0)%" }
    return "一个项目" + [low, high].compactMap(\.self).joined(separator: "或") + "的，专家要写理由。"
  }
}

extension Rubric.Project {
  /// The most that it can come to.
  package var most: Exact {
    parts.map { part in part.rule.score(part.items.map(\.points)) }.sum
  }
}

extension Rubric {
  /// Whether the package wants a word on what this project was given.
  package func asksReason(of project: Project, given score: Exact) -> Bool {
    reasons?.asks(score, of: project.most) == true
  }
}
