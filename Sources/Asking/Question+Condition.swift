import Policy

extension Question {
  /// When it is asked at all, in words.
  package func condition(among questions: [Question]) -> String? {
    guard let shown else { return nil }
    guard let simple = shown.simple, let other = questions.first(where: { $0.id == simple.id })
    else { return "只在需要时填" }
    let labels = simple.values.map { value in
      other.kind == .yesNo
        ? (value == "yes" ? "是" : "否")
        : other.choices.first { $0.value == value }?.label ?? value
    }
    return "“\(other.label)”是“\(labels.joined(separator: "”或“"))”时填"
  }

  /// What a number may be, where the package says so.
  var limits: String? {
    switch (least, greatest) {
    case (nil, nil): nil
    case (let least?, nil): "不小于 \(least)"
    case (nil, let greatest?): "不大于 \(greatest)"
    case (let least?, let greatest?): "\(least) 到 \(greatest)"
    }
  }
}
