/// A letter before there is a case: what the programme puts in later stands in its place by name,
/// 〔企业名称〕.
extension Letter {
  package var specimenTitle: String { Letter.specimen(title) }
  package var specimenParagraphs: [String] { paragraphs.map(Letter.specimen) }

  /// Every name that may stand in braces, as people call it.
  package static let words: [String: String] = [
    "basis": "依据", "channel": "提出异议的方式", "clause": "依据的条款", "conclusion": "处理结论",
    "count": "项数", "day": "日期", "department": "部门名称", "days": "工作日数", "due": "办理期限", "end": "截止日期",
    "hash": "指纹",
    "enterprise": "企业名称", "from": "起用日期", "item": "产品或服务名称", "items": "需要补正的事项",
    "mark": "登记号", "number": "申请编号", "objector": "异议人", "question": "征求意见的事项",
    "reason": "理由",
    "remedy": "可以怎样办", "round": "批次名称", "start": "开始日期", "unit": "受理单位", "until": "有效期",
  ]

  private static func specimen(_ text: String) -> String {
    var out = ""
    var rest = text[...]
    while let open = rest.firstIndex(of: "{"), let close = rest[open...].firstIndex(of: "}") {
      let name = String(rest[rest.index(after: open)..<close])
      out += rest[..<open]
      out += "〔\(words[name] ?? name)〕"
      rest = rest[rest.index(after: close)...]
    }
    return out + rest
  }
}
