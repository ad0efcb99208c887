import JSON

/// The policy documents that packages cite and which clauses each has, as they lie in
/// Seeds/documents.json. A document that is not among them, such as next year's notice, is taken at
/// its word.
package struct Documents: Sendable, Equatable {
  private let clauses: [String: [String]]
  private let titles: [String: String]

  /// Nil where the file is not what it should be.
  package init?(_ json: JSON) {
    var clauses: [String: [String]] = [:]
    var titles: [String: String] = [:]
    for document in json["documents"]?.array ?? [] {
      guard let id = document["id"]?.string, let title = document["title"]?.string,
        let items = document["clauses"]?.array
      else { return nil }
      clauses[id] = items.compactMap(\.string)
      titles[id] = title
      if clauses[id]?.count != items.count || items.isEmpty { return nil }
    }
    if clauses.isEmpty { return nil }
    self.clauses = clauses
    self.titles = titles
  }

  /// Why `clause`, such as `001 三（一）2`, cannot be cited, and what can be; nil where it can.
  func complaint(about clause: String) -> (what: String, remedy: String)? {
    let id = String(clause.prefix(3))
    let place = String(clause.dropFirst(4))
    guard id.utf8.count == 3, id.utf8.allSatisfy({ 0x30...0x39 ~= $0 }),
      clause.dropFirst(3).first == " ", !place.isEmpty
    else {
      return ("不像条款号：“\(clause)”", "写成 001 三（一）2 这样：三位政策编号、空格、条款")
    }
    guard !place.contains(where: { "，,；;、".contains($0) }) else {
      return ("“\(clause)”不止一条", "一处只写一条；basis 里用“、”隔开")
    }
    guard let known = clauses[id], !known.contains(where: { Self.holds($0, place) }) else {
      return nil
    }
    let near = known.min { Self.distance($0, place) < Self.distance($1, place) } ?? ""
    return ("\(titles[id] ?? id)里没有“\(place)”这一条", "核对原文，最接近的是 \(id) \(near)")
  }

  /// People slip in the last figure sooner than in the first.
  private static func distance(_ clause: String, _ place: String) -> (Int, Int) {
    (Edits.count(clause, place), -zip(clause, place).prefix { $0 == $1 }.count)
  }

  /// The clause itself, a paragraph or sentence of it (第二款), or whatever stands in an annex.
  private static func holds(_ clause: String, _ place: String) -> Bool {
    guard place.hasPrefix(clause) else { return false }
    let rest = place.dropFirst(clause.count)
    return rest.isEmpty || rest.hasPrefix("第")
      || clause.hasPrefix("附件") && rest.hasPrefix(" ") && rest.count > 1
  }
}
