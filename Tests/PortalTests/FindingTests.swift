import Accounts
import Foundation
import HTTP
import JSON
import SQLite
import Testing
import Vocabulary

@testable import HTTP
@testable import Portal

@Suite("找得到：日志按日期和姓名，条款按情况，批次和编号，登记数据就在证明旁边")
struct FindingTests {
  let house: House
  init() throws { house = try House() }

  private func encoded(_ text: String) -> String {
    text.utf8.map { "%" + ($0 < 16 ? "0" : "") + String($0, radix: 16, uppercase: true) }.joined()
  }

  @Test("日志：按姓名、按日期、按“系统”找；姓名照样隐去；“关于”写成文字")
  func journal() async throws {
    let chief = try await house.enter("sj-zhang", surely: true)
    #expect(try await chief.post("/rounds/new", .object(RoundTests.plan)).status == .ok)
    house.pass(seconds: 2 * 86_400)
    let auditor = try await house.enter("sj-jin")
    func entries(_ query: String) async throws -> [JSON] {
      try await auditor.json("/journal?\(query)")["items"]?.array ?? []
    }
    let name = try #require(
      try house.store.read {
        try $0.first("SELECT name FROM person WHERE login = 'sj-zhang'") { $0.text(0) }
      })
    let own = try await entries("person=\(encoded(name))&act=round.open")
    #expect(own.count == 1 && own.first?["name"] != .string(name))
    #expect(try await entries("person=\(encoded("没有这个人"))").isEmpty)
    #expect(try await entries("act=round.open&from=2026-11-20&to=2026-11-20").count == 1)
    #expect(try await entries("act=round.open&from=2026-11-21").isEmpty)
    #expect(try await entries("act=round.open&to=2026-11-19").isEmpty)
    #expect(
      try await entries("person=\(encoded("系统"))").allSatisfy { $0["actor"] == "system" })
    let page = try await auditor.page("/journal?subject=round/2026-1").text
    #expect(page.contains("批次 2026-1") && page.contains("name=\"from\""))
  }

  @Test("条款对照：按情况分开，各有条数，点得到")
  func clauses() async throws {
    let auditor = try await house.enter("sj-jin")
    let items = try await auditor.json("/clauses")["items"]?.array ?? []
    let page = try await auditor.page("/clauses").text
    for (state, title) in [
      ("carriedOut", "已落实"), ("data", "只有数据"), ("missing", "还没有"),
    ] {
      let count = items.count { $0["state"]?.string == state }
      #expect(count > 0)
      #expect(page.contains("id=\"\(state)\"") && page.contains("href=\"#\(state)\""))
      #expect(page.contains("\(title)的 \(count) 条"))
    }
  }

  @Test("搜索找得到批次，也找得到申请的编号；看不到的编号找不到")
  func search() async throws {
    let chief = try await house.enter("sj-zhang", surely: true)
    #expect(try await chief.post("/rounds/new", .object(RoundTests.plan)).status == .ok)
    for text in ["2026-1", "2026 年第一批", "第一批"] {
      let found = try await house.enter("lihua").json("/search?q=\(encoded(text))")
      #expect(
        found["items"]?.array?.first?["href"] == "/rounds/2026-1", "\(text) \(found.text)")
    }
    let editor = try await house.enter("lihua", surely: true)
    let number = try await house.draft(by: editor)
    let found = try await editor.json("/search?q=\(encoded(number))")
    #expect(found["items"]?.array?.first?["href"] == .string("/applications/\(number)"))
    #expect(found["total"] == 1)
    let other = try await house.enter("zhaomin")
    #expect(try await other.json("/search?q=\(encoded(number))")["total"] == 0)
  }

  @Test("工具自己的页面打开时，和卡片上一样填好今天；问过的不改")
  func tools() async throws {
    for (tool, field) in [("deadline", "from"), ("notice-period", "start"), ("workday", "on")] {
      let page = try await house.get("/tools/\(tool)").text
      #expect(page.contains("name=\"\(field)\""))
      #expect(page.contains("value=\"2026-11-20\""), "\(tool)")
      let asked = try await house.get("/tools/\(tool)?\(field)=2026-10-10&days=1").text
      #expect(!asked.contains("value=\"2026-11-20\""), "\(tool)")
    }
  }

  @Test("没有登记联系方式的单位，合在一起说一次；它自己的工作台上请它登记，登记了就不再请")
  func contacts() async throws {
    let before = try await house.get("/contacts").text
    #expect(before.components(separatedBy: "12345").count == 2)
    let handler = try await house.enter("xh-sunli")
    func asks() async throws -> Bool {
      try await handler.json("/desk")["acts"]?.array?.contains {
        $0["name"] == "organisation.contact" && $0["title"] == "登记本单位的联系方式（现在还没有登记）"
      } == true
    }
    let isKnown = try house.store.read {
      try $0.first(
        """
        SELECT contact <> '' FROM organisation o JOIN membership m ON m.organisation = o.id
        WHERE m.person = ?
        """, Cast.person("xh-sunli").number
      ) { $0.bool(0) }
    }
    #expect(try await asks() == (isKnown == false))
    #expect(
      try await handler.post("/contacts/own", ["contact": "质量发展科，021-12345678", "edition": 0])
        .status == .ok)
    #expect(try await !asks())
    #expect(try await house.get("/contacts").text.contains("质量发展科，021-12345678"))
  }

  @Test("证明旁边就是登记数据；别人看不到这一栏。登记数据的页面是一张一张的表")
  func facts() async throws {
    let claim = try #require(
      try house.ids(
        "SELECT id FROM claim WHERE person = ?", Cast.person("ouyangxue").number
      ).first)
    let officer = try await house.enter("xh-sunli")
    #expect(try await officer.json("/claims/\(ClaimID(claim))")["registered"] != nil)
    let page = try await officer.page("/claims/\(ClaimID(claim))").text
    #expect(page.contains("登记数据怎样记载这家企业") || page.contains("没有导入过这家企业的登记数据"))
    let holder = try await house.enter("ouyangxue")
    #expect(try await holder.json("/claims/\(ClaimID(claim))")["registered"] == nil)
    let hexin = "/organisations/\(Cast.organisation("hexin"))/facts"
    let facts = try await house.enter("lihua").page(hexin).text
    for heading in ["登记机关", "登记状态", "来源和数据日期"] {
      #expect(facts.contains(">\(heading)</th>"), "\(heading)")
    }
  }
}
