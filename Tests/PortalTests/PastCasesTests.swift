import Accounts
import JSON
import Testing

@testable import HTTP
@testable import Portal

@Suite("历年申请：企业档案里看得到每一份到了哪里、等谁办、为什么终止")
struct PastCasesTests {
  @Test("企业看到全部，区里看到提交给它的，草稿只有企业自己看得到")
  func listed() async throws {
    let house = try await House.withRound()
    let dossier = "/organisations/\(Cast.organisation("hexin"))/dossier"
    let writer = try await house.enter("lihua")
    #expect(try await writer.json(dossier)["cases"] == [])
    #expect(try await writer.page(dossier).text.contains("还没有申请过。"))
    let sent = try await house.submitted()
    let draft = try await house.draft(by: writer, "禾欣米粉")
    let signatory = try await house.enter("wangjianguo", surely: true)
    let gone = try await signatory.post(
      "/applications/\(sent)/withdrawal", ["number": .string(sent), "reason": "产品停产。"])
    #expect(gone.status == .ok, "\(gone.text)")
    let all = try await writer.json(dossier)["cases"]?.array ?? []
    #expect(all.count == 2 && all.contains { $0["number"] == .string(draft) })
    let ended = try #require(all.first { $0["number"] == .string(sent) })
    #expect(ended["stage"] == "ended" && ended["outcome"] == "withdrawn")
    #expect(ended["reason"]?.string?.contains("产品停产。") == true, "\(ended)")
    #expect(ended["href"] == .string("/api/v1/applications/\(sent)"))
    let officer = try await house.enter("xh-sunli").json(dossier)["cases"]?.array
    #expect(officer?.map { $0["number"] } == [.string(sent)])
    #expect(try await writer.page(dossier).text.contains("历年申请，新的在前"))
    #expect(house.faults == [])
  }
}
