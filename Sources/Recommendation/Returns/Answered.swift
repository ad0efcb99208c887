import Applications
import Design
import HTML
import JSON
import Policy
import SQLite
import Vocabulary

/// What was asked for in the last return, each with whether what came back differs there from what had been
/// sent before: what was left as it was is seen at once.
struct Answered: Sendable {
  private let items: [(asked: CorrectionItem, isChanged: Bool)]

  /// Nil while nothing has come back.
  init?(_ facts: CaseFacts, in database: borrowing Connection) throws {
    guard facts.file.stage != .returned,
      let matter = facts.matters.last(where: { $0.kind == .correction }), !matter.isOpen
    else { return nil }
    let sent = try Submissions.of(facts.file.id, in: database).suffix(2)
    guard sent.count == 2, let before = sent.first, let now = sent.last,
      now.at >= matter.opened
    else { return nil }
    let (old, new) = (Held(before), Held(now))
    items = try Drafts.items(of: matter.id, in: database).map {
      (asked: $0, isChanged: new.differs(from: old, at: $0.field))
    }
  }

  var json: JSON {
    .array(
      items.map {
        [
          "field": .string($0.asked.field), "text": .string($0.asked.text),
          "changed": .bool($0.isChanged),
        ]
      })
  }

  func table(_ form: Policy.Form?) -> HTML {
    DataTable(
      "上一次要求补正的", [.init("哪一处"), .init("要求"), .init("现在", isKept: true)],
      items.map { item in
        [
          HTML(form?.label(item.asked.field) ?? item.asked.field), HTML(item.asked.text),
          item.isChanged ? state("已修改", .good) : state("没有改", .wrong),
        ]
      }
    ).bare
  }
}
