import Accounts
import Foundation
import JSON
import Registry
import Testing

@testable import HTTP
@testable import Portal

@Suite("一页上有几张表：没有填好的是哪一张，就说哪一张")
struct SeveralFormsTests {
  let house: House

  init() throws { house = try House() }

  @Test("几条数据都能提异议：没有填好的那一条，错误一览指到它、展开它，别的还是空的")
  func whichOne() async throws {
    for number in ["1号", "2号"] {
      try house.take(.credit, "91310104MA1FR00186,经营异常,徐汇局,\(number),2026-01-05,,测试,2026-11-19")
    }
    let editor = try await house.enter("lihua")
    let own = "/organisations/\(Cast.organisation("hexin"))/facts"
    let records = try await editor.json(own)["records"]?.array ?? []
    let ids = records.compactMap { $0["id"]?.string }
    try #require(ids.count >= 2)
    let failed = try await editor.press("/records/\(ids[1])/contest", "reason=", on: own)
    #expect(failed.status == .unprocessable)
    #expect(failed.text.contains("href=\"#\(ids[1])-reason\""), "\(failed.text)")
    #expect(failed.text.contains("id=\"\(ids[1])-reason\""))
    #expect(failed.text.components(separatedBy: "aria-invalid=\"true\"").count == 2)
    #expect(failed.text.components(separatedBy: "<details class=\"data\" open").count == 2)
  }

  @Test("成员的身份页：错误一览指到没有写理由的那一处")
  func membership() async throws {
    let signatory = try await house.enter("wangjianguo", surely: true)
    let people = try await signatory.json("/members")["members"]?.array ?? []
    let other = try #require(people.first { $0["name"] != "王建国" }?["id"]?.string)
    let page = "/memberships/\(other)"
    for (act, prefix) in [("end", "end-"), ("suspension", "suspend-"), ("disclosure", "disclose-")]
    {
      let failed = try await signatory.press("\(page)/\(act)", "reason=", on: page)
      #expect(failed.status == .unprocessable, "\(act)")
      #expect(failed.text.contains("href=\"#\(prefix)reason\""), "\(act)")
      #expect(failed.text.contains("id=\"\(prefix)reason\""), "\(act)")
    }
  }
}
