import Accounts
import Acts
import HTML
import JSON
import Journal
import Linux
import Messages
import Routing
import SQLite
import Synchronization
import Vocabulary

/// Has every file looked at by the scanner, newest first, so that whoever is at work now does not wait
/// for what has lain there for years. What it has said stands in the file's row; a scanner that cannot
/// be reached, or says nothing, leaves the file waiting.
final class FileScanner: Sendable {
  private struct State {
    var isLost = false
    /// Not before; in milliseconds of the real clock.
    var again: Int64 = 0
    var pause: Int64 = 0
    /// Those that it gave no verdict on.
    var resting: [AttachmentID: Int64] = [:]
  }

  private struct Waiting {
    let id: AttachmentID
    let application: ApplicationID
    let file, name: String
    let isInternal: Bool
  }

  private let desk: CaseDesk
  private let folder: String
  private let clamd: Clamd
  private let state = Mutex(State())
  private static let atATime = 20
  /// A file that was given no verdict is tried again after so long.
  private static let rest: Int64 = 10 * 60_000
  private static let longestPause: Int64 = 60_000

  init(_ clamd: Clamd, desk: CaseDesk, folder: String) {
    self.clamd = clamd
    self.desk = desk
    self.folder = folder
  }

  /// - Returns: whether there was anything to do, and so may be more.
  func round(at now: Instant, wall: Instant) throws -> Bool {
    guard state.withLock({ $0.again <= wall.milliseconds }) else { return false }
    var hasDone = false
    for file in try waiting(at: wall) {
      do {
        let verdict = try clamd.scan("\(folder)/\(file.file)")
        reached()
        if try settle(file, verdict, Moment(now: now, wall: wall, by: .clock)) { hasDone = true }
      } catch Clamd.Trouble.unreachable(let why) {
        lose(why, at: wall)
        return false
      } catch let trouble as Clamd.Trouble {
        reached()
        leave(file, "\(trouble)", at: wall)
      } catch let error as SystemError {
        leave(file, "\(error)", at: wall)
      }
    }
    return hasDone
  }

  private func waiting(at wall: Instant) throws -> [Waiting] {
    let resting = state.withLock { state in
      state.resting = state.resting.filter { $0.value > wall.milliseconds }
      return Set(state.resting.keys)
    }
    return try desk.ledger.store.read { database in
      try database.all(
        """
        SELECT id, application, file, name, slot FROM application_file
        WHERE scan = 'waiting' ORDER BY at DESC LIMIT ?
        """, Self.atATime + resting.count
      ) { row in
        Waiting(
          id: AttachmentID(row.int(0)), application: ApplicationID(row.int(1)), file: row.text(2),
          name: row.text(3), isInternal: row.text(4).hasPrefix(Attachment.internalPrefix))
      }.filter { !resting.contains($0.id) }
    }
  }

  /// - Returns: false where somebody else was quicker.
  private func settle(
    _ file: Waiting, _ verdict: Clamd.Verdict, _ moment: Moment
  ) throws -> Bool {
    try desk.ledger.store.writeAndWait { [desk] database in
      guard let item = try Cases.find(file.application, in: database),
        try Attachments.settle(file.id, verdict, at: moment.now, in: database)
      else { return false }
      switch verdict {
      case .clean:
        try Journal.record(
          Entry(
            "file.scan", by: moment.actor, about: item.subject, "附件查毒，没有发现病毒（\(item.number)）",
            payload: ["id": .string("\(file.id)"), "name": .string(file.name)]),
          at: moment.now, in: database)
      case .infected(let signature):
        try Journal.record(
          Entry(
            "file.quarantine", by: moment.actor, about: item.subject,
            "附件查出病毒，已经隔离（\(item.number)）",
            payload: [
              "id": .string("\(file.id)"), "name": .string(file.name),
              "signature": .string(signature),
            ]), at: moment.now, in: database)
        try Self.tell(file, signature, item, moment, desk, in: database)
      }
      return true
    }
  }

  /// Whose file it is: the enterprise's, or the office's own.
  private static func tell(
    _ file: Waiting, _ signature: String, _ item: Case, _ moment: Moment, _ desk: CaseDesk,
    in database: borrowing Connection
  ) throws {
    let what = "附件“\(file.name)”查出病毒，已经隔离"
    let reason = "查出的是 \(signature)。任何人都不能再下载，提交时不计入，请移除或者换一份没有病毒的。"
    if file.isInternal {
      try desk.post.tellUnit(
        item.unit, as: [.districtHandler], .caseNews,
        ["item": item.item, "number": item.number, "what": what, "reason": reason],
        about: item.subject, link: CaseView.path.link(item.place), moment, in: database)
    } else {
      try desk.tellEnterprise(item, what, reason, moment, in: database)
    }
  }

  // MARK: - The scanner's own troubles

  private func reached() {
    let wasLost = state.withLock { state in
      defer { (state.isLost, state.again, state.pause) = (false, 0, 0) }
      return state.isLost
    }
    if wasLost { Output.note("查毒：clamd 又连上了，接着查。") }
  }

  private func lose(_ why: String, at wall: Instant) {
    let isNew = state.withLock { state in
      state.pause = min(max(1000, state.pause * 2), Self.longestPause)
      state.again = wall.milliseconds + state.pause
      defer { state.isLost = true }
      return !state.isLost
    }
    if isNew { Output.note("查毒：clamd 连不上（\(why)），文件都等着，连上以后再查。") }
  }

  private func leave(_ file: Waiting, _ why: String, at wall: Instant) {
    state.withLock { $0.resting[file.id] = wall.milliseconds + Self.rest }
    Output.note("查毒：附件 \(file.id) 没有查成，十分钟后再查。\(why)")
  }
}
