import Policy
import Vocabulary

/// What registers say, each with where it is from. What no record tells is not there: absence is never
/// taken for a clean slate.
package struct Facts: Sendable {
  /// By the facts' names. Data that have grown old are kept apart: that all is well is worth something
  /// only for so many days; what was found stays found.
  private var fresh: [FactName: (value: Value, grounds: [Ground])] = [:]
  private var stale: [FactName: (value: Value, grounds: [Ground])] = [:]
  /// What is written there and cannot be understood.
  private var unread: [FactName: (words: String, grounds: [Ground])] = [:]
  private let otherName: String?
  private let freshFrom: Day

  /// - Parameters:
  ///   - name: of the enterprise, as it has been proven.
  ///   - marks: what is recorded of the trademark in question; marks that nobody asks about prove
  ///     nothing.
  init(_ records: [Record], marks: [Record], name: String, _ types: EntityTypes, freshFrom: Day) {
    self.freshFrom = freshFrom
    let records = records.filter(\.counts)
    let registered = records.first { $0.kind == .enterprises }?.values["name"]
    otherName = registered.flatMap { Plain.plain($0) == Plain.plain(name) ? nil : $0 }
    if let enterprise = records.first(where: { $0.kind == .enterprises }) {
      take(enterprise, types)
    }
    if types.isBranch(name: name) {
      fresh[.entityType] = (.text("branch"), [Ground(source: "企业名称")])
    }
    credit(records.filter { $0.kind == .credit })
    accidents(records.filter { $0.kind == .accidents })
    mark(marks.filter(\.counts), of: name)
  }

  /// What of it these conditions ask for. Of old data only what decides a rule by itself.
  package func told(to conditions: Conditions, on today: Day) -> Told {
    func values(_ facts: [FactName: (value: Value, grounds: [Ground])]) -> Values {
      conditions.told(
        Dictionary(uniqueKeysWithValues: facts.map { ($0.key.rawValue, $0.value.value) }))
    }
    let old = values(stale)
    let decisive = conditions.decisive(in: old, on: today)
    let found = old.filter { decisive.contains($0.key) }
    var told = Told(values: values(fresh).merging(found) { $1 })
    told.otherName = otherName
    for question in conditions.questions {
      guard let fact = question.fact else { continue }
      if told.values[question.id] != nil {
        told.grounds[question.id] =
          (found[question.id] != nil ? stale[fact] : fresh[fact])?.grounds
      } else if let words = unread[fact] {
        told.unread[question.id] = words.words
        told.grounds[question.id] = words.grounds
      } else if let past = stale[fact] {
        told.old[question.id] = past.grounds
      }
    }
    return told
  }

  private mutating func say(_ fact: FactName, _ value: Value, by record: Record) {
    if record.asOf >= freshFrom {
      fresh[fact] = (value, [Ground(record)])
    } else {
      stale[fact] = (value, [Ground(record)])
    }
  }

  private mutating func take(_ record: Record, _ types: EntityTypes) {
    let (type, authority) = (record.values["type"] ?? "", record.values["authority"] ?? "")
    if types.isBranch(name: record.values["name"] ?? "") {
      say(.entityType, .text("branch"), by: record)
    } else if let meaning = types.meaning(of: type) {
      say(.entityType, .text(meaning), by: record)
    } else {
      unread[.entityType] = (type, [Ground(record)])
    }
    let status = record.values["status"] ?? ""
    if types.left.contains(where: status.contains) {
      say(.registeredInShanghai, .flag(false), by: record)
    } else if let isHere = types.isHere(authority, address: record.values["address"] ?? "") {
      say(.registeredInShanghai, .flag(isHere), by: record)
    } else {
      unread[.registeredInShanghai] = (authority, [Ground(record)])
    }
    if types.ended.contains(where: status.contains) {
      say(.operating, .flag(false), by: record)
    } else if types.going.contains(where: status.contains) {
      say(.operating, .flag(true), by: record)
    } else {
      unread[.operating] = (status, [Ground(record)])
    }
  }

  private mutating func credit(_ records: [Record]) {
    func open(_ type: String) -> Record? {
      records.first { $0.values["type"] == type && $0.values["removed"] == nil }
    }
    let clean = records.first { $0.values["type"] == "未见不良记录" }
    for (fact, type) in [(FactName.abnormalList, "经营异常"), (.seriousList, "严重违法失信")] {
      if let clean { say(fact, .flag(false), by: clean) }
      if let listed = open(type) { say(fact, .flag(true), by: listed) }
    }
    let bad = records.filter { ["严重违法失信", "失信"].contains($0.values["type"]) }
    rows(.hadDishonesty, .dishonesty, of: bad, clean: clean) { record in
      [
        .dishonestyRepaired: .flag(record.values["removed"] != nil),
        .dishonestyOn: record.day("on"),
      ]
    }
  }

  private mutating func accidents(_ records: [Record]) {
    let kinds = ["质量": "quality", "安全": "safety", "环保": "environment", "其他": "other"]
    let grades = ["一般": "ordinary", "较大": "larger", "重大": "major", "特别重大": "special"]
    let clean = records.first { $0.values["type"] == "无事故" }
    let happened = records.filter { $0.values["type"] != "无事故" }
    rows(.hadAccident, .accidents, of: happened, clean: clean) { record in
      [
        .accidentKind: record.values["type"].flatMap { kinds[$0] }.map { .text($0) },
        .accidentGrade: record.values["grade"].flatMap { grades[$0] }.map { .text($0) },
        .accidentOn: record.day("on"),
      ]
    }
  }

  /// What happened stays told, however old the data; that it is all, only data that are fresh and say
  /// so can tell: otherwise there is a row of which nothing is known.
  private mutating func rows(
    _ flag: FactName, _ table: FactName, of records: [Record], clean: Record?,
    _ row: (Record) -> [FactName: Value?]
  ) {
    if records.isEmpty {
      if let clean { say(flag, .flag(false), by: clean) }
      return
    }
    var rows = records.map { record in
      Dictionary(
        uniqueKeysWithValues: row(record).compactMap { fact, value in
          value.map { (fact.rawValue, $0) }
        })
    }
    if clean.map({ $0.asOf < freshFrom }) ?? true { rows.append([:]) }
    let grounds = records.reduce(into: [Ground]()) { grounds, record in
      let ground = Ground(record)
      if !grounds.contains(ground) { grounds.append(ground) }
    }
    fresh[flag] = (.flag(true), grounds)
    fresh[table] = (.rows(rows), grounds)
  }

  /// The registrant must be the enterprise itself (001 三（一）2), by name: the register has no codes.
  /// Of several records the newest count, and of these whatever speaks against it.
  private mutating func mark(_ records: [Record], of name: String) {
    let newest = records.filter { $0.asOf == records.map(\.asOf).max() }
    if let other = newest.first(where: {
      Plain.plain($0.values["registrant"] ?? "") != Plain.plain(name)
    }) {
      say(.trademarkOwner, .text("other"), by: other)
    } else if let own = newest.min(by: { ($0.values["until"] ?? "") < ($1.values["until"] ?? "") })
    {
      say(.trademarkOwner, .text("own"), by: own)
      if let until = own.day("until") { say(.trademarkValidUntil, until, by: own) }
    }
  }
}

extension Record {
  fileprivate func day(_ name: String) -> Value? {
    values[name].flatMap { Day($0) }.map { .day($0) }
  }
}
