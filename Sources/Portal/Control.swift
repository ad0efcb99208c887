import HTTP
import JSON
import Journal
import Linux
import SQLite
import Vocabulary

/// What the command line asks of a running portal, over a socket in the data folder.
struct Control: Responder {
  private let store: Store
  private let headFile: HeadFile
  private let clock: CivilClock

  static func serve(
    _ folder: borrowing DataFolder, _ store: Store, _ clock: CivilClock
  ) throws -> Server {
    var limits = Limits()
    limits.handler = 24 * 3600
    return try Server(
      DataFolder.control(in: folder.path),
      responder: Control(store: store, headFile: folder.headFile, clock: clock), limits: limits,
      loops: 1)
  }

  func plan(_ head: RequestHead) -> Plan {
    let path = String(decoding: head.path, as: UTF8.self)
    return .read(limit: 8192) { request in
      do {
        return try await answer(path, try JSON(parsing: request.body))
      } catch {
        return .text(.conflict, "\(error)\n")
      }
    }
  }

  private func answer(_ path: String, _ asked: JSON) async throws -> Response {
    switch path {
    case "/backup":
      guard let target = asked["to"]?.string, target.hasPrefix("/") else {
        return .text(.badRequest, "to\n")
      }
      try store.backUp(to: target)
      try await store.write { [clock] database in
        try Journal.record(
          Entry("backup", by: "operator", "备份数据库", payload: ["to": .string(target)]),
          at: clock.now, in: database)
      }
      return said(["bytes": .integer(Files.size(target) ?? 0)])
    case "/verify":
      let database = try Connection.open(store.path, .reader)
      let head = try Maintenance.verify(database, headFile)
      return said(["sequence": .integer(head.sequence), "head": .string(head.hex)])
    default: return .text(.notFound, "\(path)\n")
    }
  }

  private func said(_ json: JSON) -> Response { Response(.ok, type: .json, json.bytes) }
}
