import HTML
import JSON
import Publication
import Recommendation
import Review
import SQLite
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

  /// What an act is sent with, so that nothing but the judge stands in its way.
  private func body(_ act: String, _ file: JSON, _ offer: JSON?) -> JSON {
    let number = file["number"] ?? .null
    let edition = offer?["edition"] ?? 0
    return switch act {
    case "application.submit", "application.resubmit": ["agreed": true]
    case "application.return": ["items": ["innovation": "请写明专利号"]]
    case "application.refuse", "screening.fail": ["number": number, "reason": "试", "remedy": "试"]
    case "application.withdraw": ["number": number, "reason": "试"]
    case "district.review": ["edition": edition, "answers": DistrictTests.review]
    case "honour.verify":
      [
        "honour": file["honours"]?.array?.first?["honour"] ?? "", "verdict": "verified",
        "variant": "mayorQualityAward", "evidence": "沪府发〔2024〕3号",
      ]
    case "recommendation.propose": ["decision": "recommend", "opinion": "符合条件。"]
    case "recommendation.decline", "decision.refuse", "list.remove":
      ["number": number, "reason": "试", "text": "试"]
    case "plan.takeUp": ["measure": "辅导"]
    case "screening.record": ["answers": Screened.answers("pass")]
    case "decision.propose": ["decision": "list", "text": "建议列入。"]
    default: ["reason": "试"]
    }
  }

  @Test("两百步：acts 里有的都办得成，没有的都办不成；办不成的什么也没有变")
  func walk() async throws {
    let house = try House()
    let number = try await house.submitted()
    var dice = Dice(state: 7)
    let acts =
      (house.rooms.applications.acts + house.rooms.recommendation.acts
      + house.rooms.review.acts + house.rooms.publication.acts)
      // Files come as uploads, the mark's too: told in other tests.
      .filter { $0.step.name != "mark.apply" }
    var done: [String] = []
    for step in 0..<200 {
      let login = Self.people.randomElement(using: &dice) ?? ""
      let guest = try await house.enter(login, surely: true)
      let file = try await guest.json("/applications/\(number)")
      let offers = file["acts"]?.array ?? []
      let names = offers.compactMap { $0["name"]?.string }
      let named = acts.filter { names.contains($0.step.name) }
      // What leads on is taken more often than what gives up.
      let onward = named.filter { !$0.step.isGrave && $0.step.to != .stage(.returned) }
      let pick = step % 2 == 0 ? onward.randomElement(using: &dice) : nil
      guard let act = pick ?? acts.randomElement(using: &dice) else { continue }
      let offer = offers.first { $0["name"]?.string == act.step.name }
      let answer = try await guest.post(
        act.link(CasePlace(number)).text, body(act.step.name, file, offer))
      let mark: Comment = "\(step) \(login) \(act.step.name)：\(answer.text)"
      let after = try await guest.json("/applications/\(number)")
      if names.contains(act.step.name) {
        #expect(answer.status == .ok, mark)
        done.append(act.step.name)
      } else {
        #expect([403, 404, 409, 422].contains(answer.status.code), mark)
        #expect(after == file, mark)
      }
      // Where only a whole group of cases can be moved on, it is moved.
      try await group(house, number)
    }
    #expect(Set(done).count > 8)
    #expect(try house.store.read { try CaseInvariants.flaw(in: $0) } == nil)
    #expect(house.faults == [])
  }

  private func group(_ house: House, _ number: String) async throws {
    let stage = try await house.enter("sj-lv").json("/applications/\(number)")["stage"]?.string
    switch stage {
    case "recommended":
      _ = try await house.enter("xh-zhouwei", surely: true)
        .post("/batches/new", ["round": "2026-1"])
    case "cultivating": try house.place(number, at: "screening")
    case "reviewing": try house.place(number, at: "reviewed")
    default: break
    }
  }
}
