import JSON
import Rounds
import SQLite
import Testing
import Vocabulary

@testable import HTTP
@testable import Portal

@Suite("不能办的不摆出来：写明为什么；能办的写明交给谁、哪一个")
struct NotOfferedTests {
  private func names(_ answer: JSON, _ list: String = "acts") -> Set<String> {
    Set(answer[list]?.array?.compactMap { $0["name"]?.string } ?? [])
  }

  private func reason(_ name: String, in answer: JSON) -> String? {
    answer["blocked"]?.array?.first { $0["name"]?.string == name }?["reason"]?.string
  }

  private static let enterprise: Set = ["enterprise.open", "enterprise.join", "enterprise.dispute"]

  @Test(
    "替政府、工作站、机构办事的人不能代表企业：账户里写明，页面不给表，工作台不提",
    arguments: [
      "sj-zhang", "xh-sunli", "xh-feng", "zp-yang", "chj-shen",
    ])
  func officials(_ login: String) async throws {
    let guest = try await House().enter(login)
    let account = try await guest.json("/account")
    #expect(names(account).isDisjoint(with: Self.enterprise))
    #expect(Self.enterprise.isSubset(of: names(account, "blocked")))
    #expect(
      reason("enterprise.join", in: account) == "政府部门、工作站和第三方机构的人员不能同时代表企业，请先解除原来的身份。")
    for path in ["/enterprises", "/enterprises/joins", "/enterprises/disputes"] {
      #expect(try await guest.page(path).status == .conflict, "\(path)")
    }
    #expect(names(try await guest.json("/desk")).isDisjoint(with: Self.enterprise))
    let sent = try await guest.post(
      "/enterprises/joins",
      ["creditCode": "91310104MA1FR00186", "role": "enterpriseViewer", "note": "试"])
    #expect(sent.code == "rolesApart", "\(sent.text)")
  }

  @Test("还没有确认的企业：邀请、更正、离开都写明为什么还不能，档案不给入口")
  func unproven() async throws {
    let guest = try await House().enter("ouyangxue")
    let members = try await guest.json("/members")
    #expect(names(members).isEmpty)
    #expect(reason("member.invite", in: members) == "区市场监管部门确认您代表企业以后，才能邀请别人。")
    #expect(reason("enterprise.correct", in: members)?.hasPrefix("区里正在核实由谁代表企业") == true)
    let alone = reason("member.handOver", in: members)
    #expect(alone?.hasPrefix("您是这里最后一位") == true)
    #expect(reason("member.handOver", in: try await guest.json("/account")) == alone)
    let page = try await guest.page("/members").text
    #expect(!page.contains("/dossier\"") && !page.contains("/invitations\""))
    #expect(try await !guest.page("/desk").text.contains("企业档案和申请条件"))
    #expect(try await House().enter("lihua").page("/desk").text.contains("企业档案和申请条件"))
  }

  @Test("后面的环节已经到了、又有一批开始了，不能再延长：写明为什么")
  func noExtension() async throws {
    let house = try House()
    try house.openRound()
    let chief = try await house.enter("sj-zhang")
    let number = try #require(
      try await chief.json("/rounds")["items"]?.array?.first?["number"]?.string)
    #expect(names(try await chief.json("/rounds/\(number)")).contains("round.extend"))
    let today = house.clock.now.day
    try house.store.writeAndWait { [rooms = house.rooms] database in
      try database.run("UPDATE round SET recommend_by = ?", today.number)
      try rooms.library.load(in: database)
    }
    let late = try await chief.json("/rounds/\(number)")
    #expect(!names(late).contains("round.extend"))
    #expect(
      reason("round.extend", in: late)
        == "这一批后面的环节（\(today.chinese)）已经到了，不能再“延长申请时间”；确实要延长的，先更正后面的日期。")
    try house.store.writeAndWait { [rooms = house.rooms] database in
      try database.run(
        """
        UPDATE round SET closes = ?, recommend_by = NULL, screen_by = NULL, review_by = NULL,
          publish_by = NULL
        """, Instant(today).milliseconds)
      try rooms.library.load(in: database)
    }
    #expect(names(try await chief.json("/rounds/\(number)")).contains("round.extend"))
    try house.makeSure(of: chief)
    let next = try await chief.post(
      "/rounds/new",
      [
        "number": "2026-9", "title": "下一批", "package": "pilot-2024",
        "opensOn": .string("\(today)"), "closesOn": "2026-12-10", "closesHour": 24,
      ])
    try #require(next.status == .ok, "\(next.text)")
    #expect(
      reason("round.extend", in: try await chief.json("/rounds/\(number)"))
        == "下一批（2026-9）已经开始受理，这一批不能再“延长申请时间”。")
  }

  @Test("交给谁承办、交办问题，可选的人写在可以办的事里；没有别人就不摆出来")
  func colleagues() async throws {
    let house = try House()
    let number = try await house.accepted()
    let path = "/applications/\(number)"
    let seen = try await house.enter("xh-sunli").json(path)
    #expect(!names(seen).contains("handler.handOver"))
    #expect(
      reason("handler.handOver", in: seen) == "本单位没有别的经办人员可以交。请本单位的审核人员在“成员”里邀请一名经办人员。")
    let flag = seen["acts"]?.array?.first { $0["name"] == "flag.raise" }
    #expect(
      Set(flag?["assignee"]?.array?.compactMap { $0["title"]?.string } ?? []) == ["孙丽", "周伟"])
  }
}
