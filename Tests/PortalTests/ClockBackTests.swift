import JSON
import SQLite
import Testing
import Vocabulary

@testable import Accounts
@testable import HTTP
@testable import Portal

@Suite("时钟往回拨，过了期的不再活过来")
struct ClockBackTests {
  let house: House
  init() throws { house = try House(ways: (mail: true, sms: false)) }

  @Test("时钟往回拨：过了时的确认和登录，都不再活过来")
  func clockGoesBack() async throws {
    let guest = try await house.enter("xinren")
    let details: JSON = [
      "fullName": "辛仁", "mail": "new@example.com", "phone": "13911112222", "edition": 0,
    ]
    try await guest.confirm("xinren")
    house.pass(seconds: 601)
    #expect(try await guest.post("/account/details", details).code == "confirmationRequired")
    house.pass(seconds: -600)
    #expect(try await guest.post("/account/details", details).code == "confirmationRequired")

    let staff = try await house.enter("xh-sunli")
    house.pass(seconds: 1801)
    #expect(try await staff.get("/desk").status == .unauthorized)
    house.pass(seconds: -1800)
    #expect(try await staff.get("/desk").status == .unauthorized)
    // Written down by the clerk, so that a restart does not bring it back either.
    try house.rooms.keepUp(at: house.clock.now, wall: house.wallNow)
    let ended = try house.store.read {
      try $0.first("SELECT count(*) FROM session WHERE ended IS NOT NULL") { $0.int(0) }
    }
    #expect(ended == 1)
  }

  @Test("时钟往回拨：过了期的邀请、重设链接、答复链接和十分钟的查看凭据，也都不再活过来，重启以后也一样")
  func linksStayExpired() async throws {
    func secret(_ link: String?) -> String { String(link?.split(separator: "/").last ?? "") }
    func sent(_ house: House, _ occasion: String) throws -> String {
      secret(
        try house.store.read { database in
          try database.first(
            "SELECT secret FROM outgoing WHERE kind = ? ORDER BY id DESC LIMIT 1", occasion
          ) { $0.text(0) }
        })
    }
    let number = try await house.accepted()
    let question = try await house.consult(
      number, [("departments", []), ("names", "徐汇区文化和旅游局")])
    let officer = try await house.enter("xh-sunli")
    let reply = secret(
      try await officer.post("/consultations/\(question)/link").json["link"]?.string)
    let chief = try await house.enter("lihua", surely: true)
    let invited = try await chief.post(
      "/organisations/\(Cast.organisation("hexin"))/invitations",
      ["role": "enterpriseViewer", "mail": "new@example.com"])
    #expect(invited.status == .ok, "\(invited.text)")
    let invitation = secret(invited.json["link"]?.string)
    _ = try await house.post("/reset", ["name": "lihua"])
    try house.sendResets()
    let links = [
      "/replies/\(reply)", "/invitations/\(invitation)",
      "/reset/\(try sent(house, "passwordReset"))",
    ]
    for link in links { #expect(try await house.get(link).status == .ok, "\(link)") }
    let restarted = try House(twin: house)
    house.pass(seconds: 40 * 86_400)
    for link in links { #expect(try await house.get(link).status == .notFound, "\(link)") }
    house.pass(seconds: -40 * 86_400)
    for link in links { #expect(try await house.get(link).status == .notFound, "\(link)") }
    // 没有人来过的，由每分钟的例行一轮记下。
    restarted.pass(seconds: 40 * 86_400)
    try restarted.rooms.keepUp(at: restarted.clock.now, wall: restarted.wallNow)
    let left = try restarted.store.read { database in
      try database.first(
        """
        SELECT (SELECT count(*) FROM ticket WHERE used IS NULL)
          + (SELECT count(*) FROM consultation WHERE link IS NOT NULL)
        """
      ) { $0.int(0) }
    }
    #expect(left == 0)

    let seal = Seal()
    func note(after seconds: Int64) -> String? {
      seal.open(
        key, for: "file 1", at: Instant(milliseconds: house.wallNow.milliseconds + seconds * 1000))
    }
    let key = seal.issue("read", for: "file 1", minutes: 10, at: house.wallNow)
    #expect(note(after: 599) == "read")
    #expect(note(after: 600) == nil)
    #expect(note(after: 0) == nil)
  }
}
