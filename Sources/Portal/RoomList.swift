import Accounts
import Applications
import Asking
import Cultivation
import Desk
import Oversight
import Policy
import Publication
import Recommendation
import Registry
import Review
import Rounds
import Routing
import Tools
import Vocabulary

extension Rooms {
  /// A room, and how it is put together from what the portal stands on.
  struct Line: Sendable {
    let kind: any Room.Type
    let make: @Sendable (Rooms) -> any Room

    init<Kind: Room>(_ make: @escaping @Sendable (Rooms) -> Kind) {
      kind = Kind.self
      self.make = make
    }
  }

  /// Every room of the portal. A new one is a line here; it stands where its shortcuts and its acts on a
  /// case are to be seen among the others'.
  static let list: [Line] = [
    Line { rooms in
      ToolRoom(rooms.calendar) { [library = rooms.library] in library.shelf(at: $0) }
    },
    Line { rooms in
      AskingRoom(rooms.library) { [accounts = rooms.accounts] in
        try accounts.contacts(lane: $0.lane)
      }
    },
    Line {
      RoundsRoom(
        $0.accounts.ledger, library: $0.library, folder: $0.policies, calendar: $0.calendar)
    },
    Line { $0.applications },
    Line { RecommendationRoom($0.applications.desk, files: $0.accounts.files) },
    Line { $0.cultivation },
    Line { ReviewRoom($0.applications.desk) },
    Line { $0.publication },
    Line {
      RegistryRoom(
        $0.accounts.ledger, post: $0.post, library: $0.library, registers: $0.registers,
        platform: $0.platform)
    },
    Line { $0.accounts },
    Line { rooms in
      OversightRoom(rooms.accounts.ledger, clauses: rooms.clauses, deeds: portalDeeds) {
        [library = rooms.library] in library.shelf(at: $0).all.flatMap(\.clauses)
      }
    },
    Line { rooms in
      DeskRoom(rooms.accounts.ledger, calendar: rooms.calendar, post: rooms.post) {
        [library = rooms.library, ribbon = OpenRibbon(rooms.calendar)] caller, now in
        // Whoever only looks on has no deadline to keep.
        guard let kind = caller.seat?.kind, kind != .oversight, kind != .expertPool else {
          return nil
        }
        return library.standing(at: now).flatMap { ribbon.html($0, at: now) }
      }
    },
  ]
}

/// The public tools know of no desk.
extension ToolRoom: Room {
  package func routes(among rooms: [any Room]) -> [Route] { routes }
}

/// What the portal does by itself as a whole, in words; each room has its own.
private let portalDeeds = [
  "files.sample": "抽查文件", "files.mismatch": "抽查发现文件不对", "backup": "备份数据库",
  "journal.erase": "删除日志内容", "portal.create": "新建数据库", "server.start": "服务启动",
  "server.stop": "服务停止",
]
