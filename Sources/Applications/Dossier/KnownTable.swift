import Design
import HTML
import JSON
import Policy
import Routing
import Vocabulary

/// Each question of a condition: who says what, from where, as of when. The same for today and for what
/// was kept at a gate.
package struct KnownTable {
  private let questions: [Question]
  private let lines: [String: JSON]

  /// - Parameter known: as `Standing.knownJSON` has it.
  package init(_ questions: [Question], _ known: JSON) {
    self.questions = questions
    lines = Dictionary(
      (known.array ?? []).compactMap { line in line["question"]?.string.map { ($0, line) } },
      uniquingKeysWith: { first, _ in first })
  }

  /// In one line: what carries a finding, registers or the enterprise's own word.
  package func evidence(_ finding: Finding, isLookedUp: Bool) -> String {
    let found = questions.filter { finding.condition.asks.contains($0.id) }
      .compactMap { lines[$0.id] }.filter { $0["registered"] != nil }
      .flatMap { $0["sources"]?.array ?? [] }.map(Self.text)
    let sources = found.enumerated().filter { !found[..<$0].contains($1) }.map(\.element)
    return finding.verdict.words(isLookedUp: isLookedUp)
      + (sources.isEmpty ? "，没有登记数据" : "：\(sources.joined(separator: "；"))")
  }

  func html(_ condition: Condition) -> HTML {
    let rows = questions.filter { condition.asks.contains($0.id) }.compactMap(row)
    return DataTable(
      "逐题对照", [.init("问题"), .init("企业填写"), .init("登记数据"), .init("数据来源和日期")], rows,
      isTitleSaid: true
    ).bare
  }

  private func row(_ question: Question) -> [HTML]? {
    let line = lines[question.id]
    if line == nil, question.shown != nil { return nil }
    let sources = line?["sources"]?.array ?? []
    return [
      HTML(question.label),
      HTML(value(line?["declared"], of: question).map(question.line) ?? "没有回答"),
      group {
        registered(line, of: question)
        if line?["disagrees"]?.bool == true {
          " "
          chip("与企业填写的不一致", .warn)
        }
        if sources.contains(where: { $0["contested"]?.bool == true }) {
          " "
          chip("企业有异议，待核实", .warn)
        }
      },
      HTML(sources.isEmpty ? "—" : sources.map(KnownTable.text).joined(separator: "；")),
    ]
  }

  private func registered(_ line: JSON?, of question: Question) -> HTML {
    if let value = value(line?["registered"], of: question) {
      // Registers keep what is long past too: the rows below tell when it was.
      let isFlag = questions.contains { $0.kind == .table && $0.shown?.fields == [question.id] }
      return HTML(isFlag && value == .flag(true) ? "有记录，见下一行" : question.line(value))
    }
    if let words = line?["unread"]?.string {
      return group {
        "写着“\(words)” "
        chip("不能自动识别，需要人工核对", .warn)
      }
    }
    return HTML(line?["old"]?.bool == true ? "数据太旧，不作依据" : "没有数据")
  }

  private func value(_ json: JSON?, of question: Question) -> Value? {
    json.flatMap { Questionnaire.kept($0, of: question) }
  }

  private static func text(_ source: JSON) -> String {
    let day = source["asOf"]?.string.flatMap { Day($0) }
    return (source["source"]?.string ?? "") + (day.map { "，\($0.chinese)" } ?? "")
  }
}
