import Accounts
import Applications
import Foundation
import HTTP
import JSON
import Policy
import Registry
import Rounds
import SQLite
import Testing
import Vocabulary

@testable import HTTP
@testable import Portal

@Suite("企业档案：自述一版一版存，谁能写、谁能看")
struct DossierTests {
  let house: House

  init() throws { house = try House() }

  @Test("演示企业：一家样样符合，一家自述与登记数据不一致")
  func demo() async throws {
    let officer = try await house.enter("xh-sunli")
    #expect(try await house.verdicts(officer) == ["pass", "pass", "pass", "pass"])
    let json = try await officer.json(Self.dossier)
    #expect(json["edition"] == 1 && json["verdict"] == "pass" && json["acts"]?.array?.count == 1)
    let mark = json["known"]?.array?.first { $0["question"] == "trademarkOwner" }
    #expect(
      mark == [
        "question": "trademarkOwner", "declared": "own", "registered": "own",
        "sources": [["source": "演示数据（虚构）", "asOf": "2026-11-16", "contested": false]],
        "disagrees": false,
      ])
    let other = try await house.enter("pd-wuqiang")
    let yunshu = "/organisations/\(Cast.organisation("yunshu"))/dossier"
    #expect(try await house.verdicts(other, yunshu) == ["pass", "pass", "evidence", "evidence"])
    let disagreed = try await other.json(yunshu)["known"]?.array?
      .filter { $0["disagrees"] == true }.map { $0["question"] }
    #expect(disagreed == ["hadAccident", "hadDishonesty"])
    #expect(try await other.page(yunshu).text.contains("与企业填写的不一致"))
  }

  @Test("档案的标题说清是谁说的：企业自述的不算证明，登记数据证明的才是绿的")
  func headline() async throws {
    func head(_ guest: Guest, _ path: String) async throws -> (look: String, words: String) {
      let text = try await guest.page(path).text
      let panel = text.components(separatedBy: "<section class=\"panel answer").dropFirst().first
      let look = panel.map { String($0.prefix { $0 != "\"" }) } ?? "?"
      let words = panel?.components(separatedBy: "<p class=\"result\" id=\"result\">").last?
        .components(separatedBy: "</p>").first
      return (look, words ?? "?")
    }
    let li = try await house.enter("lihua")
    try house.store.writeAndWait { try $0.run("DELETE FROM registry_record") }
    var said = try await head(li, Self.dossier)
    #expect(said.words == "按企业填写符合 4 条；登记数据已证明 0 条" && said.look == "")
    let page = try await li.page(Self.dossier).text
    #expect(!page.contains("class=\"chip good\"") && !page.contains("符合全部条件"))
    #expect(try await house.declare(li, 1, ("operating", false)).status == .ok)
    said = try await head(li, Self.dossier)
    #expect(said.words == "不符合 1 条；按企业填写符合 3 条；登记数据已证明 0 条" && said.look == " wrong")
  }

  @Test("自述一版一版存；没有变化不出新版；同事先存了，后来的不盖掉")
  func editions() async throws {
    let (li, wang) = (try await house.enter("lihua"), try await house.enter("wangjianguo"))
    #expect(try await house.declare(li, 1).json == ["edition": 1])
    #expect(try await house.declare(li, 1, ("operating", false)).json == ["edition": 2])
    #expect(try await house.verdicts(li) == ["pass", "pass", "fail", "pass"])
    let late = try await house.declare(wang, 1, ("industryOrientation", "restricted"))
    #expect(late.status == .conflict && late.code == "stale")
    #expect(try await li.json(Self.dossier)["answers"]?["operating"] == false)
    #expect(try await house.declare(wang, 2).json == ["edition": 3])
    #expect(try await house.verdicts(li) == ["pass", "pass", "pass", "pass"])
    let said = try house.store.read {
      try $0.all("SELECT summary FROM journal WHERE act = 'declaration.keep' ORDER BY sequence") {
        $0.text(0)
      }
    }
    #expect(said == ["存入企业档案第 2 版，回答 13 题", "存入企业档案第 3 版，回答 13 题"])
  }

  @Test("错的答案说得出哪一题；少答的可以存，没答的不当作符合")
  func mistakes() async throws {
    let li = try await house.enter("lihua")
    let wrong = try await house.declare(li, 1, ("trademarkValidUntil", "2026-02-30"))
    #expect(wrong.status == .unprocessable)
    #expect(wrong.json["errors"]?.array?.map { $0["field"] } == ["trademarkValidUntil"])
    #expect(try await house.declare(li, 1, ("industryOrientation", .null)).status == .ok)
    #expect(try await house.verdicts(li) == ["pass", "pass", "evidence", "pass"])
    #expect(try await li.post("/declaration", ["edition": 2]).status == .unprocessable)
    #expect(try await li.post("/declaration", ["answers": [:]]).status == .unprocessable)
  }

  @Test("只有本企业的经办人和签署人能写，只有看得到这家企业的人能看")
  func doors() async throws {
    for (login, status) in [("chenjing", 403), ("xh-sunli", 403), ("ouyangxue", 409)] {
      let answer = try await house.declare(try await house.enter(login), 0)
      #expect(answer.status.code == status, "\(login) \(answer.text)")
    }
    for (login, status) in [
      ("chenjing", 200), ("zhaomin", 404), ("pd-wuqiang", 404), ("xh-sunli", 200),
      ("sj-lv", 200), ("jd-hua", 200),
    ] {
      #expect(try await house.enter(login).get(Self.dossier).status.code == status, "\(login)")
    }
    let lanting = "/organisations/\(Cast.organisation("lanting"))/dossier"
    #expect(try await house.enter("ouyangxue").get(lanting).code == "notProven")
    #expect(try await house.enter("xh-sunli").get(lanting).json["edition"] == 0)
  }

  @Test("自查的回答带得进档案：登录以后都还在，存了才算")
  func carried() async throws {
    let query = "\(CheckTests.sound)&hadAccident=no&operating=no"
      .replacing("&operating=yes", with: "")
    let page = try await house.get("/check?\(query)")
    let link = try #require(page.text.firstMatch(of: /href="(\/declaration\?[^"]*)"/)?.1)
    let target = String(link).replacing("&amp;", with: "&")
    let turned = try await house.get(target)
    #expect(turned.status == .seeOther)
    let login = try #require(turned.field("Location"))
    #expect(try await house.get(login).status == .ok)
    let li = try await house.enter("lihua")
    let form = try await li.page(target)
    #expect(form.text.contains("下面是您自查时的回答，还没有存。"))
    #expect(form.text.contains("name=\"operating\" value=\"no\" checked"))
    // What the self-check was not told is still there.
    #expect(form.text.contains("value=\"10860001\""))
    #expect(try await li.json(Self.dossier)["edition"] == 1)
    // Whoever is signed in already goes straight there.
    #expect(try await li.page("/check?\(query)").text.contains("带入企业档案"))
    #expect(!(try await house.enter("xh-sunli").page("/check?\(query)").text.contains("企业档案")))
  }

  @Test("这一年没有问的，别的年份答过的还在")
  func otherPackages() async throws {
    let package = house.rooms.library.shelf(at: house.clock.now).standing
    let (organisation, person) = (Cast.organisation("hexin"), Cast.person("lihua"))
    try house.store.writeAndWait { [now = house.clock.now] in
      try Declarations.keep(
        ["operating": true, "standardAssessed": "passed"], after: 1, of: organisation,
        under: package, by: person, at: now, in: $0)
    }
    let li = try await house.enter("lihua")
    #expect(try await house.declare(li, 2).json == ["edition": 3])
    let kept = try house.store.read {
      try $0.first("SELECT answers FROM declaration WHERE edition = 3") { $0.text(0) }
    }
    #expect(kept?.hasSuffix(",\"standardAssessed\":\"passed\"}") == true, "\(kept ?? "")")
  }

  @Test("同事先存了：填的都还在，看得到哪里不同，再存一次就以后存的为准")
  func overtaken() async throws {
    let (li, wang) = (try await house.enter("lihua"), try await house.enter("wangjianguo"))
    let form = try await li.page("/declaration").text
    let token = try #require(FormKeys.value(of: "form", in: form))
    func send(_ edition: String) async throws -> Response {
      try await house.answer(
        "POST", "/declaration",
        fields: [
          "Cookie: session=\(li.token)", "Origin: http://here",
          "Content-Type: application/x-www-form-urlencoded",
        ], body: Array("form=\(token)&edition=\(edition)&operating=no&hadAccident=%3F".utf8))
    }
    #expect(try await house.declare(wang, 1, ("industryOrientation", "restricted")).status == .ok)
    let page = try await send("1")
    #expect(page.status == .conflict)
    #expect(page.text.contains("不一样的地方"))
    #expect(page.text.contains("限制类"))
    #expect(page.text.contains("name=\"operating\" value=\"no\" checked"))
    #expect(FormKeys.value(of: "edition", in: page.text) == "2")
    #expect(try await send("2").status == .seeOther)
    #expect(try await li.json(Self.dossier)["answers"] == ["operating": false])
  }

  @Test("没有单位的人，说怎样登记企业；另一个政策包问的，说没有带入")
  func strangers() async throws {
    let newcomer = try await house.enter("xinren")
    let page = try await newcomer.page("/declaration")
    #expect(page.status == .forbidden && page.text.contains("企业请先在工作台登记"))
    let li = try await house.enter("lihua")
    let form = try await li.page("/declaration?operating=no&standardAssessed=passed&from=x").text
    // A mark on the address is no answer that came along.
    #expect(!(try await li.page("/declaration?from=x").text.contains("自查时的回答")))
    #expect(form.contains("另有 1 个回答，现在的政策包（“上海品牌”培育试点（2024））不问，没有带入。"))
  }
}
