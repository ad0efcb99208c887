import Vocabulary

/// Answers as people read them: on a page, on paper, in a table to be exported.
extension Question {
  package func text(_ value: Value?) -> String {
    switch value {
    case nil: ""
    case .text(let text): choices.first { $0.value == text }?.label ?? text
    case .day(let day): day.chinese
    case .flag(let truth): kind == .declaration ? (truth ? "已声明" : "") : truth ? "是" : "否"
    case .number: value.map { typed($0) + (unit.map { " \($0)" } ?? "") } ?? ""
    case .many(let words):
      words.map { word in choices.first { $0.value == word }?.label ?? word }.joined(separator: "、")
    case .rows(let rows): "共 \(rows.count) 行"
    }
  }

  /// The same with every row of a table told.
  package func line(_ value: Value?) -> String {
    guard case .rows(let rows)? = value else { return text(value) }
    return rows.map { row in
      row.isEmpty
        ? "是否还有，不清楚"
        : columns.filter { row[$0.id] != nil }
          .map { "\($0.label) \($0.text(row[$0.id]))" }.joined(separator: "，")
    }.joined(separator: "；")
  }

  /// What an answer must look like, in a few words, for the blank form.
  package var demand: String {
    let words: String =
      switch kind {
      case .text, .person, .address: "最多 \(most) 个字"
      case .longText: "最多 \(most) 个字，可以分段"
      case .integer: "整数"
      case .decimal: "数，最多两位小数"
      case .money: unit == "万元" ? "金额，最多六位小数" : "金额，最多两位小数"
      case .date: "日期"
      case .year: "年份，如 2025"
      case .yesNo: "是或否"
      case .choice: "选一项"
      case .many: "可选几项"
      case .creditCode: "18 位代码，会核对校验位"
      case .phone: "手机、区号加号码或 400 号码"
      case .mail: "邮箱地址"
      case .trademark: "商标注册号"
      case .industry: "GB/T 4754 的门类或大类"
      case .table:
        switch (rows.lowerBound, rows.upperBound) {
        case (let least, let most) where least == most: "共 \(most) 行"
        case (0, let most): "最多 \(most) 行"
        case (let least, let most): "\(least) 到 \(most) 行"
        }
      case .file:
        "上传 \(file.map { $0.kinds.map { $0 == "jpeg" ? "JPG" : $0.uppercased() }.joined(separator: "、") } ?? "文件")，最大 \(file?.megabytes ?? 20) MB"
      case .evidence: "从已经上传的附件里选一份"
      case .declaration: "勾选"
      }
    return computed == nil ? words : "自动计算"
  }
}
