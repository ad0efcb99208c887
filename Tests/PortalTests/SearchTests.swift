import Accounts
import JSON
import SQLite
import Testing
import Vocabulary

@testable import HTTP
@testable import Portal

@Suite("搜索：任意一两个字，只找得到该看见的")
struct SearchTests {
  static let hits: [(login: String, words: String, names: [String])] = [
    ("xh-sunli", "食品", ["上海禾欣食品有限公司"]), ("xh-sunli", "禾", ["上海禾欣食品有限公司"]),
    ("xh-sunli", "品禾", []), ("xh-sunli", "食有", []), ("xh-sunli", "上海禾欣食品有限公司", ["上海禾欣食品有限公司"]),
    ("xh-sunli", "欣食 有限", ["上海禾欣食品有限公司"]), ("xh-sunli", "设计", []),
    ("pd-wuqiang", "设计", ["上海云枢工业设计有限公司"]), ("xh-sunli", "ma1fr001", ["上海禾欣食品有限公司"]),
    ("xh-sunli", "９１３１０１０４ＭＡ１ＦＲ００１", ["上海禾欣食品有限公司"]), ("xh-sunli", "91310115", []),
    ("xh-sunli", "工作站", ["漕河泾品牌培育工作站"]), ("lihua", "上海", ["上海禾欣食品有限公司"]),
    ("zj-xu", "上海", []), ("xinren", "上海", []), ("xt-yan", "食品", []),
    ("xt-yan", "质品", ["上海质品评价技术中心（演示）"]), ("sj-jin", "食品", ["上海禾欣食品有限公司"]),
    ("sj-lv", "张江", ["张江品牌培育工作站"]), ("xh-sunli", "\" OR 1 NEAR(", []),
    ("xh-sunli", "districtxxx", []),
  ]

  @Test("谁用什么字找得到什么", arguments: hits)
  func find(_ login: String, _ words: String, _ names: [String]) async throws {
    let house = try House()
    let guest = try await house.enter(login)
    let query = words.utf8.map { "%" + String($0, radix: 16, uppercase: true) }.map {
      $0.count == 2 ? "%0\($0.last!)" : $0
    }.joined()
    let answer = try await guest.json("/search?q=\(query)")
    #expect(answer["items"]?.array?.compactMap { $0["title"]?.string } == names)
    #expect(answer["total"]?.integer == names.count)
  }

  /// What somebody finds of applications by these words.
  private func cases(_ house: House, _ login: String, _ words: String) async throws -> [String] {
    let query = words.utf8.map { "%" + String($0, radix: 16, uppercase: true) }.joined()
    return try await house.enter(login).json("/search?q=\(query)")["items"]?.array?
      .filter { $0["kind"] == "申请" }.compactMap { $0["title"]?.string } ?? []
  }

  @Test("申请按产品、企业、编号的一两个字找得到：草稿只有企业，提交以后所在区和市局；移送以后跟着走")
  func applications() async throws {
    let house = try await House.withRound()
    let writer = try await house.enter("lihua")
    let number = try await house.draft(by: writer, "偏光显微镜")
    let part = String(number.suffix(4))
    for words in ["显微", "镜", part, number, "禾欣 偏光"] {
      #expect(try await cases(house, "lihua", words) == ["偏光显微镜"], "\(words)")
      for other in ["xh-sunli", "sj-lv", "pd-wuqiang", "zhaomin", "zj-xu"] {
        #expect(try await cases(house, other, words) == [], "\(other) \(words)")
      }
    }
    try await house.fill(number, by: writer)
    try await house.submit(number)
    for login in ["lihua", "xh-sunli", "xh-zhouwei", "sj-lv", "sj-jin"] {
      for words in ["显微", part, number] {
        #expect(try await cases(house, login, words) == ["偏光显微镜"], "\(login) \(words)")
      }
    }
    #expect(try await cases(house, "pd-wuqiang", "显微") == [])
    let unit = try house.unit("pudong")
    try await house.act(
      number, "transfer", ["unit": .string("\(unit)"), "reason": "已迁到浦东"], by: "xh-sunli")
    let transfer = try await house.enter("pd-zhengfang", surely: true).json("/desk")["items"]?
      .array?.first { $0["title"]?.string?.contains("移送") == true }?["href"]?.string
    let taken = try await house.enter("pd-zhengfang", surely: true)
      .post("\(try #require(transfer))/acceptance")
    try #require(taken.status == .ok, "\(taken.text)")
    #expect(try await cases(house, "pd-wuqiang", "显微") == ["偏光显微镜"])
    #expect(try await cases(house, "xh-sunli", "显微") == [])
    // 企业改了名，它的申请过一会儿也按新的名字找得到。
    try house.store.writeAndWait { database in
      try database.run("UPDATE organisation SET name = '上海禾欣光学有限公司' WHERE name = '上海禾欣食品有限公司'")
    }
    #expect(try await cases(house, "pd-wuqiang", "光学") == [])
    try house.rooms.keepUp(at: house.clock.now, wall: house.wallNow)
    #expect(try await cases(house, "pd-wuqiang", "光学") == ["偏光显微镜"])
    #expect(house.faults == [])
  }

  @Test("没有字可找，说清楚")
  func nothing() async throws {
    let guest = try await House().enter("xh-sunli")
    #expect(try await guest.get("/search?q=%20-%20").status == .unprocessable)
  }
}
