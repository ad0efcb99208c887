import Acts
import HTTP
import JSON
import Journal
import Routing
import SQLite
import Testing
import Vocabulary

@testable import Accounts
@testable import Portal

@Suite("时刻：什么时候、由谁；办事不必有请求")
struct MomentTests {
  private let house: House
  init() throws { house = try House() }

  @Test("同一件事，请求来办和不经请求办，走的是同一条路，记入日志的一字不差")
  func played() async throws {
    let odd = "91310104MA1FR00699"
    let officer = try await house.enter("xh-sunli")
    let sent = try await officer.post(
      "/credit-codes", ["code": .string(odd), "reason": "核对原件，证载如此"])
    #expect(sent.status == .ok)
    let act = AdmitCode(ledger: house.rooms.accounts.ledger)
    let asked = try AdmitCode.Asked(Answers(["code": odd, "reason": "核对原件，证载如此"]))
    let now = house.clock.now
    let member = try house.store.read { try Self.member("xh-sunli", in: $0) }
    let links = try house.store.writeAndWait { database in
      let moment = Moment(now: now, wall: now, by: .member(member))
      let code = try act.play(asked, at: Nowhere(), by: member, moment, in: database)
      #expect(code == odd)
      return try Journal.links(
        actor: nil, subject: "creditCode/\(odd)", act: AdmitCode.name, before: .max, most: 10,
        in: database)
    }
    #expect(links.count == 2)
    #expect(Set(links.map(\.actor)) == ["person/\(Cast.person("xh-sunli"))"])
    #expect(Set(links.map(\.behalf)) == ["organisation/\(member.seat.organisation)"])
    #expect(Set(links.map(\.summary)) == ["准予使用未通过校验的信用代码"])
    #expect(links.first?.at == now)
  }

  @Test("日志里的人：有单位的记人和单位，没有单位的只记人，外面的人和时钟各有各的说法")
  func actors() throws {
    let (member, now) = (try house.store.read { try Self.member("lihua", in: $0) }, house.clock.now)
    let person = "person/\(Cast.person("lihua"))"
    let told = [Moment.By.member(member), .person(member.caller), .visitor, .clock].map {
      let moment = Moment(now: now, wall: now, by: $0)
      return [moment.actor, moment.behalf, moment.person.map { "\($0)" }]
    }
    let id = "\(Cast.person("lihua"))"
    #expect(
      told == [
        [person, "organisation/\(Cast.organisation("hexin"))", id], [person, nil, id],
        ["visitor", nil, nil], ["system", nil, nil],
      ])
  }

  static func member(_ login: String, in database: borrowing Connection) throws -> Member {
    let person = Cast.person(login)
    let seat = try #require(try Memberships.seats(of: person, in: database).first)
    let caller = Caller(
      session: SessionID(1), person: person, name: "", login: login, seat: seat, duty: nil,
      isConfirmed: false, hasSecondFactor: true, formKey: FormKey([]))
    return Member(caller: caller, seat: seat)
  }
}
