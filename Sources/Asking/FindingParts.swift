import Design
import HTML
import JSON
import Policy
import Routing
import Vocabulary

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

  /// Why, and what can be done about it.
  package var reasons: HTML {
    group {
      if points.isEmpty { p { Citation.readable(condition.passed) } }
      for point in points {
        p {
          strong { Citation.readable(point.reason) }
          if point.clause != condition.clause { clause(point.clause) }
        }
        p(.class("small")) { "可以这样办：\(Citation.readable(point.remedy))" }
      }
    }
  }
}

/// All conditions in one table: what came out, why, what can be done, on which clause it rests.
package func findingTable(_ findings: [Finding]) -> HTML {
  panel(isFlush: true) {
    table(.class("cards findings")) {
      caption(.class("said")) { "逐条结果" }
      thead {
        tr {
          th(.scope("col")) { "结论" }
          th(.scope("col")) { "条件和发现" }
          th(.scope("col")) { "依据" }
        }
      }
      tbody {
        for finding in findings {
          tr {
            th(.scope("row")) { state(finding.verdict.title, finding.verdict.tone) }
            td {
              p(.class("title")) { finding.condition.title }
              p(.class("sub")) { finding.condition.text }
              finding.reasons
            }
            td(.class("clause"), .data("data-label", "依据")) {
              span { citations(finding.condition.clause) }
            }
          }
        }
      }
    }
  }
}

extension Finding.Verdict {
  package var tone: Tone {
    switch self {
    case .pass: .good
    case .evidence: .warn
    case .fail: .wrong
    }
  }
}
