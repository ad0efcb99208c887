import HTTP
import JSON
import Linux
import TestSupport

/// Too little of everything: room on the disk, descriptors, a quick disk (reliability F07, F08, F10).
package enum Scarcity {
  /// A small tmpfs fills up under load: what was acknowledged stays, reading goes on, and with room
  /// again writing does too. Needs root.
  package static func room(in folder: String) throws -> [String] {
    let disk = "\(folder)/small"
    try Files.makeFolder(disk)
    _ = try Program.run("/bin/mount", ["-t", "tmpfs", "-o", "size=4m", "tmpfs", disk])
    defer { _ = try? Program.run("/bin/umount", [disk]) }
    // Given back, it holds what the log moves into the database, schema and packages among it, and
    // the quarter of a megabyte that must stay free.
    let ballast = "\(disk)/ballast"
    try Files.replace(ballast, with: [UInt8](repeating: 1, count: 2 << 20))
    let server = try SlipServer("\(disk)/data")
    var (complaints, tally) = ([String](), Tally())
    let wire = try server.connect()
    for number in 0..<20_000 where tally.refused.count < 20 {
      let key = "full-\(number)"
      switch wire.keep(key, String(repeating: "满", count: 1000)) {
      case .yes: tally.kept.append(key)
      case .no(503, "full"): tally.refused.append(key)
      case let other: complaints.append("\(key) \(other)")
      }
    }
    if tally.refused.count < 20 { complaints.append("never full") }
    let probe = try server.connect()
    if probe.look(for: "full-0") != .whole { complaints.append("cannot read when full") }
    let isReady = { try server.ask("/readyz").status == 200 }
    if try isReady() { complaints.append("says ready when full") }
    let figures = try server.ask("/metrics").text
    if !figures.contains("brandpilot_disk_full 1\n")
      || figures.contains("brandpilot_changes_without_room_total 0\n")
    {
      complaints.append("no figure rises when full")
    }
    Files.remove(ballast)
    if try !eventually(isReady) { complaints.append("not ready again by itself") }
    if probe.keep("room-again", "有") != .yes { complaints.append("does not recover") }
    complaints += try server.complaints(about: tally)
    return server.stop() == 0 ? complaints : complaints + ["does not stop"]
  }

  /// Two hundred connections where there are descriptors for sixty-four: nobody spins, nobody dies,
  /// and when they are gone the next is served (H201).
  package static func descriptors(in folder: String) throws -> [String] {
    let server = try SlipServer(
      "\(folder)/few", prefix: ["/usr/bin/prlimit", "--nofile=64"])
    var complaints: [String] = []
    var crowd = try (0..<200).map { _ in try server.connect() }
    // Whoever spins is never at rest, however little of the machine there is for it.
    var before = try server.program.processorTime
    let comesToRest = try eventually {
      pause(milliseconds: 250)
      let now = try server.program.processorTime
      defer { before = now }
      return now - before <= 0.03
    }
    if !comesToRest { complaints.append("spins") }
    crowd.removeAll()
    let isServed = try eventually { try server.connect().keep("after-crowd", "好") == .yes }
    if !isServed { complaints.append("nobody is served after the crowd") }
    return server.stop() == 0 ? complaints : complaints + ["does not stop"]
  }

  /// Every sync takes 0.3 s: readers do not notice, writers wait and are answered.
  package static func slowDisk(in folder: String) throws -> [String] {
    let server = try SlipServer("\(folder)/slow")
    var complaints: [String] = []
    let wire = try server.connect()
    if wire.keep("first", "一") != .yes { complaints.append("no start") }
    let strace = try Strace(
      server.program.id, calls: "fdatasync,fsync", injection: "delay_enter=300000")
    let load = Load(server.port, named: "slow", threads: 8)
    _ = eventually { load.count > 0 }
    let before = load.count
    for _ in 0..<200 where wire.look(for: "first") != .whole { complaints.append("cannot read") }
    // Eight changes share a sync. Reads that waited for one would see one go by each.
    let syncs = (load.count - before) / 8
    if syncs > 100 { complaints.append("200 reads waited for \(syncs) syncs") }
    let tally = load.stop()
    strace.detach()
    if tally.kept.isEmpty || !tally.refused.isEmpty { complaints.append("writers: \(tally)") }
    return try complaints + server.complaints(about: tally)
  }
}
