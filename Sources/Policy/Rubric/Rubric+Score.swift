/// What a sheet comes to.
extension Rubric {
  package struct Result: Sendable, Equatable {
    package struct Line: Sendable, Equatable {
      package let indicator: Indicator
      package let projects: [Exact]
      package let raw: Exact
      /// Never more than the indicator's cap.
      package let capped: Exact
    }

    package let lines: [Line]
    package let total: Exact
  }

  package func score(_ given: [String: Exact]) -> Result {
    let lines = indicators.map { indicator in
      let projects = indicator.projects.map { project in
        project.parts.map { part in
          part.rule.score(part.items.map { given[$0.id] ?? Exact(0) })
        }.sum
      }
      let raw = projects.sum
      return Result.Line(
        indicator: indicator, projects: projects, raw: raw, capped: min(raw, indicator.cap))
    }
    return Result(lines: lines, total: min(cap, lines.map(\.capped).sum))
  }

  /// What the best possible sheet comes to: it may be less than the cap, and readers must know.
  package var highest: Result {
    score(Dictionary(uniqueKeysWithValues: items.map { ($0.id, $0.points) }))
  }

  /// Why a score cannot stand, in a sentence; nil where it can.
  package func complaint(about points: Exact, for item: Item) -> String? {
    if points < Exact(0) || points > item.points {
      return "“\(item.id)”的分数要在 0 到 \(item.points) 之间，现在是 \(points)。"
    }
    if !points.isMultiple(of: step), points != item.points {
      return "“\(item.id)”的分数以 \(step) 分为一档，现在是 \(points)。"
    }
    return nil
  }
}
