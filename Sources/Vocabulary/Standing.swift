extension Problem {
  /// What stands in a field now, beside what was sent: whoever comes second sees both.
  package static func stands(_ field: String, _ now: String) -> Problem {
    Problem(field: field, code: "stands", message: now.isEmpty ? "现在没有填。" : "现在是：\(now)")
  }
}
