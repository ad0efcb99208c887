import Accounts
import HTTP
import JSON
import Routing
import SQLite
import TestSupport
import Testing
import Vocabulary

@testable import Portal

@Suite("权限矩阵：每条路由，每个人，自己的和别人的")
struct MatrixTests {
  @Test("每条路由都有定论，定论与声明一致")
  func declared() throws {
    let house = try House()
    let rows = Dictionary(
      uniqueKeysWithValues: house.routes.map { ("\($0.method.rawValue) \($0.pattern)", $0) })
    #expect(Set(rows.keys) == Set(Decision.all.keys))
    for (name, route) in rows {
      guard let decision = Decision.all[name] else { continue }
      #expect(route.admission.who == decision.who, "\(name)")
      // A form is filled in before one confirms.
      let isOpen = route.operation.name.hasSuffix(".form")
      #expect(
        route.admission.needsConfirmation == (decision.confirmed && !isOpen), "\(name)")
    }
  }

  @Test("路径里有空位的，都写明一件自己的和一件别人的；人人能看的要数得出来")
  func places() throws {
    let house = try House()
    let players = try #require(house.rooms.cast).players
    var common: Set<String> = []
    for route in house.routes where "\(route.pattern)".contains(":") {
      let name = "\(route.method.rawValue) \(route.pattern)"
      let decision = try #require(Decision.all[name], "\(name)")
      let holes = "\(route.pattern)".split(separator: "/").count { $0.hasPrefix(":") }
      #expect(decision.place?.split(separator: "/").count == holes, "\(name)：没有写明用哪一件")
      let comeIn = players.filter { admits(decision.who, $0) }.map(\.login)
      if decision.who == .everyone {
        #expect(decision.sees == nil, "\(name)")
      } else if let sees = decision.sees {
        #expect(!sees.isDisjoint(with: comeIn), "\(name)：没有人试过自己的")
        #expect(!sees.isSuperset(of: comeIn), "\(name)：没有人试过别人的")
        #expect(sees.isSubset(of: players.map(\.login)), "\(name)")
      } else {
        common.insert(name)
      }
    }
    #expect(common == Decision.common)
  }

  @Test("陌生人：该登录的页面引去登录，接口 401；不看有没有这一件")
  func strangers() async throws {
    let world = try await MatrixWorld()
    let house = world.house
    for route in house.routes {
      let name = "\(route.method.rawValue) \(route.pattern)"
      guard let decision = Decision.all[name], decision.who != .everyone,
        decision.who != .operators
      else { continue }
      let (there, nothing) = (
        try world.target(route, decision), try world.target(route, decision, isForeign: true)
      )
      if route.faces.contains(.json) {
        let answers = try await [there, nothing].map { target in
          try await house.answer(
            route.method.rawValue, "/api/v1" + target, fields: ["Content-Type: application/json"],
            body: route.method == .post ? decision.body.bytes : [])
        }
        #expect(
          answers[0].status == .unauthorized && answers[0].code == "signInRequired", "\(name)")
        #expect(answers[0].text == answers[1].text, "\(name)")
      }
      if route.method == .get, route.faces.contains(.page) {
        let page = try await house.get(there)
        #expect(page.status == .seeOther, "\(name)")
        #expect(page.field("Location")?.hasPrefix("/login") == true, "\(name)")
      }
    }
    #expect(house.faults == [])
  }

  @Test("人人能进的路径：有的打得开，没有的是 404")
  func open() async throws {
    let world = try await MatrixWorld()
    var tried = 0
    for route in ranked(world.house.routes) where "\(route.pattern)".contains(":") {
      let name = "\(route.method.rawValue) \(route.pattern)"
      guard let decision = Decision.all[name], decision.who == .everyone else { continue }
      let face = route.faces.contains(.json) ? "/api/v1" : ""
      func ask(isForeign: Bool) async throws -> Response {
        try await world.house.answer(
          route.method.rawValue, face + world.target(route, decision, isForeign: isForeign),
          fields: ["Content-Type: application/json"],
          body: route.method == .post ? decision.body.bytes : [])
      }
      // Of any code there is something to say: that nobody bears it.
      let none = try await ask(isForeign: true)
      if name == "GET /verify/:code" {
        #expect(none.status == .ok && none.json == ["state": "unknown"])
      } else {
        #expect(none.status == .notFound, "\(name)")
      }
      let answer = try await ask(isForeign: false)
      #expect([200, 409, 422].contains(answer.status.code), "\(name) \(answer.text)")
      tried += 1
    }
    #expect(tried == 34)
    #expect(world.house.faults == [])
  }

  @Test("演示人员里的每一个人：身份不对是 403，看不到的是 404，与不存在的一模一样；要确认的，确认了也一样")
  func everyone() async throws {
    let world = try await MatrixWorld()
    let players = try #require(world.house.rooms.cast).players
    var cells = Cells()
    var told: [String: String] = [:]
    for player in players {
      // Acts are done for real: each reader has a house of their own.
      let own = try world.copy()
      try await visit(own, as: player, &cells)
      #expect(own.house.faults == [])
      try told.merge(own.house.journalled()) { one, _ in one }
    }
    for (act, summary) in told {
      let flaw = Sentence.flaw(of: summary)
      #expect(flaw == nil, "\(act)：“\(summary)”")
    }
    #expect(told.count > 45)
    #expect(cells.all > 1000)
    #expect(cells.own > 130 && cells.foreign > 280 && cells.confirmed > 200, "\(cells)")
  }

  struct Cells {
    var all = 0
    var own = 0
    var foreign = 0
    var confirmed = 0
  }

  private func visit(
    _ world: MatrixWorld, as player: Cast.Player, _ cells: inout Cells
  ) async throws {
    var plain = try await world.house.enter(player.login)
    var sure = try await world.house.enter(player.login, surely: true)
    for route in ranked(world.house.routes) {
      let name = "\(route.method.rawValue) \(route.pattern)"
      guard let decision = Decision.all[name], decision.who != .everyone,
        decision.who != .operators, route.faces.contains(.json)
      else { continue }
      let mark: Comment = "\(player.login) \(name)"
      let body = decision.bodyOf?(player.login) ?? decision.body
      func ask(_ guest: Guest, isForeign: Bool = false) async throws -> Response {
        let target = try world.target(route, decision, isForeign: isForeign)
        return route.method == .get
          ? try await guest.get(target) : try await guest.post(target, body)
      }
      cells.all += 1
      if !admits(decision.who, player) {
        let answer = try await ask(plain)
        #expect(answer.status == .forbidden && answer.code == "notYourRole", mark)
        continue
      }
      // What cannot be done is said before who asks is asked once more: nobody confirms that.
      let early = decision.confirmed ? try await ask(plain) : nil
      if let early {
        cells.confirmed += 1
        // Who confirms is told what, and of what thing.
        if early.code == "confirmationRequired", decision.place != nil, route.method == .post {
          #expect(early.json["detail"]?.string?.contains("”（") == true, "\(mark) \(early.text)")
        }
      }
      func confirms(_ answer: Response) -> Bool {
        guard let early else { return true }
        return route.method == .get || answer.status == .ok
          ? early.code == "confirmationRequired"
          : early.status == answer.status && early.code == answer.code
      }
      let guest = decision.confirmed ? sure : plain
      // Each for itself: what was confirmed for another act is used up by it.
      if decision.confirmed { try world.house.makeSure(of: sure) }
      let sees = decision.sees?.contains(player.login) ?? true
      if decision.place != nil {
        let nothing = try await ask(guest, isForeign: true)
        #expect(nothing.status == .notFound, mark)
        let answer = try await ask(guest)
        #expect(confirms(answer), "\(mark) \(early?.text ?? "") \(answer.text)")
        if sees {
          cells.own += 1
          #expect(
            [200, 409, 422].contains(answer.status.code) || answer.code == "notYours",
            "\(mark) \(answer.text)")
        } else {
          cells.foreign += 1
          #expect(nothing.status == answer.status && nothing.text == answer.text, mark)
          #expect(nothing.fields.bytes == answer.fields.bytes, mark)
        }
      } else {
        let answer = try await ask(guest)
        #expect(confirms(answer), "\(mark) \(early?.text ?? "") \(answer.text)")
        #expect(answer.status != .unauthorized && answer.status != .fault, mark)
        #expect(answer.status != .forbidden || answer.code == "notYours", mark)
      }
      if name.hasSuffix("/end") {
        plain = try await world.house.enter(player.login)
        sure = try await world.house.enter(player.login, surely: true)
      }
    }
  }

  @Test("审计员什么也不能改：除了自己的账户，每个 POST 都是 403 或 404")
  func auditor() async throws {
    let world = try await MatrixWorld()
    let auditor = try await world.house.enter("sj-jin")
    for route in world.house.routes where route.method == .post {
      let name = "\(route.method.rawValue) \(route.pattern)"
      guard case .members = Decision.all[name]?.who ?? .everyone,
        name != "POST /journal/:sequence/disclosure"  // writes down that it was read, nothing else
      else { continue }
      let target = try world.target(route, Decision.all[name])
      #expect(try await auditor.post(target).status == .forbidden, "\(name)")
    }
  }

  // MARK: - Parts

  private func admits(_ who: Admission.Who, _ player: Cast.Player) -> Bool {
    guard case .members(let roles) = who else { return true }
    // Whoever has several seats sits in the first by name.
    let seat = player.login == "liangbian" ? "yunshu" : player.roles.first?.organisation
    return player.roles.contains { $0.organisation == seat && roles.contains($0.role) }
  }

  /// Readings first; last what takes away the thing, the session or the account it is done with.
  private func ranked(_ routes: [Route]) -> [Route] {
    func rank(_ route: Route) -> Int {
      if route.method == .get { return 0 }
      switch "\(route.pattern)" {
      case "/memberships/:membership/end", "/session/end": return 3
      case "/transfers/:transfer/acceptance": return 3
      case "/members/handover": return 4
      case "/claims/:claim/withdrawal": return 5
      case "/invitations/:secret/acceptance": return 6
      case "/account/closure": return 7
      case let path where path.hasSuffix("/end"): return 2
      default: return 1
      }
    }
    return routes.enumerated().sorted {
      (rank($0.element), $0.offset) < (rank($1.element), $1.offset)
    }
    .map(\.element)
  }
}

extension Sequence {
  /// One after the other.
  fileprivate func map<Answer>(
    _ ask: (Element) async throws -> Answer
  ) async throws -> [Answer] {
    var answers: [Answer] = []
    for element in self { answers.append(try await ask(element)) }
    return answers
  }
}

extension House {
  /// One line of each kind of act, as the journal says it.
  fileprivate func journalled() throws -> [String: String] {
    try store.read { database in
      Dictionary(
        try database.all("SELECT act, summary FROM journal ORDER BY sequence") {
          ($0.text(0), $0.text(1))
        }, uniquingKeysWith: { one, _ in one })
    }
  }
}
