import Accounts
import JSON
import Testing
import Vocabulary

@testable import HTTP
@testable import Portal

@Suite("两个世界：看不见的东西不留一点痕迹")
struct TwoWorldsTests {
  /// Much happens in 浦东 and in the enterprise 云枢, all of it behind other people's doors.
  private func worlds() async throws -> TwoWorlds {
    try await TwoWorlds { house in
      let newcomer = try await house.enter("xinren")
      let opened = try await newcomer.post(
        "/enterprises",
        [
          "creditCode": .string(try Houses.creditCode("91310115MA1HB004")), "name": "上海食品看不见有限公司",
          "district": "pudong",
          "role": "signatory",
        ])
      let claim = try #require(opened.json["claim"]?.string, "\(opened.text)")
      _ = try await newcomer.upload(
        "/claims/\(claim)/proof", [], [("licence", Houses.pdf), ("letter", Houses.pdf)])
      let editor = try await house.enter("zhaomin", surely: true)
      try await editor.post(
        "/organisations/\(Cast.organisation("yunshu"))/invitations",
        ["mail": "x@example.com", "role": "enterpriseViewer"])
      let officer = try await house.enter("pd-wuqiang", surely: true)
      try await officer.post("/claims/\(claim)/decision", ["decision": "confirm"])
      let chief = try await house.enter("pd-zhengfang", surely: true)
      try await chief.post("/organisations/new", ["kind": "workstation", "name": "食品品牌工作站"])
      _ = try await house.post(
        "/second-factor/loss", ["name": "pd-wuqiang", "password": .string(Cast.password)])
    }
  }

  @Test(
    "别区、别的企业、第三方、专家、工作站看到的，一个字节也不差",
    arguments: [
      "lihua", "chenjing", "xh-sunli", "xh-zhouwei", "hp-qianlei", "xh-feng", "chj-shen", "zp-qin",
      "zj-xu", "ouyangxue",
    ])
  func invisible(_ login: String) async throws {
    let worlds = try await worlds()
    let found = try await worlds.differences(
      for: login,
      asking: [
        "/search?q=食品", "/search?q=看不见", "/search?q=91310115", "/api/v1/search?q=食品",
        "/api/v1/search?q=品", "/api/v1/search?q=看不见", "/organisations?kind=enterprise",
        "/organisations?kind=workstation", "/api/v1/organisations?kind=workstation",
      ].map { target in
        target.utf8.map { $0 < 0x80 ? String(UnicodeScalar($0)) : "%" + String($0, radix: 16) }
          .joined()
      })
    #expect(found == [])
  }

  @Test("这把尺子量得出差别：看得见的人，两个世界不一样", arguments: ["pd-zhengfang", "sj-zhang", "sj-jin"])
  func visible(_ login: String) async throws {
    let worlds = try await worlds()
    #expect(try await worlds.differences(for: login) != [])
  }
}
