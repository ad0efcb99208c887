import JSON
import Routing
import SQLite
import Vocabulary

/// Everything that is kept about one person, row by row (个人信息保护法 第45条).
enum MyCopy {
  static let schema = Schema.object([
    .always("account", .object(AccountView.kept)),
    .always(
      "sessions",
      .list(
        .object([
          .always("since", .instant), .always("address", .text), .always("agent", .text),
        ]))),
    .always(
      "messages",
      .list(
        .object([.always("at", .instant), .always("title", .text), .always("text", .text)]))),
    .always(
      "claims",
      .list(
        .object([
          .always("since", .instant), .always("kind", .text), .always("organisation", .text),
          .always("state", .text), .always("note", .text), .always("files", .list(.text)),
        ]))),
    .always("acts", .list(.object([.always("at", .instant), .always("summary", .text)]))),
  ])
  private static let most = 5000

  static func read(for caller: Caller, in database: borrowing Connection) throws -> JSON {
    let id = caller.person.number
    let sessions = try database.all(
      "SELECT since, address, agent FROM session WHERE person = ? ORDER BY since DESC LIMIT ?", id,
      most
    ) { row -> JSON in
      [
        "since": time(row.int(0)), "address": .string(row.text(1)), "agent": .string(row.text(2)),
      ]
    }
    let messages = try database.all(
      "SELECT at, title, text FROM message WHERE person = ? ORDER BY number DESC LIMIT ?", id, most
    ) { row -> JSON in
      ["at": time(row.int(0)), "title": .string(row.text(1)), "text": .string(row.text(2))]
    }
    var claims: [JSON] = []
    for claim in try Claims.of(caller.person, in: database) {
      let files = try Proof.of(claim.id, in: database)
      claims.append([
        "since": .string("\(claim.since)"), "kind": .string(claim.kind.rawValue),
        "organisation": .string(claim.organisationName), "state": .string(claim.state.rawValue),
        "note": .string(claim.note), "files": .array(files.map { .string($0.name) }),
      ])
    }
    let acts = try database.all(
      "SELECT at, summary FROM journal WHERE actor = ? ORDER BY sequence DESC LIMIT ?",
      caller.actor, most
    ) { row -> JSON in ["at": time(row.int(0)), "summary": .string(row.text(1))] }
    return [
      "account": AccountView.known(try AccountView.answer(for: caller, in: database)),
      "sessions": .array(sessions), "messages": .array(messages), "claims": .array(claims),
      "acts": .array(acts),
    ]
  }

  private static func time(_ milliseconds: Int) -> JSON {
    .string("\(Instant(milliseconds: Int64(milliseconds)))")
  }
}
