import JSON
import Testing
import Vocabulary

@testable import HTTP
@testable import Portal

@Suite("导出申请列表：列表里是什么就导出什么，只有自己看得到的，谁导出的记在日志里")
struct ExportQueueTests {
  private func lines(_ answer: Response) -> [[String]] {
    answer.json["lines"]?.array?.map { $0.array?.compactMap(\.string) ?? [] } ?? []
  }

  @Test("按条件导出：区里只有自己的，企业、审计员和专业机构不能；一份里有编号、代码、环节、期限、承办人")
  func scoped() async throws {
    let house = try House()
    let (one, other) = (try await house.accepted(), try await house.submitted())
    let handler = try await house.enter("xh-sunli")
    #expect(try await handler.acts("/applications").contains("applications.export"))
    let all = try await handler.post("/exports/applications", ["format": "csv"])
    #expect(all.status == .ok, "\(all.text)")
    #expect(Set(lines(all).dropFirst().compactMap(\.first)) == [one, other])
    let accepted = try await handler.post(
      "/exports/applications", ["format": "csv", "stage": "accepted"])
    let row = try #require(lines(accepted).dropFirst().first)
    #expect(lines(accepted).count == 2)
    #expect(
      zip(lines(accepted)[0], row).map { "\($0)=\($1)" } == [
        "编号=\(one)", "产品或服务=禾欣有机米饼", "类别=产品", "企业=上海禾欣食品有限公司",
        "统一社会信用代码=91310104MA1FR00186", "所在区=徐汇区市场监管局", "批次=2026-1", "环节=区级审核", "结果=",
        "提交日=2026-11-20", "承办人=", "轮到=徐汇区市场监管局", "办到=2026-12-18", "在本环节的工作日=0",
        "重点推荐的称号=",
      ])
    #expect(
      lines(try await house.enter("pd-wuqiang").post("/exports/applications", ["format": "csv"]))
        .count == 1)
    #expect(
      lines(try await house.enter("sj-lv").post("/exports/applications", ["format": "csv"])).count
        == 3)
    for login in ["lihua", "sj-jin", "zp-qin"] {
      let no = try await house.enter(login)
      #expect(
        try await no.post("/exports/applications", ["format": "csv"]).status == .forbidden)
      #expect(try await !no.acts("/applications").contains("applications.export"), "\(login)")
    }
    #expect(
      try house.journal("applications.export")
        == ["导出申请列表：2 份", "导出申请列表：1 份", "导出申请列表：0 份", "导出申请列表：2 份"])
    #expect(house.faults == [])
  }

  @Test("页面：从选好条件的列表去导出，条件跟着走；公式样的名称不会在表格软件里算起来；格式写错说出来")
  func file() async throws {
    let house = try House()
    try house.openRound()
    let writer = try await house.enter("lihua")
    let number = try await house.draft(by: writer, "=HYPERLINK(1)")
    try await house.fill(number, by: writer)
    try await house.submit(number)
    let handler = try await house.enter("xh-sunli")
    let list = "/applications?stage=submitted"
    #expect(
      try await handler.page(list).text.contains("href=\"/exports/applications?stage=submitted\""))
    let form = try await handler.page("/exports/applications?stage=submitted").text
    #expect(form.contains("name=\"stage\" value=\"submitted\"") && form.contains("待受理"))
    let odd = try await handler.page("/exports/applications?stage=xyz").text
    #expect(odd.contains("导出您能看到的全部申请") && !odd.contains("value=\"xyz\""))
    let sent = try await handler.press(
      "/exports/applications", "format=csv&stage=submitted",
      on: "/exports/applications?stage=submitted")
    #expect(sent.status == .ok && sent.text.contains(number))
    #expect(sent.text.contains("'=HYPERLINK(1)") && !sent.text.contains(",=HYPERLINK"))
    let book = try await handler.press(
      "/exports/applications", "format=xlsx&stage=accepted",
      on: "/exports/applications?stage=accepted")
    #expect(book.status == .ok && book.body.prefix(2) == Array("PK".utf8)[...])
    let wrong = try await handler.post("/exports/applications", ["format": "pdf"])
    #expect(wrong.json["errors"]?.array?.first?["field"] == "format", "\(wrong.text)")
    #expect(house.faults == [])
  }
}
