import JSON
import Vocabulary

/// What registers tell of an enterprise, one row each; the same columns from a file and from a city
/// platform.
package enum RecordKind: String, Sendable, CaseIterable {
  case enterprises, credit, accidents, honours, trademarks

  package struct Column: Sendable {
    enum Kind: Sendable {
      case text(most: Int)
      case day
      case year
      case word([String])
    }

    /// As the heading of a file has it.
    package let heading: String
    /// As JSON has it.
    package let key: String
    let kind: Kind
    package let isRequired: Bool

    init(_ heading: String, _ key: String, _ kind: Kind, isRequired: Bool = true) {
      self.heading = heading
      self.key = key
      self.kind = kind
      self.isRequired = isRequired
    }
  }

  package var title: String {
    switch self {
    case .enterprises: "登记信息"
    case .credit: "信用记录"
    case .accidents: "事故记录"
    case .honours: "称号"
    case .trademarks: "商标"
    }
  }

  /// Besides the credit code, the source and the day of the data, which every row has.
  package var columns: [Column] {
    switch self {
    case .enterprises:
      [
        Column("名称", "name", .text(most: 120)), Column("类型", "type", .text(most: 80)),
        Column("登记机关", "authority", .text(most: 80)),
        Column("住所", "address", .text(most: 200)),
        Column("成立日期", "established", .day), Column("登记状态", "status", .text(most: 40)),
      ]
    case .credit:
      [
        Column("类型", "type", .word(["经营异常", "严重违法失信", "失信", "未见不良记录"])),
        Column("机关", "authority", .text(most: 80)),
        Column("文号", "number", .text(most: 80), isRequired: false),
        Column("认定日期", "on", .day, isRequired: false),
        Column("移出日期", "removed", .day, isRequired: false),
      ]
    case .accidents:
      [
        Column("种类", "type", .word(["质量", "安全", "环保", "其他", "无事故"])),
        Column("等级", "grade", .word(["一般", "较大", "重大", "特别重大"]), isRequired: false),
        Column("发生日期", "on", .day, isRequired: false),
        Column("名称", "name", .text(most: 120), isRequired: false),
      ]
    case .honours:
      [
        Column("称号", "honour", .text(most: 80)), Column("年度", "year", .year),
        Column("文号", "number", .text(most: 80), isRequired: false),
        Column("产品", "product", .text(most: 80), isRequired: false),
        Column("失效日期", "ended", .day, isRequired: false),
        Column("失效情况", "ending", .word(["被撤销", "有效期满"]), isRequired: false),
      ]
    case .trademarks:
      [
        Column("注册号", "number", .text(most: 40)), Column("注册人", "registrant", .text(most: 120)),
        Column("有效期至", "until", .day),
        Column("商标", "name", .text(most: 80), isRequired: false),
        Column("类别", "class", .text(most: 40), isRequired: false),
      ]
    }
  }

  /// What makes a row the same row when it comes again, so that a correction takes its place. Two
  /// authorities may have the same number for two things, and an accident without a name is told from
  /// another of the day by its grade: better one record too many than one lost.
  func natural(_ values: [String: String]) -> [String] {
    switch self {
    case .enterprises: []
    case .credit:
      [values["type"], values["number"] ?? values["on"], values["authority"]].map { $0 ?? "" }
    case .accidents:
      [values["type"], values["on"], values["name"] ?? values["grade"]].map { $0 ?? "" }
    case .honours: ["honour", "year", "product"].map { values[$0] ?? "" }
    // One mark may be registered for several classes, a row each.
    case .trademarks: [Plain.plain(values["number"] ?? ""), values["class"] ?? ""]
    }
  }

  /// What one cell alone cannot tell.
  func complaint(about values: [String: String], asOf: Day) -> String? {
    func day(_ name: String) -> Day? { values[name].flatMap { Day($0) } }
    for name in ["on", "established"] {
      if let day = day(name), day > asOf { return "日期晚于数据日期" }
    }
    if let year = values["year"].flatMap({ Int($0) }), year > asOf.year { return "年度晚于数据日期" }
    if let removed = day("removed"), removed > asOf { return "移出日期晚于数据日期" }
    if let removed = day("removed"), let on = day("on"), removed < on { return "移出日期早于认定日期" }
    return switch self {
    case .credit where values["type"] != "未见不良记录" && values["on"] == nil: "有记录的要写认定日期"
    case .credit
    where values["type"] == "未见不良记录" && (values["on"] != nil || values["removed"] != nil):
      "“未见不良记录”不能有认定日期或移出日期"
    case .accidents
    where values["type"] == "无事故" && (values["grade"] != nil || values["on"] != nil):
      "“无事故”不能有等级或发生日期"
    case .accidents
    where values["type"] != "无事故" && (values["grade"] == nil || values["on"] == nil):
      "有事故的要写等级和发生日期"
    case .honours where (values["ended"] == nil) != (values["ending"] == nil):
      "失效日期和失效情况要一起写"
    case .honours where values["ending"] == "被撤销" && day("ended").map { $0 > asOf } == true:
      "被撤销的日期晚于数据日期"
    default: nil
    }
  }
}

extension RecordKind.Column {
  /// The value as it is kept, or what is wrong with it.
  func read(_ text: String) -> Result<String?, RowFault> {
    if text.isEmpty {
      return isRequired ? .failure(RowFault("缺少“\(heading)”")) : .success(nil)
    }
    switch kind {
    case .text(let most):
      if TextFault(text, most: most) != nil {
        return .failure(RowFault("“\(heading)”太长或有不能用的字符"))
      }
    case .day:
      guard let day = Day(loose: text) else {
        return .failure(RowFault("“\(heading)”不是日期：\(shown(text))"))
      }
      return .success("\(day)")
    case .year:
      guard text.utf8.count == 4, let year = Int(text), 1949...2200 ~= year else {
        return .failure(RowFault("“\(heading)”不是年份：\(shown(text))"))
      }
    case .word(let words):
      guard words.contains(text) else {
        return .failure(
          RowFault("“\(heading)”是“\(shown(text))”，要是 \(words.joined(separator: "、")) 之一"))
      }
    }
    return .success(text)
  }

  private func shown(_ text: String) -> String {
    String(String.UnicodeScalarView(text.unicodeScalars.prefix(20)))
  }
}

/// Why a row is not taken.
package struct RowFault: Error, Sendable, Equatable {
  package let what: String
  init(_ what: String) { self.what = what }
}
