import Accounts
import JSON
import SQLite
import Testing
import Vocabulary

@testable import HTTP
@testable import Portal

extension House {
  /// A case where a stage begins: what has an act is played, the rest is moved on by hand.
  func place(
    _ number: String, at stage: String, body: String = "zhipin",
    by act: String = "commission.entrust"
  ) throws {
    try store.writeAndWait { [now = clock.now] database in
      let found = try database.first(
        "SELECT id, edition, stage FROM application WHERE number = ?", number
      ) { (id: $0.int(0), edition: $0.int(1), stage: $0.text(2)) }
      guard let found else { throw Trouble(text: "no \(number)") }
      try database.run(
        """
        INSERT INTO application_event
          (application, edition, at, act, from_stage, to_stage, person, seat, text)
        VALUES (?, ?, ?, ?, ?, ?, NULL, NULL, '')
        """, found.id, found.edition + 1, now.milliseconds, act, found.stage, stage)
      try database.run(
        """
        UPDATE application SET stage = ?, came_from = NULL, due = NULL, edition = ?, body = ?,
          since = ? WHERE id = ?
        """, stage, found.edition + 1, Cast.organisation(body).number, now.milliseconds, found.id)
      try database.run(
        "UPDATE deadline SET closed = ? WHERE application = ? AND closed IS NULL",
        now.milliseconds, found.id)
    }
  }

  /// 禾欣's case, submitted and entrusted to 质品.
  func atScreening(_ item: String = "禾欣有机米饼") async throws -> String {
    let writer = try await enter("lihua")
    let number = try await draft(by: writer, item)
    try await fill(number, by: writer)
    try await submit(number)
    try place(number, at: "screening")
    return number
  }

  @discardableResult
  func screen(
    _ number: String, _ conclusion: String, by login: String = "zp-yang",
    _ more: [JSON.Member] = []
  ) async throws -> Response {
    try await enter(login).post(
      "/applications/\(number)/screening", ["answers": Screened.answers(conclusion, more)])
  }
}

/// Answers to the pilot's F7.
enum Screened {
  static func answers(_ conclusion: String, _ more: [JSON.Member] = []) -> JSON {
    var members = (1...15).map { JSON.Member("check\($0)", "yes") }
    members.append(.init("conclusion", .string(conclusion)))
    members.append(.init("checkedBy", "朱珠"))
    let changed = Set(more.map(\.name))
    return .object(members.filter { !changed.contains($0.name) } + more)
  }
}
