import Accounts
import Design
import Desk
import HTML
import JSON
import Messages
import Routing
import SQLite
import TestSupport
import Testing
import Vocabulary

@testable import HTTP
@testable import Portal

/// A room with one thing that waits, one thing that is found, and one that it does by itself.
private struct ExampleRoom: Room, Tray {
  var trays: [any Tray] { [self] }
  var deeds: [String: String] { ["example.happen": "例子自己发生"] }
  var search: [SearchMore] {
    [
      { text, _, _, _, _ in
        text == "例子"
          ? [SearchHit("example/1", kind: "例子", title: "一个例子", detail: "", link: Paths.desk.link)]
          : []
      }
    ]
  }

  func tasks(for caller: Caller, in database: borrowing SQLite.Connection) throws -> [Task] {
    [
      Task(
        "example/1", "看一个例子", stage: "待看", holder: "您", at: Paths.desk.link,
        since: Instant(milliseconds: 0), due: nil)
    ]
  }

  func due(until last: Day, in database: borrowing SQLite.Connection) throws
    -> [(task: Task, recipients: [Post.Recipient])]
  { [] }
}

@Suite("房间：各带各的，名单只有一份")
struct RoomTests {
  @Test("多一个房间，名单上多一行就够了：它的待办、查找和自己做的事，都在该在的地方")
  func oneLine() async throws {
    let house = try House()
    var rooms = house.rooms
    rooms.all.append(ExampleRoom())
    var settings = RouteTable.Settings(
      clock: house.clock, wall: { [wall = house.wallNow] in wall.milliseconds },
      errorPage: { errorPage($0, $1) }, report: { fault, _ in Issue.record("\(fault)") })
    settings.doors = rooms.accounts.doors
    let table = RouteTable(allRoutes(rooms, origin: nil), settings)
    func get(_ target: String, _ guest: Guest) async throws -> Response {
      let text =
        "GET \(target) HTTP/1.1\r\nHost: here\r\nAuthorization: Bearer \(guest.token)\r\n"
      return await table.answer(try HeadParser.parse(Array(text.utf8), Limits()), [])
    }
    let guest = try await house.enter("sj-jin")
    let tasks = try await get("/api/v1/desk", guest).json["items"]?.array ?? []
    #expect(tasks.first?["title"] == "看一个例子")
    let found = try await get("/api/v1/search?q=%E4%BE%8B%E5%AD%90", guest).json["items"]?.array
    #expect(found?.map { $0["title"] } == ["一个例子"])
    #expect(
      try await guest.json("/desk")["items"]?.array?.contains { $0["title"] == "看一个例子" } == false)
  }

  @Test("写着的房间都在名单上，各在一行")
  func listed() throws {
    let rooms = try Project.files(below: "Sources", ending: ".swift").flatMap { file in
      try Project.text(file).split(separator: "\n").compactMap { line -> String? in
        let words = line.split { !$0.isLetter }.map(String.init)
        guard let at = words.firstIndex(where: { ["struct", "extension"].contains($0) }), at <= 1,
          words[at + 1].hasSuffix("Room"),
          words.dropFirst(at + 2).contains(where: {
            ["Room", "CaseRoom", "RoundRoom"].contains($0)
          })
        else { return nil }
        return words[at + 1]
      }
    }
    #expect(rooms.count >= 12)
    #expect(rooms.sorted() == Rooms.list.map { "\($0.kind)" }.sorted())
  }

  @Test("结构的每一步：先是名单上的，再按各房间自己写的号码；升级时已经走过的，次序不变")
  func steps() throws {
    let later = [
      Migration("four", landed: 4, "CREATE TABLE d (x INTEGER) STRICT;"),
      Migration("three", landed: 3, "CREATE TABLE c (x INTEGER) STRICT;"),
    ]
    let first = [
      Migration("one", "CREATE TABLE a (x INTEGER) STRICT;"),
      Migration("two", "CREATE TABLE b (x INTEGER) STRICT;"),
    ]
    #expect(Migration.inOrder(first, later).map(\.name) == ["one", "two", "three", "four"])
    // A database that stopped at the third goes on with the fourth.
    let folder = try TemporaryFolder()
    try Store("\(folder.path)/a.db", migrations: Migration.inOrder(first, [later[1]])).close()
    let store = try Store("\(folder.path)/a.db", migrations: Migration.inOrder(first, later))
    defer { store.close() }
    let names = try store.read {
      try $0.all("SELECT name FROM migration ORDER BY id") { $0.text(0) }
    }
    #expect(names == ["one", "two", "three", "four"])
  }
}
