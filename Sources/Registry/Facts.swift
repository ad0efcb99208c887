import Policy
import Vocabulary

/// What registers say, in the words of a package's questions, each with where it is from. What no
/// record tells is not there: absence is never taken for a clean slate.
package struct Facts: Sendable {
  package struct Ground: Sendable, Equatable {
    package let source: String
    /// Of the data; a name is as it is now.
    package let asOf: Day?
  }

  package private(set) var values: Values = [:]
  /// By question, as `values` are.
  package private(set) var grounds: [String: Ground] = [:]
  private let fresh: Day

  /// - Parameters:
  ///   - name: of the enterprise, as it has been proven.
  ///   - trademark: the number of the mark in question; marks that nobody asks about prove nothing.
  ///   - freshFrom: that nothing was found, or that all is well, is worth something only as of this
  ///     day or later; what was found stays found.
  init(
    _ records: [Record], _ types: EntityTypes, name: String, trademark: String?, freshFrom: Day
  ) {
    fresh = freshFrom
    let records = records.filter(\.counts)
    if let enterprise = records.first(where: { $0.kind == .enterprises }) {
      take(enterprise, types)
    }
    if types.isBranch(name: name) {
      values["entityType"] = .text("branch")
      grounds["entityType"] = Ground(source: "企业名称", asOf: nil)
    }
    credit(records.filter { $0.kind == .credit })
    accidents(records.filter { $0.kind == .accidents })
    if let trademark {
      mark(trademark, among: records.filter { $0.kind == .trademarks }, of: name)
    }
  }

  private mutating func say(_ id: String, _ value: Value, by record: Record?) {
    values[id] = value
    grounds[id] = record.map { Ground(source: $0.source, asOf: $0.asOf) }
  }

  private mutating func take(_ record: Record, _ types: EntityTypes) {
    if let type = types.meaning(of: record.values["type"] ?? "") {
      say("entityType", .text(type), by: record)
    }
    if types.isBranch(name: record.values["name"] ?? "") {
      say("entityType", .text("branch"), by: record)
    }
    if let isHere = types.isHere(
      record.values["authority"] ?? "", address: record.values["address"] ?? "")
    {
      say("registeredInShanghai", .flag(isHere), by: record)
    }
    let status = record.values["status"] ?? ""
    if types.ended.contains(where: status.contains) {
      say("operating", .flag(false), by: record)
    } else if record.asOf >= fresh, types.going.contains(where: status.contains) {
      say("operating", .flag(true), by: record)
    }
  }

  private mutating func credit(_ records: [Record]) {
    func open(_ type: String) -> Record? {
      records.first { $0.values["type"] == type && $0.values["removed"] == nil }
    }
    let clean = records.first { $0.values["type"] == "未见不良记录" && $0.asOf >= fresh }
    for (question, type) in [("abnormalList", "经营异常"), ("seriousList", "严重违法失信")] {
      if let listed = open(type) {
        say(question, .flag(true), by: listed)
      } else if let clean {
        say(question, .flag(false), by: clean)
      }
    }
    let bad = records.filter { ["严重违法失信", "失信"].contains($0.values["type"]) }
    if !bad.isEmpty {
      say("hadDishonesty", .flag(true), by: bad.first)
      let rows = bad.map { record -> Values in
        var row: Values = ["dishonestyRepaired": .flag(record.values["removed"] != nil)]
        if let on = record.values["on"].flatMap({ Day($0) }) { row["dishonestyOn"] = .day(on) }
        return row
      }
      say("dishonesty", .rows(rows), by: bad.first)
    } else if let clean {
      say("hadDishonesty", .flag(false), by: clean)
    }
  }

  private mutating func accidents(_ records: [Record]) {
    let kinds = ["质量": "quality", "安全": "safety", "环保": "environment", "其他": "other"]
    let grades = ["一般": "ordinary", "较大": "larger", "重大": "major", "特别重大": "special"]
    let happened = records.filter { $0.values["type"] != "无事故" }
    if !happened.isEmpty {
      say("hadAccident", .flag(true), by: happened.first)
      let rows = happened.map { record -> Values in
        var row: Values = [:]
        row["accidentKind"] = record.values["type"].flatMap { kinds[$0] }.map { .text($0) }
        row["accidentGrade"] = record.values["grade"].flatMap { grades[$0] }.map { .text($0) }
        row["accidentOn"] = record.values["on"].flatMap { Day($0) }.map { .day($0) }
        return row
      }
      say("accidents", .rows(rows), by: happened.first)
    } else if let clean = records.first(where: { $0.asOf >= fresh }) {
      say("hadAccident", .flag(false), by: clean)
    }
  }

  /// The registrant must be the enterprise itself (001 三（一）2), by name: the register has no codes.
  private mutating func mark(_ number: String, among records: [Record], of name: String) {
    guard
      let record = records.first(where: { Facts.plain($0.values["number"]) == Facts.plain(number) })
    else { return }
    guard Facts.plain(record.values["registrant"]) == Facts.plain(name) else {
      say("trademarkOwner", .text("other"), by: record)
      return
    }
    guard record.asOf >= fresh else { return }
    say("trademarkOwner", .text("own"), by: record)
    if let until = record.values["until"].flatMap({ Day($0) }) {
      say("trademarkValidUntil", .day(until), by: record)
    }
  }

  /// Whatever the width of brackets and letters (forms.md §3).
  private static func plain(_ text: String?) -> String { Plain.words(text ?? "").joined() }
}
