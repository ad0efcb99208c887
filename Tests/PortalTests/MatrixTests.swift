import Accounts
import HTTP
import JSON
import Routing
import SQLite
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
      #expect(route.admission.needsConfirmation == decision.confirmed, "\(name)")
    }
  }

  @Test("陌生人：该登录的页面引去登录，接口 401；不看有没有这一件")
  func strangers() async throws {
    let house = try House()
    for route in house.routes {
      guard let decision = Decision.all["\(route.method.rawValue) \(route.pattern)"] else {
        continue
      }
      let isOpen = decision.who == .everyone
      let target = try house.target(route, decision)
      if route.faces.contains(.json) {
        let answer = try await house.answer(
          route.method.rawValue, "/api/v1" + target, fields: ["Content-Type: application/json"],
          body: route.method == .post ? decision.body.bytes : [])
        #expect(
          (answer.status == .unauthorized) != isOpen || answer.code == "linkVoid", "\(target)")
        if !isOpen { #expect(answer.code == "signInRequired") }
      }
      if route.method == .get, !isOpen, decision.who != .operators {
        let page = try await house.get(target)
        if route.faces.contains(.page) {
          #expect(page.status == .seeOther, "\(target)")
          #expect(page.field("Location")?.hasPrefix("/login") == true, "\(target)")
        }
      }
    }
  }

  @Test("演示人员里的每一个人：身份不对是 403，看不到的是 404，与不存在的一模一样")
  func everyone() async throws {
    let house = try House()
    let players = try #require(house.rooms.cast).players
    var cells = 0
    for player in players {
      var plain = try await house.enter(player.login)
      var guest = plain
      var sure = try await house.enter(player.login, surely: true)
      for route in house.routes {
        let name = "\(route.method.rawValue) \(route.pattern)"
        guard let decision = Decision.all[name], decision.who != .everyone,
          decision.who != .operators, route.faces.contains(.json)
        else { continue }
        let target = try house.target(route, decision)
        guest = plain
        var answer = try await ask(route, target, decision, guest)
        cells += 1
        let mark: Comment = "\(player.login) \(name)"
        if !admits(decision.who, player) {
          #expect(answer.status == .forbidden && answer.code == "notYourRole", mark)
          continue
        }
        if decision.confirmed {
          #expect(answer.status == .forbidden && answer.code == "confirmationRequired", mark)
          // What cannot be undone is tried only on what the reader may not know of.
          if decision.place == nil { continue }
          guest = sure
          answer = try await ask(route, target, decision, guest)
        }
        if decision.place != nil, !decision.sees.contains(player.login) {
          #expect(answer.status == .notFound, mark)
          let nothing = try await ask(
            route, try house.target(route, decision, with: "3g92k1x0c7m5q"), decision, guest)
          #expect(nothing.status == answer.status && nothing.text == answer.text, mark)
          #expect(nothing.fields.bytes == answer.fields.bytes, mark)
        } else if decision.place != nil {
          #expect([200, 409, 422].contains(answer.status.code) || answer.code == "notYours", mark)
        } else {
          #expect(answer.status != .unauthorized && answer.status != .fault, mark)
          #expect(answer.status != .forbidden || answer.code == "notYours", mark)
        }
        if name.hasSuffix("/end") {
          plain = try await house.enter(player.login)
          sure = try await house.enter(player.login, surely: true)
        }
      }
    }
    #expect(cells > 1000)
    #expect(house.faults == [])
  }

  @Test("审计员什么也不能改：除了自己的账户，每个 POST 都是 403 或 404")
  func auditor() async throws {
    let house = try House()
    let auditor = try await house.enter("sj-jin")
    for route in house.routes where route.method == .post {
      let name = "\(route.method.rawValue) \(route.pattern)"
      guard case .members = Decision.all[name]?.who ?? .everyone,
        name != "POST /journal/:sequence/disclosure"  // writes down that it was read, nothing else
      else { continue }
      let target = try house.target(route, Decision.all[name] ?? .everyone)
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

  private func ask(
    _ route: Route, _ target: String, _ decision: Decision, _ guest: Guest
  ) async throws -> Response {
    route.method == .get
      ? try await guest.get(target) : try await guest.post(target, decision.body)
  }
}
