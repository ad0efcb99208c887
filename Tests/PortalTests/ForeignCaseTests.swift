import Accounts
import JSON
import Testing
import Vocabulary

@testable import HTTP
@testable import Portal

@Suite("别的区的申请：编号、条件、游标、标签、别人的键，怎样问都和没有一样")
struct ForeignCaseTests {
  private static let nobody = "2026-1-0000001"

  /// What is answered, the request's own number aside.
  private func said(_ answer: Response, _ number: String) -> [String] {
    let members = (answer.json.members ?? []).filter { $0.name != "request" }
    return ["\(answer.status)", answer.field("ETag") ?? ""]
      + members.map { "\($0.name)=\($0.value.text.replacing(number, with: "N"))" }
  }

  @Test("浦东的经办人拿着徐汇的编号：每一条路都和编造的编号答得一样")
  func forged() async throws {
    let house = try House()
    let number = try await house.submitted()
    let other = try await house.enter("pd-wuqiang")
    let unit = try house.unit("xuhui")
    let owner = try await house.enter("xh-sunli")
    let raised = try await house.answer(
      "POST", "/api/v1/applications/\(number)/flags",
      fields: [
        "Authorization: Bearer \(owner.token)", "Content-Type: application/json",
        "Idempotency-Key: k17",
      ], body: Array("{\"text\":\"试\"}".utf8))
    #expect(raised.status == .ok, "\(raised.text)")
    func asked(_ number: String) async throws -> [[String]] {
      let path = "/applications/\(number)"
      func sent(_ field: String) async throws -> Response {
        try await other.post("\(path)/flags", ["text": "试"], fields: [field])
      }
      return [
        said(try await other.get(path), number),
        said(
          try await house.answer(
            "GET", "/api/v1\(path)",
            fields: ["Authorization: Bearer \(other.token)", "If-None-Match: *"]), number),
        said(try await sent("If-Match: \"1\""), number),
        said(try await sent("Idempotency-Key: k17"), number),
        said(
          try await other.post(
            "/acceptances/new",
            ["numbers": [.string(number)], "editions": .object([.init(number, 1)])]), number),
        said(
          try await other.post(
            "/handovers/new",
            [
              "numbers": [.string(number)], "editions": .object([.init(number, 1)]),
              "to": .string("\(Cast.person("xh-sunli"))"),
              "reason": "试",
            ]), number),
        said(try await other.get("/applications?after=0_\(number)"), number),
        said(try await other.get("/applications?q=\(number)"), number),
        said(try await other.get("/search?q=\(number)"), number),
      ]
    }
    let (forged, real) = (try await asked(Self.nobody), try await asked(number))
    #expect(real == forged)
    let byUnit = try await other.json("/applications?unit=\(unit)")
    #expect(byUnit["items"] == [] && byUnit["counts"] == nil && byUnit["next"] == nil)
    #expect(house.faults == [])
  }
}
