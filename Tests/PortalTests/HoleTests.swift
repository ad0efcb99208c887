import Accounts
import HTTP
import JSON
import Routing
import SQLite
import Testing
import Vocabulary

@testable import HTTP
@testable import Portal

/// Each was open once.
@Suite("堵上的洞：离开的人回不来，自己的事不能自己判")
struct HoleTests {
  let house: House
  static let hexin = "\(Cast.organisation("hexin"))"

  init() throws { house = try House() }

  private func link(_ guest: Guest, _ organisation: String, _ role: String) async throws -> String {
    let answer = try await guest.post(
      "/organisations/\(organisation)/invitations",
      ["mail": "a@example.com", "role": .string(role)])
    return String(try #require(answer.json["link"]?.string).split(separator: "/").last ?? "")
  }

  private func membership(_ name: String, _ guest: Guest) async throws -> String {
    let members = try await guest.json("/members")["members"]?.array ?? []
    return try #require(members.first { $0["name"]?.string == name }?["id"]?.string)
  }

  @Test("发邀请的人没有了身份，他发出的邀请也就作废；自己的邀请自己不能用")
  func invitations() async throws {
    let (editor, signatory) = (
      try await house.enter("lihua", surely: true),
      try await house.enter("wangjianguo", surely: true)
    )
    let secret = try await link(editor, Self.hexin, "signatory")
    #expect(try await editor.post("/invitations/\(secret)/acceptance").code == "yourself")
    let id = try await membership("李华", signatory)
    try await signatory.post("/memberships/\(id)/suspension", ["reason": "核查"])
    let other = try await house.enter("xinren", surely: true)
    #expect(try await other.post("/invitations/\(secret)/acceptance").code == "linkVoid")
    #expect(
      try await house.post(
        "/invitations/\(secret)",
        [
          "fullName": "某人", "login": "mouren", "phone": "13900001111",
          "password": "Qing-Shan-Lv-Shui-9",
        ]
      ).code == "linkVoid")
  }

  @Test("请求在路上时被停用：到了也办不成")
  func inFlight() async throws {
    let editor = try await house.enter("lihua", surely: true)
    let text =
      "POST /api/v1/organisations/\(Self.hexin)/invitations HTTP/1.1\r\nHost: here\r\n"
      + "Content-Type: application/json\r\nContent-Length: 9\r\n"
      + "Authorization: Bearer \(editor.token)\r\n"
    let head = try HeadParser.parse(Array(text.utf8), Limits())
    guard case .read(_, let then) = house.table.plan(head) else { throw House.Trouble(text: "") }
    let signatory = try await house.enter("wangjianguo", surely: true)
    let id = try await membership("李华", signatory)
    try await signatory.post("/memberships/\(id)/end", ["reason": "离职"])
    let body: JSON = ["mail": "a@example.com", "role": "signatory"]
    #expect(await then(Request(head: head, body: body.bytes)).code == "notYourRole")
  }

  @Test("管别人的人不能同时代表企业", arguments: ["sj-jin", "xt-yan", "xh-sunli", "zp-yang"])
  func oneSide(_ login: String) async throws {
    let guest = try await house.enter(login, surely: true)
    let answer = try await guest.post(
      "/enterprises",
      [
        "creditCode": .string(try Houses.creditCode("91310104MA1FR006")), "name": "某某公司",
        "district": "xuhui", "role": "signatory",
      ])
    #expect(answer.code == "rolesApart")
    #expect(try await guest.get("/members").status == .ok)
  }

  @Test("移交：停用的身份不能传给别人，不能授予的也不能")
  func handOver() async throws {
    let handler = try await house.enter("sj-lv", surely: true)
    let technician = "\(Cast.person("xt-yan"))"
    let answer = try await handler.post("/members/handover", ["to": .string(technician)])
    #expect(answer.json["errors"]?.array?.first?["code"] == "notYours")
    let chief = try await house.enter("sj-zhang", surely: true)
    let before = try await chief.json("/members")["members"]?.array?.count
    #expect(try await handler.post("/members/handover").status == .ok)
    #expect(try await chief.json("/members")["members"]?.array?.count == (before ?? 0) - 1)
  }

  @Test("工作人员的动态口令，企业的人不能解除")
  func lossOfStaff() async throws {
    let loss = try await house.post(
      "/second-factor/loss", ["name": "zj-xu", "password": .string(Cast.password)])
    #expect(loss.status == .ok)
    // An expert may work for an enterprise; its people still do not decide.
    try house.store.writeAndWait { database in
      try database.run(
        "INSERT INTO membership (id, person, organisation, role, since) VALUES (7, ?, ?, 'enterpriseViewer', 0)",
        Cast.person("zj-xu").number, Cast.organisation("hexin").number)
    }
    let editor = try await house.enter("lihua", surely: true)
    let path = "/second-factor/losses/\(Cast.person("zj-xu"))"
    #expect(try await editor.get(path).status == .notFound)
    #expect(try await house.enter("sj-zhang", surely: true).get(path).status == .ok)
  }

  @Test("与企业有过关系的官员，不能判它的归属")
  func party() async throws {
    try house.store.writeAndWait { database in
      try database.run(
        """
        INSERT INTO membership (id, person, organisation, role, since, until, ended)
        VALUES (7, ?, ?, 'signatory', 0, 1, '离职')
        """, Cast.person("xh-sunli").number, Cast.organisation("lanting").number)
    }
    let officer = try await house.enter("xh-sunli", surely: true)
    let other = try await house.enter("xh-zhouwei", surely: true)
    let claim = try #require(
      try await other.json("/desk")["items"]?.array?.first?["href"]?.string)
    #expect(
      try await officer.json("/desk")["items"]?.array?.contains { $0["href"] == .string(claim) }
        == false)
    let seen = try await officer.json(claim)
    #expect(seen["acts"]?.array?.contains { $0["name"] == "claim.decide" } == false)
    #expect(
      seen["blocked"] == [
        [
          "name": "claim.decide",
          "reason": "归属异议由区级审核决定；自己提出的、与自己有关的企业，不能自己决定，请同事办理。",
        ]
      ])
    #expect(try await officer.page(claim).text.contains("现在不能“作出决定”"))
    #expect(try await officer.post("\(claim)/decision", ["decision": "confirm"]).code == "notYours")
    #expect(try await other.post("\(claim)/decision", ["decision": "confirm"]).status == .ok)
  }

  @Test("幂等键代替不了动态口令")
  func keyIsNoFactor() async throws {
    func signIn(_ code: String) async throws -> Response {
      try await house.post(
        "/session",
        ["name": "xh-sunli", "password": .string(Cast.password), "totp": .string(code)],
        fields: ["Idempotency-Key: login-1"])
    }
    let code = Houses.code(of: "xh-sunli", house)
    let first = try await signIn(code)
    #expect(first.status == .ok)
    #expect(try await signIn(code).json["token"] == first.json["token"])
    #expect(try await signIn("000000").code == "wrongCode")
  }

  @Test("同一个键再发一次，先前办成的照样答办成")
  func recalled() async throws {
    let guest = try await house.enter("lihua", surely: true)
    let body: JSON = ["current": .string(Cast.password), "password": "Bai-Yun-Qian-Zai-5"]
    for _ in 0..<2 {
      let answer = try await guest.post(
        "/account/password", body, fields: ["Idempotency-Key: p"])
      #expect(answer.json == ["changed": true])
    }
  }

  @Test("没有证明的企业，不能邀请人，也不能收人")
  func unproven() async throws {
    let editor = try await house.enter("ouyangxue", surely: true)
    let answer = try await editor.post(
      "/organisations/\(Cast.organisation("lanting"))/invitations",
      ["mail": "a@example.com", "role": "signatory"])
    #expect(answer.code == "notProven")
  }

  static let names = [
    "   ", "\u{200B}\u{200B}", "\u{202E}公司", "甲\u{2028}乙", "甲\u{85}乙", "甲\u{2060}乙",
  ]

  @Test("看不见的、把字反过来的名字不收", arguments: names)
  func invisibleNames(_ name: String) async throws {
    let answer = try await house.enter("xinren", surely: true).post(
      "/enterprises",
      [
        "creditCode": .string(try Houses.creditCode("91310104MA1FR006")), "name": .string(name),
        "district": "xuhui", "role": "signatory",
      ])
    #expect(answer.status == .unprocessable)
  }
}
