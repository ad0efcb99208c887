extension Node {
  /// A clause as it is cited: the policy's three digits, then where in it (001 三（一）2).
  func clause(_ name: String) -> String {
    let clause = text(name, most: 60)
    if !clause.isEmpty { requireClause(clause, at: name) }
    return clause
  }

  /// Several of them, as in 000 一（一）、004 附件4.
  func clauses(_ name: String) -> String {
    let text = text(name, most: 200)
    guard !text.isEmpty else { return text }
    for clause in text.split(separator: "、", omittingEmptySubsequences: false) {
      requireClause(String(clause), at: name)
    }
    return text
  }

  private func requireClause(_ clause: String, at name: String) {
    if let complaint = inspection.lists.documents.complaint(about: clause) {
      note(complaint.what, complaint.remedy, at: name)
    }
  }
}
