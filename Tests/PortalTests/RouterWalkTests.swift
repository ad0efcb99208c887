import HTML
import JSON
import Publication
import Recommendation
import Review
import SQLite
import TestSupport
import Testing

@testable import Applications
@testable import HTTP
@testable import Portal

@Suite("随意走，从路由器走：谁都试一试每一件事")
struct RouterWalkTests {
  private static let people = [
    "lihua", "wangjianguo", "chenjing", "xh-sunli", "xh-zhouwei", "pd-wuqiang", "zp-yang", "zp-zhu",
    "sj-lv", "sj-gu", "sj-shi", "sj-jin", "xinren",
  ]

  /// Who is usually asked next.
  private static let holders = [
    "submitted": ["xh-sunli"], "returned": ["lihua", "wangjianguo"],
    "accepted": ["xh-sunli", "xh-zhouwei"], "recommended": ["xh-sunli"],
    "screening": ["zp-yang", "zp-zhu"], "reviewed": ["sj-lv", "sj-shi"],
    "ended": ["wangjianguo", "lihua", "xh-zhouwei"],
  ]

  /// What an act is sent with, so that nothing but the judge stands in its way.
  private func body(_ act: String, _ file: JSON, _ offer: JSON?, isNo: Bool) -> JSON {
    let number = file["number"] ?? .null
    let edition = offer?["edition"] ?? 0
    return switch act {
    case "application.submit", "application.resubmit": ["agreed": true]
    case "application.return": ["items": ["innovation": "请写明专利号"]]
    case "application.refuse", "screening.fail": ["number": number, "reason": "试", "remedy": "试"]
    case "application.withdraw": ["number": number, "reason": "试"]
    case "district.review":
      ["edition": edition, "answers": isNo ? DistrictTests.failing : DistrictTests.review]
    case "honour.verify":
      [
        "honour": file["honours"]?.array?.first?["honour"] ?? "", "verdict": "verified",
        "variant": "mayorQualityAward", "basis": "announcement", "evidence": "沪府发〔2024〕3号",
      ]
    case "recommendation.propose":
      [
        "decision": file["review"]?["answers"]?["decision"] ?? "recommend", "opinion": "核对过了。",
      ]
    case "recommendation.decline", "decision.refuse", "list.remove":
      ["number": number, "reason": "试", "text": "试"]
    case "plan.takeUp": ["measure": "辅导"]
    case "screening.record": ["answers": Screened.answers(isNo ? "fail" : "pass")]
    case "decision.propose": ["decision": isNo ? "notList" : "list", "text": "核对过了。"]
    // What asks nothing takes nothing.
    case "application.accept", "recommendation.approve", "application.discard", "application.undo",
      "screening.pass", "screening.return", "decision.approve", "reconsideration.grant":
      [:]
    default: ["reason": "试"]
    }
  }

  @Test("两百步：acts 里有的都办得成，没有的都办不成；办不成的什么也没有变")
  func walk() async throws {
    let house = try House()
    var number = try await house.submitted()
    var lives = 1
    var dice = Dice(state: 7)
    let acts =
      house.rooms.acts
      // Files come as uploads, the mark's too: told in other tests, as what is done beside the line is.
      .filter { $0.step.name != "mark.apply" && !$0.step.isAside }
    var done: [String] = []
    for step in 0..<200 {
      let stage = try await house.enter("sj-lv").json("/applications/\(number)")["stage"]?.string
      let holders = step % 2 == 0 ? Self.holders[stage ?? ""] : nil
      let login = (holders ?? Self.people).randomElement(using: &dice) ?? ""
      let guest = try await house.enter(login, surely: true)
      let file = try await guest.json("/applications/\(number)")
      let offers = file["acts"]?.array ?? []
      let names = offers.compactMap { $0["name"]?.string }
      let named = acts.filter { names.contains($0.step.name) }
      // What leads on is taken more often than what gives up.
      let onward = named.filter { $0.step.name != "application.withdraw" }
      let pick = step % 2 == 0 ? onward.randomElement(using: &dice) : nil
      guard let act = pick ?? acts.randomElement(using: &dice) else { continue }
      let offer = offers.first { $0["name"]?.string == act.step.name }
      let answer = try await guest.post(
        act.link(CasePlace(number)).text,
        body(act.step.name, file, offer, isNo: Int.random(in: 0..<4, using: &dice) == 0))
      let mark: Comment = "\(step) \(login) \(act.step.name)：\(answer.text)"
      let after = try await guest.json("/applications/\(number)")
      if names.contains(act.step.name) {
        #expect(answer.status == .ok, mark)
        done.append(act.step.name)
      } else {
        #expect([403, 404, 409, 422].contains(answer.status.code), mark)
        #expect(after == file, mark)
      }
      #expect(try await house.remembersRight(), mark)
      #expect(try await house.knowsRight(), mark)
      if ["ended", "publicised"].contains(after["stage"]), step % 10 == 9 {
        lives += 1
        let writer = try await house.enter("lihua")
        number = try await house.draft(by: writer, "禾欣米粉 \(lives)")
        try await house.fill(number, by: writer, honours: true)
        try await house.submit(number)
      }
      // Where only a whole group of cases can be moved on, it is moved.
      try await group(house, number)
    }
    #expect(lives > 1 && Set(done).count > 12, "\(lives) \(Set(done).sorted())")
    #expect(try house.store.read { try CaseInvariants.flaw(in: $0) } == nil)
    #expect(try house.store.read { try Self.misremembered(in: $0) } == [])
    #expect(house.faults == [])
  }

  /// Cases that say of a batch or a recusal otherwise than their matters do.
  private static func misremembered(
    in database: borrowing SQLite.Connection
  ) throws -> [String] {
    try database.all(
      """
      SELECT number FROM application a
      WHERE batched <> EXISTS (
          SELECT 1 FROM matter m WHERE m.application = a.id AND m.kind = 'batch')
        OR recused <> EXISTS (
          SELECT 1 FROM matter m WHERE m.application = a.id AND m.kind = 'recusal')
      """
    ) { $0.text(0) }
  }

  private func group(_ house: House, _ number: String) async throws {
    let stage = try await house.enter("sj-lv").json("/applications/\(number)")["stage"]?.string
    switch stage {
    case "recommended":
      _ = try await house.enter("xh-zhouwei", surely: true)
        .post("/batches/new", house.batch())
    case "cultivating": try house.place(number, at: "screening")
    case "reviewing": try house.place(number, at: "reviewed", by: "panel.conclude")
    case "reviewed":
      _ = try await house.enter("sj-shi", surely: true)
        .post("/rounds/2026-1/notice", ["channel": "质量发展处", "number": "2026-1"])
    default: break
    }
  }
}
