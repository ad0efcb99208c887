import JSON
import Vocabulary

/// One place in a file of a package, and how to read on from there.
struct Node {
  let json: JSON
  let file: String
  let place: String
  let inspection: Inspection

  func note(_ what: String, _ remedy: String, at name: String = "") {
    inspection.note(Flaw(file, path(name), what, remedy: remedy))
  }

  private func path(_ name: String) -> String {
    name.isEmpty ? place : place.isEmpty ? name : "\(place).\(name)"
  }

  private func child(_ json: JSON, _ name: String) -> Node {
    Node(json: json, file: file, place: path(name), inspection: inspection)
  }

  func has(_ name: String) -> Bool { json[name] != nil }

  /// Everything else written here is a slip of the pen.
  func only(_ names: String...) {
    guard let members = json.members else {
      note("要是一个对象", "写成 { … }")
      return
    }
    for member in members where !names.contains(member.name) {
      let near = names.min { Edits.count($0, member.name) < Edits.count($1, member.name) }
      // Most of it must be right: a word of two letters is two edits from any other.
      let isNear =
        near.map {
          Edits.count($0, member.name) <= min(2, $0.count / 2, member.name.count / 2)
        } ?? false
      note(
        "没有“\(member.name)”这一项",
        isNear ? "改成“\(near ?? "")”" : "删掉，或改成 \(names.joined(separator: "、")) 之一", at: member.name)
    }
  }

  // MARK: - Values

  func text(_ name: String, most: Int = 4000) -> String {
    guard let value = json[name] else {
      note("缺少“\(name)”", "补上一段文字", at: name)
      return ""
    }
    guard let text = value.string else {
      note("要是文字", "用双引号括起来", at: name)
      return ""
    }
    requireSound(text, most: most, at: name)
    return text
  }

  func optionalText(_ name: String, most: Int = 4000) -> String? {
    has(name) ? text(name, most: most) : nil
  }

  func integer(_ name: String, _ range: ClosedRange<Int>) -> Int {
    guard let number = json[name]?.integer, range.contains(number) else {
      note(
        has(name) ? "不是 \(range.lowerBound) 到 \(range.upperBound) 的整数" : "缺少“\(name)”",
        "填 \(range.lowerBound) 到 \(range.upperBound) 的整数，不加引号", at: name)
      return range.lowerBound
    }
    return number
  }

  func optionalInteger(_ name: String, _ range: ClosedRange<Int>) -> Int? {
    has(name) ? integer(name, range) : nil
  }

  func flag(_ name: String) -> Bool {
    guard let value = json[name] else { return false }
    guard let truth = value.bool else {
      note("要是 true 或 false", "写 true 或 false，不加引号", at: name)
      return false
    }
    return truth
  }

  func points(_ name: String) -> Exact {
    guard let points = json[name].flatMap(Exact.init), Exact(0)...Exact(10_000) ~= points else {
      note(
        has(name) ? "不是 0 到 10000、最多两位小数的数" : "缺少“\(name)”", "填分数，如 4 或 4.5，不加引号",
        at: name)
      return Exact(0)
    }
    return points
  }

  func day(_ name: String) -> Day? {
    guard let day = json[name]?.string.flatMap({ Day($0) }) else {
      note(has(name) ? "不是日期" : "缺少“\(name)”", "写成 \"2026-09-30\"", at: name)
      return nil
    }
    return day
  }

  func choice<Word: RawRepresentable & CaseIterable>(
    _ name: String, or standIn: Word
  ) -> Word where Word.RawValue == String {
    guard let word = json[name]?.string.flatMap(Word.init) else {
      let known = Word.allCases.map(\.rawValue).joined(separator: "、")
      let said = json[name]?.string.map { "没有“\($0)”" }
      note(said ?? (has(name) ? "要是文字" : "缺少“\(name)”"), "用 \(known) 之一", at: name)
      return standIn
    }
    return word
  }

  // MARK: - Parts

  func object(_ name: String) -> Node? {
    guard let value = json[name] else {
      note("缺少“\(name)”", "补上 { … }", at: name)
      return nil
    }
    guard value.members != nil else {
      note("要是一个对象", "写成 { … }", at: name)
      return nil
    }
    return child(value, name)
  }

  func optionalObject(_ name: String) -> Node? { has(name) ? object(name) : nil }

  func node(_ name: String) -> Node? { json[name].map { child($0, name) } }

  /// At least one, unless it may be left out.
  func list(_ name: String, isRequired: Bool = true) -> [Node] {
    guard let value = json[name] else {
      if isRequired { note("缺少“\(name)”", "补上 [ … ]，至少一项", at: name) }
      return []
    }
    guard let items = value.array else {
      note("要是一个列表", "写成 [ … ]", at: name)
      return []
    }
    if items.isEmpty, isRequired { note("是空的", "至少写一项", at: name) }
    return items.enumerated().map { child($1, "\(name)[\($0)]") }
  }

  func texts(_ name: String, isRequired: Bool = true) -> [String] {
    list(name, isRequired: isRequired).compactMap { item in
      guard let text = item.json.string else {
        item.note("要是文字", "用双引号括起来")
        return nil
      }
      item.requireSound(text, most: 4000)
      return text
    }
  }

  private func requireSound(_ text: String, most: Int, at name: String = "") {
    switch TextFault(text, most: most, allowsBreaks: true) {
    case .blank: note("是空的", "填上文字，或删掉这一项", at: name)
    case .tooLong: note("太长", "最多 \(most) 个字", at: name)
    case .control: note("有看不见的控制字符", "删掉它们，重新输入", at: name)
    case nil: break
    }
  }

  /// Each once; the later one is the mistake.
  func requireUnique(_ items: [(id: String, node: Node)]) {
    var seen: Set<String> = []
    for (id, node) in items where !id.isEmpty && !seen.insert(id).inserted {
      node.note("“\(id)”已经用过", "换一个没有用过的", at: "id")
    }
  }
}
