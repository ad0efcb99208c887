import Accounts
import JSON
import SQLite
import Testing
import Vocabulary

@testable import HTTP
@testable import Portal
@testable import Publication

/// The line's own two worlds: drafts, reviews, screening, panels, sheets, sign-ups, objections and
/// letters of 云枢 in 浦东 happen in one of them alone.
@Suite("两个世界：别人办着的申请、评审、报名、异议，不留一点痕迹")
struct LineWorldsTests {
  private static let worlds = Task { try await make() }

  /// What both worlds have: a case on public notice, a panel, an activity.
  private static func common(_ house: House) async throws {
    try house.openRound()
    _ = try await house.announce(House.december, by: "zj-han")
    let open = try await filed(house, "云枢壁灯")
    try house.place(open, at: "reviewed")
    _ = try await house.publicised([open])
    try await panel(house)
  }

  private static func make() async throws -> TwoWorlds {
    try await TwoWorlds(common: common) { house in
      let notice = try #require(
        try await house.json("/api/v1/notices")["items"]?.array?.first?["id"]?.string)
      let content = try await house.json("/api/v1/notices/\(notice)")
      let held = try #require(content["items"]?.array?.first?["number"]?.string)
      let objected = try await house.object(held, to: notice)
      try #require(objected.status == .ok, "\(objected.text)")
      let activity = try #require(
        try await house.json("/api/v1/activities")["items"]?.array?.first?["id"]?.string)
      // Taken back, so that what is free is the same for everyone who may see it.
      let signUp = try await house.signUp(activity, by: "zhaomin")
      let back = try await house.enter("zhaomin").post("/sign-ups/\(signUp)/withdrawal")
      try #require(back.status == .ok, "\(back.text)")
      let editor = try await house.enter("zhaomin")
      let draft = try await house.draft(by: editor, "云枢看不见的草稿")
      let district = try await reviewedByTheDistrict(house)
      let screened = try await screened(house)
      let ids = try house.store.read { database in
        try database.all("SELECT id FROM objection") { "\(ObjectionID($0.int(0)))" }
          + database.all("SELECT id FROM case_letter") { "\(CaseLetterID($0.int(0)))" }
      }
      let file = try house.ids(
        """
        SELECT id FROM application_file WHERE slot = 'licenceFile'
          AND application = (SELECT id FROM application WHERE number = ?)
        """, district)
      return ids + [
        draft, "\(draft)/1", district, "\(district)/1", "\(district)/\(AttachmentID(file[0]))",
        screened, signUp, "\(ReviewID(5151))",
        "\(ExpertApplicationID(5152))",
      ]
    }
  }

  /// An application of 云枢's, sent.
  private static func filed(_ house: House, _ item: String) async throws -> String {
    let editor = try await house.enter("zhaomin")
    let number = try await house.draft(by: editor, item)
    let name = "上海云枢工业设计有限公司"
    let kept = try await house.save(
      number, 3,
      [
        "trademarks": [
          [
            "trademarkNo": "20860001", "trademarkName": "云枢", "trademarkClass": 11,
            "trademarkOwner": .string(name), "trademarkUntil": "2033-06-27",
          ]
        ]
      ], by: editor, edition: 1)
    try #require(kept.status == .ok, "\(kept.text)")
    try await house.fill(number, by: editor, honours: true)
    try await house.submit(number, by: "zhaomin")
    return number
  }

  /// Accepted, returned nowhere, reviewed, an honour verified, an opinion proposed.
  private static func reviewedByTheDistrict(_ house: House) async throws -> String {
    let number = try await filed(house, "云枢看不见的台灯")
    try await house.act(number, "acceptance", by: "pd-wuqiang")
    try await house.act(
      number, "review", ["edition": 0, "answers": DistrictTests.review], by: "pd-wuqiang")
    return number
  }

  /// Whose draw anyone may follow; what is scored by it nobody knows.
  private static func panel(_ house: House) async throws {
    let number = try await filed(house, "云枢看不见的桌子")
    try house.place(number, at: "screening")
    try house.store.writeAndWait { [now = house.wallNow.milliseconds] database in
      try database.run(
        """
        INSERT INTO panel (id, body, round, size, alternates, input, digest, made, made_by)
        SELECT 5150, body, round, 5, 0, '{}', zeroblob(32), ?1, ?2 FROM application
        WHERE number = ?3
        """, now, Cast.person("zp-qin").number, number)
      try database.run(
        """
        INSERT INTO panel_case (panel, application) SELECT 5150, id FROM application
        WHERE number = ?
        """, number)
    }
  }

  /// Screened by one of 质品; a sheet of 何工's, and somebody who asks to be an expert.
  private static func screened(_ house: House) async throws -> String {
    let numbers = try house.store.read { database in
      try database.all("SELECT number FROM application WHERE stage = 'screening'") { $0.text(0) }
    }
    let number = try #require(numbers.first)
    try #require(try await house.screen(number, "pass").status == .ok)
    try await house.act(number, "screening/pass", by: "zp-zhu")
    try house.store.writeAndWait { [now = house.wallNow.milliseconds] database in
      try database.run(
        """
        INSERT INTO review (id, panel, application, person, asked)
        SELECT 5151, 5150, id, ?, ? FROM application WHERE number = ?
        """, Cast.person("zj-he").number, now, number)
      try database.run(
        """
        INSERT INTO expert_application (id, person, package, answers, at)
        SELECT 5152, ?, package, '{}', ? FROM round LIMIT 1
        """, Cast.person("xinren").number, now)
    }
    return number
  }

  @Test(
    "别的企业、别区、别的第三方、别的专家、别的工作站、部门、路人，一个字节也不差",
    arguments: [
      "lihua", "wangjianguo", "ouyangxue", "xh-sunli", "xh-zhouwei", "hp-qianlei", "xh-feng",
      "chj-shen", "hh-you", "zj-xu", nil,
    ])
  func invisible(_ login: String?) async throws {
    let worlds = try await Self.worlds.value
    let found = try await worlds.look(
      as: login, asking: ["/search?q=%E4%BA%91%E6%9E%A2", "/applications?q=%E7%9C%8B"])
    #expect(found.differences == [])
  }

  @Test(
    "这把尺子量得出差别：办着的人看得到",
    arguments: [
      "zhaomin", "pd-wuqiang", "pd-zhengfang", "zj-han", "zp-yang", "zp-qin", "zj-he", "sj-lv",
      "sj-gu", "jd-hua", "sj-jin",
    ])
  func visible(_ login: String) async throws {
    let worlds = try await Self.worlds.value
    #expect(try await worlds.look(as: login, untilDifferent: true).differences != [])
  }
}

extension House {
  /// In December, so that it is still to come when a notice has run.
  fileprivate static let december: [(String, JSON)] = [
    ("startsOn", "2026-12-15"), ("deadlineOn", "2026-12-14"), ("capacity", 20),
  ]
}
