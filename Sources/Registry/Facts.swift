import Policy
import Vocabulary

/// What registers say, in the words of a package's questions. What no record tells is not there:
/// absence is never taken for a clean slate.
package struct Facts: Sendable {
  package private(set) var values: Values = [:]
  private let fresh: Day

  /// - Parameter freshFrom: that nothing was found, or that all is well, is worth something only as
  ///   of this day or later; what was found stays found.
  package init(_ records: [Record], _ types: EntityTypes, freshFrom: Day) {
    fresh = freshFrom
    let records = records.filter(\.counts)
    if let enterprise = records.first(where: { $0.kind == .enterprises }) {
      take(enterprise, types)
    }
    credit(records.filter { $0.kind == .credit })
    accidents(records.filter { $0.kind == .accidents })
  }

  private mutating func take(_ record: Record, _ types: EntityTypes) {
    if let type = types.meaning(of: record.values["type"] ?? "") {
      values["entityType"] = .text(type)
    }
    if let isHere = types.isHere(
      record.values["authority"] ?? "", address: record.values["address"] ?? "")
    {
      values["registeredInShanghai"] = .flag(isHere)
    }
    let status = record.values["status"] ?? ""
    if types.ended.contains(where: status.contains) {
      values["operating"] = .flag(false)
    } else if record.asOf >= fresh, types.going.contains(where: status.contains) {
      values["operating"] = .flag(true)
    }
  }

  private mutating func credit(_ records: [Record]) {
    func open(_ type: String) -> [Record] {
      records.filter { $0.values["type"] == type && $0.values["removed"] == nil }
    }
    let clean = records.filter { $0.values["type"] == "未见不良记录" && $0.asOf >= fresh }
    for (question, type) in [("abnormalList", "经营异常"), ("seriousList", "严重违法失信")] {
      let listed = open(type)
      if !listed.isEmpty {
        values[question] = .flag(true)
      } else if !clean.isEmpty {
        values[question] = .flag(false)
      }
    }
    let bad = records.filter { ["严重违法失信", "失信"].contains($0.values["type"]) }
    if !bad.isEmpty {
      values["hadDishonesty"] = .flag(true)
      let rows = bad.map { record -> Values in
        var row: Values = ["dishonestyRepaired": .flag(record.values["removed"] != nil)]
        if let on = record.values["on"].flatMap({ Day($0) }) { row["dishonestyOn"] = .day(on) }
        return row
      }
      values["dishonesty"] = .rows(rows)
    } else if !clean.isEmpty {
      values["hadDishonesty"] = .flag(false)
    }
  }

  private mutating func accidents(_ records: [Record]) {
    let kinds = ["质量": "quality", "安全": "safety", "环保": "environment", "其他": "other"]
    let grades = ["一般": "ordinary", "较大": "larger", "重大": "major", "特别重大": "special"]
    let happened = records.filter { $0.values["type"] != "无事故" }
    if !happened.isEmpty {
      values["hadAccident"] = .flag(true)
      let rows = happened.map { record -> Values in
        var row: Values = [:]
        row["accidentKind"] = record.values["type"].flatMap { kinds[$0] }.map { .text($0) }
        row["accidentGrade"] = record.values["grade"].flatMap { grades[$0] }.map { .text($0) }
        row["accidentOn"] = record.values["on"].flatMap { Day($0) }.map { .day($0) }
        return row
      }
      values["accidents"] = .rows(rows)
    } else {
      let clean = records.filter { $0.asOf >= fresh }
      if !clean.isEmpty { values["hadAccident"] = .flag(false) }
    }
  }
}
