import Accounts
import HTTP
import JSON
import SQLite
import Testing
import Vocabulary

@testable import HTTP
@testable import Portal

@Suite("成员：进来、交接、离开，都在记录上")
struct MemberTests {
  let house: House
  static let hexin = "\(Cast.organisation("hexin"))"

  init() throws { house = try House() }

  private func invite(_ guest: Guest, _ organisation: String, _ role: String) async throws
    -> Response
  {
    try await guest.post(
      "/organisations/\(organisation)/invitations",
      ["mail": "new@example.com", "role": .string(role)])
  }

  private func secret(_ answer: Response) throws -> String {
    String(try #require(answer.json["link"]?.string).split(separator: "/").last ?? "")
  }

  private let newcomer: JSON = [
    "fullName": "新同事", "login": "xintongshi", "phone": "13700001111",
    "password": "Chun-Feng-Hua-Yu-8",
  ]

  @Test("邀请链接只能用一次：同时两个人用，只有一个成")
  func invitation() async throws {
    let editor = try await house.enter("lihua", surely: true)
    let made = try await invite(editor, Self.hexin, "enterpriseViewer")
    #expect(made.status == .ok)
    let secret = try secret(made)
    #expect(try await house.json("/api/v1/invitations/\(secret)")["role"] == "enterpriseViewer")
    let other: JSON = [
      "fullName": "另一位", "login": "lingyiwei", "phone": "13700002222",
      "password": "Chun-Feng-Hua-Yu-8",
    ]
    async let one = house.post("/invitations/\(secret)", newcomer)
    async let two = house.post("/invitations/\(secret)", other)
    let codes = try await [one.status.code, two.status.code].sorted()
    #expect(codes == [200, 404])
    #expect(try await house.get("/api/v1/invitations/\(secret)").code == "linkVoid")
    #expect(try await editor.json("/members")["members"]?.array?.count == 5)
  }

  @Test("邀请三天后过期")
  func late() async throws {
    let secret = try secret(
      try await invite(try await house.enter("lihua", surely: true), Self.hexin, "signatory"))
    house.pass(seconds: 3 * 86_400)
    #expect(try await house.post("/invitations/\(secret)", newcomer).code == "linkVoid")
  }

  static let invitations: [(login: String, organisation: String, role: String, status: Int)] = [
    ("lihua", "hexin", "enterpriseEditor", 200), ("lihua", "hexin", "districtHandler", 422),
    ("lihua", "yunshu", "enterpriseEditor", 404), ("chenjing", "hexin", "enterpriseViewer", 403),
    ("xh-zhouwei", "caohejing", "workstationStaff", 200),
    ("xh-zhouwei", "zhangjiang", "workstationStaff", 404),
    ("xh-zhouwei", "hexin", "enterpriseEditor", 403),
    ("xh-sunli", "caohejing", "workstationStaff", 403), ("zp-qin", "zhipin", "screener", 200),
    ("zp-qin", "zhipin", "panelSecretary", 403), ("zp-qin", "huheng", "screener", 404),
    ("sj-zhang", "zhipin", "panelSecretary", 200), ("sj-zhang", "hexin", "signatory", 403),
    ("sj-lv", "zhipin", "screener", 403), ("xt-yan", "zhipin", "screener", 403),
  ]

  @Test("谁能邀请谁", arguments: invitations)
  func whoInvites(_ login: String, _ organisation: String, _ role: String, _ status: Int)
    async throws
  {
    let guest = try await house.enter(login, surely: true)
    let answer = try await invite(guest, "\(Cast.organisation(organisation))", role)
    #expect(answer.status.code == status)
  }

  @Test("三员分立：业务管理员、系统管理员、审计员，不能一身两任")
  func apart() async throws {
    let chief = try await house.enter("sj-zhang", surely: true)
    let bureau = try #require(
      try await chief.json("/organisations?kind=bureau")["items"]?.array?.first?["id"]?.string)
    let secret = try secret(try await invite(chief, bureau, "municipalAdministrator"))
    let auditor = try await house.enter("sj-jin", surely: true)
    let answer = try await auditor.post("/invitations/\(secret)/acceptance")
    #expect(answer.code == "rolesApart")
    // A void attempt leaves the link good for somebody else.
    let fresh = try await house.enter("xinren", surely: true)
    #expect(try await fresh.post("/invitations/\(secret)/acceptance").status == .ok)
  }

  @Test("停用立即生效，恢复也是；解除后办过的事还在")
  func suspension() async throws {
    let (editor, viewer) = (
      try await house.enter("lihua", surely: true), try await house.enter("chenjing", surely: true)
    )
    let members = try await editor.json("/members")["members"]?.array ?? []
    let id = try #require(members.first { $0["name"] == "陈静" }?["id"]?.string)
    #expect(try await viewer.get("/members").status == .ok)
    #expect(
      try await editor.post("/memberships/\(id)/suspension", ["reason": "休假"]).status == .ok)
    #expect(try await viewer.get("/members").status == .notFound)
    #expect(
      try await editor.post("/memberships/\(id)/restoration", ["reason": "回来"]).status == .ok)
    #expect(try await viewer.get("/members").status == .ok)
    #expect(try await editor.post("/memberships/\(id)/end", ["reason": "离职"]).status == .ok)
    #expect(try await editor.post("/memberships/\(id)/end", ["reason": "离职"]).status == .notFound)
    #expect(try await viewer.get("/members").status == .notFound)
    #expect(try await viewer.json("/account")["roles"]?.array?.first?["reason"] == "离职")
    let own = try #require(members.first { $0["name"] == "李华" }?["id"]?.string)
    #expect(
      try await editor.post("/memberships/\(own)/suspension", ["reason": "试"]).code == "yourself")
  }

  @Test("看完整联系方式要有理由，并且记入日志；平时只看得到一部分")
  func disclosure() async throws {
    let editor = try await house.enter("lihua", surely: true)
    let members = try await editor.json("/members")["members"]?.array ?? []
    let id = try #require(members.first { $0["name"] == "陈静" }?["id"]?.string)
    #expect(try await editor.json("/memberships/\(id)")["mail"] == "c***@example.com")
    #expect(
      try await editor.post("/memberships/\(id)/disclosure", ["reason": ""]).status
        == .unprocessable)
    #expect(
      try await editor.post("/memberships/\(id)/disclosure", ["reason": "核对通知"]).json["mail"]
        == "chenjing@example.com")
    let auditor = try await house.enter("sj-jin", surely: true)
    let entries = try await auditor.json("/journal?act=person.disclose")["items"]?.array
    #expect(entries?.count == 1)
    #expect(entries?.first?["name"] == "李*")
  }

  @Test("离开：最后一个能邀请人的要先移交；移交后同事接手")
  func handOver() async throws {
    let last = try await house.enter("zhaomin", surely: true)
    let alone = try await last.post("/members/handover")
    #expect(alone.json["errors"]?.array?.first?["code"] == "lastOne")
    let members = try await last.json("/members")["members"]?.array ?? []
    let colleague = try #require(members.first { $0["name"] == "梁宸" }?["person"]?.string)
    let answer = try await last.post("/members/handover", ["to": .string(colleague)])
    #expect(answer.json["handedOver"] == ["enterpriseEditor", "signatory"])
    #expect(try await last.get("/members").status == .notFound)
    let heir = try await house.enter("liangbian", surely: true)
    let roles = try await heir.json("/members")["members"]?.array?.compactMap { $0["role"]?.string }
    #expect(roles?.sorted() == ["enterpriseEditor", "enterpriseViewer", "signatory"])
  }

  @Test("市局新增第三方机构；区里新增自己的工作站，不能给别的区新增")
  func organisations() async throws {
    let chief = try await house.enter("sj-zhang", surely: true)
    let body = try await chief.post("/organisations/new", ["kind": "thirdParty", "name": "新的评价机构"])
    let again = try await chief.post(
      "/organisations/new", ["kind": "thirdParty", "name": "新的评价机构"])
    #expect(again.json["errors"]?.array?.map { $0["code"] } == ["taken"], "\(again.text)")
    #expect(body.status == .ok)
    #expect(
      try await chief.post("/organisations/new", ["kind": "district", "name": "第十九区"]).status
        == .unprocessable)
    let approver = try await house.enter("xh-zhouwei", surely: true)
    #expect(
      try await approver.post(
        "/organisations/new", ["kind": "workstation", "name": "新的工作站", "district": "pudong"]
      ).status == .unprocessable)
    let station = try await approver.post(
      "/organisations/new", ["kind": "workstation", "name": "新的工作站"])
    let id = try #require(station.json["organisation"]?.string)
    #expect(try await approver.get("/organisations/\(id)").status == .ok)
    let other = try await house.enter("pd-zhengfang", surely: true)
    #expect(try await other.get("/organisations/\(id)").status == .notFound)
  }
}
