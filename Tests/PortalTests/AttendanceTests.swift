import Accounts
import Applications
import JSON
import Routing
import SQLite
import Testing
import Vocabulary

@testable import HTTP
@testable import Portal
@testable import Review

@Suite("活动：修改、取消、谁看得到、签到")
struct AttendanceTests {
  let house: House
  static let hexin = "/organisations/\(Cast.organisation("hexin"))/dossier"

  init() throws { house = try House() }

  @Test("改的是哪一版要说清，旧版是 409，填的还在；时间地点变了，报名的企业知道")
  func amended() async throws {
    let id = try await house.announce()
    _ = try await house.signUp(id)
    let staff = try await house.enter("chj-shen")
    let path = "/activities/\(id)/amendment"
    let form = try await staff.page(path).text
    #expect(form.contains("value=\"品牌管理制度怎样建\"") && form.contains("已经有 1 人报名"))
    let same = try await staff.post(
      path, House.coaching([("capacity", 3), ("edition", 1)]))
    #expect(same.json["edition"] == 2 && same.json["left"] == 2, "\(same.text)")
    #expect(try await house.enter("lihua").inboxTitles() == [])
    let stale = try await staff.post(
      path, House.coaching([("capacity", 9), ("edition", 1)]))
    #expect(stale.status == .conflict && stale.code == "stale")
    let moved = try await staff.post(
      path, House.coaching([("place", "漕河泾会议中心"), ("edition", 2)]))
    #expect(moved.json["edition"] == 3 && moved.json["place"] == "漕河泾会议中心")
    let told = try await house.enter("lihua").json("/inbox")["items"]?.array?.first
    #expect(told?["title"] == "活动“品牌管理制度怎样建”：时间或地点有变化")
    #expect(told?["text"]?.string?.contains("漕河泾会议中心") == true)
    #expect(try await house.enter("zhaomin").inboxTitles() == [])
    _ = try await house.signUp(id, "钱二")
    let few = try await staff.post(path, House.coaching([("capacity", 1), ("edition", 3)]))
    #expect(
      few.status == .unprocessable && few.json["errors"]?.array?.first?["field"] == "capacity")
    house.passToActivity(hour: 14)
    let begun = try await house.enter("chj-shen").post(
      path, House.coaching([("edition", 3)]))
    #expect(begun.status == .conflict && begun.code == "begun")
    #expect(house.faults == [])
  }

  @Test("取消要说原因，报名的企业在收件箱里读到；取消以后什么也办不了")
  func cancelled() async throws {
    let id = try await house.announce()
    let signUp = try await house.signUp(id)
    let staff = try await house.enter("chj-shen", surely: true)
    let path = "/activities/\(id)/cancellation"
    let title: JSON = "品牌管理制度怎样建"
    #expect(
      try await staff.post(path, ["reason": " ", "title": title]).status == .unprocessable)
    let done = try await staff.post(path, ["reason": "主讲老师生病。", "title": title])
    #expect(done.json["state"] == "cancelled" && done.json["reason"] == "主讲老师生病。", "\(done.text)")
    let told = try await house.enter("wangjianguo").json("/inbox")["items"]?.array?.first
    #expect(told?["title"] == "活动“品牌管理制度怎样建”：取消了")
    #expect(told?["text"]?.string?.contains("主讲老师生病。") == true)
    #expect(try await house.get("/activities/\(id)").text.contains("活动已经取消：主讲老师生病。"))
    let editor = try await house.enter("lihua")
    let codes = [
      try await staff.post(path, ["reason": "再说", "title": title]).code,
      try await editor.post(
        "/activities/\(id)/sign-ups", ["name": "钱二", "position": "经理"]
      ).code,
      try await editor.post("/sign-ups/\(signUp)/withdrawal").code,
      try await staff.post("/sign-ups/\(signUp)/attendance").code,
    ]
    #expect(codes == ["cancelled", "cancelled", "cancelled", "cancelled"])
    #expect(try await staff.acts("/activities/\(id)") == [])
    #expect(try house.journal("activity.cancel") == ["取消活动“品牌管理制度怎样建”"])
    #expect(house.faults == [])
  }

  @Test("报名的是谁，只有工作站和本企业看得到；日志里没有姓名和电话；能办什么，说的就是能办的")
  func seen() async throws {
    let id = try await house.announce()
    let path = "/activities/\(id)"
    _ = try await house.signUp(id)
    house.pass(seconds: 1)
    _ = try await house.signUp(id, "韩梅", by: "zhaomin")
    func names(_ login: String) async throws -> [JSON?]? {
      try await house.enter(login).json(path)["people"]?.array?.map { $0["name"] }
    }
    #expect(try await names("chj-shen") == ["周小满", "韩梅"])
    #expect(try await names("lihua") == ["周小满"])
    #expect(try await names("chenjing") == ["周小满"])
    #expect(try await names("zhaomin") == ["韩梅"])
    for login in ["zj-han", "xh-sunli", "sj-lv", "jd-hua", "sj-jin", "xinren", "zj-xu"] {
      #expect(try await names(login) == nil, "\(login)")
      let page = try await house.enter(login).page(path).text
      #expect(!page.contains("周小满") && !page.contains("13811112222"), "\(login)")
    }
    #expect(try await house.get("/api/v1\(path)").text.contains("周小满") == false)
    let logged = try house.store.read {
      try $0.all("SELECT summary FROM journal UNION ALL SELECT payload FROM journal_payload") {
        $0.text(0)
      }
    }
    #expect(!logged.contains { $0.contains("周小满") || $0.contains("13811112222") })
    #expect(try house.journal("activity.signUp").first == "为活动“品牌管理制度怎样建”报名 1 人（上海禾欣食品有限公司）")

    #expect(
      try await house.enter("chj-shen").acts(path) == ["activity.amend", "activity.cancel"])
    // 满了，没有再报名的按钮，自己的还能撤回；只看的人没有按钮。
    let own = try await house.enter("lihua").json(path)
    #expect(own["acts"] == [])
    #expect(
      own["people"]?.array?.first?["acts"]?.array?.map { $0["name"] } == ["signUp.withdraw"])
    let viewer = try await house.enter("chenjing").json(path)
    #expect(viewer["people"]?.array?.first?["acts"] == [])
    #expect(house.faults == [])
  }

  @Test("当天起才能签到，签两次只记一次；参加过的活动写进企业档案")
  func checkedIn() async throws {
    let id = try await house.announce()
    let signUp = try await house.signUp(id)
    let path = "/sign-ups/\(signUp)/attendance"
    let early = try await house.enter("chj-shen").post(path)
    #expect(early.status == .conflict && early.code == "tooEarly")
    house.passToActivity(hour: 0)
    let staff = try await house.enter("chj-shen")
    let door = try await staff.page("/activities/\(id)").text
    #expect(door.contains("签到：周小满") && door.contains("报名 1 人，签到 0 人"))
    let offered = try await staff.json("/activities/\(id)")["people"]?.array?.first?["acts"]
    #expect(
      offered == [["name": "signUp.checkIn", "href": .string("/api/v1\(path)"), "title": "签到"]])
    #expect(try await house.enter("zj-han").post(path).status == .notFound)
    let came = try await staff.post(path)
    #expect(came.json["attendedAt"] == "2026-11-24T00:00:00+08:00", "\(came.text)")
    house.pass(seconds: 60)
    #expect(try await staff.post(path).json == came.json)
    #expect(try house.journal("signUp.checkIn") == ["为活动“品牌管理制度怎样建”签到 1 人（上海禾欣食品有限公司）"])
    // 有人签到以后，活动不能再改或取消，只剩下签到。
    #expect(try await staff.acts("/activities/\(id)") == [])
    let after = try await staff.page("/activities/\(id)").text
    #expect(after.contains("00:00 已签到") && !after.contains("签到：周小满"))

    let dossier = try await house.enter("xh-sunli").json(Self.hexin)
    #expect(
      dossier["activities"] == [
        [
          "id": .string(id), "title": "品牌管理制度怎样建", "kind": "辅导", "station": "漕河泾品牌培育工作站",
          "on": "2026-11-24", "people": 1,
        ]
      ])
    let page = try await house.enter("lihua").page(Self.hexin).text
    #expect(page.contains("参加过的活动，新的在前") && !page.contains("周小满"))
    #expect(
      try await house.enter("zhaomin").json(
        "/organisations/\(Cast.organisation("yunshu"))/dossier")["activities"] == [])
    #expect(house.faults == [])
  }

  @Test("浏览器里报名填错，填的还在，指出是哪一项")
  func form() async throws {
    let id = try await house.announce()
    let editor = try await house.enter("lihua")
    let page = try await editor.page("/activities/\(id)").text
    #expect(page.contains("所填的只给工作站签到和联系用"))
    let token = try #require(
      page.split(separator: "name=\"form\" value=\"").dropFirst().first?.prefix { $0 != "\"" })
    let answer = try await house.answer(
      "POST", "/activities/\(id)/sign-ups",
      fields: [
        "Cookie: session=\(editor.token)", "Content-Type: application/x-www-form-urlencoded",
        "Sec-Fetch-Site: same-origin",
      ], body: Array("form=\(token)&name=&position=abc".utf8))
    #expect(answer.status == .unprocessable, "\(answer.text)")
    #expect(answer.text.contains("请填写“姓名”") && answer.text.contains("value=\"abc\""))
  }

  @Test("辅导过申请企业的工作站，不论在哪个区，它的人不能评审这家企业")
  func conflict() async throws {
    let number = try await house.submitted()
    try house.store.writeAndWait { database in
      try database.run(
        """
        INSERT INTO membership (id, person, organisation, role, since)
        VALUES (4250, ?, ?, 'workstationStaff', 0)
        """, Cast.person("zj-he").number, Cast.organisation("zhangjiang").number)
    }
    func rules() throws -> [ConflictRule] {
      let desk = house.rooms.applications.desk
      return try house.store.read { [now = house.clock.now] database in
        let file = try #require(try Cases.find(number, in: database))
        let facts = try desk.judge.facts(of: file, for: nil, at: now, in: database)
        return try ConflictSearch(
          cases: [facts], body: Cast.organisation("zhipin"), today: now.day
        ).of(Cast.person("zj-he"), in: database).map(\.rule)
      }
    }
    let id = try await house.announce(by: "zj-han")
    let signUp = try await house.signUp(id)
    #expect(try rules() == [])
    house.passToActivity(hour: 14)
    let came = try await house.enter("zj-han").post("/sign-ups/\(signUp)/attendance")
    #expect(came.status == .ok, "\(came.text)")
    #expect(try rules() == [.coach])
  }
}
