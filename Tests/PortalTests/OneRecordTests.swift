import Accounts
import JSON
import SQLite
import Testing
import Vocabulary

@testable import HTTP
@testable import Portal

@Suite("区级各处写的和记录是一回事：征求意见、现场核查、称号、承办、回避、延期")
struct OneRecordTests {
  let house: House
  let number: String
  private var path: String { "/applications/\(number)" }

  init() async throws {
    house = try House()
    number = try await house.accepted()
  }

  private func review(_ rows: JSON, edition: Int = 0) async throws -> Response {
    try await house.enter("xh-sunli").post(
      "\(path)/review",
      [
        "edition": .integer(edition),
        "answers": .object(
          (DistrictTests.review.members ?? []) + [.init("consultations", rows)]),
      ])
  }

  private static func row(_ opinion: JSON, replied: JSON? = nil, _ name: JSON) -> JSON {
    .array([
      .object(
        [
          .init("department", name), .init("question", "有没有处罚？"),
          .init("sentOn", "2026-11-20"), .init("opinion", opinion),
        ] + (replied.map { [.init("repliedOn", $0)] } ?? []))
    ])
  }

  @Test("征求意见情况：没有问过的部门、没有答复的同意，都存不进去；答复了什么，就是什么")
  func consultations() async throws {
    let id = try await house.consult(number)
    let name: JSON = "徐汇区商务委员会"
    for (rows, field) in [
      (Self.row("同意", "徐汇区生态环境局"), "consultations.1.department"),
      (Self.row("同意", name), "consultations.1.opinion"),
      (Self.row("等答复", replied: "2026-11-20", name), "consultations.1.opinion"),
    ] {
      let refused = try await review(rows)
      #expect(
        refused.json["errors"]?.array?.map { $0["field"] } == [.string(field)], "\(refused.text)")
      #expect(refused.json["errors"]?.array?.map { $0["code"] } == ["contradicts"])
    }
    #expect(try await review(Self.row("等答复", name)).status == .ok)
    _ = try await house.enter("xh-feng").post(
      "/consultations/\(id)/answer", ["opinion": "disagree", "text": "有处罚", "signer": "冯涛"])
    // 再打开时，已经按答复填好。
    #expect(try await house.enter("xh-sunli").page("\(path)/review").text.contains("不同意。有处罚"))
    #expect(try await review(Self.row("等答复", name), edition: 1).status == .unprocessable)
    let fits = Self.row("不同意。有处罚", replied: "2026-11-20", name)
    #expect(try await review(fits, edition: 1).status == .ok)
  }

  @Test("一次性链接：有账户的部门用账户；申报回避的人不能再生成，生成的人和日子写在征求意见里")
  func links() async throws {
    let own = try await house.consult(number)
    let handler = try await house.enter("xh-sunli")
    #expect(try await handler.post("/consultations/\(own)/link").code == "hasAccount")
    #expect(try await handler.acts("/consultations/\(own)") == ["consultation.record"])
    let id = try await house.consult(number, [("departments", []), ("names", "区文旅局")])
    #expect(
      try await handler.acts("/consultations/\(id)") == [
        "consultation.record", "consultation.link",
      ])
    #expect(try await handler.post("/consultations/\(id)/link").status == .ok)
    #expect(try await handler.json("/consultations/\(id)")["linkBy"] == "孙丽")
    let page = try await house.enter("xh-zhouwei").page(path).text
    #expect(
      page.contains("孙丽于 2026年11月20日 星期五 生成答复链接"),
      "\(page.firstRange(of: "答复链接").map { page[..<$0.upperBound].suffix(90) } ?? "—")")
    try await house.act(number, "recusals", ["reason": "配偶在该企业任职"], by: "xh-sunli")
    #expect(try await handler.acts("/consultations/\(id)") == [])
    #expect(try await handler.post("/consultations/\(id)/link").code == "recused")
  }

  @Test("书面答复由经办人照来文登记：写明文号和谁登记的，一次，回避的人不能登记")
  func onPaper() async throws {
    let id = try await house.consult(number)
    let path = "/consultations/\(id)/paper"
    let handler = try await house.enter("xh-sunli")
    let body: JSON = ["opinion": "agree", "signer": "徐汇区商务委员会", "document": "徐商函〔2026〕8号"]
    #expect(try await house.enter("xh-feng").post(path, body).status == .forbidden)
    let done = try await handler.post(path, body)
    #expect(done.json["document"] == "徐商函〔2026〕8号" && done.json["byLink"] == false, "\(done.text)")
    let page = try await house.enter("xh-zhouwei").page(self.path).text
    #expect(page.contains("同意（书面答复，徐商函〔2026〕8号）"))
    #expect(page.contains("徐汇区商务委员会已经书面答复（徐商函〔2026〕8号）"))
    #expect(try await handler.post(path, body).code == "answeredAlready")
    #expect(
      try await house.enter("xh-feng").post(
        "/consultations/\(id)/answer", ["opinion": "disagree", "text": "有处罚", "signer": "冯涛"]
      ).code == "answeredAlready")
    // 审核意见里照登记的写。
    #expect(
      try await review(
        Self.row("同意（书面答复，徐商函〔2026〕8号）", replied: "2026-11-20", "徐汇区商务委员会")
      ).status == .ok)
    let other = try await house.consult(number, [("departments", []), ("names", "区文旅局")])
    try await house.act(number, "recusals", ["reason": "配偶在该企业任职"], by: "xh-sunli")
    #expect(try await handler.post("/consultations/\(other)/paper", body).code == "recused")
  }

  @Test("打开存过的审核意见：自己补充过的话还在，答复变了的一行换成现在的，并说明")
  func broughtUp() async throws {
    let id = try await house.consult(number)
    _ = try await house.consult(number, [("departments", []), ("names", "区文旅局")])
    try await house.act(
      number, "consultations", ["question": "有没有处罚？", "names": "区应急局"], by: "xh-sunli")
    let written: JSON = [
      [
        "department": "徐汇区商务委员会", "question": "近三年有没有因质量受到处罚？", "sentOn": "2026-11-20",
        "opinion": "等答复",
      ],
      [
        "department": "区文旅局", "question": "近三年有没有因质量受到处罚？", "sentOn": "2026-11-20",
        "opinion": "电话催过一次",
      ],
    ]
    #expect(try await review(written).status == .ok)
    _ = try await house.enter("xh-feng").post(
      "/consultations/\(id)/answer", ["opinion": "agree", "signer": "冯涛"])
    let page = try await house.enter("xh-sunli").page("\(path)/review").text
    #expect(page.contains("征求意见情况已经按最新的答复更新，请核对后保存。"))
    #expect(page.contains("电话催过一次") && page.contains("value=\"同意\"") && page.contains("区应急局"))
  }

  @Test("等着答复的部门不再列出来，再问一次说是哪一个")
  func asked() async throws {
    func offered() async throws -> [JSON?] {
      try await house.enter("xh-sunli").json(path)["consultations"]?["departments"]?.array?
        .map { $0["name"] } ?? []
    }
    #expect(try await offered() == ["徐汇区商务委员会"])
    _ = try await house.consult(number)
    #expect(try await offered() == [])
    let page = try await house.enter("xh-sunli").page("\(path)/consultations").text
    #expect(!page.contains("department-\(Cast.organisation("xuhui-shangwu"))"))
    let again = try await house.enter("xh-sunli").post(
      "\(path)/consultations",
      [
        "question": "再问",
        "departments": [.string("\(Cast.organisation("xuhui-shangwu"))")],
      ])
    #expect(again.json["errors"]?.array?.map { $0["code"] } == ["askedAlready"], "\(again.text)")
  }

  @Test("去过现场的记录全部作废的：审核意见不能再写去过，先前写了的也不能据以推荐")
  func visits() async throws {
    try await house.act(
      number, "visits",
      ["on": "2026-11-20", "people": "孙丽、周伟", "findings": "生产线在用。"], by: "xh-sunli")
    try await house.act(
      number, "review", ["edition": 0, "answers": DistrictTests.visited], by: "xh-sunli")
    let seen = try await house.enter("xh-sunli").json(path)
    let visit = try #require(seen["visits"]?.array?.first?["visit"]?.string, "\(seen.text)")
    let struck = try await house.enter("xh-sunli").post(
      "/visits/\(visit)/strike", ["reason": "写错了企业"])
    try #require(struck.status == .ok, "\(struck.text)")
    let honour = seen["honours"]?.array?.first?["honour"] ?? ""
    try await house.act(
      number, "honours",
      ["honour": honour, "verdict": "rejected", "basis": "announcement", "evidence": "没有"],
      by: "xh-sunli")
    let proposed = try await house.enter("xh-sunli").post(
      "\(path)/proposal", ["decision": "recommend", "opinion": "予以推荐。"])
    #expect(
      proposed.json["errors"]?.array?.map { $0["code"] } == ["contradicts"], "\(proposed.text)")
    let again = try await house.enter("xh-sunli").post(
      "\(path)/review", ["edition": 1, "answers": DistrictTests.visited])
    #expect(again.json["errors"]?.array?.map { $0["field"] } == ["visited"], "\(again.text)")
  }

  @Test("别人承办的，不能自己把它交给自己；承办人和审核人可以交")
  func handedOver() async throws {
    try house.hire("hp-qianlei", as: "districtHandler", in: "xuhui", 71)
    try await house.act(number, "handler", by: "xh-sunli")
    let other = try await house.enter("hp-qianlei")
    let to: JSON = ["to": .string("\(Cast.person("hp-qianlei"))"), "reason": "我来"]
    #expect(try await other.post("\(path)/handover", to).code == "notTheirs")
    #expect(try await !house.names(number, "hp-qianlei").contains("handler.handOver"))
    #expect(
      try await house.enter("xh-zhouwei").post("\(path)/handover", to).status == .ok)
  }

  @Test("延长补正：选工作日，一次最多再给一个补正期限那么长")
  func extended() async throws {
    try await house.act(
      number, "return", ["items": ["innovation": "请写明专利号"]], by: "xh-sunli")
    func ask(_ day: JSON) async throws -> JSON? {
      try await house.enter("xh-sunli").post(
        "\(path)/extension", ["until": day, "reason": "检验报告下周才出"]
      ).json["errors"]?.array?.first?["code"]
    }
    #expect(try await ask("2026-12-19") == "notWorking")
    #expect(try await ask("2027-12-06") == "tooLate")
    #expect(try await ask("2026-12-18") == nil)
  }
}
