import JSON
import SQLite

@testable import Portal

extension House {
  /// What a unit sends, as whoever sends it has it before them: all that is recommended and was not sent, or
  /// where there is nothing left, all that there is.
  func batch(_ round: String = "2026-1", without held: String = "") throws -> JSON {
    let numbers = try store.read { database in
      try database.all(
        """
        SELECT number, stage = 'recommended' AND batched = 0 FROM application
        WHERE number LIKE ? AND number <> ? ORDER BY number
        """, "\(round)-%", held
      ) { ($0.text(0), $0.bool(1)) }
    }
    let ready = numbers.filter(\.1)
    return [
      "round": .string(round), "number": .string(round),
      "numbers": .array((ready.isEmpty ? numbers : ready).map { .string($0.0) }),
    ]
  }

  /// These cases, each in the edition in which it stands.
  func seen(_ numbers: [String], _ more: [(String, JSON)] = []) throws -> JSON {
    let editions = try store.read { database in
      try numbers.map { number in
        try database.first("SELECT edition FROM application WHERE number = ?", number) { $0.int(0) }
      }
    }
    return .object(
      [
        .init("numbers", .array(numbers.map { .string($0) })),
        .init(
          "editions",
          .object(zip(numbers, editions).map { .init($0, .integer($1 ?? 0)) })),
      ] + more.map { .init($0.0, $0.1) })
  }
}
