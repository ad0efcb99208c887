import Acts
import Design
import HTML
import JSON
import Routing
import SQLite
import Vocabulary

/// What the acts on rounds share: the public is told with each, and sees it at once.
protocol RoundAct: RecordedAct where Actor == Member, Answer == Round {
  var library: Library { get }
  var calendar: WorkingDays { get }
}

extension RoundAct {
  static var audience: Audience<Member> { .members(.municipalAdministrator).confirmed }
  static var schema: Schema { Schema.object([.always("number", .text), .always("hash", .text)]) }

  func perform(
    _ asked: Asked, at place: Spot, by member: Member, _ visit: Visit
  ) async throws -> Round {
    let round = try await record(visit, at: place) { moment, database in
      try change(asked, at: place, by: member, moment, in: database)
    }
    try library.refresh(from: ledger.store)
    return round
  }

  /// Writes down what the public is told, with why.
  func told(
    _ round: Round, _ kind: String, _ text: String, _ reason: String, by member: Member,
    _ moment: Moment, in database: borrowing Connection
  ) throws -> Done<Round> {
    try database.run(
      "INSERT INTO round_note (round, kind, text, reason, at, person) VALUES (?, ?, ?, ?, ?, ?)",
      round.id.number, kind, text, reason, moment.now.milliseconds, member.caller.person.number)
    return Done(
      round, "\(Self.summary) \(round.number)", about: round.subject,
      payload: ["text": .string(text), "reason": .string(reason)])
  }

  func requireAlone(
    _ opens: Instant, _ closes: Instant, besides id: RoundID?, in database: borrowing Connection
  ) throws {
    if let other = try RoundTable.overlapping(opens, closes, besides: id, in: database) {
      throw Problems([
        Problem(
          field: "closesOn", code: "overlap",
          message: "与\(other.title)（\(other.number)）的申请时间重叠，请错开。")
      ])
    }
  }

  func json(_ round: Round) -> JSON {
    ["number": .string(round.number), "hash": .string(library.fingerprint(of: round))]
  }

  func next(_ round: Round, at place: Spot) -> Address {
    RoundView.path.link(RoundPlace(round.number))
  }
}
