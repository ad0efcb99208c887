import Foundation
import JSON
import Linux
import TestSupport
import Testing

/// What the demo's people write (Seeds/demo/script.json), as fields of a page.
struct Lines {
  private let script: JSON
  private let words: [(String, String)]

  init() throws {
    script = try JSON(parsing: try Files.read(Project.folder + "/Seeds/demo/script.json"))
    words = [
      ("unit", "上海市徐汇区市场监督管理局"), ("address", "上海市徐汇区漕溪路 1 号"), ("industry", "14"),
      ("person", "李华"), ("fourBrand", "shopping"), ("mark", "禾欣"), ("item", "禾欣荞麦米饼"),
      ("enterprise", "上海禾欣食品有限公司"), ("markNo", "10860001"), ("year-1", "2025"),
      ("year-2", "2024"), ("year-3", "2023"), ("today", "2026-11-20"),
    ]
  }

  func json(_ name: String) -> JSON { script["answers"]?[name] ?? .null }

  /// In the order in which they are asked.
  func fields(_ name: String, _ part: String? = nil) -> [(String, String)] {
    flat(part.map { json(name)[$0] ?? .null } ?? json(name), "")
  }

  /// With its words filled in, and years as the numbers that they are.
  func typed(_ json: JSON) -> JSON {
    switch json {
    case .array(let items): return .array(items.map(typed))
    case .object(let members): return .object(members.map { .init($0.name, typed($0.value)) })
    case .string(let text):
      let said = words.reduce(text) { $0.replacingOccurrences(of: "{\($1.0)}", with: $1.1) }
      return text.hasPrefix("{year-") ? .integer(Int(said) ?? 0) : .string(said)
    default: return json
    }
  }

  func login(of name: String) throws -> String {
    let known = ["许教授": "zj-xu", "何工": "zj-he"]
    let person = script["people"]?.array?.first { $0["name"]?.string == name }
    return try #require(known[name] ?? person?["login"]?.string)
  }

  private func flat(_ json: JSON, _ before: String) -> [(String, String)] {
    (json.members ?? []).flatMap { member -> [(String, String)] in
      let name = before + member.name
      if let rows = member.value.array {
        return rows.enumerated().flatMap { flat($1, "\(name).\($0 + 1).") }
      }
      if let flag = member.value.bool { return [(name, flag ? "yes" : "no")] }
      let text = member.value.string ?? member.value.text
      return [(name, words.reduce(text) { $0.replacingOccurrences(of: "{\($1.0)}", with: $1.1) })]
    }
  }
}
