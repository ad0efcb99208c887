import Accounts
import HTTP
import JSON
import Journal
import SQLite
import Testing
import Vocabulary

@testable import HTTP
@testable import Portal

@Suite("企业：谁说自己代表企业，要拿出证明")
struct EnterpriseTests {
  let house: House

  init() throws { house = try House() }

  private func person(_ login: String) async throws -> Guest {
    let answer = try await house.post(
      "/register",
      [
        "fullName": "林小雨", "login": .string(login), "mail": .string("\(login)@example.com"),
        "phone": "13900001111", "password": "Qing-Shan-Lv-Shui-9", "agrees": true,
      ])
    #expect(answer.status == .ok, "\(answer.text)")
    let session = try await house.post(
      "/session", ["name": .string(login), "password": "Qing-Shan-Lv-Shui-9"])
    return Guest(house: house, token: try #require(session.json["token"]?.string))
  }

  private func prove(_ guest: Guest, _ claim: String) async throws -> Response {
    try await guest.upload(
      "/claims/\(claim)/proof", [],
      [("licence", Houses.pdf), ("letter", Houses.pdf + Array("letter".utf8))])
  }

  @Test("从注册到确认：每一步谁能看见、谁能办，日志里都有")
  func wholeWay() async throws {
    let lin = try await person("linxiaoyu")
    #expect(try await lin.json("/desk")["items"]?.array == [])
    let code = try Houses.creditCode("91310104MA1FR009")
    let opened = try await lin.post(
      "/enterprises",
      [
        "creditCode": .string(code), "name": "上海林间茶业有限公司", "district": "xuhui",
        "role": "enterpriseEditor",
      ])
    #expect(opened.status == .ok, "\(opened.text)")
    let claim = try #require(opened.json["claim"]?.string)
    let mine = try await lin.json("/desk")
    #expect(mine["items"]?.array?.map { $0["stage"]?.string } == ["待提交证明"])

    // Nothing to decide yet; then proof, due in five working days: Friday 20th to Friday 27th.
    let officer = try await house.enter("xh-sunli", surely: true)
    let early = try await officer.post("/claims/\(claim)/decision", ["decision": "confirm"])
    #expect(early.status == .conflict)
    let filed = try await prove(lin, claim)
    #expect(filed.json == ["state": "waiting", "due": "2026-11-27"])
    #expect(try await prove(lin, claim).code == "filedAlready")
    let waiting = try await officer.json("/desk")["items"]?.array ?? []
    #expect(
      waiting.compactMap { $0["title"]?.string } == ["首次登记：上海兰亭家居用品有限公司", "首次登记：上海林间茶业有限公司"])
    #expect(try await officer.json("/inbox")["items"]?.array?.count == 1)

    // The files: the author's at once; the district unit's and the auditor's by an act that is on the
    // record; nobody else's.
    let licence = "/claims/\(claim)/proof/licence"
    for (login, status) in [
      ("xh-zhouwei", 200), ("pd-wuqiang", 404), ("lihua", 404), ("sj-jin", 200),
    ] {
      let guest = try await house.enter(login, surely: true)
      #expect(try await guest.get(licence).code == (status == 200 ? "openFirst" : "notFound"))
      #expect(try await guest.post("\(licence)/opening").status.code == status, "\(login)")
    }
    #expect(try await lin.get(licence).status == .ok)
    let letter = "/claims/\(claim)/proof/letter"
    let href = try #require(
      try await officer.post("\(letter)/opening").json["href"]?.string?.dropFirst("/api/v1".count))
    #expect(try house.journal("claim.file.open") == ["查看营业执照", "查看营业执照", "查看授权书"])
    // What was opened for one is no use to another, for another file, or later.
    let other = try await house.enter("xh-zhouwei", surely: true)
    #expect(try await other.get(String(href)).code == "openFirst")
    #expect(
      try await officer.get(String(href).replacing("letter", with: "licence")).code == "openFirst")
    let file = try await officer.get(String(href))
    house.pass(seconds: 601)
    #expect(try await officer.get(String(href)).code == "openFirst")
    #expect(try house.journal("claim.file.open").count == 3)
    try house.makeSure(of: officer)
    #expect(file.field("Content-Type") == "application/pdf")
    #expect(file.field("Content-Disposition") == "attachment; filename*=UTF-8''letter.pdf")

    let refused = try await officer.post(
      "/claims/\(claim)/decision", ["decision": "refuse", "reason": ""])
    #expect(refused.status == .unprocessable)
    #expect(
      try await officer.post(
        "/claims/\(claim)/decision", ["decision": "refuse", "reason": "授权书没有盖章"]
      ).json == ["state": "refused"])
    #expect(try await lin.json("/claims/\(claim)")["reason"] == "授权书没有盖章")
    #expect(try await prove(lin, claim).status == .ok)
    #expect(
      try await officer.post("/claims/\(claim)/decision", ["decision": "confirm"]).json
        == ["state": "confirmed"])
    #expect(
      try await officer.post("/claims/\(claim)/decision", ["decision": "confirm"]).code
        == "decidedAlready")
    #expect(try await lin.json("/members")["status"] == "active")
    let titles = try await lin.json("/inbox")["items"]?.array?.compactMap { $0["title"]?.string }
    #expect(titles == ["已确认您代表上海林间茶业有限公司", "上海林间茶业有限公司的证明没有通过"])

    let acts = try house.store.read { database in
      try Journal.links(
        actor: nil, subject: "claim/\(claim)", act: nil, before: .max, most: 99, in: database
      ).map(\.act)
    }
    #expect(
      acts == ["claim.decide", "claim.file", "claim.decide"]
        + Array(repeating: "claim.file.open", count: 3) + ["claim.file"])
    #expect(try house.store.read { try Journal.verify($0) }.sequence > 8)
  }

  static let wrongCodes: [(code: String, reason: String)] = [
    ("91310115MA1HB0047", "length"), ("91310115MA1HB00470", "checkCharacter"),
    ("9131O115MA1HB00475", "charset"), ("", "required"),
  ]

  @Test("代码不对，登记不了，并指出第几位", arguments: wrongCodes)
  func wrongCode(_ code: String, _ reason: String) async throws {
    let guest = try await house.enter("xinren", surely: true)
    let answer = try await guest.post(
      "/enterprises",
      ["creditCode": .string(code), "name": "某某公司", "district": "xuhui", "role": "signatory"])
    #expect(answer.status == .unprocessable)
    #expect(answer.json["errors"]?.array?.first?["code"]?.string == reason)
  }

  @Test("通不过校验的代码，由区里核对原件、写明理由后准予")
  func admitted() async throws {
    let odd = "91310115MA1HB00470"
    let officer = try await house.enter("pd-wuqiang", surely: true)
    #expect(
      try await officer.post("/credit-codes", ["code": .string(odd), "reason": "核对原件，证载如此"]).status
        == .ok)
    let good = try Houses.creditCode("91310115MA1HB004")
    #expect(
      try await officer.post("/credit-codes", ["code": .string(good), "reason": "x"]).status
        == .unprocessable)
    let guest = try await house.enter("xinren", surely: true)
    let answer = try await guest.post(
      "/enterprises",
      ["creditCode": .string(odd), "name": "某某公司", "district": "pudong", "role": "signatory"])
    #expect(answer.status == .ok)
  }

  @Test("已有人登记的企业：只能申请加入，由企业的人同意")
  func joining() async throws {
    let code = try #require(
      try house.store.read {
        try Organisations.find(Cast.organisation("hexin"), in: $0)
      }?.creditCode)
    let guest = try await house.enter("xinren", surely: true)
    let taken = try await guest.post(
      "/enterprises",
      ["creditCode": .string(code), "name": "冒名", "district": "xuhui", "role": "signatory"])
    #expect(taken.code == "enterpriseTaken")
    let asked = try await guest.post(
      "/enterprises/joins",
      ["creditCode": .string(code), "role": "enterpriseViewer", "note": "质量部"])
    let claim = try #require(asked.json["claim"]?.string)
    #expect(try await guest.get("/members").status == .notFound)
    // Neither the district unit nor another enterprise decides it; nor a viewer.
    for (login, status) in [("xh-sunli", 404), ("zhaomin", 404), ("chenjing", 403)] {
      let other = try await house.enter(login, surely: true)
      #expect(
        try await other.post("/claims/\(claim)/decision", ["decision": "confirm"]).status.code
          == status, "\(login)")
    }
    let editor = try await house.enter("lihua", surely: true)
    #expect(try await editor.json("/desk")["items"]?.array?.count == 1)
    #expect(
      try await editor.post("/claims/\(claim)/decision", ["decision": "confirm"]).status == .ok)
    try await guest.post(
      "/session/organisation", ["organisation": .string("\(Cast.organisation("hexin"))")])
    #expect(try await guest.json("/members")["members"]?.array?.count == 5)
  }

  @Test("归属异议：经办不能决定，审核可以；原来的人失去身份，办过的事还在")
  func dispute() async throws {
    let code = try #require(
      try house.store.read {
        try Organisations.find(Cast.organisation("lanting"), in: $0)
      }?.creditCode)
    let guest = try await house.enter("xinren", surely: true)
    let filed = try await guest.upload(
      "/enterprises/disputes", [("creditCode", code), ("role", "signatory"), ("note", "登记人已离职")],
      [("licence", Houses.pdf), ("letter", Houses.pdf)])
    let claim = try #require(filed.json["claim"]?.string, "\(filed.text)")
    let handler = try await house.enter("xh-sunli", surely: true)
    #expect(
      try await handler.post("/claims/\(claim)/decision", ["decision": "confirm"]).code
        == "notYours")
    let holder = try await house.enter("ouyangxue", surely: true)
    // Those it is about hear of it, see neither files nor the full name, and say their side.
    let heard = try await holder.json("/claims/\(claim)")
    #expect(heard["person"] == "辛*" && heard["note"] == "登记人已离职" && heard["files"] == [])
    #expect(heard["acts"]?.array?.map { $0["name"] } == ["claim.answer"])
    #expect(try await holder.get("/claims/\(claim)/proof/letter").status == .notFound)
    #expect(
      try await holder.json("/inbox")["items"]?.array?.first?["title"]
        == "有人对上海兰亭家居用品有限公司的登记人提出异议")
    let stages = try await holder.json("/desk")["items"]?.array?.compactMap { $0["stage"]?.string }
    #expect(stages == ["待确认", "等企业说明"])
    #expect(
      try await holder.post("/claims/\(claim)/answer", ["text": "本人在职，有社保记录"]).json
        == ["answered": true])
    #expect(try await holder.json("/desk")["items"]?.array?.count == 1)
    #expect(try await guest.post("/claims/\(claim)/answer", ["text": "x"]).status == .forbidden)
    #expect(try await guest.json("/claims/\(claim)")["answers"] == nil)
    #expect(
      try await handler.json("/claims/\(claim)")["answers"]?.array?.map { $0["text"] }
        == ["本人在职，有社保记录"])
    #expect(try await holder.get("/members").status == .ok)
    let approver = try await house.enter("xh-zhouwei", surely: true)
    #expect(
      try await approver.post(
        "/claims/\(claim)/decision", ["decision": "confirm", "reason": "原件属实"]
      ).status == .ok)
    #expect(try await holder.get("/members").status == .notFound)
    let roles = try await holder.json("/account")["roles"]?.array
    #expect(roles?.first?["reason"]?.string == "归属异议成立：原件属实")
  }

  @Test("占着代码不拿证明：十天以后真的企业可以登记；交过证明的不行")
  func squatting() async throws {
    let code = try Houses.creditCode("91310104MA1FR007")
    func open(_ guest: Guest) async throws -> Response {
      try await guest.post(
        "/enterprises",
        [
          "creditCode": .string(code), "name": "上海某某有限公司", "district": "xuhui",
          "role": "signatory",
        ])
    }
    let squatter = try await house.enter("xinren", surely: true)
    #expect(try await open(squatter).status == .ok)
    house.pass(seconds: 10 * 86_400)
    let owner = try await person("zhenzhu")
    #expect(try await open(owner).code == "enterpriseTaken")
    house.pass(seconds: 1)
    let taken = try await open(owner)
    #expect(taken.status == .ok, "\(taken.text)")
    let again = try await house.enter("xinren", surely: true)
    #expect(try await again.get("/members").status == .notFound)
    let claim = try #require(taken.json["claim"]?.string)
    #expect(try await prove(owner, claim).status == .ok)
    house.pass(seconds: 60 * 86_400)
    #expect(try await open(try await house.enter("xinren", surely: true)).code == "enterpriseTaken")
  }

  @Test("上传的内容要名副其实", arguments: [Array("<html>".utf8), [UInt8](), Array("MZ".utf8)])
  func fileKinds(_ bytes: [UInt8]) async throws {
    let guest = try await house.enter("xinren", surely: true)
    let opened = try await guest.post(
      "/enterprises",
      [
        "creditCode": .string(try Houses.creditCode("91310104MA1FR008")), "name": "某某公司",
        "district": "xuhui",
        "role": "signatory",
      ])
    let claim = try #require(opened.json["claim"]?.string)
    let answer = try await guest.upload(
      "/claims/\(claim)/proof", [], [("licence", bytes), ("letter", Houses.pdf)])
    #expect(answer.status == .unprocessable)
    #expect(answer.json["errors"]?.array?.map { $0["code"]?.string } == ["fileKind"])
  }
}
