import Asking
import Digest
import JSON
import Policy
import Registry
import Routing

/// A standing in words that can be kept.
extension Eligibility.Standing {
  static let conditionSchema = Schema.object(
    Finding.properties + [.always("lookedUp", .boolean)])
  static let knownSchema = Schema.object([
    .always("question", .text), .sometimes("declared", .any), .sometimes("registered", .any),
    .sometimes("unread", .text), .sometimes("old", .boolean),
    .always(
      "sources",
      .list(
        .object([
          .always("source", .text), .sometimes("asOf", .day), .always("contested", .boolean),
        ]))), .always("disagrees", .boolean),
  ])

  /// What came out, and whether registers alone carry it or the enterprise's word does.
  package var findingsJSON: JSON {
    let lookedUp = lookedUp
    return .array(
      findings.map { finding in
        .object(
          (finding.json.members ?? []) + [
            .init("lookedUp", .bool(lookedUp.contains(finding.condition.id)))
          ])
      })
  }

  /// Question by question: what was said, what was found, where, as of when.
  package var knownJSON: JSON {
    let questions = package.conditions.questions
    let whole = Questionnaire(questions)
    let declared = whole.json(known.declared)
    let registered = whole.json(known.registered)
    let lines = questions.compactMap { question -> JSON? in
      var members: [JSON.Member] = [.init("question", .string(question.id))]
      if let value = declared[question.id] { members.append(.init("declared", value)) }
      if let value = registered[question.id] {
        members.append(.init("registered", value))
      } else if let words = told.unread[question.id] {
        members.append(.init("unread", .string(words)))
      } else if told.old[question.id] != nil {
        members.append(.init("old", true))
      }
      if members.count == 1 { return nil }
      let grounds = told.grounds[question.id] ?? told.old[question.id] ?? []
      members.append(.init("sources", .array(grounds.map(\.json))))
      members.append(.init("disagrees", .bool(disagrees(on: question.id))))
      return .object(members)
    }
    return .array(lines)
  }

  /// So that the journal holds what was known to what was kept.
  package var digest: String { Hex.text(SHA256.hash(Array(knownJSON.text.utf8))) }
}

extension Facts.Ground {
  fileprivate var json: JSON {
    var members: [JSON.Member] = [.init("source", .string(source))]
    if let asOf { members.append(.init("asOf", .string("\(asOf)"))) }
    members.append(.init("contested", .bool(isContested)))
    return .object(members)
  }
}
