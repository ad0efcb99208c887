import Desk
import Routing
import SQLite
import Vocabulary

extension Cases {
  /// So that it is found by any two characters of its item, its firm or its number: by its enterprise at
  /// once, by its unit and the city once it is handed in. What comes on paper is its unit's from the first, and
  /// the firm's once it has looked it over.
  static func index(_ file: Case, in database: borrowing Connection) throws {
    var readers: [SearchIndex.Readers] = []
    if file.received == nil || file.looked != nil {
      readers.append(.organisation(file.enterprise))
    }
    if file.submitted != nil || file.received != nil { readers.append(.district(file.unit)) }
    if file.submitted != nil { readers.append(.city) }
    try SearchIndex.put(
      .init(
        file.subject, kind: "申请", title: file.item,
        detail: "\(file.number)，\(file.enterpriseName)", link: CaseView.path.link(file.place),
        readers: readers), in: database)
  }

  /// What has yet to be put into the index, some at a time.
  static func indexOlder(in database: borrowing Connection) throws {
    let some = try database.all(
      "SELECT application FROM application_unindexed ORDER BY place LIMIT 200"
    ) { ApplicationID($0.int(0)) }
    for id in some {
      if let file = try find(id, in: database) { try index(file, in: database) }
      try database.run("DELETE FROM application_unindexed WHERE application = ?", id.number)
    }
  }

  /// One case by its whole number, for whoever may open it and does not find it in the index.
  package static let search: SearchMore = { text, _, caller, _, database in
    guard let place = CasePlace([text.uppercased()]), let seat = caller.seat else { return [] }
    do {
      let member = Member(caller: caller, seat: seat)
      let file = try find(place.number, for: member, in: database)
      let isIndexed = try SearchIndex.holds(file.subject, for: seat, in: database)
      return isIndexed
        ? []
        : [
          SearchHit(
            "application/\(file.number)", kind: "申请", title: file.item,
            detail: "\(file.number)，\(file.enterpriseName)，\(file.stage.title)",
            link: CaseView.path.link(file.place))
        ]
    } catch let refusal as Refusal where refusal.kind == .notFound {
      return []
    }
  }
}
