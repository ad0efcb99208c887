import Accounts
import JSON
import SQLite
import Testing
import Vocabulary

@testable import HTTP
@testable import Portal

@Suite("没有评完的专家：期限过了由秘书请其退出，候补接替；锁定了的不动")
struct ReleaseTests {
  private func offer(_ guest: Guest, _ panel: String) async throws -> JSON? {
    try await guest.json("/panels/\(panel)")["acts"]?.array?.first {
      $0["name"] == "review.release"
    }
  }

  @Test("期限没有过的不给；过了的写明是谁、几件；请走一位，候补收到邀请，本人收到理由、看不到材料")
  func silent() async throws {
    let (house, _, panel, members) = try await House.atPanel()
    var secretary = try await house.enter("zp-qin", surely: true)
    #expect(try await offer(secretary, panel) == nil)
    let path = "/panels/\(panel)/release"
    func release(_ person: PersonID, _ round: String = "2026-1") async throws -> Response {
      secretary = try await house.enter("zp-qin", surely: true)
      return try await secretary.post(
        path,
        ["person": .string("\(person)"), "reason": "超过期限没有答复", "number": .string(round)])
    }
    let early = try await release(members[0])
    #expect(early.status == .conflict && early.code == "nobodyLate", "\(early.text)")
    house.pass(seconds: 20 * 86_400)
    secretary = try await house.enter("zp-qin", surely: true)
    let act = try #require(try await offer(secretary, panel))
    #expect(act["number"] == "2026-1")
    let people = try #require(act["person"]?.array)
    #expect(people.count == 7)
    #expect(
      Set(people.compactMap { $0["id"]?.string }) == Set(members.prefix(7).map { "\($0)" }))
    #expect(try await release(members[0], "2026-2").status == .unprocessable)
    #expect(try await release(members[8]).status == .unprocessable)
    let page = try await secretary.page(path).text
    #expect(page.contains("1 件没有评完") && page.contains("请其退出</button>"))
    let done = try await release(members[0])
    #expect(done.status == .ok, "\(done.text)")
    let reviews = try house.store.read { database in
      try database.all(
        "SELECT person, gone IS NOT NULL, why FROM review ORDER BY asked, id"
      ) { (PersonID($0.int(0)), $0.bool(1), $0.text(2)) }
    }
    #expect(reviews.filter(\.1).map(\.0) == [members[0]])
    #expect(reviews.first { $0.1 }?.2 == "超过期限没有答复")
    #expect(Set(reviews.filter { !$0.1 }.map(\.0)) == Set(members[1...7]))
    let told = try house.store.read { database in
      try database.all(
        "SELECT text FROM message WHERE person = ? ORDER BY id", members[0].number
      ) { $0.text(0) }
    }
    #expect(told.contains { $0.contains("理由：超过期限没有答复") }, "\(told)")
    #expect(house.faults == [])
  }

  @Test("候补有自己的期限；接替了一位，别的逾期的还是逾期的")
  func anew() async throws {
    let (house, number, panel, members) = try await House.atPanel()
    house.pass(seconds: 20 * 86_400)
    let secretary = try await house.enter("zp-qin", surely: true)
    let done = try await secretary.post(
      "/panels/\(panel)/release",
      ["person": .string("\(members[0])"), "reason": "没有答复", "number": "2026-1"])
    #expect(done.status == .ok, "\(done.text)")
    // 别的几位照样是逾期的：一位不答复，不给别人多出一期来。
    let left = try await offer(secretary, panel)?["person"]?.array?.compactMap { $0["id"]?.string }
    #expect(Set(left ?? []) == Set(members[1..<7].map { "\($0)" }))
    let due = try house.store.read { database in
      try database.first("SELECT due FROM application WHERE number = ?", number) { $0.int(0) }
    }
    #expect(due ?? 0 > house.clock.now.day.number)
  }
}
