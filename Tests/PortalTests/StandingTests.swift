import Accounts
import HTTP
import JSON
import SQLite
import Testing
import Vocabulary

@testable import HTTP
@testable import Portal

@Suite("单位：停用、注销、更正；撤回邀请、登记和异议")
struct StandingTests {
  let house: House
  static let hexin = "\(Cast.organisation("hexin"))"

  init() throws { house = try House() }

  private func set(_ guest: Guest, _ organisation: String, _ step: String) async throws -> Response
  {
    try await guest.post(
      "/organisations/\(Cast.organisation(organisation))/standing",
      [
        "step": .string(step), "reason": "核查",
        "name": .string(step == "close" ? try name(of: organisation) : ""),
      ])
  }

  private func name(of organisation: String) throws -> String {
    try #require(
      try house.store.read { try Organisations.find(Cast.organisation(organisation), in: $0) }
    ).name
  }

  @Test("注销要输入单位的全称；停用和恢复不用")
  func typed() async throws {
    let approver = try await house.enter("xh-zhouwei", surely: true)
    let standing = "/organisations/\(Self.hexin)/standing"
    let short = try await approver.post(
      standing, ["step": "close", "reason": "核查", "name": "上海禾欣"])
    #expect(short.status == .unprocessable && short.text.contains("上海禾欣食品有限公司"))
    // 缺的一次说全。
    let bare = try await approver.post(standing, ["step": "close"])
    #expect(bare.json["errors"]?.array?.map { $0["field"] } == ["name", "reason"])
    #expect(try await set(approver, "hexin", "close").status == .ok)
  }

  @Test("企业停用、注销以后，哪一关都不过，写明为什么；恢复以后照旧", arguments: ["suspend", "close"])
  func stopped(_ step: String) async throws {
    try house.openRound()
    let number = try await house.reviewed()
    let notice = try await house.publicised([number])
    house.passNotice()
    let approver = try await house.enter("xh-zhouwei", surely: true)
    #expect(try await set(approver, "hexin", step).status == .ok)
    let chief = try await house.enter("sj-shi", surely: true)
    let list = try await chief.post(
      "/notices/\(notice)/list", ["documentNumber": "一号", "number": "2026-1"])
    let code = step == "close" ? "enterpriseClosed" : "enterpriseSuspended"
    #expect(list.status == .conflict && list.code == code, "\(list.text)")
    // 停用的还会恢复，不因此移出。
    #expect(
      try await house.names(number, "sj-shi").contains("list.remove") == (step == "close"))
    #expect(try await set(approver, "hexin", "restore").status == .ok)
    try house.makeSure(of: chief)
    #expect(
      try await chief.post("/notices/\(notice)/list", ["documentNumber": "一号", "number": "2026-1"])
        .status == .ok)
    #expect(house.faults == [])
  }

  @Test("停用的企业也不能推荐、不能公示")
  func stoppedBefore() async throws {
    try house.openRound()
    let reviewed = try await house.reviewed("禾欣点心")
    try await house.act(
      reviewed, "decision", ["decision": "list", "text": "建议列入。"], by: "sj-lv")
    try await house.act(reviewed, "decision/approval", by: "sj-shi")
    let number = try await house.accepted()
    try await house.review(number)
    try await house.act(
      number, "proposal", ["decision": "recommend", "opinion": "符合条件。"], by: "xh-sunli")
    let approver = try await house.enter("xh-zhouwei", surely: true)
    #expect(try await set(approver, "hexin", "suspend").status == .ok)
    try house.makeSure(of: approver)
    let recommended = try await approver.post("/applications/\(number)/recommendation")
    #expect(recommended.code == "enterpriseSuspended", "\(recommended.text)")
    let notice = try await house.enter("sj-shi", surely: true).post(
      "/rounds/2026-1/notice", ["channel": "质量发展处，电话 021-00000000", "number": "2026-1"])
    #expect(notice.code == "nothingToPublish", "\(notice.text)")
    #expect(notice.json["detail"]?.string?.hasSuffix("上海禾欣食品有限公司在本系统已停用，不能继续办理。") == true)
  }

  private func code(of organisation: String) throws -> String {
    try #require(
      try house.store.read { try Organisations.find(Cast.organisation(organisation), in: $0) }?
        .creditCode)
  }

  static let standings: [(login: String, organisation: String, step: String, status: Int)] = [
    ("xh-zhouwei", "hexin", "suspend", 200), ("xh-zhouwei", "hexin", "close", 200),
    ("xh-zhouwei", "hexin", "restore", 409), ("xh-zhouwei", "yunshu", "suspend", 404),
    ("xh-zhouwei", "caohejing", "suspend", 200), ("xh-zhouwei", "zhipin", "suspend", 404),
    ("xh-sunli", "hexin", "suspend", 403), ("sj-zhang", "hexin", "suspend", 403),
    ("sj-zhang", "zhipin", "suspend", 200), ("sj-zhang", "caohejing", "close", 200),
    ("lihua", "hexin", "suspend", 403),
  ]

  @Test("谁能停用、注销哪个单位", arguments: standings)
  func whoGoverns(_ login: String, _ organisation: String, _ step: String, _ status: Int)
    async throws
  {
    let guest = try await house.enter(login, surely: true)
    #expect(try await set(guest, organisation, step).status.code == status)
  }

  @Test("停用：它的人立即不能办理，也没有人能加入；恢复后照旧；都得到通知")
  func suspended() async throws {
    let (editor, approver) = (
      try await house.enter("lihua"), try await house.enter("xh-zhouwei", surely: true)
    )
    #expect(try await set(approver, "hexin", "suspend").json == ["status": "suspended"])
    #expect(try await editor.get("/members").status == .notFound)
    let stranger = try await house.enter("xinren")
    let asked = try await stranger.post(
      "/enterprises/joins", ["creditCode": .string(try code(of: "hexin")), "role": "signatory"])
    #expect(asked.code == "enterpriseClosed")
    #expect(try await set(approver, "hexin", "suspend").code == "wrongState")
    #expect(try await set(approver, "hexin", "restore").json == ["status": "active"])
    #expect(try await editor.json("/members")["status"] == "active")
    let titles = try await editor.json("/inbox")["items"]?.array?.prefix(2).map { $0["title"] }
    #expect(titles == ["上海禾欣食品有限公司已恢复", "上海禾欣食品有限公司已停用"])
  }

  @Test("注销：身份、邀请、申请都终止；恢复后要重新登记、重新证明")
  func closed() async throws {
    let editor = try await house.enter("lihua", surely: true)
    let invited = try await editor.post(
      "/organisations/\(Self.hexin)/invitations",
      ["mail": "new@example.com", "role": "enterpriseViewer"])
    let secret = String(
      try #require(invited.json["link"]?.string).split(separator: "/").last ?? "")
    let approver = try await house.enter("xh-zhouwei", surely: true)
    #expect(try await set(approver, "hexin", "close").json == ["status": "closed"])
    #expect(try await house.get("/api/v1/invitations/\(secret)").code == "linkVoid")
    #expect(try await editor.get("/members").status == .notFound)
    let reasons = try await editor.json("/account")["roles"]?.array?.map { $0["reason"] }
    #expect(reasons == ["单位注销：核查"])
    let open: JSON = [
      "creditCode": .string(try code(of: "hexin")), "name": "上海禾欣食品有限公司", "district": "xuhui",
      "role": "signatory",
    ]
    #expect(try await editor.post("/enterprises", open).code == "enterpriseClosed")
    #expect(try await set(approver, "hexin", "restore").json == ["status": "claimed"])
    let again = try await editor.post("/enterprises", open)
    #expect(again.json["organisation"]?.string == Self.hexin, "\(again.text)")
  }

  @Test("没有用过的邀请看得到、收得回；别人的看不到")
  func invitations() async throws {
    let editor = try await house.enter("lihua", surely: true)
    let made = try await editor.post(
      "/organisations/\(Self.hexin)/invitations",
      ["mail": "new@example.com", "role": "enterpriseViewer"])
    let secret = String(try #require(made.json["link"]?.string).split(separator: "/").last ?? "")
    let open = try await editor.json("/members")["invitations"]?.array ?? []
    #expect(open.map { $0["mail"] } == ["n***@example.com"])
    let id = try #require(open.first?["id"]?.string)
    let viewer = try await house.enter("chenjing")
    #expect(try await viewer.json("/members")["invitations"] == nil)
    #expect(try await viewer.post("/invitations/\(id)/withdrawal").status == .forbidden)
    for login in ["zhaomin", "xh-zhouwei", "sj-zhang"] {
      let other = try await house.enter(login)
      #expect(try await other.post("/invitations/\(id)/withdrawal").status == .notFound, "\(login)")
    }
    #expect(try await editor.post("/invitations/\(id)/withdrawal").status == .ok)
    #expect(try await editor.post("/invitations/\(id)/withdrawal").status == .notFound)
    #expect(try await editor.json("/members")["invitations"] == [])
    #expect(try await house.get("/api/v1/invitations/\(secret)").code == "linkVoid")
  }

  @Test("登记错了可以更正，也可以撤回；撤回以后别人立即能登记")
  func withdrawn() async throws {
    let first = try await house.enter("xinren", surely: true)
    let second = try await house.enter("ouyangxue")
    let code = try Houses.creditCode("91310104MA1FR005")
    let open: JSON = [
      "creditCode": .string(code), "name": "上海某某有限公司", "district": "xuhui", "role": "signatory",
    ]
    let opened = try await first.post("/enterprises", open)
    try house.makeSure(of: first)
    let claim = try #require(opened.json["claim"]?.string)
    let organisation = try #require(opened.json["organisation"]?.string)
    #expect(
      try await first.post(
        "/organisations/\(organisation)/correction",
        ["name": "上海某某茶业有限公司", "district": "huangpu", "reason": "选错了区", "edition": 0]
      ).json == ["name": "上海某某茶业有限公司", "district": "黄浦区市场监管局"])
    _ = try await first.upload(
      "/claims/\(claim)/proof", [], [("licence", Houses.pdf), ("letter", Houses.pdf)])
    let here = try await house.enter("hp-qianlei")
    #expect(try await here.get("/claims/\(claim)").status == .ok)
    #expect(try await house.enter("xh-sunli").get("/claims/\(claim)").status == .notFound)
    #expect(
      try await first.post(
        "/organisations/\(organisation)/correction",
        ["name": "又一个", "district": "xuhui", "reason": "x", "edition": 0]
      ).code == "filedAlready")
    #expect(try await second.post("/enterprises", open).code == "enterpriseTaken")
    #expect(try await second.post("/claims/\(claim)/withdrawal").status == .notFound)
    #expect(try await first.post("/claims/\(claim)/withdrawal").json == ["state": "withdrawn"])
    #expect(try await first.post("/claims/\(claim)/withdrawal").code == "decidedAlready")
    #expect(try await first.get("/members").status == .notFound)
    #expect(try await second.post("/enterprises", open).status == .ok)
  }

  @Test("失去企业以后，旧的登记不能再补证明")
  func lostGround() async throws {
    let first = try await house.enter("xinren")
    let open: JSON = [
      "creditCode": .string(try Houses.creditCode("91310104MA1FR004")), "name": "上海某某有限公司",
      "district": "xuhui", "role": "signatory",
    ]
    let claim = try #require(try await first.post("/enterprises", open).json["claim"]?.string)
    _ = try await first.upload(
      "/claims/\(claim)/proof", [], [("licence", Houses.pdf), ("letter", Houses.pdf)])
    let officer = try await house.enter("xh-sunli", surely: true)
    try await officer.post("/claims/\(claim)/decision", ["decision": "refuse", "reason": "不清楚"])
    house.pass(seconds: 10 * 86_400 + 1)
    let second = try await house.enter("ouyangxue")
    #expect(try await second.post("/enterprises", open).status == .ok)
    let late = try await (try await house.enter("xinren")).upload(
      "/claims/\(claim)/proof", [], [("licence", Houses.pdf), ("letter", Houses.pdf)])
    #expect(late.code == "filedAlready")
  }

  @Test("已经确认的企业，名称由所在区更正；改到别区后原区就看不到了")
  func corrected() async throws {
    let editor = try await house.enter("lihua", surely: true)
    let path = "/organisations/\(Self.hexin)/correction"
    let body: JSON = ["name": "上海禾欣健康食品有限公司", "district": "huangpu", "reason": "迁址", "edition": 0]
    #expect(try await editor.post(path, body).code == "notYours")
    let officer = try await house.enter("xh-sunli", surely: true)
    #expect(try await officer.post(path, body).status == .ok)
    #expect(try await officer.get("/organisations/\(Self.hexin)").status == .notFound)
    #expect(try await editor.json("/members")["name"] == "上海禾欣健康食品有限公司")
    let here = try await house.enter("hp-qianlei")
    let found = try await here.json("/search?q=%E7%A6%BE%E6%AC%A3")["items"]?.array?
      .map { $0["title"] }
    #expect(found == ["上海禾欣健康食品有限公司"])
  }

  @Test("管理人员可以结束一个成员的全部登录，身份不变")
  func signedOut() async throws {
    let viewer = try await house.enter("chenjing")
    let editor = try await house.enter("lihua", surely: true)
    let members = try await editor.json("/members")["members"]?.array ?? []
    let id = try #require(members.first { $0["name"] == "陈静" }?["id"]?.string)
    #expect(
      try await editor.post("/memberships/\(id)/sessions/end", ["reason": "手机丢了"]).status == .ok)
    #expect(try await viewer.get("/desk").status == .unauthorized)
    #expect(try await house.enter("chenjing").get("/members").status == .ok)
  }

  @Test("动态口令丢失的报告，七天没有人办就作废")
  func forgotten() async throws {
    _ = try await house.post(
      "/second-factor/loss", ["name": "xh-sunli", "password": .string(Cast.password)])
    let approver = try await house.enter("xh-zhouwei")
    let path = "/second-factor/losses/\(Cast.person("xh-sunli"))"
    #expect(try await approver.get(path).status == .ok)
    let rooms = house.rooms
    func keepUp(after days: Int64) throws {
      let now = Instant(milliseconds: house.clock.now.milliseconds + days * 86_400_000 - 60_000)
      try house.store.writeAndWait { [wall = house.wallNow] database in
        try rooms.accounts.keepUp(at: now, wall: wall, in: database)
      }
    }
    try keepUp(after: 7)
    #expect(try await approver.get(path).status == .ok)
    try keepUp(after: 8)
    #expect(try await approver.get(path).status == .notFound)
  }

  @Test("程序注册得多了，先取一个问题，连同答案一起发来")
  func challenge() async throws {
    func register(_ index: Int, _ more: [JSON.Member] = []) async throws -> Response {
      let body: [JSON.Member] = [
        .init("fullName", "林小雨"), .init("login", .string("linxiaoyu\(index)")),
        .init("mail", .string("lin\(index)@example.com")), .init("phone", "13900001111"),
        .init("password", "Qing-Shan-Lv-Shui-9"), .init("agrees", true),
      ]
      return try await house.post("/register", .object(body + more))
    }
    for index in 0..<5 { #expect(try await register(index).status == .ok) }
    #expect(try await register(5).json["errors"]?.array?.first?["code"] == "challenge")
    let question = try await house.json("/api/v1/register/challenge")
    let words = try #require(question["question"]?.string)
    let numbers = "零一二三四五六七八九"
    let terms = words.split(separator: "：").last.map { $0.filter(numbers.contains) } ?? ""
    let sum = terms.compactMap { digit in numbers.firstIndex(of: digit) }
      .map { numbers.distance(from: numbers.startIndex, to: $0) }.reduce(0, +)
    let answer: [JSON.Member] = [
      .init("answer", .string("\(sum)")),
      .init("challenge", .string(try #require(question["challenge"]?.string))),
    ]
    #expect(try await register(5, answer).status == .ok)
    #expect(try await register(6, answer).json["errors"]?.array?.first?["code"] == "challenge")
  }

  @Test("作废的链接，一打开就说作废")
  func voidLinks() async throws {
    let nothing = String(repeating: "x", count: 43)
    for path in ["/reset/\(nothing)", "/mail/\(nothing)", "/invitations/\(nothing)"] {
      let page = try await house.get(path)
      #expect(page.status == .notFound && page.text.contains("这个链接已经用过、撤回或者过期了"), "\(path)")
    }
  }
}
