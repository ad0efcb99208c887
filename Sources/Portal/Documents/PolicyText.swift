import JSON

/// A policy document, clause by clause, as it lies in Seeds/texts.json: what a citation leads to.
package struct PolicyText: Sendable {
  struct Clause: Sendable {
    let place: String
    /// Its heading or first line, then the rest.
    let lines: [String]
  }

  package let id: String
  let name: String
  let title: String
  let from: String
  let clauses: [Clause]

  /// Nil where the file is not what it should be.
  package init?(_ json: JSON) {
    guard let id = json["id"]?.string, let name = json["name"]?.string,
      let title = json["title"]?.string, let from = json["from"]?.string,
      let items = json["clauses"]?.array
    else { return nil }
    self.id = id
    self.name = name
    self.title = title
    self.from = from
    clauses = items.compactMap { item in
      guard let place = item["place"]?.string, let text = item["text"]?.string, !text.isEmpty
      else { return nil }
      return Clause(
        place: place,
        lines: text.utf8.split(separator: UInt8(ascii: "\n")).map { String(Substring($0)) })
    }
    if clauses.isEmpty || clauses.count != items.count { return nil }
  }
}
