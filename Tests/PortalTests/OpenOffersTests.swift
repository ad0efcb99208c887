import Accounts
import HTTP
import JSON
import Testing

@testable import Portal

@Suite("能办的事写在说明它的地方：不用登录的操作，和行里的接办人、同事")
struct OpenOffersTests {
  private func acts(_ path: String, _ guest: Guest) async throws -> [JSON] {
    try await guest.json(path)["acts"]?.array ?? []
  }

  @Test("表格、评分表、公示都列出不用登录的操作，按写的地址发去就是它")
  func tools() async throws {
    let house = try House()
    let guest = try await house.enter("xinren")
    let places: [(path: String, acts: [String], statuses: [Status])] = [
      ("/forms/pilot-2024/F1", ["form.try", "form.export"], [.unprocessable, .unprocessable]),
      ("/tools/rubric", ["rubric.sum"], [.ok]),
      ("/notices", ["objection.status"], [.unprocessable]),
    ]
    for place in places {
      let told = try await acts(place.path, guest)
      #expect(told.map { $0["name"]?.string } == place.acts)
      for (act, status) in zip(told, place.statuses) {
        let path = try #require(act["href"]?.string).dropFirst("/api/v1".count)
        let answer = try await house.post(String(path), [:])
        #expect(answer.status == status, "\(path)")
      }
    }
    let form = try #require(try await acts("/forms/pilot-2024/F1", guest).first)
    #expect(
      form["schema"] == ["$ref": "/openapi.json#/components/schemas/pilot-2024.F1"])
  }

  @Test("工作台每一行里的“申报回避”说得出可以由谁接办，“请同事看”说得出可以请谁")
  func rows() async throws {
    let house = try House()
    let number = try await house.accepted()
    try house.hire("hp-qianlei", as: "districtHandler", in: "xuhui", 700_001)
    let sunli = try await house.enter("xh-sunli")
    let acts = try await sunli.json("/desk")["items"]?.array?
      .first { $0["subject"]?.string == "application/\(number)" }?["acts"]?.array
    let recuse = try #require(acts?.first { $0["name"] == "recusal.declare" })
    #expect(
      recuse["substitute"]?.array?.map { $0["id"]?.string } == ["\(Cast.person("hp-qianlei"))"])

    let open = try await House.withRound()
    let editor = try await open.enter("lihua")
    _ = try await open.draft(by: editor)
    let rows = try await editor.json("/desk")["items"]?.array?.flatMap { $0["acts"]?.array ?? [] }
    let ask = try #require(rows?.first { $0["name"] == "application.askColleague" })
    #expect(ask["to"]?.array?.map { $0["title"] } == ["梁宸", "王建国", "陈静"])
  }
}
