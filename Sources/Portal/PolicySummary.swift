import JSON

/// The notice in brief, as the home page tells it; the words and numbers are data, with clauses.
struct PolicySummary: Sendable {
  struct Target: Sendable { let number: Int, unit: String, label: String, clause: String }
  struct Condition: Sendable { let text: String, clause: String }
  struct Stage: Sendable { let name: String, who: String, clause: String }

  let notice: String
  let lead: String
  let targets: [Target]
  let conditions: [Condition]
  let stages: [Stage]

  init(_ resources: Resources) throws {
    let file = "Forms/pilot-2024/summary.json"
    let json = try resources.json(file)
    func text(_ json: JSON, _ name: String) throws -> String {
      guard let text = json[name]?.string else {
        throw Resources.Trouble(description: "\(file) 缺少 \(name)")
      }
      return text
    }
    func items<Item>(_ name: String, _ make: (JSON) throws -> Item) throws -> [Item] {
      guard let items = json[name]?.array else {
        throw Resources.Trouble(description: "\(file) 缺少 \(name)")
      }
      return try items.map(make)
    }
    notice = try text(json, "notice")
    lead = try text(json, "lead")
    targets = try items("targets") { item in
      guard let number = item["number"]?.integer else {
        throw Resources.Trouble(description: "\(file) 的 targets 要有整数 number")
      }
      return Target(
        number: number, unit: try text(item, "unit"), label: try text(item, "label"),
        clause: try text(item, "clause"))
    }
    conditions = try items("conditions") {
      Condition(text: try text($0, "text"), clause: try text($0, "clause"))
    }
    stages = try items("stages") {
      Stage(name: try text($0, "name"), who: try text($0, "who"), clause: try text($0, "clause"))
    }
  }
}
