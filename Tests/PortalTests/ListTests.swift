import Accounts
import Applications
import Digest
import Foundation
import JSON
import Registry
import SQLite
import Testing
import Vocabulary

@testable import HTTP
@testable import Portal

@Suite("名单、标志和核验")
struct ListTests {
  static let standards: JSON = [
    [
      "standardNo": "T/SH 001-2025", "standardName": "有机米饼", "standardRole": "lead",
      "standardAssessed": "passed", "standardAssessedOn": "2025-06-01",
    ],
    [
      "standardNo": "GB/T 20977", "standardName": "糕点通则", "standardRole": "adopt",
      "standardAssessed": "no",
    ],
  ]

  /// Listed in the demo's round: its number and the list's id.
  private func listed(_ house: House) async throws -> (number: String, list: String) {
    let number = try await house.reviewed(standards: Self.standards)
    let notice = try await house.publicised([number])
    let approver = try await house.enter("sj-shi", surely: true)
    let early = try await approver.post(
      "/notices/\(notice)/list", ["documentNumber": "一号", "number": "2026-1"])
    #expect(early.status == .conflict && early.code == "due")
    house.passNotice()
    let sure = try await house.enter("sj-shi", surely: true)
    #expect(
      try await sure.json("/notices/\(notice)")["acts"]?.array?.map { $0["name"] } == [
        "list.publish"
      ])
    let done = try await sure.post(
      "/notices/\(notice)/list", ["documentNumber": "沪市监质发〔2026〕128号", "number": "2026-1"])
    return (number, try #require(done.json["id"]?.string, "\(done.text)"))
  }

  @Test("名单有文号、指纹和日志链头；编号查得到，查不到的说查不到；两个计数从名单里来")
  func verified() async throws {
    let house = try await House.withRound()
    #expect(
      try await house.json("/api/v1/counters") == [
        "standards": ["goal": 40, "count": 0], "items": ["goal": 100, "count": 0],
      ])
    let (number, list) = try await listed(house)
    let shown = try await house.json("/api/v1/lists/\(list)")
    #expect(shown["documentNumber"] == "沪市监质发〔2026〕128号")
    #expect(shown["publishedOn"] == "2026-11-30")
    let entry = try #require(shown["items"]?.array?.first)
    #expect(entry["code"] == "SHBP-2026-0001" && entry["state"] == "valid")
    #expect(entry["since"] == "2026-11-30" && entry["until"] == "2029-11-29")
    let content = try await house.get("/api/v1/lists/\(list)/content")
    #expect(shown["hash"] == .string(Hex.text(SHA256.hash(content.body))))
    #expect(content.json["head"]?["hash"] == shown["head"])
    #expect(try await house.json("/api/v1/verify?code=shbp20260001")["state"] == "valid")
    #expect(try await house.json("/api/v1/verify?code=SHBP-2026-0002") == ["state": "unknown"])
    // 多一个字，就是别的编号。
    for other in ["%E5%81%87SHBP-2026-0001", "SHBP.2026.0001", "SHBP-2026-0001%E7%A9%BA"] {
      #expect(
        try await house.json("/api/v1/verify?code=\(other)")["state"] == "unknown", "\(other)")
    }
    // 照着标志写的，宽窄、短横、前面的字都不要紧。
    for same in [
      "SHBP%202026-0001", "ＳＨＢＰ－２０２６－０００１".percent, "SHBP–2026—0001".percent,
      "编号：SHBP-2026-0001".percent, "标志编号: shbp 2026 0001".percent, "%E2%80%8BSHBP-2026-0001%0A",
      "https://brand.example/verify/SHBP-2026-0001".percent,
    ] {
      #expect(
        try await house.json("/api/v1/verify?code=\(same)")["state"] == "valid", "\(same)")
    }
    for name in [" 米饼", "“有机米饼”", "上海禾欣食品有限公司 "] {
      #expect(
        try await house.json("/api/v1/verify?name=\(name.percent)")["state"] == "valid", "\(name)")
    }
    // 编号和名称都写的，说对不对得上。
    let both = "/verify?code=SHBP-2026-0001&name="
    #expect(try await house.json("/api/v1\(both)\("米饼".percent)")["nameMatches"] == true)
    // 照着包装写得比名称多的，也对得上；没有写名称的，不比。
    let longer = "上海禾欣食品有限公司有机米饼 500g".percent
    #expect(try await house.json("/api/v1\(both)\(longer)")["nameMatches"] == true)
    #expect(try await house.json("/api/v1\(both)\("——".percent)")["nameMatches"] == nil)
    let other = try await house.json("/api/v1\(both)\("茶叶".percent)")
    #expect(other["state"] == "valid" && other["nameMatches"] == false)
    #expect(try await house.get("\(both)\("茶叶".percent)").text.contains("和您写的“茶叶”对不上"))
    let named = try await house.json("/api/v1/verify?name=%E7%B1%B3%E9%A5%BC")
    // 只有一项叫这个名称，就说这一项。
    #expect(named["named"] == nil && named["state"] == "valid")
    #expect(named["code"] == "SHBP-2026-0001" && named["item"] == "禾欣有机米饼")
    #expect(named["until"] == "2029-11-29")
    #expect(try await house.json("/api/v1/verify?name=%E5%81%87") == ["state": "unknown"])
    // 编号是假的，名称相符也不能说有效。
    let forged = try await house.json("/api/v1/verify?code=SHBP-2026-0009&name=%E7%B1%B3%E9%A5%BC")
    #expect(
      forged["state"] == "unknown" && forged["named"]?.array?.map { $0["state"] } == ["valid"])
    #expect(
      try await house.json("/api/v1/counters") == [
        "standards": ["goal": 40, "count": 1], "items": ["goal": 100, "count": 1],
      ])
    #expect(try await house.get("/").text.contains("/counters"))
    #expect(try await house.get("/counters").text.contains("T/SH 001-2025 有机米饼"))
    let page = try await house.get("/entries/SHBP-2026-0001")
    #expect(page.text.contains("核验这个标志的二维码") && page.text.contains("有效"))
    let csv = try await house.get("/lists/\(list)/table")
    #expect(csv.text.contains("SHBP-2026-0001,禾欣有机米饼,产品,上海禾欣食品有限公司"))
    #expect(try await house.get("/api/v1/entries/SHBP-2026-0009").status == .notFound)
    try await found(entry, in: house)
    let file = try await house.enter("lihua").json("/applications/\(number)")
    #expect(file["stage"] == "listed" && file["entry"]?["code"] == "SHBP-2026-0001")
    #expect(house.faults == [])
  }

  /// Looked for among everything listed, by each of its marks.
  private func found(_ entry: JSON, in house: House) async throws {
    let unit = "徐汇区市场监管局"
    for (query, count) in [
      ("", 1), ("?q=有机", 1), ("?q=禾欣食品", 1), ("?q=shbp20260001", 1), ("?q=羊绒", 0),
      ("?kind=product", 1), ("?kind=service", 0), ("?state=valid", 1), ("?state=revoked", 0),
      ("?unit=\(unit)", 1), ("?unit=浦东新区市场监管局", 0), ("?page=2", 1),
    ] {
      let query = try #require(query.addingPercentEncoding(withAllowedCharacters: .urlQueryAllowed))
      let seen = try await house.json("/api/v1/entries\(query)")
      #expect(seen["total"] == .integer(count), "\(query)")
      #expect(seen["items"] == (count == 0 || query == "?page=2" ? [] : [entry]), "\(query)")
      let table = try await house.get("/entries/table\(query)")
      #expect(table.text.split(separator: "\r\n").count == 1 + count, "\(query)")
    }
    #expect(
      try await house.json("/api/v1/entries?kind=product")["units"]
        == [["unit": .string(unit), "count": 1]])
    // The small map has all 18 units; those with the most are the darkest, those with none the palest.
    for page in ["/lists", "/entries?kind=product"] {
      let map = try await house.get(page).text
      #expect(map.components(separatedBy: "<li class=\"x").count == 1 + 18, "\(page)")
      #expect(map.components(separatedBy: "<a class=\"h4\"").count == 1 + 1, "\(page)")
      #expect(map.components(separatedBy: "<a class=\"h0\"").count == 1 + 17, "\(page)")
      #expect(map.contains("aria-label=\"\(unit)，1 项\""), "\(page)")
    }
    #expect(try await house.get("/api/v1/entries?page=x").status == .unprocessable)
    let book = try await house.get("/entries/table?format=xlsx")
    #expect(Array(book.body.prefix(2)) == [0x50, 0x4B])
    #expect(book.field("Content-Type")?.hasSuffix("spreadsheetml.sheet") == true)
  }

  @Test("标志：签署人登记，经办提出、审核准予；暂停、恢复、撤销各由两个人，核验立即变")
  func mark() async throws {
    let house = try await House.withRound()
    let (number, _) = try await listed(house)
    let path = "/applications/\(number)"
    let signatory = try await house.enter("wangjianguo")
    let handler = try await house.enter("sj-lv")
    let approver = try await house.enter("sj-shi", surely: true)
    func state() async throws -> String? {
      try await house.json("/api/v1/verify?code=SHBP-2026-0001")["state"]?.string
    }
    try await house.license(number)
    let known = try await house.json("/api/v1/verify?code=SHBP-2026-0001")
    #expect(known["mark"]?["number"] == "BZ-2026-0001")
    #expect(known["mark"]?["scope"] == "产品本体、包装" && known["mark"]?["until"] == "2029-11-29")
    let twice = try await signatory.upload("\(path)/mark", [], [("sampleFile", Houses.pdf)])
    #expect(twice.status == .unprocessable || twice.status == .conflict)

    func propose(_ word: JSON) async throws -> Response {
      try await handler.post("\(path)/measure", ["decision": word, "text": "商标权属变更。"])
    }
    #expect(try await propose("restore").status == .unprocessable)
    func turn() async throws -> JSON? { try await signatory.json(path)["turn"] }
    func letter() async throws -> JSON? {
      try await signatory.json(path)["letters"]?.array?.first?["title"]
    }
    #expect(try await letter() == "“上海品牌”培育专用标志使用登记")
    let idle = try await turn()
    #expect(idle?["who"] == "—" && idle?["until"] == "2029-11-29")
    #expect(try await propose("suspend").status == .ok)
    // 等市局决定的时候轮到市局，有效期不是它的期限。
    #expect(try await turn() == ["who": "上海市市场监督管理局"])
    let row = try await approver.json("/desk")["items"]?.array?.first {
      $0["href"]?.string?.hasSuffix(number) == true
    }
    #expect(row != nil && row?["due"] == nil, "\(row ?? "")")
    #expect(try await !approver.page(path).text.contains("有效期的期限"))
    #expect(try await approver.post("\(path)/suspension").status == .ok)
    #expect(try await state() == "suspended")
    #expect(try await letter() == "暂停使用标志通知书")
    #expect(try await propose("restore").status == .ok)
    #expect(try await approver.post("\(path)/restoration").status == .ok)
    #expect(try await state() == "valid")
    #expect(try await letter() == "恢复使用标志通知书")
    #expect(try await propose("revoke").status == .ok)
    // What was confirmed for suspending is no word on revoking.
    let anew = try await approver.post("\(path)/revocation", ["number": .string(number)])
    #expect(anew.code == "confirmationRequired")
    try house.makeSure(of: approver)
    let gone = try await approver.post("\(path)/revocation", ["number": .string(number)])
    #expect(gone.json["outcome"] == "revoked", "\(gone.text)")
    #expect(try await state() == "revoked")
    let page = try await house.get("/verify/SHBP-2026-0001")
    #expect(page.text.contains("已撤销") && page.text.contains("商标权属变更。"))
    #expect(try await house.json("/api/v1/counters")["items"]?["count"] == 0)
    #expect(house.faults == [])
  }

  @Test("有效期满由系统终止，核验说已到期；复核不符的由审核人移出，没有不符就不能移")
  func ended() async throws {
    let house = try await House.withRound()
    let (number, _) = try await listed(house)
    let approver = try await house.enter("sj-shi", surely: true)
    let wrong = try await approver.post(
      "/applications/\(number)/removal", ["number": .string(number)])
    #expect(wrong.status == .conflict && wrong.code == "wrongStage")
    house.pass(seconds: 1096 * 86_400)
    #expect(try await house.json("/api/v1/verify?code=SHBP-2026-0001")["state"] == "expired")
    try house.rooms.caseClock.round(at: house.clock.now, wall: house.wallNow, in: house.store)
    // 三年以后，人人都要先换密码：看数据库里的结果。
    let outcome = try house.store.read {
      try $0.first("SELECT outcome FROM application WHERE number = ?", number) { $0.text(0) }
    }
    #expect(outcome == "expired")
    #expect(house.faults == [])
  }

  @Test("公示期满复核条件不符：不进名单，审核人移出，企业收到理由")
  func removed() async throws {
    let house = try await House.withRound()
    let number = try await house.reviewed()
    let notice = try await house.publicised([number])
    house.passNotice()
    let writer = try await house.enter("lihua")
    let edition = try await writer.json("/declaration")["edition"]?.integer ?? 1
    _ = try await house.declare(writer, edition, ("hadAccident", true))
    try house.take(
      .accidents, "91310104MA1FR00186,安全,重大,2026-06-01,样例事故,样例来源（虚构）,2026-11-29")
    let approver = try await house.enter("sj-shi", surely: true)
    let blocked = try await approver.post(
      "/notices/\(notice)/list", ["documentNumber": "一号", "number": "2026-1"])
    #expect(blocked.status == .conflict && blocked.code == "notEligible")
    // 公示写明为什么发布不了，审核人的工作台上有。
    let reason = try #require(
      try await approver.json("/notices/\(notice)")["blocked"]?.array?.first?["reason"]?.string)
    #expect(reason.hasPrefix("名单发布之前核对条件，不符合"))
    #expect(try await approver.page("/notices/\(notice)").text.contains("还不能发布"))
    let waiting = try await approver.json("/desk")["items"]?.array?.filter {
      $0["href"] == .string("/applications/\(number)")
    }
    #expect(
      waiting?.map { $0["title"] } == [.string("禾欣有机米饼（上海禾欣食品有限公司）不能列入名单：\(reason)")])
    #expect(try await approver.page("/applications/\(number)/removal").text.contains(reason))
    let gone = try await approver.post(
      "/applications/\(number)/removal", ["number": .string(number)])
    #expect(gone.json["outcome"] == "removed", "\(gone.text)")
    #expect(try await house.get("/notices/\(notice)").text.contains("已移出公示"))
    let file = try await house.enter("lihua").json("/applications/\(number)")
    #expect(file["letters"]?.array?.contains { $0["title"] == "移出公示通知书" } == true)
    #expect(house.faults == [])
  }

  @Test("几项叫一个名称的，各说各的状态，上面不说查不到；页面也一样")
  func severalNamed() async throws {
    let house = try await House.withRound()
    let numbers = [try await house.reviewed(), try await house.reviewed("禾欣米粉")]
    let notice = try await house.publicised(numbers)
    house.passNotice()
    let listed = try await house.enter("sj-shi", surely: true).post(
      "/notices/\(notice)/list", ["documentNumber": "沪市监质发〔2026〕128号", "number": "2026-1"])
    try #require(listed.json["count"] == 2, "\(listed.text)")
    let named = try await house.json("/api/v1/verify?name=%E7%A6%BE%E6%AC%A3")
    #expect(named["state"] == nil && named["total"] == 2)
    #expect(named["named"]?.array?.map { $0["state"] } == ["valid", "valid"])
    #expect(named["named"]?.array?.map { $0["code"] } == ["SHBP-2026-0001", "SHBP-2026-0002"])
    let page = try await house.get("/verify?name=%E7%A6%BE%E6%AC%A3").text
    #expect(page.contains("名称相符的 2 项") && !page.contains("编号可能抄错一位"))
    let one = try await house.get("/verify?name=%E7%B1%B3%E7%B2%89").text
    // Which of the two came first on the list is drawn with their numbers.
    let code = try #require(
      named["named"]?.array?.first { $0["item"] == "禾欣米粉" }?["code"]?.string)
    #expect(one.contains(code) && !one.contains("名称相符的"))
    let none = try await house.get("/verify?name=%E5%81%87").text
    #expect(none.contains("名单里没有这个名称") && none.contains("查不到"))
    #expect(house.faults == [])
  }
}
