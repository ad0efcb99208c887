import Accounts
import Foundation
import JSON
import Registry
import Testing

@testable import HTTP
@testable import Portal

@Suite("要填的各有一页，在自己的地址上：错在哪一件就说哪一件")
struct ActPageTests {
  let house: House

  init() throws { house = try House() }

  @Test("几条数据都能提异议：每一条有自己的一页，错误一览指到那一页的那一项")
  func whichOne() async throws {
    for number in ["1号", "2号"] {
      try house.take(.credit, "91310104MA1FR00186,经营异常,徐汇局,\(number),2026-01-05,,测试,2026-11-19")
    }
    let editor = try await house.enter("lihua")
    let own = "/organisations/\(Cast.organisation("hexin"))/facts"
    let records = try await editor.json(own)["records"]?.array ?? []
    let second = records.first { $0["values"]?.members?.contains { $0.value == "2号" } == true }
    let id = try #require(second?["id"]?.string)
    let contest = "/records/\(id)/contest"
    #expect(try await editor.page(own).text.contains("href=\"\(contest)\""))
    let form = try await editor.page(contest).text
    #expect(form.contains("2号") && !form.contains("1号"), "只说这一条")
    let failed = try await editor.press(contest, "reason=", on: contest)
    #expect(failed.status == .unprocessable)
    #expect(failed.text.contains("href=\"#reason\"") && failed.text.contains("id=\"reason\""))
    #expect(failed.text.components(separatedBy: "aria-invalid=\"true\"").count == 2)
    #expect(failed.text.contains("2号"))
  }

  @Test("成员的每一件各有一页：没有写理由的说在那一页；自己的、已经停用的说为什么不能")
  func membership() async throws {
    let signatory = try await house.enter("wangjianguo", surely: true)
    let people = try await signatory.json("/members")["members"]?.array ?? []
    let other = try #require(people.first { $0["name"] != "王建国" }?["id"]?.string)
    let own = try #require(people.first { $0["name"] == "王建国" }?["id"]?.string)
    for act in ["end", "suspension", "disclosure", "sessions/end"] {
      let page = "/memberships/\(other)/\(act)"
      #expect(try await signatory.page("/memberships/\(other)").text.contains("href=\"\(page)\""))
      let failed = try await signatory.press(page, "reason=", on: page)
      #expect(failed.status == .unprocessable, "\(act)")
      #expect(failed.text.contains("href=\"#reason\"") && failed.text.contains("id=\"reason\""))
      if act != "disclosure" {
        let no = try await signatory.page("/memberships/\(own)/\(act)").text
        #expect(no.contains("不能调整自己的身份") && !no.contains("id=\"reason\""), "\(act)")
      }
    }
    let restoring = try await signatory.page("/memberships/\(other)/restoration").text
    #expect(restoring.contains("这个身份没有停用。") && !restoring.contains("id=\"reason\""))
  }
}
