import Accounts
import JSON
import Policy
import Routing
import SQLite
import Testing
import Vocabulary

@testable import HTTP
@testable import Portal
@testable import Review

@Suite("评分：承诺在先、各自独立、锁定以后互见，正式分、评审组意见和签署")
struct SheetTests {
  @Test("从答复到签署完毕：承诺以前看不到材料，锁定以前看不到别人的分，签完进入评审完成")
  func whole() async throws {
    let (house, number, panel, drawn) = try await House.atPanel()
    let members = Array(drawn.prefix(7))
    let first = try house.enter(members[0])
    let sheet = try house.review(number, members[0])
    // 承诺以前：看得到评的是哪一件，看不到材料。
    var view = try await first.json("/reviews/\(sheet)")
    #expect(view["item"] == "禾欣有机米饼" && view["state"] == "asked")
    #expect(view["acts"]?.array?.map { $0["name"] } == ["review.accept", "review.decline"])
    #expect(try await first.get("/applications/\(number)").status == .notFound)
    #expect(
      try await first.post("/reviews/\(sheet)/pledge", ["conflict": "none", "agreed": true]).code
        == "notAccepted")
    try await first.post("/panels/\(panel)/acceptance")
    #expect(
      try await first.post("/reviews/\(sheet)/sheet", Scored.sheet(0)).code == "notPledged")
    try await first.post("/reviews/\(sheet)/pledge", ["conflict": "none", "agreed": true])
    let material = try await first.json("/applications/\(number)")
    #expect(material["submissions"]?.array?.count == 1 && material["history"] == nil)
    #expect(try await first.get("/applications/\(number)/submissions/1").status == .ok)
    // 分数合规、版次相符。
    let half = try await first.post(
      "/reviews/\(sheet)/sheet",
      [
        "edition": 0, "scores": ["1a1": .decimal(3.3), "9z": 1, "1a2": 7],
        "answers": ["advice": "maybe"],
      ])
    #expect(
      Set(half.json["errors"]?.array?.compactMap { $0["field"]?.string } ?? [])
        == ["score.1a1", "score.9z", "score.1a2", "advice"], "\(half.text)")
    let saved = try await first.post(
      "/reviews/\(sheet)/sheet",
      ["edition": 0, "scores": ["1a1": .decimal(3.5), "4b1": 4, "4b2": 2], "answers": [:]])
    #expect(saved.json["edition"] == 1 && saved.json["total"] == .decimal(7.5), "\(saved.text)")
    // 漏写一半的，不当作清空。
    for part in [["answers": [:]], ["scores": ["1a1": 1]], [:]] as [JSON] {
      let lacking = try await first.post(
        "/reviews/\(sheet)/sheet", .object((part.members ?? []) + [.init("edition", 1)]))
      #expect(lacking.status == .unprocessable, "\(lacking.text)")
    }
    #expect(try await first.json("/reviews/\(sheet)")["total"] == .decimal(7.5))
    let stale = try await first.post("/reviews/\(sheet)/sheet", Scored.sheet(0))
    #expect(stale.status == .conflict && stale.code == "stale")
    let early = try await first.post(
      "/reviews/\(sheet)/lock", ["edition": 1, "agreed": true])
    #expect(early.status == .unprocessable)
    let full = try await first.post("/reviews/\(sheet)/sheet", Scored.sheet(1))
    #expect(full.json["edition"] == 2 && full.json["total"] == 95)
    // 三个项目合计 23 分，指标封顶 20 分。
    #expect(full.json["indicators"]?["2"] == ["raw": 23, "capped": 20])
    view = try await first.json("/reviews/\(sheet)")
    #expect(
      view["acts"]?.array?.map { $0["name"] } == ["sheet.save", "sheet.lock", "review.decline"])
    // 锁定的是核对页上的那些：表上没有锁定的按钮，存了再去核对。
    #expect(try await !first.page("/reviews/\(sheet)").text.contains("锁定评分表</button>"))
    let check = try await first.page("/reviews/\(sheet)/lock").text
    #expect(check.contains("锁定评分表</button>") && check.contains("下面是保存的第 2 版"))
    let locked = try await first.post(
      "/reviews/\(sheet)/lock", ["edition": 2, "agreed": true])
    #expect(locked.json["state"] == "locked", "\(locked.text)")
    #expect(try await first.post("/reviews/\(sheet)/sheet", Scored.sheet(2)).code == "locked")
    // 别人的分还看不到：秘书、市局、同组专家都一样。
    for login in ["zp-qin", "sj-lv", "jd-hua"] {
      let other = try await house.enter(login)
      #expect(try await other.get("/reviews/\(sheet)").status == .notFound)
      #expect(try await other.json("/panels/\(panel)")["cases"]?.array?.first?["score"] == nil)
    }
    let secretary = try await house.enter("zp-qin")
    let words: JSON = [
      "edition": 0, "opinion": "意见一致。", "cases": .object([.init(number, "建议列入。")]),
    ]
    #expect(try await secretary.post("/panels/\(panel)/report", words).code == "sheetsOpen")
    for (index, person) in members.enumerated().dropFirst() {
      try await house.score(number, person, panel: panel, less: index < 4 ? 0.5 : 0)
    }
    #expect(try await secretary.json("/reviews/\(sheet)")["total"] == 95)
    #expect(try await house.enter(members[1]).get("/reviews/\(sheet)").status == .ok)
    // 四人 95 分、三人 94.5 分：94.7857…，两位小数，四舍五入。
    let score = try await secretary.json("/panels/\(panel)")["cases"]?.array?.first?["score"]
    #expect(score == .decimal(94.79))
    // 意见、签署。
    let blank = try await secretary.post(
      "/panels/\(panel)/report", ["edition": 0, "opinion": "好", "cases": [:]])
    #expect(blank.json["errors"]?.array?.map { $0["field"] } == [.string("case.\(number)")])
    let drafted = try await secretary.post("/panels/\(panel)/report", words)
    let digest = try #require(drafted.json["sha256"], "\(drafted.text)")
    #expect(
      try await house.enter(members[0]).post(
        "/panels/\(panel)/signature", ["sha256": "00"]
      ).code == "stale")
    for (index, person) in members.enumerated() {
      let signed = try await house.enter(person).post(
        "/panels/\(panel)/signature", ["sha256": digest])
      #expect(signed.json["waiting"] == .integer(6 - index), "\(signed.text)")
      if index == 0 {
        #expect(
          try await house.enter(person).post(
            "/panels/\(panel)/signature", ["sha256": digest]
          ).code == "signedAlready")
        #expect(
          try await secretary.post("/panels/\(panel)/report", words).code == "signedAlready")
      }
    }
    let file = try await house.enter("sj-lv").json("/applications/\(number)")
    #expect(file["stage"] == "reviewed" && file["report"]?["score"] == .decimal(94.79))
    #expect(file["turn"]?["until"] == "2027-02-26" && file["turn"]?["clock"] == "publication")
    #expect(file["sheets"]?.array?.count == 7)
    let matter = try house.store.read { database in
      try database.first(
        "SELECT word FROM matter WHERE kind = 'report' AND outcome = 'signed'"
      ) { $0.text(0) }
    }
    #expect(matter == "94.79")
    // 评完以后专家不再看得到材料。
    #expect(try await house.enter(members[0]).get("/applications/\(number)").status == .notFound)
    #expect(house.faults == [])
  }
}
