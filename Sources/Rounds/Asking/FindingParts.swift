import Design
import HTML
import JSON
import Policy
import Routing

/// What came out for a condition, for programs and people alike.
extension Finding {
  package static let schema = Schema.object(properties)
  package static let properties: [Schema.Property] = [
    .always("id", .text), .always("title", .text), .always("clause", .text),
    .always("verdict", verdictSchema),
    .always(
      "points",
      .list(
        .object([
          .always("reason", .text), .always("remedy", .text), .always("clause", .text),
        ]))),
  ]
  package static let verdictSchema = Schema.oneOf(Verdict.allCases.map(\.rawValue))

  package var json: JSON {
    let points = points.map { point -> JSON in
      [
        "reason": .string(point.reason), "remedy": .string(point.remedy),
        "clause": .string(point.clause),
      ]
    }
    return [
      "id": .string(condition.id), "title": .string(condition.title),
      "clause": .string(condition.clause), "verdict": .string(verdict.rawValue),
      "points": .array(points),
    ]
  }

  /// - Parameter more: what else there is to say of it.
  package func card(@HTMLBuilder _ more: () -> HTML = { HTML() }) -> HTML {
    section(.class("panel finding")) {
      h2 {
        tag(verdict.title, verdict.tone)
        " "
        condition.title
        clause(condition.clause)
      }
      p { condition.text }
      if points.isEmpty { p { condition.passed } }
      for point in points {
        p {
          strong { point.reason }
          if point.clause != condition.clause { clause(point.clause) }
        }
        p { "可以这样办：\(point.remedy)" }
      }
      more()
    }
  }
}

extension Finding.Verdict {
  /// What it all comes to, above the conditions.
  package func box(_ heading: String, passed: (words: String, advice: String)) -> HTML {
    let (name, words, advice) =
      switch self {
      case .pass: ("panel answer good", passed.words, passed.advice)
      case .evidence: ("answer", "还不能确定", "没有发现不符合的，但有些不清楚，或要拿材料来证明，见下面各条。")
      case .fail: ("panel answer wrong", "现在不符合条件", "下面写明是哪一条、为什么、能怎么办。")
      }
    return section(.class(name), .role("status")) {
      h2 { heading }
      p(.class("result")) { words }
      p { advice }
    }
  }

  package var tone: Tone {
    switch self {
    case .pass: .success
    case .evidence: .warning
    case .fail: .danger
    }
  }
}
