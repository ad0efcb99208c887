import Accounts
import Foundation
import HTTP
import JSON
import Linux
import SQLite
import TestSupport
import Testing
import Vocabulary

@testable import HTTP
@testable import Portal

@Suite("批次：开放、延长、更正、取消，公众立即看到；迟一秒也是迟")
struct RoundTests {
  let house: House
  let chief: Guest

  init() async throws {
    house = try House()
    chief = try await house.enter("sj-zhang", surely: true)
  }

  static let plan: [JSON.Member] = [
    .init("number", "2026-1"), .init("title", "2026 年第一批"), .init("package", "pilot-2024"),
    .init("opensOn", "2026-11-20"), .init("closesOn", "2026-11-30"), .init("closesHour", 24),
    .init("recommendBy", "2026-12-18"), .init("screenBy", "2026-12-25"),
    .init("reviewBy", "2027-01-15"), .init("publishBy", "2027-01-29"),
  ]

  private func open(_ changes: [String: JSON?] = [:]) async throws -> Response {
    var plan = Self.plan
    for (name, value) in changes {
      plan.removeAll { $0.name == name }
      if let value { plan.append(.init(name, value)) }
    }
    return try await chief.post("/rounds/new", .object(plan))
  }

  @Test("没有批次时，首页和批次页说该做什么；开放以后立即看到日期和下一步")
  func opening() async throws {
    #expect(try await house.get("/rounds").text.contains("还没有开放的批次"))
    #expect(try await chief.acts("/rounds") == ["round.open"])
    let before = try await house.get("/")
    #expect(try await open().status == .ok)
    let home = try await house.get("/")
    #expect(
      home.text.contains(">2026 年第一批</h2>") && home.text.contains("正在受理申请</span>")
        && home.text != before.text)
    // In one line above the desk of whom it concerns; who only looks on has no deadline to keep.
    for (login, isShown) in [("lihua", true), ("xh-sunli", true), ("sj-jin", false)] {
      let desk = try await house.enter(login).page("/desk").text
      #expect(desk.contains("<aside class=\"ribbon\"") == isShown, "\(login)")
      #expect(desk.contains("2026年11月30日 星期一 24:00 停止受理，还有 6 个工作日") == isShown, "\(login)")
    }
    let round = try await house.json("/api/v1/rounds/2026-1")
    #expect(round["phase"] == "open" && round["policy"] == "pilot-2024")
    #expect(round["closes"] == "2026-12-01T00:00:00+08:00")
    #expect(round["next"] == ["what": "申请截止", "on": "2026-11-30"])
    #expect(
      round["notes"]?.array?.map { $0["text"] } == [
        "2026 年第一批申请时间：2026年11月20日 00:00至2026年11月30日 星期一 24:00"
      ])
    #expect(try await house.get("/rounds/2026-1").text.contains("截止到 2026年11月30日 星期一 24:00"))
  }

  private func change(_ noun: String, _ body: JSON) async throws -> Response {
    let edition = try await house.json("/api/v1/rounds/2026-1")["edition"] ?? .null
    try house.makeSure(of: chief)
    return try await chief.post(
      "/rounds/2026-1/\(noun)", .object((body.members ?? []) + [.init("edition", edition)]))
  }

  static let mistakes: [(field: String, value: JSON?, told: String, code: String)] = [
    ("number", "2026", "number", "format"), ("number", "2026-a", "number", "format"),
    ("package", "pilot-9999", "package", "notAChoice"),
    ("closesOn", "2026-11-19", "closesOn", "order"),
    ("closesOn", "2036-11-30", "closesOn", "outOfRange"),
    ("closesHour", 25, "closesHour", "outOfRange"),
    ("recommendBy", "2026-11-29", "recommendBy", "order"),
    ("screenBy", "2026-12-01", "screenBy", "order"), ("title", "批", "title", "tooShort"),
    ("quota", 0, "quota", "outOfRange"), ("opensOn", "2026-11-19", "opensOn", "past"),
    ("number", "2026-0", "number", "format"), ("recommendBy", "2026-11-30", "recommendBy", "order"),
    ("opensOn", nil, "opensOn", "required"),
  ]

  @Test("填得不对，说哪一项", arguments: mistakes)
  func mistaken(_ field: String, _ value: JSON?, _ told: String, _ code: String) async throws {
    let answer = try await open([field: value])
    #expect(answer.status == .unprocessable)
    let error = answer.json["errors"]?.array?.first
    #expect(error?["field"]?.string == told && error?["code"]?.string == code, "\(answer.text)")
  }

  @Test("编号不能重复，申请时间不能重叠；取消的不算")
  func alone() async throws {
    #expect(try await open().status == .ok)
    #expect(try await open().json["errors"]?.array?.first?["code"] == "taken")
    let other = try await open(["number": "2026-2"])
    #expect(other.json["errors"]?.array?.first?["code"] == "overlap")
    // The next begins at the very moment the first has ended.
    let next: [String: JSON?] = [
      "number": "2026-2", "opensOn": "2026-12-01", "closesOn": "2026-12-10",
    ]
    #expect(try await open(next).status == .ok)
    #expect(
      try await change("cancellation", ["reason": "改期", "number": "2026-1"]).status == .ok)
    #expect(try await open(["number": "2026-3"]).status == .ok)
  }

  @Test("到点就变：开放前一毫秒还没开放，截止那一刻已经截止")
  func toTheSecond() async throws {
    #expect(
      try await open(["opensOn": "2026-11-21", "closesOn": "2026-11-21", "closesHour": 17]).status
        == .ok)
    func phase() async throws -> JSON? { try await house.json("/api/v1/rounds/2026-1")["phase"] }
    // The house stands at 17:50 on the 20th.
    #expect(try await phase() == "announced")
    house.pass(seconds: 6 * 3600 + 10 * 60 - 1)
    #expect(try await phase() == "announced")
    #expect(try await house.get("/").text.contains("即将开放"))
    house.pass(seconds: 1)
    #expect(try await phase() == "open")
    #expect(try await house.get("/").text.contains("正在受理申请"))
    house.pass(seconds: 17 * 3600 - 1)
    #expect(try await phase() == "open")
    house.pass(seconds: 1)
    #expect(try await phase() == "closed")
    #expect(
      try await house.json("/api/v1/rounds/2026-1")["next"]
        == ["what": "区级推荐截止", "on": "2026-12-18"])
  }

  @Test("延长要更晚、要有理由；更正写清改了什么；取消以后什么也不能再做")
  func changing() async throws {
    #expect(try await open().status == .ok)
    let path = "/rounds/2026-1"
    func extend(_ day: String, _ reason: String = "应企业要求") async throws -> Response {
      try await change(
        "extension",
        ["closesOn": .string(day), "closesHour": 17, "reason": .string(reason)])
    }
    #expect(try await extend("2026-11-30").status == .unprocessable)
    #expect(try await extend("2026-12-02", "").status == .unprocessable)
    #expect(try await extend("2026-12-31").status == .unprocessable)
    #expect(try await extend("2026-12-02").status == .ok)
    let amended = try await change(
      "amendment",
      [
        "title": "2026 年第一批", "recommendBy": "2026-12-20", "screenBy": "2026-12-25",
        "reviewBy": "2027-01-15", "publishBy": "2027-01-29", "quota": 30, "reason": "顺延",
      ])
    #expect(amended.status == .ok, "\(amended.text)")
    let texts = try await house.json("/api/v1\(path)")["notes"]?.array?.prefix(2)
      .map { $0["text"] }
    #expect(
      texts == [
        "区级推荐截止改为2026年12月20日 星期日；名额改为 30",
        "申请截止由2026年11月30日 星期一 24:00延长到2026年12月2日 17:00",
      ])
    // What a program leaves out stays; nothing changed is no change.
    #expect(
      try await change("amendment", ["title": "2026 年第一批", "reason": "x"]).status
        == .unprocessable)
    #expect(
      try await change("amendment", ["title": "2026 年首批", "reason": "统一名称"]).status
        == .ok)
    #expect(try await house.json("/api/v1\(path)")["quota"] == 30)
    #expect(try await house.json("/api/v1\(path)")["milestones"]?.array?.count == 4)
    // What it says to be nothing goes.
    let cleared = try await change(
      "amendment",
      ["title": "2026 年首批", "quota": nil, "publishBy": nil, "reason": "名额没有依据"])
    #expect(cleared.status == .ok, "\(cleared.text)")
    let now = try await house.json("/api/v1\(path)")
    #expect(now["quota"] == nil || now["quota"] == .null)
    #expect(now["milestones"]?.array?.count == 3)
    #expect(now["notes"]?.array?.first?["text"] == "公示、发布改为另行通知；取消名额限制")
    let slip = try await change("cancellation", ["reason": "改期", "number": "2026-2"])
    #expect(slip.json["errors"]?.array?.map { $0["code"] } == ["number"])
    #expect(
      try await change("cancellation", ["reason": "改期", "number": "2026-1"]).status == .ok)
    #expect(try await extend("2026-12-03").code == "cancelled")
    #expect(try await house.json("/api/v1\(path)")["phase"] == "cancelled")
    #expect(try await house.get(path).text.contains("理由：改期"))
    #expect(!(try await house.get("/").text.contains("2026 年第一批")))
  }

  @Test("同事先改了：后改的被告知改了什么，页面上两边都看得到，什么也没有被盖掉")
  func colleagues() async throws {
    #expect(try await open().status == .ok)
    let path = "/rounds/2026-1/amendment"
    #expect(
      try await chief.post(path, ["title": "2026 年首批", "reason": "x"]).json["errors"]?.array?
        .map { $0["field"] } == ["edition"])
    func amend(_ quota: Int) async throws -> Response {
      try await chief.post(
        path,
        ["title": "2026 年第一批", "quota": .integer(quota), "reason": "有了依据", "edition": 1])
    }
    #expect(try await amend(30).status == .ok)
    let late = try await amend(40)
    #expect(late.status == .conflict && late.code == "stale")
    let said = late.json["detail"]?.string ?? ""
    #expect(said.contains("名额改为 30。现在的安排（第 2 版）是：申请截止 2026年11月30日 星期一 24:00，"), "\(said)")
    #expect(try await house.json("/api/v1/rounds/2026-1")["quota"] == 30)
    // By whom it may be done, and until when, one table says.
    let acts = ["round.extend", "round.amend", "round.cancel"]
    #expect(try await chief.acts("/rounds/2026-1") == acts)
    for login in ["sj-lv", "sj-shi", "lihua"] {
      #expect(try await house.enter(login).acts("/rounds/2026-1").filter(acts.contains) == [])
    }
    let page = try await chief.page(path).text
    #expect(page.contains("<dd>30 项</dd>") && page.contains("name=\"edition\" value=\"2\""))
    #expect(
      try await change("cancellation", ["reason": "改期", "number": "2026-1"]).status == .ok)
    #expect(try await chief.acts("/rounds/2026-1") == [])
    #expect(try await chief.page(path).text.contains("这一批已取消，不能再“更正批次安排”。"))
  }

  /// The same house, where a changed package lies in the folder to be taken in.
  private func offering(
    _ file: String, _ from: String, as to: String
  ) async throws -> (House, Guest) {
    let folder = "\(house.folder.path)/offered"
    try Self.copy("\(Project.folder)/Forms/pilot-2024", to: "\(folder)/pilot-2024") {
      name, text in name == file ? text.replacingOccurrences(of: from, with: to) : text
    }
    let changed = try House(twin: house, packages: folder)
    return (changed, try await changed.enter("sj-zhang", surely: true))
  }

  @Test("批次钉住政策包：文件夹里改了、启用了新版，已经开放的不变，新的批次才用新的")
  func pinned() async throws {
    #expect(try await open().status == .ok)
    let before = try await house.json("/api/v1/rounds/2026-1")["hash"]
    let (changed, admin) = try await offering(
      "package.json", "\"version\": \"2\"", as: "\"version\": \"3\"")
    let offered = try await admin.json("/policies")["items"]?.array?.map { $0["state"] }
    #expect(offered == ["inUse", "inUse", "offered"])
    let latest = try await admin.json("/policies")["items"]?.array?.last
    #expect(latest?["changes"] == [] && latest?["warnings"] == [])
    #expect(try await admin.page("/policies").text.contains("与已启用的第 2 版相比"))
    #expect(try await admin.post("/policies", ["package": "nothing"]).status == .unprocessable)
    #expect(try await admin.post("/policies", ["package": "pilot-2024"]).status == .ok)
    #expect(try await admin.post("/policies", ["package": "pilot-2024"]).code == "adoptedAlready")
    #expect(try await changed.json("/api/v1/rounds/2026-1")["hash"] == before)
    // What the round goes by is what everyone is shown, until another round stands.
    #expect(try await changed.json("/api/v1/forms")["hash"] == before)
    // Each edition can still be read, by the version it has for ever.
    let (old, new) = ("pilot-2024@2", "pilot-2024@3")
    #expect(try await changed.json("/api/v1/forms?policy=\(old)")["hash"] == before)
    #expect(try await changed.json("/api/v1/forms?policy=\(new)")["policy"]?.string == new)
    #expect(try await changed.get("/forms?policy=\(new)").status == .ok)
    #expect(try await changed.get("/forms/\(new)/F1").status == .ok)
    // What is summed up is the edition that was looked at.
    #expect(
      try await changed.get("/tools/rubric?policy=\(new)").text
        .contains(#"<input type="hidden" name="policy" value="\#(new)">"#))
    #expect(try await changed.get("/check?policy=\(new)").status == .ok)
    #expect(try await changed.get("/forms/pilot-2024%404/F1").status == .notFound)
    #expect(try await changed.get("/forms").text.contains("/forms?policy=pilot-2024%403"))
    let later = try await admin.post(
      "/rounds/new",
      .object(
        Self.plan.filter { !["number", "opensOn", "closesOn"].contains($0.name) } + [
          .init("number", "2026-2"), .init("opensOn", "2026-12-01"),
          .init("closesOn", "2026-12-05"),
        ]))
    #expect(later.status == .ok && later.json["hash"] != before)
  }

  @Test("版本可以写汉字，每张表的网址照样打得开")
  func chineseVersion() async throws {
    #expect(try await open().status == .ok)
    let (changed, admin) = try await offering(
      "package.json", "\"version\": \"2\"", as: "\"version\": \"三（试行）\"")
    #expect(try await admin.post("/policies", ["package": "pilot-2024"]).status == .ok)
    let edition = "pilot-2024%40%E4%B8%89%EF%BC%88%E8%AF%95%E8%A1%8C%EF%BC%89"
    let forms = try await changed.json("/api/v1/forms?policy=\(edition)")
    #expect(forms["policy"] == "pilot-2024@三（试行）")
    let addresses = try #require(forms["items"]?.array?.compactMap { $0["href"]?.string })
    #expect(addresses.count == 7 && addresses[0] == "/forms/\(edition)/F1")
    for address in addresses + ["/forms/\(edition)", "/tools/rubric?policy=\(edition)"] {
      #expect(try await changed.get(address).status == .ok, "\(address)")
    }
  }

  @Test("同一个版本号不能有两种内容")
  func sameVersion() async throws {
    let (_, admin) = try await offering("package.json", "\n}", as: "\n\n}")
    let answer = try await admin.post("/policies", ["package": "pilot-2024"])
    #expect(answer.status == .unprocessable)
    #expect(answer.json["errors"]?.array?.map { $0["code"] } == ["versionTaken"])
  }

  @Test("坏的政策包不能启用，页面说清错在哪里")
  func flawed() async throws {
    let (_, admin) = try await offering(
      "figures.json", "\"panelSize\", \"value\": 5", as: "\"panelSize\", \"value\": 4")
    let item = try await admin.json("/policies")["items"]?.array?.last
    #expect(item?["state"] == "flawed")
    #expect(item?["flaws"]?.array?.first?["what"] == "评审组要是三人以上的单数，现在是 4")
    #expect(try await admin.post("/policies", ["package": "pilot-2024"]).status == .unprocessable)
    #expect(try await admin.page("/policies").text.contains("有错，不能启用"))
  }

  @Test("每一步都在日志里，有人、有理由")
  func recorded() async throws {
    #expect(try await open().status == .ok)
    #expect(
      try await change("cancellation", ["reason": "改期", "number": "2026-1"]).status == .ok)
    let auditor = try await house.enter("sj-jin")
    let acts = try await auditor.json("/journal?subject=round/2026-1")["items"]?.array?
      .map { $0["act"] }
    #expect(acts == ["round.cancel", "round.open"])
  }

  static func copy(
    _ source: String, to target: String, _ change: (String, String) -> String
  ) throws {
    let names = FileManager.default.enumerator(atPath: source)
    while let name = names?.nextObject() as? String {
      if Files.isDirectory("\(source)/\(name)") { continue }
      let text = String(decoding: try Files.read("\(source)/\(name)"), as: UTF8.self)
      let file = "\(target)/\(name)"
      try FileManager.default.createDirectory(
        atPath: Files.parent(of: file), withIntermediateDirectories: true)
      try Files.replace(file, with: Array(change(name, text).utf8))
    }
  }
}

@Suite("另一年的通知：条件、评分表、表格都变，程序一行不改")
struct NextPolicyTests {
  let house: House
  let chief: Guest

  init() async throws {
    house = try House()
    chief = try await house.enter("sj-zhang", surely: true)
    var plan = RoundTests.plan.filter { $0.name != "package" }
    plan.append(.init("package", "pilot-2026"))
    let opened = try await chief.post("/rounds/new", .object(plan))
    #expect(opened.status == .ok, "\(opened.text)")
  }

  @Test("自查多了一条：标准要通过先进性评价，刚好三年的还算")
  func condition() async throws {
    func verdicts(_ more: String) async throws -> [JSON?]? {
      try await house.json("/api/v1/check?\(CheckTests.sound)&hadAccident=no&\(more)")[
        "conditions"]?
        .array?.map { $0["verdict"] }
    }
    #expect(try await verdicts("standardAssessed=no")?.last == "fail")
    #expect(
      try await verdicts("standardAssessed=passed&standardAssessedOn=2023-11-20")
        == ["pass", "pass", "pass", "pass", "pass"])
    #expect(
      try await verdicts("standardAssessed=passed&standardAssessedOn=2023-11-19")?.last
        == "evidence")
    // The round of 2024 is still there for whoever names it.
    let old = try await house.json(
      "/api/v1/check?policy=pilot-2024&\(CheckTests.sound)&hadAccident=no")
    #expect(old["conditions"]?.array?.count == 4 && old["verdict"] == "pass")
  }

  @Test("产品和服务各有评分表，次序是品牌引领在先，满分能够得到")
  func rubric() async throws {
    for kind in ["product", "service"] {
      let page = try await house.get("/tools/rubric?policy=pilot-2026&kind=\(kind)")
      #expect(page.text.contains("满分 100 分，按规则最高可得 100 分。"))
      let headings = page.text.split(separator: "<header><h2>").dropFirst().map {
        $0.prefix { $0 != "<" }.drop { $0.isNumber || $0 == "　" }
      }
      #expect(headings == ["品牌引领", "品质卓越", "自主创新", "管理精细", "社会责任"])
    }
    let sum = try await house.post(
      "/tools/rubric?policy=pilot-2026&kind=service", ["scores": ["2a1": 4, "2a3": 2]])
    #expect(sum.json["total"] == 6)
  }

  @Test("申请书要求有通过先进性评价的标准")
  func form() async throws {
    let answer = try await house.post(
      "/forms/pilot-2026/F1/trial", ["answers": .object(FormTests.sound)])
    let codes = answer.json["errors"]?.array?.map { $0["field"] }
    #expect(codes == ["standards"])
    let standards: JSON = [
      [
        "standardNo": "T/SHBX 001", "standardName": "有机米", "standardRole": "lead",
        "standardAssessed": "passed", "standardAssessedOn": "2025-05-01",
      ]
    ]
    let right = try await house.post(
      "/forms/pilot-2026/F1/trial",
      ["answers": .object(FormTests.sound + [.init("standards", standards)])])
    #expect(right.status == .ok, "\(right.text)")
  }
}
