import Foundation
import HTTP
import JSON
import Linux
import TestSupport
import Testing

@Suite("演示：每个环节都有案例，同一天总是一样，留下来的接着走")
struct DemoTests {
  /// A demo that runs on a folder, and ends with this.
  final class Played {
    let endpoint: Endpoint
    private let program: Program

    init(_ data: String, on today: String) throws {
      let port = try freePort()
      endpoint = try #require(Endpoint("127.0.0.1:\(port)"))
      program = try Program(
        "brandpilot",
        ["demo", "--data", data, "--listen", "\(endpoint)", "--today", today, "--log", "off"])
      let endpoint = endpoint
      #expect(
        eventually { (try? Exchange.request("GET", "/readyz", to: endpoint))?.status == 200 })
    }

    /// What it has said.
    @discardableResult
    func stop() -> String {
      program.kill(SIGTERM)
      program.wait()
      return program.said
    }

    func json(_ path: String, as login: String? = nil) throws -> JSON {
      var fields: [(String, String)] = []
      if let login {
        let entered = try Exchange.request(
          "POST", "/api/v1/cast/session", fields: [("Content-Type", "application/json")],
          body: JSON.object([.init("login", .string(login))]).bytes, to: endpoint)
        let token = try JSON(parsing: entered.body)["token"]?.string ?? ""
        fields = [("Authorization", "Bearer \(token)")]
      }
      let answer = try Exchange.request("GET", "/api/v1\(path)", fields: fields, to: endpoint)
      return try JSON(parsing: answer.body)
    }

    /// How many cases stand where, as the bureau sees them.
    func stages() throws -> [String: Int] {
      var counts: [String: Int] = [:]
      var after = ""
      repeat {
        let page = try json("/applications?after=\(after)", as: "sj-lv")
        for item in page["items"]?.array ?? [] {
          counts[item["outcome"]?.string ?? item["stage"]?.string ?? "", default: 0] += 1
        }
        after = page["next"]?.string ?? ""
      } while !after.isEmpty
      return counts
    }
  }

  @Test("五个批次，每个环节至少两件，名单上二十多项，抽取有公开的证明；第二次一模一样")
  func played() throws {
    let folder = try TemporaryFolder()
    let demo = try Played(folder.path + "/one", on: "2026-11-20T17:50")
    defer { demo.stop() }
    #expect(
      try demo.stages() == [
        "submitted": 3, "returned": 2, "accepted": 3, "recommended": 2, "cultivating": 2,
        "screening": 2, "reviewing": 2, "reviewed": 2, "publicised": 2, "listed": 21,
        "withdrawn": 1, "notRecommended": 1, "failed": 1, "notProposed": 1, "removed": 1,
        "revoked": 1,
      ])
    let drafts = try ["lihua", "zhaomin"].map {
      try demo.json("/applications?stage=draft", as: $0)["items"]?.array?.count
    }
    #expect(drafts == [1, 1])
    #expect(
      try demo.json("/rounds")["items"]?.array?.map { $0["phase"] } == [
        "open", "closed", "closed", "closed", "closed",
      ])
    let lists = try demo.json("/lists")["items"]?.array ?? []
    #expect(lists.map { $0["count"] } == [22])
    let list = try demo.json("/lists/\(lists.first?["id"]?.string ?? "")")
    let states = (list["items"]?.array ?? []).compactMap { $0["state"]?.string }
    #expect(states.filter { $0 == "valid" }.count == 20)
    #expect(states.filter { $0 == "suspended" }.count == 1)
    #expect(states.filter { $0 == "revoked" }.count == 1)
    #expect(try demo.json("/experts", as: "sj-lv")["items"]?.array?.count == 40)
    let objections = try demo.json("/objections", as: "sj-gu")["items"]?.array ?? []
    #expect(objections.map { $0["state"] } == ["open", "sustained", "rejected"])
    let panels = try demo.json("/panels", as: "zp-qin")["items"]?.array ?? []
    let draw = try demo.json("/draws/\(panels.last?["id"]?.string ?? "")")
    #expect(draw["state"] == "drawn")
    let order = draw["order"]?.array ?? []
    #expect(order.count == 40 && order.filter { $0["as"] == "member" }.count == 5)
    let activities = try demo.json("/activities")["items"]?.array ?? []
    #expect(activities.map { $0["state"] } == ["full", "open", "over"])
    // 许教授抽中了，有表要评。
    #expect(try demo.json("/desk", as: "zj-xu")["items"]?.array?.count == 2)

    // 日志里的每一种事，读起来都是一句话。
    var told: [String: String] = [:]
    var before = ""
    repeat {
      let page = try demo.json("/journal\(before)", as: "sj-jin")
      for item in page["items"]?.array ?? [] {
        told[item["act"]?.string ?? ""] = item["summary"]?.string ?? ""
      }
      before = page["next"]?.integer.map { "?before=\($0)" } ?? ""
    } while !before.isEmpty
    #expect(told.filter { Sentence.flaw(of: $0.value) != nil } == [:])
    #expect(told.count == 66)

    let twin = try Played(folder.path + "/two", on: "2026-11-20T17:50")
    defer { twin.stop() }
    // 链头里有前面全部日志的指纹：名单一样，走到这里的每一步就都一样。
    let same = try twin.json("/lists/\(lists.first?["id"]?.string ?? "")")
    #expect(same["head"] == list["head"] && same["hash"] == list["hash"])
    // 演完那一刻桌上和收件箱里有什么，连编号也一样。
    for (place, login) in [
      ("/desk", "xh-sunli"), ("/desk", "sj-lv"), ("/inbox", "xh-sunli"), ("/inbox", "lihua"),
    ] {
      let one = try demo.json(place, as: login)["items"]?.array ?? []
      let two = try twin.json(place, as: login)["items"]?.array
      #expect(!one.isEmpty && one == two, "\(place) \(login)")
    }
  }

  @Test("留下来的演示，过几天再启动：到期的当时就办，日志有；不能往回走，不能正式使用")
  func goesOn() throws {
    let folder = try TemporaryFolder()
    let data = folder.path + "/data"
    var demo = try Played(data, on: "2026-11-20T17:50")
    #expect(try demo.stages()["returned"] == 2)
    demo.stop()
    // 中间导入的登记数据，再启动也不被演示数据盖掉。
    let csv = folder.path + "/enterprises.csv"
    try Files.replace(
      csv,
      with: Array(
        """
        统一社会信用代码,名称,类型,登记机关,住所,成立日期,登记状态,来源,数据日期
        91310115MA1HB00205,上海云枢工业设计有限公司,有限责任公司（自然人独资）,上海市浦东新区市场监督管理局,上海市浦东新区张江路 2 号,2016-09-01,吊销,样例来源（虚构）,2026-11-19

        """.utf8))
    let imported = try Program(
      "brandpilot", ["import", "enterprises", csv, "--data", data])
    #expect(imported.wait() == 0)
    demo = try Played(data, on: "2026-12-04")
    let found = try demo.json("/applications?q=%E4%BA%91%E6%9E%A2", as: "pd-wuqiang")
    let id = found["items"]?.array?.first?["enterprise"]?["id"]?.string ?? ""
    let known = try demo.json("/organisations/\(id)/facts", as: "pd-wuqiang")
    #expect(known.text.contains("吊销"))
    let stages = try demo.stages()
    #expect(stages["returned"] == nil && stages["lapsed"] == 2)
    let lapses = try demo.json("/journal?act=application.lapse", as: "sj-jin")["items"]?.array
    #expect(lapses?.count == 2, "\(lapses ?? [])")
    #expect(
      try demo.json("/desk", as: "sj-shi")["acts"]?.array?.map { $0["name"] } == [
        "list.publish", "expert.apply",
      ])
    demo.stop()
    // 更早的日期，从上次停下的地方接着走，也说出来。
    demo = try Played(data, on: "2026-11-20")
    #expect(try demo.stages()["lapsed"] == 2)
    #expect(demo.stop().contains("2026年12月4日 星期五（数据已经走到这一天，不往回走）"))
    let served = try Program("brandpilot", ["serve", "--data", data, "--listen", "127.0.0.1:0"])
    #expect(served.wait() == 78)
  }

  @Test("演到一半被杀：下次启动说清楚，不拿半个演示接着用")
  func cutOff() throws {
    let folder = try TemporaryFolder()
    let data = folder.path + "/data"
    let demo = try Program(
      "brandpilot", ["demo", "--data", data, "--listen", "127.0.0.1:0", "--today", "2026-11-20"])
    #expect(
      eventually { Files.exists(data + "/rehearsing") && Files.exists(data + "/brandpilot.db") })
    demo.kill()
    demo.wait()
    let again = try Program(
      "brandpilot", ["demo", "--data", data, "--listen", "127.0.0.1:0", "--today", "2026-11-20"])
    _ = try again.waitForError("没有准备完就中断了")
    #expect(again.wait() == 78)
  }

  @Test("正式的数据不能用来演示")
  func real() throws {
    let folder = try TemporaryFolder()
    let instance = try Instance(folder.path + "/data")
    #expect(instance.stop() == 0)
    let demo = try Program(
      "brandpilot", ["demo", "--data", folder.path + "/data", "--listen", "127.0.0.1:0"])
    #expect(demo.wait() == 78)
  }
}
