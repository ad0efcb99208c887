import HTML
import HTTP
import JSON
import Journal
import Routing
import SQLite
import Vocabulary

// The smallest act there is: a slip with a key, kept and journaled in one change.

struct SlipKey: Place {
  static let holes = 1
  let text: String

  init?(_ segments: [String]) {
    guard segments.count == 1, 1...40 ~= segments[0].utf8.count,
      segments[0].utf8.allSatisfy({ 0x30...0x39 ~= $0 || 0x61...0x7A ~= $0 || $0 == 0x2D })
    else { return nil }
    text = segments[0]
  }

  var segments: [String] { [text] }
}

enum Slips {
  static let migration = Migration(
    "slips",
    """
    CREATE TABLE slip (
      key TEXT PRIMARY KEY, text TEXT NOT NULL, sequence INTEGER NOT NULL UNIQUE
    ) STRICT;
    """)
}

/// Keeps a slip. The same key again changes nothing and answers as the first time.
struct KeepSlip: Act {
  struct Asked: Input {
    static let key = Field.text("key", "编号", most: 40, example: "a-1")
    static let text = Field.longText("text", "内容", most: 4000, example: "好")
    static let fields = [key.note, text.note]
    let key: String
    let text: String

    init(_ answers: Answers) throws(Problems) {
      (key, text) = try answers.read(Self.key, Self.text)
    }
  }

  static let name = "slip.keep"
  static let summary = "存一张条"
  static let path = Path<Nowhere>("/slips")
  static let audience = Audience.everyone
  static let schema = Schema.object([.always("sequence", .integer)])

  let store: Store

  func perform(
    _ asked: Asked, at place: Nowhere, by actor: Visitor, _ visit: Visit
  ) async throws -> Int {
    try await store.write { database in
      let known = try database.first(
        "SELECT sequence FROM slip WHERE key = ?", asked.key, read: { $0.int(0) })
      if let known { return known }
      try Journal.record(
        Entry(
          "slip.keep", by: "tester", about: "slip/\(asked.key)", "存一张条",
          payload: ["text": .string(asked.text)]),
        at: visit.now, in: database)
      let sequence = try Journal.head(of: database).sequence
      try database.run(
        "INSERT INTO slip (key, text, sequence) VALUES (?, ?, ?)", asked.key, asked.text, sequence)
      return sequence
    }
  }

  func json(_ sequence: Int) -> JSON { ["sequence": .integer(sequence)] }
  func next(_ sequence: Int, at place: Nowhere) -> Address { Address(path: "/") }
  func page(_ sheet: Sheet, at place: Nowhere, for actor: Visitor, _ visit: Visit) async -> HTML {
    p { "slip" }
  }
}

/// One slip with what the journal says of it: whole, or not there.
struct ReadSlip: View {
  typealias Asked = Nothing

  struct Slip: Sendable {
    let text: String
    let sequence: Int
    let isWhole: Bool
  }

  static let name = "slip.read"
  static let summary = "看一张条"
  static let path = Path<SlipKey>("/slips/:key")
  static let audience = Audience.everyone
  static let schema = Schema.object([
    .always("text", .text), .always("sequence", .integer), .always("whole", .boolean),
  ])

  let store: Store

  func answer(
    _ asked: Nothing, at place: SlipKey, for actor: Visitor, _ visit: Visit
  ) throws -> Slip {
    let found = try store.read(lane: visit.head.lane) { database in
      try database.first(
        """
        SELECT s.text, j.sequence, j.subject = 'slip/' || ?, p.payload
        FROM slip s LEFT JOIN journal j ON j.sequence = s.sequence
        LEFT JOIN journal_payload p ON p.sequence = s.sequence WHERE s.key = ?
        """, place.text, place.text
      ) { row in
        let payload: JSON = ["text": .string(row.text(0))]
        let isWhole = row.bool(2) && row.text(3) == payload.text
        return Slip(text: row.text(0), sequence: row.int(1), isWhole: isWhole)
      }
    }
    guard let found else { throw Refusal.notFound }
    return found
  }

  func json(_ slip: Slip) -> JSON {
    [
      "text": .string(slip.text), "sequence": .integer(slip.sequence), "whole": .bool(slip.isWhole),
    ]
  }

  func page(_ sheet: Sheet, _ slip: Slip?, at place: SlipKey, for actor: Visitor, _ visit: Visit)
    -> HTML
  {
    p { slip?.text ?? "" }
  }
}
