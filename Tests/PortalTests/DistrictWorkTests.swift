import Accounts
import Applications
import Desk
import JSON
import SQLite
import Testing
import Vocabulary

@testable import HTTP
@testable import Portal

@Suite("区里的日常：再次退回要签字，回避有人接办，问题要了结，移送要对方同意，重复的由决定并案")
struct DistrictWorkTests {
  let house: House

  init() throws { house = try House() }

  @Test("期限：补正期间区里的停着，写明为什么；交回以后重新计算")
  func clocks() async throws {
    let number = try await house.submitted()
    let path = "/applications/\(number)"
    try await house.act(number, "return", ["items": ["innovation": "请写明专利号"]], by: "xh-sunli")
    #expect(
      try await house.enter("xh-sunli").page(path).text.contains("暂停计算"))
    let writer = try await house.enter("lihua")
    let part = try await writer.json("\(path)/sections/7")
    _ = try await house.save(
      number, 7, ["innovation": "专利 1 号。"], by: writer, edition: part["edition"]?.integer ?? 0)
    house.pass(seconds: 5 * 86_400)
    try await house.act(number, "resubmission", ["agreed": true], by: "wangjianguo")
    let back = try await house.enter("xh-sunli").json(path)
    #expect(back["stage"] == "submitted" && back["turn"]?["until"] == "2026-12-02")
    #expect(try await !house.enter("xh-sunli").page(path).text.contains("暂停计算"))
    #expect(try house.store.read { try CaseInvariants.flaw(in: $0) } == nil)
  }

  @Test("第二次退回：经办人写明理由提请，审核人签字才退回；次数看得到；不签字的照常办")
  func furtherReturn() async throws {
    let number = try await house.submitted()
    let path = "/applications/\(number)"
    #expect(try await !house.names(number, "xh-sunli").contains("return.propose"))
    try await house.corrected(number)
    let handler = try await house.enter("xh-sunli")
    #expect(
      try await handler.post("\(path)/return", ["items": ["quality": "试"]]).code
        == "correctionSpent")
    #expect(
      try await handler.post("\(path)/further-return", ["items": ["quality": "试"]]).status
        == .unprocessable)
    func ask() async throws {
      try await house.act(
        number, "further-return",
        ["returnReason": "补正后的内容引出新的问题", "items": ["quality": "请写明执行的标准"]],
        by: "xh-sunli")
    }
    try await ask()
    let seen = try await house.enter("xh-zhouwei").json(path)
    #expect(seen["returns"]?["count"] == 1)
    #expect(seen["returns"]?["asked"]?["reason"] == "补正后的内容引出新的问题")
    #expect(seen["stage"] == "submitted")
    // 企业只看得到次数，签字以前不知道要退回什么。
    #expect(try await house.enter("lihua").json(path)["returns"] == ["count": 1])
    try await house.act(number, "further-return/refusal", ["reason": "材料已够"], by: "xh-zhouwei")
    try await ask()
    // 还等着签字的，不能提推荐；签不签字先定下来。
    try await house.act(number, "acceptance", by: "xh-sunli")
    try await house.review(number)
    let early = try await handler.post(
      "\(path)/proposal", ["decision": "recommend", "opinion": "符合条件。"])
    #expect(early.code == "furtherReturnOpen", "\(early.text)")
    #expect(
      try await handler.post("\(path)/further-return/approval").code == "notYourRole")
    let unsure = try await house.enter("xh-zhouwei").post("\(path)/further-return/approval")
    #expect(unsure.code == "confirmationRequired")
    #expect(
      unsure.json["detail"]
        == .string(
          "办理“同意再次退回补正”（上海禾欣食品有限公司“禾欣有机米饼”，编号 \(number)）以前，请再次确认是您本人。"))
    let signed = try await house.act(number, "further-return/approval", by: "xh-zhouwei")
    #expect(signed["stage"] == "returned")
    let told = try await house.enter("lihua").json(path)
    #expect(told["returns"] == ["count": 2, "items": ["quality": "请写明执行的标准"]])
    #expect(told["turn"]?["until"] == "2026-12-04")
    let part = try await house.enter("lihua").json("\(path)/sections/7")
    #expect(part["corrections"] == [["field": "quality", "text": "请写明执行的标准"]])
    #expect(house.faults == [])
  }

  @Test("复核：没有经办过的人的工作台上有；维持原决定的，企业收到复核答复，不能再来一次")
  func upheld() async throws {
    let number = try await house.submitted()
    try await house.act(
      number, "refusal", House.refusal(of: number, "不是本市企业"), by: "xh-sunli")
    let path = "/applications/\(number)"
    try await house.act(number, "reconsideration", ["reason": "已经迁入"], by: "wangjianguo")
    func tasks(_ login: String) async throws -> [String] {
      try await house.enter(login).json("/desk")["items"]?.array?
        .compactMap { $0["title"]?.string }.filter { $0.hasPrefix("复核") } ?? []
    }
    #expect(try await tasks("xh-zhouwei") == ["复核：禾欣有机米饼（上海禾欣食品有限公司）"])
    #expect(try await tasks("sj-shi") == ["复核：禾欣有机米饼（上海禾欣食品有限公司）"])
    #expect(try await tasks("pd-zhengfang") == [])
    try await house.act(
      number, "reconsideration/refusal", ["reason": "没有迁入的证明", "number": .string(number)],
      by: "xh-zhouwei")
    let told = try await house.enter("lihua").json(path)
    #expect(told["letters"]?.array?.first?["title"] == "复核答复")
    #expect(told["stage"] == "ended" && told["outcome"] == "refused")
    #expect(try await tasks("sj-shi") == [])
    #expect(
      try await house.enter("wangjianguo").post("\(path)/reconsideration", ["reason": "再来"]).code
        == "reconsiderationSpent")
    #expect(try house.store.read { try CaseInvariants.flaw(in: $0) } == nil)
  }

  @Test("审核和退回的页上，一边是表，一边是提交的材料、附件、条件和依据；退回以后改了什么也在")
  func beside() async throws {
    let number = try await house.submitted()
    try await house.corrected(number)
    try await house.act(number, "acceptance", by: "xh-sunli")
    let page = try await house.enter("xh-sunli").page("/applications/\(number)/review").text
    for words in [
      "class=\"beside\"", "aria-label=\"对照材料\"", "申请条件和依据", "退回以后改了什么", "专利 1 号。", "营业执照：",
      "第 2 次提交的申请书",
    ] { #expect(page.contains(words), "\(words)") }
  }

  @Test("审核意见一打开，记录里有的都在：收到日期、各条依据、问过谁答了什么、现场核查；推荐意见从审核意见来；判断留给人")
  func knownBeforehand() async throws {
    let number = try await house.accepted()
    let id = try await house.consult(number)
    let reply = try await house.enter("xh-feng").post(
      "/consultations/\(id)/answer",
      ["opinion": "conditional", "text": "近三年没有处罚，\n有一起投诉。", "signer": "冯涛"])
    #expect(reply.status == .ok, "\(reply.text)")
    try await house.act(
      number, "visits", ["on": "2026-11-20", "people": "孙丽、冯涛", "findings": "生产线在用。"],
      by: "xh-sunli")
    let handler = try await house.enter("xh-sunli")
    let sheet = try await handler.page("/applications/\(number)/review").text
    for words in [
      "name=\"receivedOn\" type=\"date\" class=\"short\" value=\"2026-11-20\"", "徐汇区商务委员会",
      "有条件同意。近三年没有处罚， 有一起投诉。",
      "2026年11月20日 星期五，孙丽、冯涛：生产线在用。", "记录里已有的先替您填好了",
    ] { #expect(sheet.contains(words), "\(words)") }
    #expect(sheet.contains("按企业填写符合") || sheet.contains("登记数据已证明"))
    #expect(
      !sheet.contains("value=\"pass\" checked") && !sheet.contains("value=\"recommend\" checked"))
    let denied = try await house.enter("xh-sunli").post(
      "/applications/\(number)/review", ["edition": 0, "answers": DistrictTests.review])
    #expect(denied.json["errors"]?.array?.map { $0["field"] } == ["visited"], "\(denied.text)")
    try await house.act(
      number, "review", ["edition": 0, "answers": DistrictTests.visited], by: "xh-sunli")
    #expect(
      try await !handler.page("/applications/\(number)/review").text.contains("记录里已有的先替您填好了"))
    let honour = try await handler.json("/applications/\(number)")["honours"]?.array?.first
    try await house.act(
      number, "honours",
      [
        "honour": honour?["honour"] ?? "", "verdict": "rejected", "basis": "announcement",
        "evidence": "名单上没有",
      ],
      by: "xh-sunli")
    let proposal = try await handler.page("/applications/\(number)/proposal").text
    #expect(proposal.contains("符合条件，予以推荐。</textarea>"), "\(proposal)")
    // 审核人在一页上看得到谁提出什么、各条怎样、还有什么没有了结。
    try await house.act(number, "flags", ["text": "核对检验报告"], by: "xh-sunli")
    try await house.act(
      number, "proposal", ["decision": "recommend", "opinion": "符合条件，予以推荐。"], by: "xh-sunli")
    let approver = try await house.enter("xh-zhouwei")
    let waiting = try await approver.json("/applications/\(number)")["recommendation"]
    #expect(waiting?["by"] == "孙丽" && waiting?["decision"] == "recommend")
    #expect(waiting?["conditions"]?.array?.map { $0["met"] } == [true, true, true, true])
    #expect(waiting?["waiting"] == ["问题还没有了结：核对检验报告"])
    let page = try await approver.page("/applications/\(number)").text
    for words in ["孙丽提出：推荐。", "问题还没有了结：核对检验报告", "商标注册证"] {
      #expect(page.contains(words), "\(words)")
    }
    #expect(try await house.enter("lihua").json("/applications/\(number)")["recommendation"] == nil)
  }

  @Test("核实称号：证书在旁边，名称正好对上的先选好，核实与否由人说")
  func honourPage() async throws {
    let number = try await house.accepted()
    let page = try await house.enter("xh-sunli").page("/applications/\(number)/honours").text
    #expect(page.contains("<option value=\"mayorQualityAward\" selected>"), "\(page)")
    #expect(page.contains("aria-label=\"对照材料\""))
    #expect(!page.contains("<option value=\"verified\" selected>"))
  }

  @Test("文书发出以前可以预览：已知的填好，要写的留着")
  func preview() async throws {
    let number = try await house.submitted()
    let handler = try await house.enter("xh-sunli")
    let refusal = try await handler.page("/applications/\(number)/refusal").text
    #expect(refusal.contains("预览：不予受理通知书") && refusal.contains("〔理由〕"))
    #expect(refusal.contains("上海禾欣食品有限公司") && !refusal.contains("{reason}"))
    let back = try await handler.page("/applications/\(number)/return").text
    #expect(back.contains("请在 2026年12月4日 星期五 前补正"))
    #expect(back.contains("这份申请还没有退回过。"))
  }

  @Test("补正：表里的常用句可以直接选；没有交的，先提醒两次，再按期终止，都在记录里")
  func silence() async throws {
    let number = try await house.submitted()
    let page = try await house.enter("xh-sunli").page("/applications/\(number)/return")
    #expect(page.text.contains("<option value=\"看不清楚，请重新扫描上传。\">"), "\(page.text)")
    try await house.act(
      number, "return", ["items": ["licenceFile": "看不清楚，请重新扫描上传。"]], by: "xh-sunli")
    for _ in 0..<16 {
      house.pass(seconds: 86_400)
      // 上班时间里的一刻。
      let noon = Instant(house.clock.now.day, hour: 10)
      try house.rooms.reminders.round(at: noon, wall: house.wallNow, in: house.store)
      try house.rooms.caseClock.round(at: noon, wall: house.wallNow, in: house.store)
    }
    let over = try await house.enter("lihua").json("/applications/\(number)")
    #expect(over["outcome"] == "lapsed")
    #expect(
      over["history"]?.array?.first?["text"] == "补正期限 2026年12月4日 星期五已过，期间提醒过 2 次")
    let inbox = try await house.enter("wangjianguo").json("/inbox")["items"]?.array ?? []
    let reminded = inbox.filter {
      $0["text"]?.string?.contains("禾欣有机米饼") == true && $0["text"]?.string?.contains("期限") == true
        && $0["title"]?.string?.hasPrefix("“") == false
    }
    #expect(reminded.count == 2, "\(inbox)")
    let history = try await house.enter("xh-sunli").json("/applications/\(number)")["history"]
    #expect(history?.array?.first?["act"] == "application.lapse")
  }

  @Test("回避：申报以后自己不能再办，接办人记录在案；曾是企业人员的，系统算得出来")
  func recusal() async throws {
    try house.hire("hp-qianlei", as: "districtHandler", in: "xuhui", 71)
    let number = try await house.submitted()
    let path = "/applications/\(number)"
    let handler = try await house.enter("xh-sunli")
    let other = JSON.string("\(Cast.person("hp-qianlei"))")
    let own = try await handler.post(
      "\(path)/recusals",
      ["reason": "亲属任职", "substitute": .string("\(Cast.person("xh-sunli"))")])
    #expect(own.json["errors"]?.array?.first?["code"] == "yourself")
    let declared = try await handler.post("\(path)/recusals", ["reason": "亲属任职"])
    #expect(declared.status == .ok, "\(declared.text)")
    #expect(try await house.names(number, "xh-sunli") == [])
    #expect(try await handler.post("\(path)/acceptance").code == "recused")
    #expect(try await handler.post("\(path)/bundle").code == "recused")
    #expect(try await handler.post("\(path)/substitute", ["substitute": other]).code == "recused")
    #expect(
      try await handler.json("/desk")["items"]?.array?
        .contains { $0["title"]?.string?.hasPrefix("禾欣有机米饼") == true } == false)
    try await house.act(number, "substitute", ["substitute": other], by: "xh-zhouwei")
    let seen = try await house.enter("sj-lv").json(path)["recusals"]
    #expect(
      seen?["declared"]?.array?.first?["by"] == "孙丽"
        && seen?["declared"]?.array?.first?["substitute"] == "钱磊", "\(seen?.text ?? "")")
    let told = try await house.enter("hp-qianlei").json("/inbox")["items"]?.array ?? []
    #expect(told.contains { $0["text"]?.string?.contains("由您接办") == true })
    try await house.act(number, "acceptance", by: "hp-qianlei")
    // 企业不知道谁回避、为什么。
    #expect(try await house.enter("lihua").json(path)["recusals"] == nil)
    // 审核人三年里曾是这家企业的人。
    try house.hire(
      "xh-zhouwei", as: "signatory", in: "hexin", 72,
      until: Int(Instant(try #require(Day("2024-06-28"))).milliseconds))
    let related = try await house.enter("xh-zhouwei", surely: true).post(
      "\(path)/flags", ["text": "试"])
    #expect(related.code == "recused")
    #expect(
      try await house.enter("sj-lv").json(path)["recusals"]?["related"] == ["周伟"])
    #expect(house.faults == [])
  }

  @Test("问题：谁提的、交给谁、怎样了结都有；没有理由不能了结；企业看不到")
  func flags() async throws {
    let number = try await house.submitted()
    let path = "/applications/\(number)"
    try await house.act(
      number, "flags",
      ["text": "商标权利人名称不一致", "assignee": .string("\(Cast.person("xh-zhouwei"))")],
      by: "xh-sunli")
    let seen = try await house.enter("xh-zhouwei").json(path)["flags"]?.array ?? []
    #expect(seen.first?["by"] == "孙丽" && seen.first?["assignee"] == "周伟")
    let flag = seen.first?["flag"] ?? ""
    func waiting(_ login: String) async throws -> Bool {
      try await house.enter(login).json("/desk")["items"]?.array?
        .contains { $0["title"] == "问题：商标权利人名称不一致（禾欣有机米饼）" } == true
    }
    #expect(try await waiting("xh-zhouwei"))
    #expect(try await !waiting("xh-sunli"))
    try await house.act(
      number, "flags/assignment",
      ["flag": flag, "assignee": .string("\(Cast.person("xh-sunli"))")], by: "xh-zhouwei")
    let handler = try await house.enter("xh-sunli")
    #expect(try await waiting("xh-sunli"))
    #expect(
      try await handler.post("\(path)/flags/resolution", ["flag": flag]).status == .unprocessable)
    try await house.act(
      number, "flags/resolution", ["flag": flag, "resolution": "已查变更登记，一致"], by: "xh-sunli")
    let done = try await handler.json(path)["flags"]?.array?.first
    #expect(done?["open"] == false && done?["resolution"] == "已查变更登记，一致")
    #expect(
      try await handler.post("\(path)/flags/resolution", ["flag": flag, "resolution": "再来"]).code
        == "flagMissing")
    let own = try await house.enter("lihua").json(path)
    #expect(own["flags"] == nil)
    #expect(
      own["history"]?.array?.contains { $0["act"]?.string?.hasPrefix("flag") == true } == false)
  }

  @Test("移送：对方同意以前只看得到移送的事，同意以后归对方，期限重新算；不同意的留下，说明理由")
  func transfer() async throws {
    let number = try await house.submitted()
    let path = "/applications/\(number)"
    let pudong = JSON.string("\(try house.unit("pudong"))")
    try await house.act(number, "transfer", ["unit": pudong, "reason": "住所已迁"], by: "xh-sunli")
    #expect(
      try await house.enter("xh-sunli").post("\(path)/acceptance").code == "transferOpen")
    let id = try #require(
      try await house.enter("xh-sunli").json(path)["transfer"]?["items"]?.array?.first?["id"]?
        .string)
    #expect(try await house.enter("pd-zhengfang").get(path).status == .notFound)
    #expect(try await house.enter("hp-qianlei").get("/transfers/\(id)").status == .notFound)
    let waiting = try await house.enter("pd-zhengfang").json("/desk")["items"]?.array ?? []
    #expect(waiting.contains { $0["href"] == .string("/transfers/\(id)") }, "\(waiting)")
    let seen = try await house.enter("pd-zhengfang").json("/transfers/\(id)")
    #expect(seen["acts"]?.array?.map { $0["name"] } == ["transfer.accept", "transfer.decline"])
    let no = try await house.enter("pd-zhengfang").post(
      "/transfers/\(id)/refusal", ["reason": "没有迁"])
    #expect(no.json["state"] == "declined", "\(no.text)")
    #expect(
      try await house.enter("xh-sunli").json(path)["transfer"]?["items"]?.array?.first?["answer"]
        == "没有迁")
    try await house.act(number, "transfer", ["unit": pudong, "reason": "确已迁入"], by: "xh-sunli")
    let second = try #require(
      try await house.enter("xh-sunli").json(path)["transfer"]?["items"]?.array?.last?["id"]?
        .string)
    house.pass(seconds: 3 * 86_400)
    #expect(
      try await house.enter("xh-zhouwei").post("/transfers/\(second)/acceptance").status
        == .notFound)
    let yes = try await house.enter("pd-zhengfang").post("/transfers/\(second)/acceptance")
    #expect(yes.json["state"] == "accepted", "\(yes.text)")
    let before = try await house.enter("xh-sunli")
    #expect(try await before.get(path).status == .notFound)
    // 原单位发出的文书，原单位还查得到；别的区查不到。
    let letter = try #require(
      try await before.json("/letters?day=2026-11-20")["items"]?.array?.first?["id"]?.string)
    #expect(try await before.json("/letters/\(letter)")["unit"] == "徐汇区市场监管局")
    #expect(try await house.enter("hp-qianlei").get("/letters/\(letter)").status == .notFound)
    let now = try await house.enter("pd-wuqiang").json(path)
    #expect(now["stage"] == "submitted" && now["turn"]?["who"] == "浦东新区市场监管局")
    #expect(now["turn"]?["until"] == "2026-11-30")
    try await house.act(number, "acceptance", by: "pd-wuqiang")
    #expect(try house.store.read { try CaseInvariants.flaw(in: $0) } == nil)
    #expect(house.faults == [])
  }

  @Test("同一个产品申请两次：看得到名称相同，提请并案，由审核人决定，企业收到理由")
  func twins() async throws {
    let number = try await house.submitted()
    let writer = try await house.enter("lihua")
    let other = try await house.draft(by: writer, "禾欣 有机米饼")
    try await house.fill(other, by: writer)
    try await house.submit(other)
    let path = "/applications/\(other)"
    let seen = try await house.enter("xh-sunli").json(path)["twins"]?.array ?? []
    #expect(seen.map { $0["into"] } == [.string(number)])
    #expect(seen.first?["likeness"] == "same" && seen.first?["live"] == true)
    try await house.act(
      other, "joining", ["into": .string(number), "reason": "同一款产品"], by: "xh-sunli")
    let approver = try await house.enter("xh-zhouwei", surely: true)
    let wrong = try await approver.post("\(path)/joining/approval", ["number": .string(number)])
    #expect(wrong.json["errors"]?.array?.first?["code"] == "number")
    try await house.act(other, "joining/refusal", ["reason": "先核实"], by: "xh-zhouwei")
    try await house.act(
      other, "joining", ["into": .string(number), "reason": "型号和标准相同"], by: "xh-sunli")
    // 反过来也提请了的，并了这一份就没有了。
    try await house.act(
      number, "joining", ["into": .string(other), "reason": "同一款"], by: "xh-sunli")
    let joined = try await house.act(
      other, "joining/approval", ["number": .string(other)], by: "xh-zhouwei")
    #expect(joined["outcome"] == "refused")
    #expect(
      try await !house.names(number, "xh-zhouwei").contains { $0.hasPrefix("duplicate.") })
    let shown = try await house.enter("lihua").page(path).text
    #expect(shown.contains("并入另一份申请") && !shown.contains("不予受理"))
    let told = try await house.enter("lihua").json(path)
    #expect(told["letters"]?.array?.first?["title"] == "并案办理通知书")
    #expect(
      told["history"]?.array?.first?["text"]
        == .string("与编号 \(number) 的“禾欣有机米饼”是同一个产品或服务，并入该申请办理。型号和标准相同"))
    #expect(try await house.enter("lihua").json("/applications/\(number)")["stage"] == "submitted")
    #expect(try house.store.read { try CaseInvariants.flaw(in: $0) } == nil)
  }
}
