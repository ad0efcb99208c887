import Accounts
import JSON
import SQLite
import Testing

@testable import HTTP
@testable import Portal
@testable import Review

@Suite("清单和工作台上每一行都带着能办的事：与那一页上的同一份")
struct RowActsTests {
  /// What can be done with a row, by name.
  private func names(_ row: JSON?) -> [String] {
    row?["acts"]?.array?.compactMap { $0["name"]?.string } ?? []
  }

  private func row(
    _ list: String = "items", of path: String, _ login: String, in house: House,
    where holds: (JSON) -> Bool
  ) async throws -> JSON? {
    try await house.enter(login).json(path)[list]?.array?.first(where: holds)
  }

  /// Of everything that is theirs on the desks: the acts of the page it leads to, or the one it is.
  private func compare(_ house: House, _ logins: [String]) async throws -> Int {
    var compared = 0
    for login in logins {
      let guest = try await house.enter(login)
      for row in try await guest.json("/desk")["items"]?.array ?? []
      where row["mine"] == .bool(true) {
        let href = try #require(row["href"]?.string)
        let acts = try #require(row["acts"]?.array)
        #expect(!acts.isEmpty, "\(login): \(row.text)")
        compared += 1
        if acts.count == 1, acts[0]["href"] == .string("/api/v1\(href)") {
          // The page of an act that may not be done says so with a 409.
          #expect(try await guest.page(href).status == .ok, "\(login): \(row.text)")
          continue
        }
        let seen = try await guest.json(href)
        let there = [seen] + (seen["records"]?.array ?? []) + (seen["items"]?.array ?? [])
        #expect(there.contains { $0["acts"]?.array == acts }, "\(login): \(row.text)")
      }
    }
    return compared
  }

  @Test("工作台：证明、异议记录、申请、移送、征求意见")
  func district() async throws {
    let house = try House()
    let editor = try await house.enter("lihua", surely: true)
    let record = try #require(
      try await row(
        "records", of: "/organisations/\(Cast.organisation("hexin"))/facts", "lihua", in: house
      ) {
        names($0).contains("record.contest")
      }?["id"]?.string)
    #expect(
      try await editor.post("/records/\(record)/contest", ["reason": "已移出"]).status == .ok)
    let number = try await house.submitted()
    try await house.act(
      number, "transfer",
      ["unit": .string("\(try house.unit("pudong"))"), "reason": "住所已迁"], by: "xh-sunli")
    let moved = try await row(of: "/desk", "pd-zhengfang", in: house) {
      $0["href"]?.string?.hasPrefix("/transfers/") == true
    }
    #expect(names(moved) == ["transfer.accept", "transfer.decline"])
    #expect(try await compare(house, ["xh-sunli", "xh-zhouwei", "pd-zhengfang"]) >= 2)
    let transfer = try #require(moved?["href"]?.string)
    let declined = try await house.enter("pd-zhengfang", surely: true).post(
      "\(transfer)/refusal", ["reason": "没有迁"])
    #expect(declined.status == .ok, "\(declined.text)")
    try await house.act(number, "acceptance", by: "xh-sunli")
    _ = try await house.consult(number)
    let department = try await row(of: "/desk", "xh-feng", in: house) { _ in true }
    #expect(names(department) == ["consultation.answer", "consultation.file"])
    let contested = try await row(of: "/desk", "xh-zhouwei", in: house) {
      $0["subject"] == .string("record/\(record)")
    }
    #expect(names(contested) == ["record.settle"])
    let claimed = try await row(of: "/desk", "xh-sunli", in: house) {
      $0["subject"]?.string?.hasPrefix("claim/") == true
    }
    #expect(names(claimed).contains("claim.decide"))
    #expect(
      try await compare(house, ["lihua", "xh-sunli", "xh-zhouwei", "xh-feng", "pd-zhengfang"]) >= 5)
  }

  @Test("工作台和评审组：分组、抽取；一行只指一件事的，只有那件事")
  func review() async throws {
    let house = try await House.withRound()
    try house.addExperts(12)
    let number = try await house.atReview()
    let waiting = try await row(of: "/desk", "zp-qin", in: house) { _ in true }
    #expect(names(waiting) == ["panel.form"])
    let panel = try #require(try await house.form([number]).json["id"]?.string)
    #expect(try await compare(house, ["sj-shi", "jd-hua"]) == 2)
    let secretary = try await house.enter("zp-qin").json("/panels")
    #expect(secretary["items"]?.array?.count == 1)
    let work = try await house.enter("zp-qin").json("/panels/\(panel)")
    #expect(secretary["items"]?.array?.first?["acts"] == work["acts"])
    #expect(secretary["items"]?.array?.first?["blocked"] == work["blocked"])
  }

  @Test("批次：每一批带着能办的事、不能办的理由和版本号")
  func rounds() async throws {
    let house = try await House.withRound()
    for login in ["sj-zhang", "lihua"] {
      let guest = try await house.enter(login)
      let one = try await guest.json("/rounds/2026-1")
      let row = try await guest.json("/rounds")["items"]?.array?.first
      #expect(names(row) == names(one))
      for key in ["acts", "blocked", "edition"] { #expect(row?[key] == one[key], "\(key)") }
    }
    let admin = try await row(of: "/rounds", "sj-zhang", in: house) { _ in true }
    #expect(names(admin) == ["round.extend", "round.amend", "round.cancel"])
    #expect(names(try await row(of: "/rounds", "lihua", in: house) { _ in true }) == [])
  }

  @Test("成员和单位：管得到的写明能办什么，管不到的和自己没有")
  func members() async throws {
    let house = try House()
    let people = try await house.enter("wangjianguo").json("/members")["members"]?.array ?? []
    for one in people {
      let isKept = one["role"] != "signatory" && one["name"] != "王建国"
      #expect(names(one).contains("member.suspend") == isKept, "\(one.text)")
      guard isKept, let id = one["id"]?.string else { continue }
      #expect(
        one["acts"]
          == (try await house.enter("wangjianguo").json("/memberships/\(id)"))["acts"])
    }
    #expect(people.contains { names($0).contains("member.suspend") })
    let seen = try await house.enter("chenjing").json("/members")["members"]?.array ?? []
    #expect(!seen.isEmpty && seen.allSatisfy { names($0).isEmpty })
    let approver = try await house.enter("xh-zhouwei")
    let units = try await approver.json("/organisations")["items"]?.array ?? []
    #expect(units.count > 1)
    for one in units {
      let id = try #require(one["id"]?.string)
      let whole = try await approver.json("/organisations/\(id)")
      #expect(one["acts"] == whole["acts"] && one["blocked"] == whole["blocked"])
    }
  }

  @Test("异议和公示：清单上与那一页上一样")
  func notices() async throws {
    let house = try House()
    try house.openRound()
    let number = try await house.reviewed()
    let notice = try await house.publicised([number])
    _ = try await house.object(number, to: notice)
    for login in ["sj-gu", "sj-shi"] {
      let guest = try await house.enter(login)
      let objection = try #require(try await guest.json("/objections")["items"]?.array?.first)
      let id = try #require(objection["id"]?.string)
      let whole = try await guest.json("/objections/\(id)")
      #expect(objection["acts"] == whole["acts"] && objection["blocked"] == whole["blocked"])
      let row = try #require(try await guest.json("/notices")["items"]?.array?.first)
      let page = try await guest.json("/notices/\(notice)")
      #expect(row["acts"] == page["acts"] && row["blocked"] == page["blocked"])
      #expect(names(row).contains("objection.file"))
    }
    #expect(try await compare(house, ["sj-gu", "sj-fang", "sj-zhang", "wangjianguo"]) > 0)
  }

  @Test("活动：将要举行的，企业能报名，工作站能改")
  func activities() async throws {
    let house = try House()
    let id = try await house.announce(Decision.december)
    for (login, names) in [
      ("lihua", ["activity.signUp"]), ("chj-shen", ["activity.amend", "activity.cancel"]),
      ("xh-sunli", []),
    ] {
      let guest = try await house.enter(login)
      let row = try await guest.json("/activities")["items"]?.array?.first {
        $0["id"] == .string(id)
      }
      #expect(self.names(row) == names, "\(login)")
      #expect(row?["acts"] == (try await guest.json("/activities/\(id)"))["acts"])
    }
  }
}
