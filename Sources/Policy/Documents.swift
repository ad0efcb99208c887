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
    let place = String(clause.dropFirst(3).drop { $0 == " " })
    guard let known = clauses[id], !has(place, among: known) else { return nil }
    let near = known.min { Self.distance($0, place) < Self.distance($1, place) } ?? ""
    return (
      "\(titles[id] ?? id)里没有“\(place)”这一条",
      place.isEmpty ? "补上条款，如 \(id) \(near)" : "核对原文，最接近的是 \(id) \(near)"
    )
  }

  /// People slip in the last figure sooner than in the first.
  private static func distance(_ clause: String, _ place: String) -> (Int, Int) {
    (Edits.count(clause, place), -zip(clause, place).prefix { $0 == $1 }.count)
  }

  /// One of them, or something inside one that is not divided further here.
  private func has(_ place: String, among known: [String]) -> Bool {
    known.contains { clause in
      if place == clause { return true }
      return Self.goesOn(place, from: clause) && !known.contains { Self.goesOn($0, from: clause) }
    }
  }

  /// `三（一）2` goes on from `三（一）`; `12` does not from `1`.
  private static func goesOn(_ longer: String, from clause: String) -> Bool {
    guard longer.hasPrefix(clause), let next = longer.dropFirst(clause.count).first else {
      return false
    }
    return !(clause.last?.isNumber == true && next.isASCII && next.isNumber)
  }
}
