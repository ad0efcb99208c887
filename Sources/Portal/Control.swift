import HTTP
import JSON
import Journal
import Linux
import Registry
import SQLite
import Vocabulary

/// What the command line asks of a running portal, over a socket in the data folder.
struct Control: Responder {
  private let store: Store
  private let headFile: HeadFile
  private let migrations: [Migration]
  private let clock: CivilClock
  private let calendar: CalendarImport

  static func serve(
    _ folder: borrowing DataFolder, _ store: Store, _ migrations: [Migration], _ clock: CivilClock,
    _ calendar: CalendarImport
  ) throws -> Server {
    var limits = Limits()
    limits.handler = 24 * 3600
    return try Server(
      DataFolder.control(in: folder.path),
      responder: Control(
        store: store, headFile: folder.headFile, migrations: migrations, clock: clock,
        calendar: calendar),
      limits: limits, loops: 1)
  }

  func plan(_ head: RequestHead) -> Plan {
    let path = String(decoding: head.path, as: UTF8.self)
    return .read(limit: path.hasPrefix("/import/") ? Import.most : 8192) { request in
      do {
        return try await answer(path, request.body)
      } catch StoreError.busy {
        return .text(.conflict, "现在写入太多，读取会拖慢数据库，已经停止；请在空闲时再试。\n")
      } catch StoreError.held {
        return .text(.conflict, Doubts(in: Files.parent(of: store.path)).note ?? "数据正在核对，暂停写入。")
      } catch let error as DatabaseError where error.isFull {
        return .text(.insufficientStorage, "\(error)\n")
      } catch let fault as RowFault {
        return .text(.conflict, "\(fault.what)\n")
      } catch {
        return .text(.conflict, "\(error)\n")
      }
    }
  }

  private func answer(_ path: String, _ body: [UInt8]) async throws -> Response {
    let store = store
    if path == "/import/calendar" {
      let (calendar, now) = (calendar, clock.now)
      return said(try await Control.apart { try calendar.run(body, at: now) })
    }
    if path.hasPrefix("/import/"), let kind = RecordKind(rawValue: String(path.dropFirst(8))) {
      let now = clock.now
      return said(
        try await Control.apart { try Import(store).run(body, kind, at: now) }.json)
    }
    if path.hasPrefix("/export/"), let kind = RecordKind(rawValue: String(path.dropFirst(8))) {
      let now = clock.now
      let (file, count) = try await Control.apart {
        try Export(store).run(kind, in: Files.parent(of: store.path), at: now)
      }
      return said(["file": .string(file), "count": .integer(count)])
    }
    switch path {
    case "/backup":
      let draft = try await Control.apart {
        let database = try Connection.open(store.path, .reader)
        return try Maintenance.draft(of: database, in: Files.parent(of: store.path))
      }
      await note(Entry("backup", by: "operator", "备份数据库"))
      return said(["file": .string(draft)])
    case "/verify":
      let (headFile, migrations) = (headFile, migrations)
      let head = try await Control.apart {
        // A folder in doubt is not verified by being readable.
        if let note = Doubts(in: Files.parent(of: store.path)).note {
          throw Maintenance.Trouble.file(note)
        }
        return try Connection.open(store.path, .reader).longRead(
          mustGiveWay: { store.needsItsSnapshotsBack }
        ) {
          try Maintenance.verify(
            $0, headFile, migrations, files: Files.parent(of: store.path) + "/files")
        }
      }
      return said(["sequence": .integer(head.sequence), "head": .string(head.hex)])
    default: return .text(.notFound, "\(path)\n")
    }
  }

  /// A copy that was made is good even where it could not be put on record, as on a full disk.
  private func note(_ entry: Entry) async {
    do {
      try await store.write { [clock] database in
        try Journal.record(entry, at: clock.now, in: database)
      }
    } catch {
      Output.note("journal: \(error)")
    }
  }

  /// Long work on a thread of its own: the loop stays free to be asked to stop.
  private static func apart<Answer: Sendable>(
    _ work: @escaping @Sendable () throws -> Answer
  ) async throws -> Answer {
    try await withCheckedThrowingContinuation { waiting in
      let isStarted = Thread.startIfPossible("maintenance") {
        waiting.resume(with: Result { try work() })
      }
      if !isStarted { waiting.resume(throwing: StoreError.busy) }
    }
  }

  private func said(_ json: JSON) -> Response { Response(.ok, type: .json, json.bytes) }
}
