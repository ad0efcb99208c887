import Applications
import Design
import HTML
import JSON
import Rounds
import Routing
import SQLite
import Vocabulary

/// With which batch a case went to the city, to those who may read it.
struct BatchPart: CasePart {
  func shown(
    _ facts: CaseFacts, _ member: Member, in database: borrowing Connection
  ) throws -> CaseShown? {
    guard [.district, .bureau, .oversight].contains(member.seat.kind),
      let sent = facts.matters.last(where: { $0.kind == .batch }), let id = BatchID(sent.reference)
    else { return nil }
    // What is in a batch may be long, and is not asked for here.
    let found = try database.first(
      """
      SELECT o.name, b.number, b.at FROM batch b JOIN organisation o ON o.id = b.unit
      WHERE b.id = ?1 AND (?2 IS NULL OR b.unit = ?2)
      """, id.number, member.seat.kind == .district ? member.seat.organisation.number : nil
    ) { (unit: $0.text(0), number: $0.int(1), at: Instant(milliseconds: Int64($0.int(2)))) }
    guard let (unit, number, at) = found else { return nil }
    return CaseShown(
      "报送市局",
      p {
        a(.href(BatchView.path.link(ItemPlace(id)))) {
          Batch.title(unit, facts.round.number, number)
        }
        "，\(at.chinese)报送"
      },
      [
        .init(
          "batch",
          [
            "id": .string("\(id)"), "number": .integer(number), "at": .string("\(at)"),
          ])
      ])
  }
}
