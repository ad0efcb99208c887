import Accounts
import Design
import HTML
import JSON
import Rounds
import Routing
import SQLite
import Vocabulary

/// An enterprise's applications over the years, as far as this reader may know of them: where each is,
/// whose turn, until when; of what has ended, why.
struct PastCase: Sendable {
  let file: Case
  let round: String
  let reason: String

  static func of(
    _ enterprise: OrganisationID, for member: Member, _ library: Library,
    in database: borrowing Connection
  ) throws -> [PastCase] {
    let files = try Cases.all(of: enterprise, in: database)
      .filter { try CaseScope.admits(member, to: $0, in: database) }
    return try told(files, library, in: database)
  }

  /// What else its enterprise has handed in to the same unit, for whoever has this one in hand there.
  static func beside(
    _ file: Case, _ library: Library, in database: borrowing Connection
  ) throws -> [PastCase] {
    let files = try Cases.all(of: file.enterprise, in: database)
      .filter { $0.unit == file.unit && $0.id != file.id && $0.submitted != nil }
    return try told(files, library, in: database)
  }

  private static func told(
    _ files: [Case], _ library: Library, in database: borrowing Connection
  ) throws -> [PastCase] {
    let reasons = try reasons(files.map(\.id), in: database)
    return files.map { file in
      PastCase(
        file: file, round: library.round(file.round)?.title ?? "",
        reason: file.stage == .ended ? reasons[file.id] ?? "" : "")
    }
  }

  /// What was said when they ended.
  private static func reasons(
    _ ids: [ApplicationID], in database: borrowing Connection
  ) throws -> [ApplicationID: String] {
    let said = try database.all(
      """
      SELECT e.application, e.text FROM json_each(?) j
      JOIN application_event e ON e.application = j.value
      WHERE e.to_stage = 'ended' ORDER BY e.application, e.edition
      """, JSON.array(ids.map { .integer($0.number) }).text
    ) { (ApplicationID($0.int(0)), $0.text(1)) }
    return Dictionary(said) { _, last in last }
  }

  static let schema = Schema.object([
    .always("number", .text), .always("item", .text), .always("round", .text),
    .always("stage", .oneOf(Stage.allCases.map(\.rawValue))),
    .sometimes("outcome", .oneOf(Outcome.allCases.map(\.rawValue))), .always("turn", .text),
    .sometimes("due", .day), .sometimes("reason", .text), .always("href", .text),
  ])

  var json: JSON {
    var members: [JSON.Member] = [
      .init("number", .string(file.number)), .init("item", .string(file.item)),
      .init("round", .string(round)), .init("stage", .string(file.stage.rawValue)),
      .init("turn", .string(file.turn)),
      .init("href", .string("/api/v1" + CaseView.path.link(file.place).text)),
    ]
    if let outcome = file.outcome { members.append(.init("outcome", .string(outcome.rawValue))) }
    if let due = file.due { members.append(.init("due", .string("\(due)"))) }
    if !reason.isEmpty { members.append(.init("reason", .string(reason))) }
    return .object(members)
  }
}

extension PastCase {
  static func html(_ all: [PastCase]) -> HTML {
    if all.isEmpty {
      return panel("历年申请") { p(.class("quiet")) { "还没有申请过。" } }
    }
    return table(all).html
  }

  static func table(_ all: [PastCase]) -> DataTable {
    DataTable(
      "历年申请，新的在前",
      [.init("产品或服务"), .init("批次"), .init("目前环节"), .init("等谁办"), .init("期限或原因")],
      all.map { one in
        [
          group {
            a(.class("title"), .href(CaseView.path.link(one.file.place))) { one.file.item }
            span(.class("sub")) { one.file.number }
          }, HTML(one.round), HTML(one.file.outcome?.title ?? one.file.stage.title),
          HTML(one.file.stage.holder == .nobody ? "—" : one.file.turn),
          HTML(
            one.reason.isEmpty ? one.file.due.map { "\($0.chinese)以前" } ?? "—" : one.reason),
        ]
      })
  }
}
