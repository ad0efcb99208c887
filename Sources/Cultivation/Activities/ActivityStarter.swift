import Desk
import Routing
import SQLite
import Vocabulary

/// What a workstation begins by itself.
struct ActivityStarter: Starter {
  func starts(
    for caller: Caller, at now: Instant, in database: borrowing Connection
  ) throws -> [Start] { Self.starts(for: caller) }

  static func starts(for caller: Caller) -> [Start] {
    guard caller.duty == nil, caller.roles.contains(.workstationStaff) else { return [] }
    return [
      Start(AnnounceActivity.name, AnnounceActivity.summary, at: AnnounceActivity.path.link)
    ]
  }
}
