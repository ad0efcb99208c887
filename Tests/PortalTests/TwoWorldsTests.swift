import Accounts
import JSON
import Registry
import SQLite
import Testing
import Vocabulary

@testable import HTTP
@testable import Portal

@Suite("两个世界：看不见的东西不留一点痕迹")
struct TwoWorldsTests {
  /// Made once: whoever looks changes nothing.
  private static let worlds = Task { try await make() }

  /// Much happens in 浦东 and in the enterprise 云枢, all of it behind other people's doors.
  private static func make() async throws -> TwoWorlds {
    try await TwoWorlds(common: pages) { house in
      let newcomer = try await house.enter("xinren")
      let opened = try await newcomer.post(
        "/enterprises",
        [
          "creditCode": .string(try Houses.creditCode("91310115MA1HB004")), "name": "上海食品看不见有限公司",
          "district": "pudong",
          "role": "signatory",
        ])
      let claim = try #require(opened.json["claim"]?.string, "\(opened.text)")
      let organisation = try #require(opened.json["organisation"]?.string)
      _ = try await newcomer.upload(
        "/claims/\(claim)/proof", [], [("licence", Houses.pdf), ("letter", Houses.pdf)])
      let editor = try await house.enter("zhaomin", surely: true)
      try await editor.post(
        "/organisations/\(Cast.organisation("yunshu"))/invitations",
        ["mail": "x@example.com", "role": "enterpriseViewer"])
      let officer = try await house.enter("pd-wuqiang", surely: true)
      try await officer.post("/claims/\(claim)/decision", ["decision": "confirm"])
      let chief = try await house.enter("pd-zhengfang", surely: true)
      let station = try await chief.post(
        "/organisations/new", ["kind": "workstation", "name": "食品品牌工作站 00"])
      _ = try await house.post(
        "/second-factor/loss", ["name": "pd-wuqiang", "password": .string(Cast.password)])
      return try await [
        claim, organisation, station.json["organisation"]?.string ?? "",
        "\(Cast.person("pd-wuqiang"))",
      ] + dossier(house, editor, officer, chief)
    }
  }

  /// Facts, contests, declarations and checks, of an enterprise in 浦东.
  private static func dossier(
    _ house: House, _ editor: Guest, _ officer: Guest, _ chief: Guest
  ) async throws -> [String] {
    let yunshu = Cast.organisation("yunshu")
    let code = try #require(
      try house.store.read { try Organisations.find(yunshu, in: $0) }?.creditCode)
    try house.take(.credit, "\(code),经营异常,浦东局,1号,2026-10-01,,测试,2026-11-19")
    try house.take(.credit, "\(code),失信,某法院,2号,2026-10-02,,测试,2026-11-19")
    try house.take(.honours, "\(code),上海市市长质量奖,2025,,,测试,2026-11-19")
    let records = try await editor.json("/organisations/\(yunshu)/facts")["records"]?.array ?? []
    let ids = records.compactMap { $0["id"]?.string }
    #expect(ids.count >= 3)
    func fine(_ answer: Response) { #expect(answer.status == .ok, "\(answer.text)") }
    for id in ids.prefix(2) {
      fine(try await editor.post("/records/\(id)/contest", ["reason": "食品看不见，已移出"]))
    }
    fine(
      try await chief.post(
        "/records/\(ids[0])/decision", ["decision": "withdrawn", "reason": "食品，已核对"]))
    fine(try await house.declare(editor, 1, ("operating", false)))
    var checks: [String] = []
    for (guest, gate) in [(editor, "submit"), (officer, "recommend")] {
      let answer = try await guest.post(
        "/organisations/\(yunshu)/eligibility", ["gate": .string(gate)])
      checks.append(try #require(answer.json["id"]?.string, "\(answer.text)"))
    }
    return ids + checks
  }

  /// So much in both worlds that lists have a second page.
  private static func pages(_ house: House) async throws {
    let chief = try await house.enter("xh-zhouwei", surely: true)
    for number in 10..<65 {
      let answer = try await chief.post(
        "/organisations/new", ["kind": "workstation", "name": .string("食品品牌工作站 \(number)")])
      #expect(answer.status == .ok)
    }
    try house.store.writeAndWait { database in
      for login in ["lihua", "xh-zhouwei", "zj-xu"] {
        for number in 1...40 {
          try database.run(
            """
            INSERT INTO message (id, person, kind, about, title, text, link, at)
            VALUES (?, ?, 'roleChanged', 'person/x', '通知', '内容', '/desk', 0)
            """, Int.random(in: 1...Int.max >> 1), Cast.person(login).number)
          _ = number
        }
      }
    }
  }

  private func escaped(_ targets: [String]) -> [String] {
    targets.map { target in
      target.utf8.map { $0 < 0x80 ? String(UnicodeScalar($0)) : "%" + String($0, radix: 16) }
        .joined()
    }
  }

  @Test(
    "别区、别的企业、第三方、专家、工作站看到的，一个字节也不差，翻到后面几页也是",
    arguments: [
      ("lihua", 2), ("chenjing", 0), ("xh-sunli", 6), ("xh-zhouwei", 8), ("hp-qianlei", 0),
      ("xh-feng", 0), ("chj-shen", 0), ("zp-qin", 0), ("zj-xu", 2), ("ouyangxue", 0),
    ])
  func invisible(_ login: String, _ turned: Int) async throws {
    let worlds = try await Self.worlds.value
    let found = try await worlds.look(
      as: login,
      asking: escaped([
        "/search?q=食品", "/search?q=看不见", "/search?q=91310115", "/api/v1/search?q=食品",
        "/api/v1/search?q=品", "/api/v1/search?q=看不见", "/organisations?kind=enterprise",
        "/organisations?kind=workstation", "/api/v1/organisations?kind=workstation",
      ]))
    #expect(found.differences == [])
    #expect(found.turned >= turned)
  }

  @Test("这把尺子量得出差别：看得见的人，两个世界不一样", arguments: ["pd-zhengfang", "sj-zhang", "sj-jin", "zhaomin"])
  func visible(_ login: String) async throws {
    let worlds = try await Self.worlds.value
    #expect(try await worlds.look(as: login, untilDifferent: true).differences != [])
  }

  @Test("从看不见的那一个往后翻，和从没有的那一个往后翻，看到的一样")
  func cursors() async throws {
    let house = try House()
    let pudong = try await house.enter("pd-zhengfang", surely: true)
    let hidden = try #require(
      try await pudong.post(
        "/organisations/new", ["kind": "workstation", "name": "食品品牌工作站 50"]
      ).json["organisation"]?.string)
    let xuhui = try await house.enter("xh-zhouwei", surely: true)
    for number in [40, 60] {
      try await xuhui.post(
        "/organisations/new", ["kind": "workstation", "name": .string("食品品牌工作站 \(number)")])
    }
    for list in [
      "/organisations?kind=workstation&after=", "/search?q=%E5%93%81&after=organisation/",
    ] {
      let (there, nothing) = (
        try await xuhui.json(list + hidden), try await xuhui.json(list + "3g92k1x0c7m5q")
      )
      #expect(nothing["items"]?.array?.count ?? 0 >= 2)
      #expect(there == nothing, "\(list)")
    }
  }
}
