import Acts
import Applications
import Design
import HTML
import JSON
import Policy
import Routing
import SQLite
import Vocabulary

/// How often it has been returned, and what waits for the approver's signature, to the offices.
struct ReturnPart: CasePart {
  func shown(
    _ facts: CaseFacts, _ member: Member, in database: borrowing Connection
  ) throws -> CaseShown? {
    let had = facts.matters.count { $0.kind == .correction }
    let isOffice = [.district, .bureau, .oversight].contains(member.seat.kind)
    guard isOffice || member.seat.kind == .enterprise, facts.file.submitted != nil else {
      return nil
    }
    let asked = isOffice ? try FurtherReturn.open(facts, in: database) : nil
    if had == 0, asked == nil { return nil }
    let answered = isOffice ? try Answered(facts, in: database) : nil
    // What has to be put right stands where everybody looks first, not in the letter alone.
    let open =
      facts.file.stage == .returned
      ? try facts.open(.correction).last.map { try Drafts.items(of: $0.id, in: database) } ?? []
      : []
    @Sendable func members() -> [JSON.Member] {
      var members: [JSON.Member] = [.init("count", .integer(had))]
      if !open.isEmpty {
        members.append(
          .init("items", .object(open.map { .init($0.field, .string($0.text)) })))
      }
      if let answered { members.append(.init("answered", answered.json)) }
      if let asked {
        members.append(
          .init(
            "asked",
            [
              "reason": .string(asked.reason),
              "items": .object(asked.items.map { .init($0.field, .string($0.text)) }),
            ]))
      }
      return members
    }
    let form = facts.package.forms.first { $0.id == FormUse.application.rawValue }
    var shown = CaseShown(
      "退回补正",
      group {
        p { "已经退回 \(had) 次。\(open.isEmpty ? "" : "这一次要补正 \(open.count) 处：")" }
        if !open.isEmpty {
          ul {
            for item in open { li { "\(form?.label(item.field) ?? item.field)：\(item.text)" } }
          }
        }
        if let answered { answered.table(form) }
        if let asked {
          p {
            strong { "等审核人决定再次退回：" }
            asked.reason
          }
          ul {
            for item in asked.items {
              li { "\(form?.label(item.field) ?? item.field)：\(item.text)" }
            }
          }
        }
      }, [.init("returns", .object(members()))])
    shown.isFirst = !open.isEmpty
    return shown
  }
}
