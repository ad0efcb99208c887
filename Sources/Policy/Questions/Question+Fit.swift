import JSON
import Vocabulary

/// What of a question makes no sense: it would be asked and could never be answered, or answered and
/// never be understood.
extension Question {
  static func requireFit(_ question: Question, _ node: Node) {
    let kind = question.kind
    let isNumber = Kind.numbers.contains(kind)
    for name in ["least", "greatest"] where node.has(name) && !isNumber {
      node.note("只有数才有上下限", "删掉，字数上限用 most", at: name)
    }
    if isNumber { requireRange(question, node) }
    if node.has("slot"), kind != .evidence {
      node.note("只有 evidence 题才指向附件", "删掉，或把 kind 改成 evidence", at: "slot")
    }
    if node.has("columns"), kind != .table {
      node.note("只有表才有列", "删掉，或把 kind 改成 table", at: "columns")
    }
    let until = node.node("until").flatMap { Expression.Moment($0) }
    if node.has("until"), ![.date, .year].contains(kind) || until == nil {
      node.note("只有日期和年份才有最晚的一天，写成 \"today\" 等", "删掉，或改成 \"until\": \"today\"", at: "until")
    }
    if case .day(let day)? = until, day.year < 1850 {
      node.note("最晚的一天太早，没有日期填得进去", "改成 1850 年以后的日期", at: "until")
    }
    if question.isOfPoints, ![.decimal, .integer].contains(kind) {
      node.note("只有数才能与评分项的分值比", "删掉 ofPoints，或把 kind 改成 decimal", at: "ofPoints")
    }
    if kind == .table, question.itemColumn == nil, question.columns.contains(where: \.isOfPoints),
      !node.inspection.hasFlaw(in: "rubrics/")
    {
      node.note("表里没有评分项，分值无从比起", "先写一列 \"choices\": {\"rubric\": …}", at: "columns")
    }
    if kind == .decimal, !node.has("unit") {
      node.note("小数要有单位", "补上 \"unit\"，如 \"%\"、\"万元\"", at: "unit")
    }
    if kind == .money, let unit = question.unit, !["元", "万元"].contains(unit) {
      node.note("金额的单位是“\(unit)”", "用 元 或 万元", at: "unit")
    }
    if let fewest = [Kind.creditCode: 18, .phone: 20, .mail: 20, .trademark: 14][kind],
      question.most < fewest
    {
      node.note("最多 \(question.most) 个字，填不下", "改成 \(fewest) 以上，或不写 most", at: "most")
    }
    if node.has("computed") { requireComputable(question, node) }
    if node.json["choices"]?.members == nil {
      for item in node.list("choices", isRequired: false) { requireValue(item) }
    }
    for column in node.list("columns", isRequired: false)
    where ["many", "file", "declaration"].contains(column.json["kind"]?.string) {
      column.note("表里不能有 \(column.json["kind"]?.string ?? "") 这一类题", "放到表外面，或换一类", at: "kind")
    }
    if let fact = question.fact, !fact.kinds.contains(kind) {
      node.note(
        "登记数据的“\(fact.rawValue)”答不了 \(kind.rawValue) 题",
        "用 \(fact.kinds.map(\.rawValue).sorted().joined(separator: "、"))，或换一个题号、不写 fact",
        at: node.has("fact") ? "fact" : "kind")
    }
  }

  private static func requireRange(_ question: Question, _ node: Node) {
    let (least, greatest) = question.range
    let isWhole = [.integer, .year].contains(question.kind)
    let first = isWhole ? Exact((least.hundredths + 99) / 100) : least
    if least > greatest {
      node.note("下限 \(least) 大于上限 \(greatest)，没有数填得进去", "对调，或改一个；没有写的下限是 \(least)", at: "least")
    } else if isWhole, least.hundredths >= 0, first > greatest {
      node.note("\(least) 到 \(greatest) 之间没有整数", "改上限或下限", at: "greatest")
    }
  }

  private static func requireComputable(_ question: Question, _ node: Node) {
    if node.flag("required") {
      node.note("算出来的题不能要求填写", "删掉 required", at: "required")
    }
    if !Kind.numbers.contains(question.kind) {
      node.note("算出来的是数", "kind 用 integer、decimal、money、year", at: "kind")
    }
  }

  /// It becomes part of a field's name and of what the page's script compares; “?” is “不清楚”.
  private static func requireValue(_ item: Node) {
    guard let value = item.json["value"]?.string else { return }
    if value.contains(where: { ".?|=".contains($0) || $0.isWhitespace }) {
      item.note("选项的值“\(value)”不合格", "不用 . ? | = 和空格，给人看的写在 label", at: "value")
    }
  }
}

extension FactName {
  /// What questions it can answer.
  var kinds: Set<Question.Kind> {
    switch self {
    case .entityType, .trademarkOwner, .accidentKind, .accidentGrade: [.choice]
    case .registeredInShanghai, .operating, .abnormalList, .seriousList, .hadDishonesty,
      .hadAccident, .dishonestyRepaired:
      [.yesNo]
    case .dishonesty, .accidents: [.table]
    case .dishonestyOn, .accidentOn, .trademarkValidUntil: [.date]
    case .trademarkNo: [.trademark]
    }
  }
}
