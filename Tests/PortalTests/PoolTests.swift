import Accounts
import JSON
import Routing
import SQLite
import Testing
import Vocabulary

@testable import HTTP
@testable import Portal
@testable import Review

@Suite("专家库：自己申请，一人核对，另一人决定")
struct PoolTests {
  static let answers: JSON = [
    "jobTitle": "高级工程师", "titleLevel": "associate", "specialities": ["quality", "standard"],
    "industries": ["C"], "years": 12, "theory": "主持制定团体标准两项。", "practice": "从事食品检验十二年。",
    "employers": [
      [
        "employerName": "上海云枢工业设计有限公司", "employerCode": "91310115MA1HB00205",
        "employedFrom": "2015-03-01", "employedUntil": "2024-05-31",
      ],
      [
        "employerName": "上海兰亭家居用品有限公司", "employerCode": "91310104MA1FR0034U",
        "employedFrom": "2024-06-01",
      ],
    ],
    "interests": [
      [
        "interestName": "上海禾欣食品有限公司", "interestCode": "91310104MA1FR00186",
        "interestKind": "coach",
      ]
    ], "truthful": true,
  ]

  @Test("登录的人都可以申请；经办核对、审核决定以后是专家，带着专长、行业和回避关系")
  func admitted() async throws {
    let house = try House()
    let newcomer = try await house.enter("xinren")
    // 工作台上有，正好对能申请的人。
    let begin: JSON = [
      "name": "expert.apply", "href": "/api/v1/experts/application", "title": "申请进入专家库",
      "schema": ["$ref": "/openapi.json#/components/schemas/pilot-2024.F5"],
    ]
    func begins(_ guest: Guest) async throws -> [JSON] {
      try await guest.json("/desk")["acts"]?.array?.filter {
        $0["name"]?.string?.hasPrefix("expert.") == true
      } ?? []
    }
    #expect(try await begins(newcomer) == [begin])
    let link = "<a href=\"/experts/application\">"
    #expect(try await newcomer.page("/desk").text.contains(link))
    #expect(try await begins(house.enter("sj-lv")) == [begin])
    let sent = try await newcomer.post("/experts/application", ["answers": Self.answers])
    #expect(sent.status == .ok, "\(sent.text)")
    let id = try #require(sent.json["id"]?.string)
    // 第二次不行。
    let twice = try await newcomer.post("/experts/application", ["answers": Self.answers])
    #expect(twice.status == .conflict && twice.code == "appliedAlready")
    #expect(try await begins(newcomer) == [])
    let waits = try await newcomer.json("/desk")["items"]?.array?.first
    #expect(waits?["title"] == "您申请进入专家库" && waits?["mine"] == false)
    #expect(waits?["stage"] == "等市局经办核对" && waits?["href"] == "/experts/application")
    let handler = try await house.enter("sj-lv")
    let approver = try await house.enter("sj-shi", surely: true)
    #expect(try await handler.json("/desk")["items"]?.array?.first?["title"] == "辛仁申请进入专家库")
    #expect(try await approver.json("/desk")["items"] == [])
    var view = try await handler.json("/experts/applications/\(id)")
    #expect(view["acts"]?.array?.map { $0["name"] } == ["expert.vet"])
    #expect(view["answers"]?["years"] == 12)
    // 没有核对过的不能决定。
    let early = try await approver.post(
      "/experts/applications/\(id)/admission", ["decision": "admit"])
    #expect(early.status == .conflict && early.code == "decidedAlready")
    let vetted = try await handler.post(
      "/experts/applications/\(id)/opinion", ["opinion": "admit", "text": "已核对证书。"])
    #expect(vetted.json["state"] == "vetted", "\(vetted.text)")
    view = try await approver.json("/experts/applications/\(id)")
    #expect(view["acts"]?.array?.map { $0["name"] } == ["expert.admit"])
    let admitted = try await approver.post(
      "/experts/applications/\(id)/admission", ["decision": "admit"])
    #expect(admitted.json["state"] == "admitted", "\(admitted.text)")
    let again = try await approver.post(
      "/experts/applications/\(id)/admission", ["decision": "refuse", "reason": "试"])
    #expect(again.status == .conflict && again.code == "decidedAlready")
    let pool = try await handler.json("/experts")["items"]?.array ?? []
    let found = try #require(pool.first { $0["name"] == "辛仁" })
    #expect(found["specialities"] == ["quality", "standard"] && found["industries"] == ["C"])
    let ties = try house.store.read { try Ties.of(Cast.person("xinren"), in: $0) }
    #expect(ties.filter { $0.kind == .employer }.count == 2 && ties.count == 3)
    #expect(
      Set(ties.map(\.code)) == [
        "91310115MA1HB00205", "91310104MA1FR0034U", "91310104MA1FR00186",
      ])
    let told = try house.store.read { database in
      try database.all(
        "SELECT title FROM message WHERE person = ?", Cast.person("xinren").number
      ) { $0.text(0) }
    }
    #expect(told == ["您进入专家库的申请已经同意"])
    // 专家要有动态口令，启用以前什么也办不了。
    #expect(try await house.enter("xinren").get("/inbox").code == "secondFactorRequired")
    #expect(house.faults == [])
  }

  @Test("自己的申请不能自己核对；不入库要写理由；退回以后重新核对")
  func apart() async throws {
    let house = try House()
    let handler = try await house.enter("sj-lv")
    let sent = try await handler.post("/experts/application", ["answers": Self.answers])
    let id = try #require(sent.json["id"]?.string, "\(sent.text)")
    let own = try await handler.post(
      "/experts/applications/\(id)/opinion", ["opinion": "admit", "text": "好。"])
    #expect(own.status == .conflict && own.code == "samePerson")
    #expect(try await handler.json("/experts/applications/\(id)")["acts"] == [])
    let other = try await house.enter("xinren").post(
      "/experts/application", ["answers": Self.answers])
    let second = try #require(other.json["id"]?.string)
    try await handler.post(
      "/experts/applications/\(second)/opinion", ["opinion": "refuse", "text": "年数不够。"])
    let approver = try await house.enter("sj-shi", surely: true)
    let path = "/experts/applications/\(second)/admission"
    #expect(try await approver.post(path, ["decision": "refuse"]).status == .unprocessable)
    let back = try await approver.post(path, ["decision": "sendBack", "reason": "请再核对证书"])
    #expect(back.json["state"] == "applied", "\(back.text)")
    try await handler.post(
      "/experts/applications/\(second)/opinion", ["opinion": "refuse", "text": "确实不够。"])
    let no = try await approver.post(path, ["decision": "refuse", "reason": "年数不够"])
    #expect(no.json["state"] == "refused")
    // 没有同意的，可以再申请。
    #expect(try await house.enter("xinren").acts("/desk").contains("expert.apply"))
    #expect(
      try await house.enter("xinren").post("/experts/application", ["answers": Self.answers])
        .status == .ok)
  }

  @Test("离开单位三年以内还要回避：整三年算，多一天不算")
  func years() throws {
    let today = try #require(Day(2026, 11, 20))
    func binds(_ day: Day?) -> Bool {
      Tie(code: "", name: "", kind: .employer, until: day).binds(on: today, within: 3)
    }
    #expect(binds(nil))
    #expect(binds(Day(2023, 11, 20)))
    #expect(!binds(Day(2023, 11, 19)))
  }

  @Test("专家随时申报利益关系；信用代码不对的说清楚；页面打得开")
  func declared() async throws {
    let house = try House()
    let expert = try await house.enter("zj-xu")
    #expect(
      try await expert.acts("/desk").filter { $0.hasPrefix("expert.") } == ["expert.declare"])
    #expect(try await expert.page("/desk").text.contains("<a href=\"/experts/ties\">"))
    let wrong = try await expert.post(
      "/experts/ties", ["creditCode": "91310104MA1FR00187", "name": "禾欣", "kind": "relative"])
    #expect(wrong.status == .unprocessable)
    let told: JSON = ["creditCode": "91310104MA1FR00186", "name": "禾欣", "kind": "relative"]
    #expect(try await expert.post("/experts/ties", told).json["items"]?.array?.count == 1)
    #expect(try await expert.post("/experts/ties", told).json["items"]?.array?.count == 1)
    #expect(try await expert.page("/experts/ties").text.contains("近亲属"))
    let page = try await house.enter("xinren").page("/experts/application")
    #expect(page.text.contains("熟悉的行业") && page.text.contains("C 制造业"))
    let days = try await house.enter("xinren").post(
      "/experts/application",
      [
        "answers": .object(
          (Self.answers.members ?? []).filter { $0.name != "employers" } + [
            .init(
              "employers",
              [
                [
                  "employerName": "某单位", "employerCode": "91310115MA1HB00205",
                  "employedFrom": "2024-06-01", "employedUntil": "2023-06-01",
                ]
              ])
          ])
      ])
    #expect(
      days.json["errors"]?.array?.map { $0["field"] } == ["employers.1.employedUntil"],
      "\(days.text)")
    #expect(house.faults == [])
  }
}
