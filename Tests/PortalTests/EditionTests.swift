import Accounts
import JSON
import Testing

@testable import HTTP
@testable import Portal

@Suite("凭看到的那一版办：其间有变化就不办，说清变了什么，填的内容都在")
struct EditionTests {
  private func edition(_ guest: Guest, _ number: String) async throws -> JSON {
    try #require(await guest.json("/applications/\(number)")["edition"])
  }

  @Test("接口：版本写在正文里或 If-Match 里都可以；旧的 409 并说出其间办了什么，不是数的 422，不写的按现在的办")
  func byProgram() async throws {
    let house = try House()
    let number = try await house.submitted()
    let handler = try await house.enter("xh-sunli")
    let before = try await edition(handler, number)
    let path = "/applications/\(number)"
    #expect(try await handler.post("\(path)/flags", Self.flag).status == .ok)
    for (body, fields) in [
      (["edition": before] as JSON, [String]()), ([:], ["If-Match: \"\(before.integer ?? 0)\""]),
    ] {
      let stale = try await handler.post("\(path)/acceptance", body, fields: fields)
      #expect(stale.status == .conflict)
      let note = try JSON(parsing: stale.body)
      #expect(note["code"] == "stale")
      #expect(
        note["detail"]?.string
          == "您打开以后，这份申请又有了变化（您看到的是第 \(before.integer ?? 0) 版，现在是第 \((before.integer ?? 0) + 1) 版）。其间：2026年11月20日 星期五 徐汇区市场监管局“标记问题”。请核对以后再办。"
      )
    }
    #expect(try await handler.post("\(path)/acceptance", ["edition": "x"]).status == .unprocessable)
    #expect(try await handler.post("\(path)/acceptance", ["edition": -1]).status == .unprocessable)
    let now = try await edition(handler, number)
    #expect(try await handler.post("\(path)/acceptance", ["edition": now]).status == .ok)
  }

  @Test("重写的都要说明改的是哪一版：不说 422，旧的 409 并说出现在写的是什么；acts 里就有")
  func rewritten() async throws {
    let house = try House()
    let (handler, approver) = (
      try await house.enter("xh-sunli", surely: true), try await house.enter("xh-zhouwei")
    )
    func offered(_ act: String, _ page: String) async throws -> JSON? {
      try await handler.json(page)["acts"]?.array?.first { $0["name"]?.string == act }
    }
    let contact: JSON = ["contact": "质量科，021-1"]
    #expect(try await handler.post("/contacts/own", contact).status == .unprocessable)
    let edition = try await offered("organisation.contact", "/desk")?["edition"]
    #expect(edition == 0)
    let first: JSON = ["contact": "质量科，021-1", "edition": 0]
    #expect(try await approver.post("/contacts/own", first).status == .ok)
    let late = try await handler.post("/contacts/own", ["contact": "我写的", "edition": 0])
    #expect(
      late.json["detail"]?.string == "您打开以后，同事改过：现在写的是“质量科，021-1”。您填的还在，核对以后再保存。")
    let page = try await handler.press(
      "/contacts/own", "contact=%E6%88%91&edition=0", on: "/contacts/own")
    #expect(page.status == .conflict && page.text.contains(#"name="edition" value="1""#))

    let hexin = "/organisations/\(Cast.organisation("hexin"))"
    let body: JSON = ["name": "上海禾欣食品有限公司", "district": "xuhui", "reason": "核对"]
    #expect(try await handler.post("\(hexin)/correction", body).status == .unprocessable)
    #expect(try await offered("enterprise.correct", hexin)?["edition"] == 0)
    let corrected: JSON = .object((body.members ?? []) + [.init("edition", 0)])
    #expect(try await handler.post("\(hexin)/correction", corrected).status == .ok)
    try house.makeSure(of: handler)
    let again = try await handler.post("\(hexin)/correction", corrected)
    #expect(again.code == "stale" && again.text.contains("徐汇区市场监管局"))
    #expect(try await offered("enterprise.correct", hexin)?["edition"] == 1)
  }

  private static let flag: JSON = ["text": "联系人电话打不通"]

  @Test("页面：按钮和表单都带着打开时的版本；有变化的留在原页，再按就是看过了")
  func byPage() async throws {
    let house = try House()
    let number = try await house.submitted()
    let handler = try await house.enter("xh-sunli")
    let path = "/applications/\(number)"
    let before = try await edition(handler, number).integer ?? 0
    #expect(try await handler.page(path).text.contains(#"name="edition" value="\#(before)""#))
    #expect(try await handler.post("\(path)/flags", Self.flag).status == .ok)
    let stale = try await handler.press("\(path)/acceptance", "edition=\(before)", on: path)
    #expect(stale.status == .conflict)
    #expect(stale.text.contains("“标记问题”。请核对以后再办。"))
    #expect(stale.text.contains(#"name="edition" value="\#(before + 1)""#))
    let again = try await handler.press("\(path)/acceptance", "edition=\(before + 1)", on: path)
    #expect(again.status == .seeOther)
  }
}
