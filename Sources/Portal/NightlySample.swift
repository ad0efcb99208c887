import JSON
import Journal
import Linux
import SQLite
import Synchronization
import Vocabulary

/// Every night some of the stored files are read again and held against what their rows remember, so
/// that a disk that forgets is found out before the one day on which the file is needed.
final class NightlySample: Sendable {
  /// Of which damage is found early: where one file in a hundred is bad, 500 miss it in one night of
  /// 150; and half a thousand files of some megabytes are read in seconds, when nobody is at work.
  static let most = 500
  /// However large they are.
  static let mostBytes = 2 << 30
  /// When nobody is at work.
  private static let hours = 2..<5

  static let act = "files.sample"
  static let finding = "files.mismatch"

  private let store: Store
  private let folder: String
  private let health: Health
  private let logs: Bool
  /// What was found since the start, so that it is told once.
  private let known = Mutex<Set<String>>([])

  init(_ store: Store, files folder: String, _ health: Health, logs: Bool) {
    self.store = store
    self.folder = folder
    self.health = health
    self.logs = logs
  }

  /// Whether this night's is still to be done: the journal knows, whatever has been restarted since.
  func isDue(at wall: Instant) throws -> Bool {
    let hour = Int((wall.milliseconds + 8 * 3_600_000) / 3_600_000 % 24)
    guard Self.hours.contains(hour) else { return false }
    let last = try store.read { database in
      try database.first(
        """
        SELECT payload FROM journal_payload
        WHERE sequence = (SELECT max(sequence) FROM journal WHERE act = ?)
        """, Self.act
      ) { (try? JSON(parsing: $0.utf8(0)))?["night"]?.string }
    }
    return last != "\(wall.day)"
  }

  /// - Parameters:
  ///   - now: the programme's clock, for the record.
  ///   - wall: the real one, whose night it is.
  func run(at now: Instant, wall: Instant, most: Int = most) throws {
    let sample = try expected(most: most) { _ in true }
    var (read, bytes, flaws) = (0, 0, [(file: KeptFile, flaw: String)]())
    for file in sample where bytes < Self.mostBytes {
      read += 1
      bytes += file.size
      if let flaw = flaw(of: file) { flaws.append((file, flaw)) }
    }
    let (count, bad) = (read, flaws)
    try store.writeAndWait { database in
      try Journal.record(
        Entry(
          Self.act, by: "system",
          bad.isEmpty ? "抽查文件 \(count) 份，全部相符" : "抽查文件 \(count) 份，\(bad.count) 份不对",
          payload: ["night": .string("\(wall.day)"), "read": .integer(count)]),
        at: now, in: database)
      for (file, flaw) in bad {
        try Journal.record(
          Entry(
            Self.finding, by: "system", "抽查发现一份文件不对",
            payload: ["file": .string(file.name), "flaw": .string(flaw)]),
          at: now, in: database)
      }
    }
    for (_, flaw) in flaws { tell(flaw) }
  }

  /// What an earlier night found and nobody has put right yet is still so after a restart.
  func recall() throws {
    let found = try store.read { database in
      let names = Set(
        try database.all(
          """
          SELECT p.payload FROM journal j JOIN journal_payload p ON p.sequence = j.sequence
          WHERE j.act = ?
          """, Self.finding
        ) { (try? JSON(parsing: $0.utf8(0)))?["file"]?.string }.compactMap(\.self))
      return names
    }
    guard !found.isEmpty else { return }
    for file in try expected(most: found.count, where: { found.contains($0.name) }) {
      if let flaw = flaw(of: file) { tell(flaw) }
    }
  }

  /// So many of those that should be there: what is accepted as lost is expected no longer.
  private func expected(
    most: Int = most, where isMeant: (KeptFile) -> Bool
  ) throws -> [KeptFile] {
    var sample = Sample(most)
    // Not one of the readers that people wait for.
    let database = try Connection.open(store.path, .reader)
    let gone = try KeptFile.accepted(in: database)
    try KeptFile.each(in: database) { file in
      if isMeant(file), !gone.contains(file.name) { sample.offer(file) }
    }
    return sample.chosen
  }

  private func flaw(of file: KeptFile) -> String? {
    do {
      try file.read(in: folder)
      return nil
    } catch {
      return "\(error)"
    }
  }

  /// On /readyz, in the log and on standard error; business goes on.
  private func tell(_ flaw: String) {
    guard known.withLock({ $0.insert(flaw).inserted }) else { return }
    let note = """
      抽查发现\(flaw)。办理照常；请从备份里取回这个文件再重新启动，或者停止服务后用 brandpilot verify --accept-loss 接受缺失
      """
    health.found(note)
    Doubts.say(note, logs: logs)
  }

  /// So many of however many are offered, each as likely as any other.
  private struct Sample {
    private let most: Int
    private var seen = 0
    private(set) var chosen: [KeptFile] = []

    init(_ most: Int) { self.most = most }

    mutating func offer(_ file: KeptFile) {
      seen += 1
      if chosen.count < most { return chosen.append(file) }
      let place = Int(Random.number() % UInt64(seen))
      if place < most { chosen[place] = file }
    }
  }
}
