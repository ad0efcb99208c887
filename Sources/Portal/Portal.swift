import Accounts
import Applications
import Design
import Glibc
import HTML
import HTTP
import JSON
import Journal
import Linux
import Messages
import Policy
import Registry
import Rounds
import Routing
import SQLite
import Vocabulary

/// The whole portal, running on one data folder.
package final class Portal: Sendable {
  package struct Options: Sendable {
    package var endpoint: Endpoint
    package var resources: String?
    package var origin: Origin?
    package var proxies = Proxies()
    package var limits = Limits()
    /// Where the programme's clock starts; nil is now.
    package var start: Instant?
    package var isDemo = false
    /// Of the demo: with rounds and cases, not its people alone.
    package var isPlayed = true
    package var passwordProfile = PasswordPolicy.Profile.mlps3
    package var mail: MailWay?
    package var mailFrom = "brandpilot@localhost"
    package var sms: SMSWay?
    package var platform: Platform?
    package var clamd: Clamd?
    package var seals: SealProgram?
    package var logs = true
    package var additions = Additions()

    package init(endpoint: Endpoint) { self.endpoint = endpoint }
  }

  package let endpoint: Endpoint
  package let isNew: Bool
  private let folder: DataFolder
  private let store: Store
  private let server: Server
  private let control: Server
  private let clock: CivilClock
  private let clerks: [Clerk]
  /// For the first person of the bureau, where the database is new.
  package let firstInvitation: Address?
  /// Of the demo: who can sign in and with what.
  package let accounts: JSON

  /// One that comes to nothing because the database failed it is noted before the process ends: the
  /// writer's own note may not be on disk by then, and the next start is to look at every page.
  package static func open(_ folder: consuming DataFolder, _ options: Options) throws -> Portal {
    let failed = folder.failed
    do {
      return try Portal(folder, options)
    } catch {
      let isDatabase = (error as? DatabaseError)?.leavesOutcomeUnknown == true
      if isDatabase || error as? StoreError == .outcomeUnknown {
        try? Files.replace(failed, with: [])
      }
      throw error
    }
  }

  private init(_ folder: consuming DataFolder, _ options: Options) throws {
    let resources = try Resources(options.resources)
    // Listening comes first: a port that is taken must leave no trace in the folder.
    let listener = try Listener(options.endpoint)
    folder.sweep()
    let schema = migrations + options.additions.migrations
    try folder.requireWhole()
    if options.isDemo, options.isPlayed, Traces.isBlank(folder.database) {
      try Rehearsal.play(
        in: folder, resources, Portal.roomOptions(options, listener, folder),
        until: options.start ?? Instant(milliseconds: Clock.wall))
    }
    let hasLooked = try Opening.look(folder, schema, patiently: Files.exists(folder.failed))
    if hasLooked { Files.remove(folder.failed) }
    let doubt = folder.doubts.note
    let store = try Portal.openStore(folder, schema, isHeld: doubt != nil)
    let clock = try Portal.clock(options, goingOnFrom: store)
    isNew = try store.read { try Journal.head(of: $0) } == .empty
    if !isNew, doubt == nil {
      let isDemo = try store.read { try Journal.begins(with: Cast.act, in: $0) }
      guard isDemo == options.isDemo else {
        throw DataFolder.Trouble.otherKind(folder.path, isDemo: isDemo)
      }
    }
    let endedBadly = folder.endedBadly
    if doubt == nil {
      try folder.markRunning()
      Portal.recordStart(in: store, clock, isNew: isNew, endedBadly: endedBadly)
    }
    let health = Health()
    health.looks(doubt == nil && !hasLooked)
    try PolicyFolder.fill(folder.packages, from: resources.forms)
    let rooms = try Rooms(
      resources, store, health, Portal.roomOptions(options, listener, folder))
    if let doubt {
      Portal.tell(doubt, health, logs: options.logs)
      try store.read { database in
        try CalendarImport.load(into: rooms.calendar, in: database)
        try rooms.library.load(in: database)
      }
      firstInvitation = nil
    } else {
      do {
        try Strays.tend(folder.path, store, tellsAll: true)
        try rooms.applications.sweepUploads(at: Instant(milliseconds: Clock.wall))
      } catch {
        // No reason not to start: looked at again within the hour.
        Output.note("strays: \(error)")
      }
      let isNew = isNew
      firstInvitation = try store.writeAndWait { database in
        let wall = Instant(milliseconds: Clock.wall)
        try rooms.settle(at: clock.now, wall: wall, in: database)
        return isNew && !options.isDemo ? try Accounts.inviteFirst(at: wall, in: database) : nil
      }
    }
    // What fell due while a demo stood still is done before anyone looks.
    if options.isDemo, doubt == nil {
      try rooms.keepUp(at: clock.now, wall: Instant(milliseconds: Clock.wall))
    }
    control = try Control.serve(folder, store, schema, clock, rooms.calendarImport)
    accounts = try store.read { try rooms.cast?.accounts(in: $0) } ?? []
    let routes = allRoutes(
      rooms, origin: options.origin, more: options.additions.routes(store, clock))
    server = try Server(
      listener,
      responder: RouteTable(routes, Portal.settings(options, clock, rooms, folder)),
      limits: options.limits, proxies: options.proxies,
      standing: securityFields(origin: options.origin), log: options.logs ? AccessLog() : nil)
    health.has(store)
    health.has(server)
    self.store = store
    self.clock = clock
    let (doubts, path) = (folder.doubts, folder.path)
    self.folder = folder
    endpoint = listener.endpoint
    let nightly = NightlySample(store, files: path + "/files", health, logs: options.logs)
    if doubt == nil { try nightly.recall() }
    let courier = Courier(store, mail: options.mail, from: options.mailFrom, sms: options.sms)
    clerks = [
      Clerk("clerk", every: 60_000) {
        guard !store.figures.isHeld else { return }
        try rooms.keepUp(at: clock.now, wall: Instant(milliseconds: Clock.wall))
      },
      // A message that could not be noted as sent would be sent again.
      Clerk("courier", every: 500) {
        guard !store.figures.isHeld else { return }
        let wall = Instant(milliseconds: Clock.wall)
        try rooms.accounts.sendResets(at: clock.now, wall: wall)
        try courier.round(at: wall)
      },
      Clerk("scanner", every: 1000) {
        guard !store.figures.isHeld else { return }
        while try rooms.applications.scanFiles(
          at: clock.now, wall: Instant(milliseconds: Clock.wall))
        {}
      },
      Clerk("nightly", every: 600_000) {
        let wall = Instant(milliseconds: Clock.wall)
        guard !store.figures.isHeld, try nightly.isDue(at: wall) else { return }
        try nightly.run(at: clock.now, wall: wall)
      },
      Clerk("strays", every: 3_600_000) {
        guard !store.figures.isHeld else { return }
        try Strays.tend(path, store)
        try rooms.applications.sweepUploads(at: Instant(milliseconds: Clock.wall))
      },
    ]
    if doubt == nil, !hasLooked {
      Portal.checkInBackground(store, health, doubts, logs: options.logs)
    }
  }

  /// The day that the programme stands on.
  package var today: Day { clock.today }

  /// Finishes what runs, closes the database cleanly and gives the folder back.
  /// - Returns: false when the disk failed at the last; the next start recovers.
  package func stop() -> Bool {
    server.stop()
    control.stop()
    for clerk in clerks { clerk.stop() }
    // What is in doubt is left as it is, the mark of a crash included.
    guard !store.figures.isHeld else { return store.close() }
    Portal.record(
      Entry("server.stop", by: "system", "服务停止"), in: store, clock)
    return folder.close(store)
  }

  // MARK: - Parts

  /// A demo that is kept goes on, and never back: the last moment on its record is where it stands.
  private static func clock(_ options: Options, goingOnFrom store: Store) throws -> CivilClock {
    var start = options.start
    if options.isDemo, let last = try store.read({ try Journal.lastMoment(in: $0) }) {
      start = max(start ?? Instant(milliseconds: Clock.wall), last)
    }
    return CivilClock(wall: { Clock.wall }, startingAt: start)
  }

  private static func roomOptions(
    _ options: Options, _ listener: Listener, _ folder: borrowing DataFolder
  ) throws -> Rooms.Options {
    var chosen = Rooms.Options(files: try folder.files)
    chosen.secret = folder.secret
    chosen.origin = options.origin?.text ?? "http://\(listener.endpoint)"
    chosen.ways.mail = options.mail != nil
    chosen.ways.sms = options.sms != nil
    chosen.profile = options.passwordProfile
    chosen.isDemo = options.isDemo
    chosen.packages = folder.packages
    chosen.platform = options.platform
    chosen.clamd = options.clamd
    chosen.seals = options.seals
    return chosen
  }

  private static func settings(
    _ options: Options, _ clock: CivilClock, _ rooms: Rooms, _ folder: borrowing DataFolder
  ) throws -> RouteTable.Settings {
    var settings = RouteTable.Settings(
      clock: clock, wall: { Clock.wall }, errorPage: errorPage,
      report: { fault, number in
        let line: JSON = ["fault": .string(fault), "incident": .string(number)]
        Output.note(line.text)
      })
    settings.proxies = options.proxies
    settings.origin = options.origin
    settings.bodyLimit = options.limits.body
    settings.explain = ErrorNote.explain
    settings.doors = rooms.accounts.doors
    settings.uploads = UploadRules(folder: try folder.uploads)
    return settings
  }

  static func openStore(
    _ folder: borrowing DataFolder, _ migrations: [Migration], isHeld: Bool,
    isHasty: Bool = false
  ) throws -> Store {
    let (headFile, failed) = (folder.headFile, folder.failed)
    var options = Store.Options()
    options.readers = Server.lanes
    options.isHeld = isHeld
    options.isHasty = isHasty
    return try Store(
      folder.database, migrations: migrations, options: options,
      afterCheckpoint: { database in
        // The side file is a second witness; failing to write it must not stop the first.
        do {
          try headFile.write(try Journal.head(of: database))
        } catch {
          Output.note("journal.head: \(error)")
        }
      },
      onFailure: {
        try? Files.replace(failed, with: [])
        Output.note("数据库写入时存储设备出错，进程退出，由守护程序重新启动并恢复。")
        Thread.start("exit") {
          usleep(300_000)  // long enough for the answers to leave
          exit(74)
        }
      })
  }

  // MARK: - The record

  private static func recordStart(
    in store: Store, _ clock: CivilClock, isNew: Bool, endedBadly: Bool
  ) {
    let facts: JSON = ["version": .string(version), "afterCrash": .bool(endedBadly)]
    if isNew {
      record(Entry("portal.create", by: "system", "新建数据库"), in: store, clock)
    }
    record(
      Entry("server.start", by: "system", endedBadly ? "服务启动（上次没有正常停止）" : "服务启动", payload: facts),
      in: store, clock)
  }

  private static func record(_ entry: Entry, in store: Store, _ clock: CivilClock) {
    do {
      try store.writeAndWait { database in
        try Journal.record(entry, at: clock.now, in: database)
      }
    } catch {
      Output.note("journal: \(error)")
    }
  }

  /// The pages of a large database are looked through while people already work; when they work so
  /// hard that the look would hold up the WAL, it waits and begins again.
  private static func checkInBackground(
    _ store: Store, _ health: Health, _ doubts: Doubts, logs: Bool
  ) {
    Thread.start("check") {
      while true {
        var flaw: String?
        do {
          let database = try Connection.open(store.path, .reader)
          flaw = try database.longRead(mustGiveWay: { store.needsItsSnapshotsBack }) {
            try $0.quickCheck()
          }
        } catch StoreError.busy {
          sleep(60)
          continue
        } catch {
          flaw = "\(error)"
        }
        if let flaw {
          store.hold()
          try? doubts.add(Opening.damage(flaw))
          tell(doubts.note ?? Opening.damage(flaw), health, logs: logs)
        }
        return health.looks(false)
      }
    }
  }

  /// On /readyz, in the log and on standard error.
  private static func tell(_ doubt: String, _ health: Health, logs: Bool) {
    health.found(doubt)
    Doubts.say(doubt, logs: logs)
  }
}

extension Portal {
  /// What a programme beside the product adds to it (Tests/Faults).
  package struct Additions: Sendable {
    package var migrations: [Migration] = []
    package var routes: @Sendable (Store, CivilClock) -> [Route] = { _, _ in [] }

    package init() {}
  }

  /// A year's calendar, where no portal is running on the folder.
  package static func importCalendar(
    _ bytes: [UInt8], _ folder: borrowing DataFolder, resources named: String?
  ) throws -> JSON {
    let files = try folder.files
    return try folder.withStore { store in
      let rooms = try Rooms(Resources(named), store, Health(), Rooms.Options(files: files))
      try store.read { try CalendarImport.load(into: rooms.calendar, in: $0) }
      return try rooms.calendarImport.run(bytes, at: Instant(milliseconds: Clock.wall))
    }
  }

  /// The description of the whole interface, without starting anything: on a database of its own, gone at once.
  package static func openAPI(resources named: String?) throws -> [UInt8] {
    let folder = try Files.makeTemporaryFolder("brandpilot-openapi")
    defer { Files.removeFolder(folder) }
    let store = try Store(folder + "/brandpilot.db", migrations: migrations)
    defer { store.close() }
    let rooms = try Rooms(Resources(named), store, Health(), Rooms.Options(files: folder))
    let now = Instant(milliseconds: Clock.wall)
    try store.writeAndWait { try rooms.settle(at: now, wall: now, in: $0) }
    return interface(
      allRoutes(rooms, origin: nil), rooms.library.shelf(at: now), origin: nil)
  }
}
