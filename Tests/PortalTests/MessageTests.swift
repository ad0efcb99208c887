import Accounts
import Desk
import Foundation
import HTTP
import JSON
import Linux
import SQLite
import Synchronization
import TestSupport
import Testing
import Vocabulary

@testable import HTTP
@testable import Messages
@testable import Portal

@Suite("通知：进收件箱，出门有据，只给该知道的人")
struct MessageTests {
  /// A real SMTP server on loopback that writes down what it takes.
  final class PostOffice {
    let port: Int
    let folder: TemporaryFolder
    private let process: Program

    init(_ answer: String = "") throws {
      port = try freePort()
      folder = try TemporaryFolder()
      let program = """
        import sys, time, email, email.policy
        from aiosmtpd.controller import Controller
        class Office:
            async def handle_RCPT(self, server, session, envelope, address, options):
                if \(answer.isEmpty ? "None" : "'\(answer)'"): return \(answer.isEmpty ? "None" : "'\(answer)'")
                envelope.rcpt_tos.append(address)
                return '250 OK'
            async def handle_DATA(self, server, session, envelope):
                m = email.message_from_bytes(envelope.content, policy=email.policy.default)
                open('\(folder.path)/' + str(time.time_ns()), 'w').write('\\n'.join(
                    [envelope.mail_from, ','.join(envelope.rcpt_tos), m['Subject'], m.get_content()]))
                return '250 taken'
        c = Controller(Office(), hostname='127.0.0.1', port=\(port), ready_timeout=600)
        c.start()
        open('\(folder.path)/.ready', 'w').close()
        time.sleep(86400)
        """
      process = try Program("/usr/bin/python3", ["-c", program])
      let ready = folder.path + "/.ready"
      try #require(eventually { Files.exists(ready) })
    }

    deinit {
      process.kill()
      process.wait()
    }

    var mails: [String] {
      get throws {
        try Files.list(folder.path).filter { $0 != ".ready" }.map {
          String(decoding: try Files.read("\(folder.path)/\($0)"), as: UTF8.self)
        }
      }
    }
  }

  private func courier(_ house: House, _ mail: MailWay?, sms: SMSWay? = nil) -> Courier {
    Courier(house.store, mail: mail, from: "portal@example.cn", sms: sms, patience: 600)
  }

  private func outgoing(_ house: House) throws -> [(state: String, tries: Int, secret: String?)] {
    try house.store.read { database in
      try database.all("SELECT state, tries, secret FROM outgoing ORDER BY id") {
        (state: $0.text(0), tries: $0.int(1), secret: $0.optionalText(2))
      }
    }
  }

  @Test("SMTP：真的服务器收到的标题和正文一字不差，一次性链接寄出后就忘掉")
  func smtp() async throws {
    let office = try PostOffice()
    let house = try House(ways: (mail: true, sms: false))
    _ = try await house.post("/reset", ["name": "lihua"])
    try house.sendResets()
    let link = try #require(outgoing(house).first?.secret)
    try courier(house, .relay(host: "127.0.0.1", port: office.port)).round(at: house.wallNow)
    let mail = try #require(office.mails.first)
    #expect(
      mail == """
        portal@example.cn
        lihua@example.com
        重新设置密码
        李华：您好。有人用您的登录名申请重新设置密码。如果是您本人，请在 30 分钟内打开下面的链接；如果不是，不用理会，密码不会改变。

        \(link)
        """)
    #expect(try outgoing(house).map(\.state) == ["sent"])
    #expect(try outgoing(house).map(\.secret) == [nil])
    // The link itself is never in the inbox.
    let guest = try await house.enter("lihua")
    #expect(try await guest.json("/inbox")["items"]?.array == [])
  }

  static let answers: [(answer: String, state: String)] = [
    ("451 later", "waiting"), ("550 nobody", "givenUp"),
  ]

  @Test("对方说等等就再试，说不要就算了", arguments: answers)
  func refused(_ answer: String, _ state: String) async throws {
    let office = try PostOffice(answer)
    let house = try House(ways: (mail: true, sms: false))
    _ = try await house.post("/reset", ["name": "lihua"])
    try house.sendResets()
    let courier = courier(house, .relay(host: "127.0.0.1", port: office.port))
    try courier.round(at: house.wallNow)
    try courier.round(at: house.wallNow)  // not again so soon
    let parcels = try outgoing(house)
    #expect(parcels.map(\.state) == [state])
    #expect(parcels.map(\.tries) == [1])
    #expect((parcels.first?.secret == nil) == (state == "givenUp"))
  }

  @Test("没有服务器：越等越久，一天后放弃；办事不受影响")
  func nobodyThere() async throws {
    let house = try House(ways: (mail: true, sms: false))
    _ = try await house.post("/reset", ["name": "lihua"])
    try house.sendResets()
    let courier = courier(house, .relay(host: "127.0.0.1", port: try freePort()))
    for _ in 0..<14 {
      try courier.round(at: house.wallNow)
      house.pass(seconds: 7200)
    }
    #expect(try outgoing(house).map(\.state) == ["givenUp"])
    #expect(try outgoing(house).map(\.tries) == [14])
  }

  @Test("sendmail 和短信程序：参数是数组，内容走标准输入")
  func programs() async throws {
    let folder = try TemporaryFolder()
    let script = "\(folder.path)/take"
    try Files.replace(
      script,
      with: Array(
        "#!/bin/sh\necho \"$@\" > \(folder.path)/said\ncat >> \(folder.path)/said\n".utf8),
      mode: 0o755)
    let house = try House(ways: (mail: true, sms: true))
    _ = try await house.post("/reset", ["name": "lihua"])
    try house.sendResets()
    try courier(house, .sendmail(script), sms: .command(script)).round(at: house.wallNow)
    let said = String(decoding: try Files.read("\(folder.path)/said"), as: UTF8.self)
    #expect(said.hasPrefix("-i -f portal@example.cn -- lihua@example.com\nDate: "))
    #expect(said.contains("\r\nSubject: =?utf-8?B?6YeN5paw6K6+572u5a+G56CB?=\r\n"))

    let officer = try await house.enter("xh-sunli", surely: true)
    let claim = try #require(
      try await officer.json("/desk")["items"]?.array?.first?["href"]?.string)
    try await officer.post("\(claim)/decision", ["decision": "refuse", "reason": "照片不清楚"])
    try courier(house, .sendmail(script), sms: .command(script)).round(at: house.wallNow)
    let sms = String(decoding: try Files.read("\(folder.path)/said"), as: UTF8.self)
    #expect(sms.hasPrefix("138"))
    #expect(sms.hasSuffix("\n上海兰亭家居用品有限公司的证明没有通过"))
  }

  @Test("短信走 HTTP：对方收到号码和内容")
  func relay() async throws {
    let heard = Heard()
    let relay = try Server(.network(IPAddress("127.0.0.1")!, port: 0), responder: heard, loops: 1)
    defer { relay.stop() }
    let house = try House(ways: (mail: false, sms: true))
    let officer = try await house.enter("xh-sunli", surely: true)
    let claim = try #require(
      try await officer.json("/desk")["items"]?.array?.first?["href"]?.string)
    try await officer.post("\(claim)/decision", ["decision": "confirm"])
    try courier(house, nil, sms: .relay("http://\(relay.endpoint)/send")).round(at: house.wallNow)
    let body = try JSON(parsing: heard.body.withLock { $0 })
    #expect(body["text"] == "已确认您代表上海兰亭家居用品有限公司")
    #expect(body["phone"]?.string?.hasPrefix("138") == true)
    #expect(try outgoing(house).map(\.state) == ["sent"])
  }

  final class Heard: Responder {
    let body = Mutex<[UInt8]>([])
    func plan(_ head: RequestHead) -> Plan {
      .read(limit: 4096) { [self] request in
        body.withLock { $0 = request.body }
        return .text(.ok, "taken")
      }
    }
  }

  static let addresses: [(text: String, isGood: Bool)] = [
    ("a@example.com", true), ("a.b+c@ex-ample.com.cn", true), ("a@b", false), ("@b.c", false),
    ("a@b.c\r\nBcc: x@y.z", false), ("a b@c.d", false), ("<a@b.c>", false), ("a@b..c", false),
    ("a@b.c,d@e.f", false), ("a@@b.c", false), ("\"a\"@b.c", false), ("", false),
  ]

  @Test("邮箱地址里带不进别的东西", arguments: addresses)
  func mailAddresses(_ text: String, _ isGood: Bool) {
    #expect((MailAddress(text) != nil) == isGood)
  }

  @Test("模板写错了，启动时就说清楚错在哪里")
  func templates() throws {
    let good = try Resources(Project.folder).json("Forms/messages.json")
    let occasions = Rooms.list.flatMap { $0.kind.occasions }
    _ = try Templates(good, occasions)
    func with(_ name: String, _ item: JSON) -> JSON {
      .object((good.members ?? []).filter { $0.name != name } + [.init(name, item)])
    }
    func mistake(_ json: JSON) -> String? {
      do {
        _ = try Templates(json, occasions)
        return nil
      } catch { return error.description }
    }
    #expect(mistake([:]) == "caseNews 要有 title 和 text")
    #expect(
      mistake(with("joinAsked", ["title": "x", "text": "{reason}"]))
        == "joinAsked 里的 {reason} 没有这一项，可用的有 {organisation}、{person}")
    #expect(mistake(with("nonsense", ["title": "x", "text": "y"])) == "没有“nonsense”这种通知")
    #expect(Templates.fill("{a}和{b}{c", ["a": "{b}", "b": "乙"]) == "{b}和乙{c")
  }

  @Test("提醒：到期前一个工作日一次，超期一次，只给该办的人，只在工作时间")
  func reminders() async throws {
    let house = try House()
    // The cast's claim was filed on Wednesday the 18th and is due on Wednesday the 25th.
    func remind(_ time: String) throws -> Int {
      let now = try #require(Instant(time))
      let before = try count(house)
      try house.rooms.reminders.round(at: now, wall: now, in: house.store)
      return try count(house) - before
    }
    #expect(try remind("2026-11-23T10:00") == 0)
    #expect(try remind("2026-11-24T08:59") == 0)
    #expect(try remind("2026-11-24T09:00") == 2)
    #expect(try remind("2026-11-24T17:59") == 0)
    #expect(try remind("2026-11-25T17:59") == 0)
    #expect(try remind("2026-11-26T18:00") == 0)
    #expect(try remind("2026-11-26T17:59") == 2)
    #expect(try remind("2026-11-27T10:00") == 0)
    let officer = try await house.enter("xh-sunli", surely: true)
    let titles = try await officer.json("/inbox")["items"]?.array?.compactMap {
      $0["title"]?.string
    }
    #expect(titles == ["有 1 件事已经超期", "有 1 件事快到期"])
    let other = try await house.enter("pd-wuqiang")
    #expect(try await other.json("/inbox")["items"]?.array == [])
  }

  private func count(_ house: House) throws -> Int {
    try house.store.read { try $0.first("SELECT count(*) FROM message") { $0.int(0) } } ?? 0
  }
}
