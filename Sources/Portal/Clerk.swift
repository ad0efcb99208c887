import Accounts
import Acts
import Applications
import Desk
import Linux
import Recommendation
import SQLite
import Synchronization
import Vocabulary

/// Goes a round again and again until told to stop.
final class Clerk: Sendable {
  private let isStopping = Atomic(false)
  private let hasStopped = Atomic(false)

  init(_ name: String, every milliseconds: Int, _ round: @escaping @Sendable () throws -> Void) {
    Thread.start(name) { [self] in
      var waited = 0
      while !isStopping.load(ordering: .acquiring) {
        Thread.pause(milliseconds: 100)
        waited += 100
        guard waited >= milliseconds else { continue }
        waited = 0
        do {
          try round()
        } catch {
          // Said, and tried again at the next round.
          Output.note("\(name): \(error)")
        }
      }
      hasStopped.store(true, ordering: .releasing)
    }
  }

  /// Waits for the round that runs, but not for ever: a mail may be waiting for another server. What
  /// such a round still wants to write finds the store closed, and is done again after the start.
  func stop() {
    isStopping.store(true, ordering: .releasing)
    for _ in 0..<300 where !hasStopped.load(ordering: .acquiring) { Thread.pause(milliseconds: 10) }
  }
}

extension Rooms {
  /// What is done once a minute: writes down when sessions were last used, forgets what is past,
  /// reminds. Everything is done by the same store as all else.
  func keepUp(at now: Instant, wall: Instant) throws {
    try store.writeAndWait { database in
      for room in all { try room.keepUp(at: now, wall: wall, in: database) }
      try OnceMemory.forget(before: wall, in: database)
    }
    try caseClock.round(at: now, wall: wall, in: store)
    try reminders.round(at: now, wall: wall, in: store)
  }
}
