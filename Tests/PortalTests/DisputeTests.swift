import Accounts
import HTTP
import JSON
import SQLite
import Testing
import Vocabulary

@testable import HTTP
@testable import Portal

/// Each of these was once a way to keep, win or lose an enterprise without proof.
@Suite("归属之争：拿不出证明的留不住，拿得出的进得来")
struct DisputeTests {
  let house: House
  let holder, disputant, approver, handler: Guest

  /// 欧阳雪 holds 兰亭, whose first claim waits in 徐汇; 辛仁 says otherwise.
  init() async throws {
    house = try House()
    holder = try await house.enter("ouyangxue", surely: true)
    disputant = try await house.enter("xinren", surely: true)
    approver = try await house.enter("xh-zhouwei", surely: true)
    handler = try await house.enter("xh-sunli", surely: true)
  }

  static let lanting = Cast.organisation("lanting")

  private var code: String {
    get throws {
      try #require(
        try house.store.read { try Organisations.find(Self.lanting, in: $0) }?.creditCode)
    }
  }

  private func dispute(_ guest: Guest, _ role: String = "signatory") async throws -> Response {
    try await guest.upload(
      "/enterprises/disputes", [("creditCode", code), ("role", role), ("note", "原登记人已离职")],
      [("licence", Houses.pdf), ("letter", Houses.pdf)])
  }

  private func claim(_ answer: Response) throws -> String {
    try #require(answer.json["claim"]?.string, "\(answer.text)")
  }

  private func decide(_ guest: Guest, _ claim: String, _ decision: String) async throws -> Response
  {
    try await guest.post(
      "/claims/\(claim)/decision", ["decision": .string(decision), "reason": "核实"])
  }

  private func firstClaim() throws -> String {
    let id = try house.store.read {
      try $0.first(
        "SELECT id FROM claim WHERE kind = 'first' AND organisation = ?", Self.lanting.number
      ) { $0.int(0) }
    }
    return "\(ClaimID(try #require(id)))"
  }

  private func confirmFirst() async throws {
    #expect(try await decide(handler, firstClaim(), "confirm").status == .ok)
  }

  @Test("有争议的企业，登记的人不能改名、改区；区里改了区，新的区接着办")
  func moving() async throws {
    try await confirmFirst()
    let id = try claim(await dispute(disputant))
    let body: JSON = ["name": "上海别处有限公司", "district": "pudong", "reason": "迁址", "edition": 0]
    let path = "/organisations/\(Self.lanting)/correction"
    #expect(try await holder.post(path, body).status == .forbidden)
    #expect(try await handler.post(path, body).status == .ok)
    let there = try await house.enter("pd-zhengfang")
    #expect(try await there.get("/claims/\(id)").status == .ok)
    let told = try await there.json("/inbox")["items"]?.array?.first?["title"]
    #expect(told == "对上海别处有限公司登记人的异议")
    #expect(try await approver.get("/claims/\(id)").status == .notFound)
  }

  @Test("被停用的真正代表可以提出异议；成立以后，停用的身份不挡路，会话立即有位子")
  func suspended() async throws {
    try await confirmFirst()
    let made = try await holder.post(
      "/organisations/\(Self.lanting)/invitations",
      ["mail": "a@example.com", "role": "signatory"])
    let secret = String(try #require(made.json["link"]?.string).split(separator: "/").last ?? "")
    #expect(try await disputant.post("/invitations/\(secret)/acceptance").status == .ok)
    #expect(try await dispute(disputant).code == "memberAlready")
    let members = try await holder.json("/members")["members"]?.array ?? []
    let id = try #require(members.first { $0["name"] == "辛仁" }?["id"]?.string)
    #expect(try await holder.post("/memberships/\(id)/suspension", ["reason": "试"]).status == .ok)
    #expect(
      try await disputant.json("/inbox")["items"]?.array?.first?["title"]
        == "您在上海兰亭家居用品有限公司的签署人（法定代表人或被授权人）身份已停用")
    #expect(
      try await disputant.json("/desk")["items"]?.array?.map { $0["stage"] } == ["已停用"])
    let open = try claim(await dispute(disputant))
    #expect(try await decide(approver, open, "confirm").status == .ok)
    let again = try await house.enter("xinren")
    #expect(
      try await again.json("/members")["members"]?.array?.map { $0["role"] } == ["signatory"])
    #expect(try await holder.get("/members").status == .notFound)
  }

  @Test("停用的企业，决定归属也不能让它恢复")
  func staysSuspended() async throws {
    try await confirmFirst()
    let open = try claim(await dispute(disputant))
    let standing = "/organisations/\(Self.lanting)/standing"
    #expect(try await approver.post(standing, ["step": "suspend", "reason": "查"]).status == .ok)
    #expect(try await decide(approver, open, "confirm").code == "wrongState")
    #expect(try await approver.post(standing, ["step": "restore", "reason": "查"]).status == .ok)
    #expect(try await decide(approver, open, "confirm").status == .ok)
  }

  @Test("异议成立以后：旧的登记、发出的邀请都作废；后来的人看不到前人的材料和说明")
  func cleared() async throws {
    let first = try firstClaim()
    #expect(try await decide(handler, first, "refuse").status == .ok)
    let open = try claim(await dispute(disputant))
    #expect(
      try await holder.post("/claims/\(open)/answer", ["text": "我有授权"]).status == .ok)
    #expect(try await decide(approver, open, "confirm").status == .ok)
    let late = try await holder.upload(
      "/claims/\(first)/proof", [], [("licence", Houses.pdf), ("letter", Houses.pdf)])
    #expect(late.code == "filedAlready")
    #expect(try await holder.post("/claims/\(first)/withdrawal").code == "decidedAlready")
    let winner = try await house.enter("xinren", surely: true)
    #expect(try await winner.get("/claims/\(first)").status == .notFound)
    #expect(try await winner.get("/claims/\(first)/proof/letter").status == .notFound)
    let made = try await winner.post(
      "/organisations/\(Self.lanting)/invitations",
      ["mail": "b@example.com", "role": "enterpriseEditor"])
    let secret = String(try #require(made.json["link"]?.string).split(separator: "/").last ?? "")
    house.pass(seconds: 1)
    #expect(try await holder.post("/invitations/\(secret)/acceptance").status == .ok)
    // He was not among them when the dispute was made; now he is a colleague of who made it.
    #expect(try await holder.get("/claims/\(open)").status == .notFound)
    #expect(try await decide(approver, open, "confirm").code == "decidedAlready")
  }

  @Test("新接手的人，也要对还没有办的异议说明情况；前人的说明不算他的")
  func another() async throws {
    try await confirmFirst()
    let one = try claim(await dispute(disputant))
    let other = try await house.enter("zhaomin", surely: true)
    // 赵敏 leaves 云枢 to somebody else first: whoever she is for is her own matter.
    let two = try claim(await dispute(other))
    #expect(try await holder.post("/claims/\(two)/answer", ["text": "我在职"]).status == .ok)
    #expect(try await decide(approver, one, "confirm").status == .ok)
    let winner = try await house.enter("xinren")
    let waiting = try await winner.json("/desk")["items"]?.array?.map { $0["stage"] }
    #expect(waiting == ["等企业说明"])
    #expect(try await winner.json("/claims/\(two)")["answers"] == nil)
    #expect(try await winner.post("/claims/\(two)/answer", ["text": "我才是"]).status == .ok)
    #expect(try await approver.json("/claims/\(two)")["answers"]?.array?.count == 2)
  }

  @Test("驳回过的异议：有新的在等，旧的不能再交；没有人登记的企业，不用异议，直接登记")
  func again() async throws {
    try await confirmFirst()
    let one = try claim(await dispute(disputant))
    #expect(try await decide(approver, one, "refuse").status == .ok)
    #expect(
      try await holder.json("/inbox")["items"]?.array?.first?["title"]
        == "上海兰亭家居用品有限公司的登记不变")
    let two = try claim(await dispute(disputant))
    let late = try await disputant.upload(
      "/claims/\(one)/proof", [], [("licence", Houses.pdf), ("letter", Houses.pdf)])
    #expect(late.code == "filedAlready")
    #expect(try await disputant.post("/claims/\(one)/withdrawal").code == "decidedAlready")
    #expect(try await disputant.post("/claims/\(two)/withdrawal").status == .ok)
    #expect(
      try await holder.json("/inbox")["items"]?.array?.first?["title"]
        == "上海兰亭家居用品有限公司的归属异议已经撤回")
    let standing = "/organisations/\(Self.lanting)/standing"
    for step in ["close", "restore"] {
      try house.makeSure(of: approver)
      try await approver.post(
        standing, ["step": .string(step), "reason": "查", "name": "上海兰亭家居用品有限公司"])
    }
    #expect(try await dispute(disputant).code == "notHeld")
    let opened = try await disputant.post(
      "/enterprises",
      [
        "creditCode": .string(try code), "name": "上海兰亭家居用品有限公司", "district": "xuhui",
        "role": "signatory",
      ])
    #expect(opened.status == .ok, "\(opened.text)")
    // What had been decided before stays as it was decided.
    #expect(try await holder.json("/claims/\(firstClaim())")["state"] == "confirmed")
  }

  @Test("企业已经确认的，撤回旧的登记不会把人撤掉")
  func oldClaim() async throws {
    #expect(try await decide(handler, firstClaim(), "refuse").status == .ok)
    // As it may lie in a database from before upheld disputes ended old claims.
    try house.store.writeAndWait { database in
      try database.run(
        "UPDATE organisation SET status = 'active' WHERE id = ?", Self.lanting.number)
    }
    #expect(try await holder.post("/claims/\(firstClaim())/withdrawal").status == .ok)
    #expect(try await holder.get("/members").status == .ok)
  }

  @Test("撤回又登记，不能重新起算十天")
  func squatting() async throws {
    let open: JSON = [
      "creditCode": .string(try Houses.creditCode("91310104MA1FR00B")), "name": "上海某某有限公司",
      "district": "xuhui", "role": "signatory",
    ]
    let first = try await disputant.post("/enterprises", open).json["claim"]?.string
    house.pass(seconds: 9 * 86_400)
    let squatter = try await house.enter("xinren")
    #expect(
      try await squatter.post("/claims/\(try #require(first))/withdrawal").status == .ok)
    #expect(try await squatter.post("/enterprises", open).status == .ok)
    house.pass(seconds: 86_400 + 1)
    #expect(try await house.enter("ouyangxue").post("/enterprises", open).status == .ok)
  }

  @Test("停用的同事接不了手；反复申请加入会被拦住；官员不能提出异议，也不能动与自己有关的企业")
  func brakes() async throws {
    let lihua = try await house.enter("lihua", surely: true)
    let king = try await house.enter("wangjianguo", surely: true)
    let members = try await lihua.json("/members")["members"]?.array ?? []
    let id = try #require(members.first { $0["name"] == "陈静" }?["id"]?.string)
    let person = try #require(members.first { $0["name"] == "陈静" }?["person"]?.string)
    #expect(try await lihua.post("/memberships/\(id)/suspension", ["reason": "休假"]).status == .ok)
    let over = try await king.post("/members/handover", ["to": .string(person)])
    #expect(over.json["errors"]?.array?.first?["code"] == "notAChoice")

    let hexin = try #require(
      try house.store.read { try Organisations.find(Cast.organisation("hexin"), in: $0) }?
        .creditCode)
    var codes: [Int] = []
    for _ in 0..<6 {
      let asked = try await disputant.post(
        "/enterprises/joins", ["creditCode": .string(hexin), "role": "enterpriseViewer"])
      codes.append(asked.status.code)
      if let claim = asked.json["claim"]?.string {
        codes.append(try await disputant.post("/claims/\(claim)/withdrawal").status.code)
      }
    }
    #expect(codes.allSatisfy { $0 == 200 })
    for _ in 0..<4 {
      _ = try await disputant.post(
        "/enterprises/joins", ["creditCode": .string(hexin), "role": "enterpriseViewer"])
    }
    #expect(
      try await disputant.post(
        "/enterprises/joins", ["creditCode": .string(hexin), "role": "signatory"]
      ).code == "tooManyClaims")

    #expect(try await dispute(handler).code == "rolesApart")
    try house.store.writeAndWait { database in
      try database.run(
        """
        INSERT INTO membership (id, person, organisation, role, since, until, ended)
        VALUES (7, ?, ?, 'signatory', 0, 1, '离职')
        """, Cast.person("xh-zhouwei").number, Self.lanting.number)
    }
    let standing = "/organisations/\(Self.lanting)/standing"
    #expect(
      try await approver.post(standing, ["step": "close", "reason": "查", "name": "兰亭"]).code
        == "notYours")
  }

  @Test("不属于任何单位的人丢了动态口令，由市局办")
  func homeless() async throws {
    try house.store.writeAndWait { database in
      try database.run(
        "UPDATE membership SET until = 1, ended = '离任' WHERE person = ?",
        Cast.person("zj-xu").number)
    }
    let reported = try await house.post(
      "/second-factor/loss", ["name": "zj-xu", "password": .string(Cast.password)])
    #expect(reported.status == .ok)
    let path = "/second-factor/losses/\(Cast.person("zj-xu"))"
    for (login, status) in [
      ("sj-zhang", 200), ("xt-yan", 200), ("xh-zhouwei", 404), ("sj-lv", 404),
    ] {
      #expect(try await house.enter(login).get(path).status.code == status, "\(login)")
    }
    let tasks = try await house.enter("sj-zhang").json("/desk")["items"]?.array?.map { $0["stage"] }
    #expect(tasks == ["等第一位同意"])
  }
}
