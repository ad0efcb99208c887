import Accounts
import Acts
import Desk
import Linux
import Messages
import SQLite
import Synchronization
import Vocabulary

/// Goes his round every few seconds: lets messages out, writes down when sessions were last used,
/// forgets what is past, and reminds. Everything he changes is done by the same store as all else.
final class Clerk: Sendable {
  private let isStopping = Atomic(false)
  private let hasStopped = Atomic(false)

  func start(_ round: @escaping @Sendable (_ count: Int) -> Void) {
    Thread.start("clerk") { [self] in
      var count = 0
      while !isStopping.load(ordering: .acquiring) {
        round(count)
        count += 1
        Linux.Thread.pause(milliseconds: 500)
      }
      hasStopped.store(true, ordering: .releasing)
    }
  }

  /// Waits until the round that runs has ended.
  func stop() {
    isStopping.store(true, ordering: .releasing)
    while !hasStopped.load(ordering: .acquiring) { Linux.Thread.pause(milliseconds: 10) }
  }
}

extension Rooms {
  /// One round. What fails is said and tried again at the next.
  func round(_ count: Int, _ courier: Courier, _ clock: CivilClock) {
    let wall = Instant(milliseconds: Clock.wall)
    // What does not go out must not keep the rest from being done.
    attempt { try courier.round(at: wall) }
    guard count % 120 == 119 else { return }
    attempt {
      try store.writeAndWait { database in
        try accounts.keepUp(at: wall, in: database)
        try OnceMemory.forget(before: wall, in: database)
        try reminders.round(at: clock.now, wall: wall, in: database)
      }
    }
  }

  private func attempt(_ work: () throws -> Void) {
    do {
      try work()
    } catch {
      Output.note("clerk: \(error)")
    }
  }
}
