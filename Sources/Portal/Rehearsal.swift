import Accounts
import Demo
import Design
import HTTP
import Journal
import Linux
import Routing
import SQLite
import Vocabulary

/// Has the demo played on a new folder, through the same routes that will serve it, before anyone can
/// come. The same play every time: what would be drawn follows from a seed, and the day is given.
enum Rehearsal {
  private static let seed: UInt64 = 20_240_531

  static func play(
    in folder: borrowing DataFolder, _ resources: Resources, _ chosen: Rooms.Options,
    until end: Instant
  ) throws {
    try folder.markRehearsing()
    Random.follow(seed: seed)
    defer { Random.follow(seed: nil) }
    try PolicyFolder.fill(folder.packages, from: resources.forms)
    let store = try Portal.openStore(folder, migrations, isHeld: false, isHasty: true)
    do {
      defer { store.close() }
      try play(in: folder, resources, chosen, until: end, store)
    }
    folder.markPlayed()
  }

  private static func play(
    in folder: borrowing DataFolder, _ resources: Resources, _ chosen: Rooms.Options,
    until end: Instant, _ store: Store
  ) throws {
    var options = chosen
    options.isPlay = true
    options.opensRound = false
    let rooms = try Rooms(resources, store, Health(), options)
    let script = try resources.json("Seeds/demo/script.json")
    let start = Instant(end.day.advanced(by: -Play.days), hour: 9)
    let now = Instant(milliseconds: Clock.wall)
    let wall = Theatre.Wall(now.milliseconds - (end.milliseconds - start.milliseconds))
    let clock = CivilClock(wall: { wall.milliseconds }, startingAt: start)
    try store.writeAndWait { database in
      try Journal.record(Entry("portal.create", by: "system", "新建数据库"), at: start, in: database)
      // Their passwords are as old as the demo is to those who try it.
      try rooms.settle(at: start, wall: now, in: database)
      try Cast(script).settle(at: start, wall: now, in: database)
    }
    let stage = Theatre(
      table(rooms, clock, wall, uploads: try folder.uploads), clock, wall,
      enter: { login, wall in
        try store.writeAndWait { try PlaySessions.open(for: login, at: wall, in: $0) } ?? ""
      }, keepUp: { try rooms.keepUp(at: $0, wall: $1) })
    try finish { [end = end.day] in
      var play = Play(stage, Script(script), until: end, rooms.calendar)
      try await play.run()
    }
    // What the last day brings belongs to the play: it, too, is the same every time.
    try store.writeAndWait { database in
      try PlaySessions.endAll(in: database)
      try rooms.claim(at: end, in: database)
    }
    try rooms.keepUp(at: end, wall: now)
  }

  private static func table(
    _ rooms: Rooms, _ clock: CivilClock, _ wall: Theatre.Wall, uploads: String
  ) -> RouteTable {
    var settings = RouteTable.Settings(
      clock: clock, wall: { wall.milliseconds }, errorPage: { errorPage($0, $1) },
      report: { fault, _ in Output.note("demo: \(fault)") })
    settings.doors = rooms.accounts.doors
    settings.explain = ErrorNote.explain
    settings.uploads = UploadRules(folder: uploads)
    return RouteTable(allRoutes(rooms, origin: nil), settings)
  }
}
