import Accounts
import Cultivation
import JSON
import SQLite
import Testing
import Vocabulary

@testable import HTTP
@testable import Portal

@Suite("活动：发布、报名、名额")
struct ActivityTests {
  let house: House

  init() throws { house = try House() }

  @Test("工作站在工作台上就能发布；谁都看得到，别的身份发布不了")
  func announced() async throws {
    let staff = try await house.enter("chj-shen")
    let acts = try await staff.json("/desk")["acts"]?.array ?? []
    // Whoever is signed in may ask to be taken into the expert pool.
    let starts = acts.filter { $0["name"] != "expert.apply" }
    #expect(
      starts == [
        ["name": "activity.announce", "href": "/api/v1/activities/new", "title": "发布活动"]
      ])
    let empty = try await house.get("/activities").text
    #expect(empty.contains("现在没有将要举行的活动") && empty.contains("看各区联系人"))
    #expect(try await house.json("/api/v1/activities") == ["items": [], "acts": []])
    let id = try await house.announce()
    let item: JSON = [
      "id": .string(id), "title": "品牌管理制度怎样建", "kind": "coaching",
      "topic": "品牌战略的常见短板，现场答疑。", "station": "漕河泾品牌培育工作站", "unit": "徐汇区市场监管局",
      "place": "徐汇区宜山路 700 号", "startsAt": "2026-11-24T14:00:00+08:00",
      "endsAt": "2026-11-24T16:30:00+08:00", "deadline": "2026-11-23T17:00:00+08:00",
      "capacity": 2, "left": 2, "edition": 1, "state": "open",
    ]
    let row = JSON.object((item.members ?? []) + [.init("acts", [])])
    #expect(try await house.json("/api/v1/activities") == ["items": [row], "acts": []])
    let alone = try await house.json("/api/v1/activities/\(id)")
    #expect(alone == .object((row.members ?? []) + [.init("blocked", [])]))
    let page = try await house.get("/activities/\(id)").text
    #expect(page.contains("2026年11月24日 14:00至16:30") && page.contains("企业登录以后报名"))
    #expect(
      try house.journal("activity.announce") == [
        "发布辅导活动“品牌管理制度怎样建”，2026年11月24日 14:00至16:30，2 个名额"
      ])
    let enterprise = try await house.enter("lihua")
    #expect(
      try await enterprise.post("/activities/new", House.coaching([])).code == "notYourRole")
    #expect(try await enterprise.json("/activities")["acts"] == [])
    #expect(house.faults == [])
  }

  static let wrongs: [(changes: [(String, JSON)], field: String, code: String)] = [
    ([("startsOn", "2026-11-20")], "deadlineOn", "order"),
    (
      [("startsOn", "2026-11-19"), ("deadlineOn", "2026-11-19"), ("deadlineTime", "9:00")],
      "startsOn", "past"
    ),
    ([("startsOn", "2062-11-24")], "startsOn", "outOfRange"),
    ([("endsTime", "14:00")], "endsTime", "order"),
    ([("endsOn", "2026-11-23")], "endsOn", "order"),
    ([("deadlineOn", "2026-11-24"), ("deadlineTime", "14:01")], "deadlineOn", "order"),
    ([("deadlineOn", "2026-11-20"), ("deadlineTime", "17:50")], "deadlineOn", "past"),
    ([("startsTime", "24:00")], "startsTime", "notATime"),
    ([("startsTime", "2点")], "startsTime", "notATime"),
    ([("capacity", 0)], "capacity", "outOfRange"),
    ([("kind", "party")], "kind", "notAChoice"), ([("title", " ")], "title", "required"),
  ]

  @Test("填得不对的，指出是哪一项", arguments: wrongs.indices)
  func wrong(_ index: Int) async throws {
    let (changes, field, code) = Self.wrongs[index]
    let answer = try await house.enter("chj-shen").post(
      "/activities/new", House.coaching(changes))
    #expect(answer.status == .unprocessable)
    let found = answer.json["errors"]?.array?.map { [$0["field"], $0["code"]] } ?? []
    #expect(found.contains([.string(field), .string(code)]), "\(answer.text)")
    #expect(try await house.json("/api/v1/activities")["items"] == [])
  }

  @Test("跨天的、全角冒号的都认得；先列将要举行的，早的在前，再列已经举行的，近的在前")
  func order() async throws {
    let last = try await house.announce([
      ("title", "最后"), ("startsOn", "2026-12-02"), ("endsOn", "2026-12-03"), ("endsTime", "9：30"),
    ])
    let first = try await house.announce([("title", "最先")], by: "zj-han")
    let second = try await house.announce([("title", "其次"), ("startsTime", "15:00")])
    func items() async throws -> [JSON?] {
      try await house.json("/api/v1/activities")["items"]?.array?.map { $0["id"] } ?? []
    }
    #expect(try await items() == [first, second, last].map { .string($0) })
    #expect(
      try await house.json("/api/v1/activities/\(last)")["endsAt"] == "2026-12-03T09:30:00+08:00")
    house.pass(seconds: 6 * 86_400)
    #expect(try await items() == [last, second, first].map { .string($0) })
    #expect(try await house.json("/api/v1/activities/\(first)")["state"] == "over")
  }

  @Test("首页换不换：发布、取消、开始了就换，有人报名、撤回不换；写的总是现在的")
  func homeEdition() async throws {
    let board = house.rooms.cultivation.board
    func edition() throws -> ActivityBoard.Edition { try board.edition(at: house.clock.now) }
    func tells() async throws -> Bool {
      try await house.get("/").text.contains("品牌管理制度怎样建")
    }
    let none = try edition()
    #expect(try await !tells())
    let id = try await house.announce()
    let announced = try edition()
    #expect(announced != none)
    #expect(try await tells())
    let signUp = try await house.signUp(id)
    #expect(try edition() == announced)
    let withdrawn = try await house.enter("lihua").post(
      "/sign-ups/\(signUp)/withdrawal")
    #expect(try withdrawn.status == .ok && edition() == announced, "\(withdrawn.text)")
    let other = try await house.announce([("title", "商标使用自查")])
    let two = try edition()
    let cancelled = try await house.enter("chj-shen", surely: true).post(
      "/activities/\(other)/cancellation", ["reason": "主讲老师生病。", "title": "商标使用自查"])
    let one = try edition()
    #expect(cancelled.status == .ok && two != announced && one != two, "\(cancelled.text)")
    house.passToActivity(hour: 13, minute: 59)
    #expect(try edition() == one)
    #expect(try await tells())
    house.passToActivity(hour: 14)
    #expect(try edition() != one)
    #expect(try await !tells())
  }

  @Test("报名在名额以内，同一个人不报两次；撤回的名额让出来，姓名不再留着")
  func signedUp() async throws {
    let id = try await house.announce()
    let editor = try await house.enter("lihua")
    let path = "/activities/\(id)/sign-ups"
    func send(_ guest: Guest, _ name: String) async throws -> Response {
      // One after the other also by the clock, which in a house stands still.
      house.pass(seconds: 1)
      return try await guest.post(path, ["name": .string(name), "position": "质量总监"])
    }
    let first = try await send(editor, "周小满")
    #expect(first.json["left"] == 1 && first.json["activity"] == .string(id), "\(first.text)")
    #expect(!first.text.contains("周小满"))
    let twice = try await send(try await house.enter("wangjianguo"), " 周小满")
    #expect(twice.status == .conflict && twice.code == "signedUpAlready")
    #expect(twice.json["clause"] == "001 三（三）第二分句")
    // 别的企业有同名的人，不是同一个人。
    let other = try await house.enter("zhaomin")
    #expect(try await send(other, "周小满").json["left"] == 0)
    let full = try await send(editor, "钱二")
    #expect(full.status == .conflict && full.code == "full")
    #expect(try await house.json("/api/v1/activities/\(id)")["state"] == "full")
    let signUp = try #require(first.json["id"]?.string)
    house.pass(seconds: 1)
    let back = try await editor.post("/sign-ups/\(signUp)/withdrawal")
    #expect(back.json["left"] == 1, "\(back.text)")
    #expect(try await editor.post("/sign-ups/\(signUp)/withdrawal").json["left"] == 1)
    #expect(try await send(editor, "周小满").json["left"] == 0)
    let names = try house.store.read {
      try $0.all("SELECT name FROM activity_signup WHERE withdrawn IS NOT NULL") { $0.text(0) }
    }
    #expect(names == [""])
    #expect(
      try await house.enter("chj-shen").inboxTitles() == [
        "活动“品牌管理制度怎样建”：有人报名", "活动“品牌管理制度怎样建”：有人撤回报名",
        "活动“品牌管理制度怎样建”：有人报名", "活动“品牌管理制度怎样建”：有人报名",
      ])
    #expect(
      try house.journal("signUp.withdraw") == ["撤回活动“品牌管理制度怎样建”的报名 1 人（上海禾欣食品有限公司）"])
    #expect(house.faults == [])
  }

  @Test("最后一个名额，两家同时报：一家报上，另一家知道满了")
  func lastPlace() async throws {
    let id = try await house.announce([("capacity", 1)])
    let (one, two) = (try await house.enter("lihua"), try await house.enter("zhaomin"))
    let body: JSON = ["name": "周小满", "position": "质量总监"]
    async let first = one.post("/activities/\(id)/sign-ups", body)
    async let second = two.post("/activities/\(id)/sign-ups", body)
    let answers = try await [first, second]
    #expect(answers.map(\.status.code).sorted() == [200, 409])
    #expect(answers.compactMap(\.code) == ["full"])
    #expect(try await house.json("/api/v1/activities/\(id)")["left"] == 0)
    #expect(house.faults == [])
  }

  @Test("同一个幂等键报两次，只报上一个人")
  func once() async throws {
    let id = try await house.announce()
    let editor = try await house.enter("lihua")
    let body: JSON = ["name": "周小满", "position": "质量总监"]
    let answers = try await [1, 2].asyncMap { _ in
      try await editor.post(
        "/activities/\(id)/sign-ups", body, fields: ["Idempotency-Key: one"])
    }
    #expect(answers[0].json == answers[1].json && answers[1].status == .ok)
    #expect(try await house.json("/api/v1/activities/\(id)")["left"] == 1)
    // 幂等的记录里没有姓名和电话。
    let kept = try house.store.read { try $0.all("SELECT json FROM once") { $0.text(0) } }
    #expect(!kept.isEmpty && !kept.contains { $0.contains("周小满") })
  }

  @Test("报名和撤回到截止的那一毫秒为止；还没有证明的企业不能报")
  func late() async throws {
    let id = try await house.announce([("deadlineOn", "2026-11-20"), ("deadlineTime", "18:00")])
    let signUp = try await house.signUp(id)
    let unproven = try await house.enter("ouyangxue").post(
      "/activities/\(id)/sign-ups", ["name": "欧阳", "position": "经理"])
    #expect(unproven.status == .conflict && unproven.code == "notProven")
    house.pass(seconds: 600)
    let editor = try await house.enter("lihua")
    #expect(try await editor.acts("/activities/\(id)") == ["activity.signUp"])
    house.pass(seconds: 1)
    let late = try await editor.post(
      "/activities/\(id)/sign-ups", ["name": "钱二", "position": "经理"])
    #expect(late.status == .conflict && late.code == "closed")
    let back = try await editor.post("/sign-ups/\(signUp)/withdrawal")
    #expect(back.status == .conflict && back.code == "closed")
    #expect(try await editor.acts("/activities/\(id)") == [])
    #expect(try await house.json("/api/v1/activities/\(id)")["state"] == "closed")
    #expect(house.faults == [])
  }
}

extension Sequence {
  /// One after the other.
  fileprivate func asyncMap<Answer>(
    _ ask: (Element) async throws -> Answer
  ) async throws -> [Answer] {
    var answers: [Answer] = []
    for element in self { answers.append(try await ask(element)) }
    return answers
  }
}
