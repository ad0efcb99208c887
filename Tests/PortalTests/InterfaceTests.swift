import JSON
import Testing

@testable import HTTP
@testable import Portal

@Suite("接口说明：每个操作写的，正好是它能给的")
struct InterfaceTests {
  let house = try! House()

  /// By the operation's name.
  private func documented() async throws -> [String: JSON] {
    let document = try await house.json("/openapi.json")
    let operations = (document["paths"]?.members ?? []).flatMap { path in
      (path.value.members ?? []).map(\.value)
    }
    return Dictionary(
      uniqueKeysWithValues: operations.map {
        ($0["operationId"]?.string ?? "", $0["responses"] ?? [])
      })
  }

  static let statuses: [(operation: String, statuses: [String])] = [
    ("health", ["200"]), ("readiness", ["200", "503"]), ("metrics", ["200", "403"]),
    ("contacts", ["200", "400", "500"]),
    ("deadline", ["200", "400", "422", "500"]), ("round", ["200", "400", "404", "500"]),
    ("account", ["200", "400", "401", "500"]), ("desk", ["200", "400", "401", "403", "500"]),
    ("members", ["200", "400", "401", "403", "404", "422", "500"]),
    ("claim", ["200", "400", "401", "403", "404", "500"]),
    ("dossier", ["200", "400", "401", "403", "404", "409", "500"]),
    ("journal.verification", ["200", "400", "401", "403", "500", "503"]),
    ("form.try", ["200", "400", "403", "404", "413", "415", "422", "500"]),
    ("session.open", ["200", "400", "401", "403", "413", "415", "422", "429", "500", "503"]),
    ("session.end", ["200", "400", "401", "403", "413", "415", "422", "500", "503"]),
    (
      "claim.decide", ["200", "400", "401", "403", "404", "409", "413", "415", "422", "500", "503"]
    ),
    (
      "claim.file",
      ["200", "400", "401", "403", "404", "409", "413", "415", "422", "429", "500", "503", "507"]
    ),
  ]

  @Test("状态由声明推出来：谁能进、路径有没有空位、收不收正文、有没有要填的", arguments: statuses)
  func exactly(_ operation: String, _ statuses: [String]) async throws {
    let responses = try #require(try await documented()[operation], "\(operation)")
    #expect(responses.members?.map(\.name) == statuses)
  }

  @Test("不是千篇一律：没有哪个错误是每个操作都写的，也没有“其他错误”")
  func unlike() async throws {
    let all = try await documented().values.map { Set(($0.members ?? []).map(\.name)) }
    #expect(all.count > 90)
    #expect(all.reduce(all[0]) { $0.intersection($1) } == ["200"])
    #expect(Set(all).count > 20)
    #expect(!all.contains { $0.contains("default") })
  }

  @Test("文件就写成文件，不写成 JSON")
  func files() async throws {
    let content = try await documented()["claim.file.download"]?["200"]?["content"]
    #expect(content?.members?.map(\.name) == ["application/pdf", "image/jpeg", "image/png"])
  }

  @Test("同一个键再要一次信息副本，还是整份：没有可以记下来代替它的")
  func copiedTwice() async throws {
    let guest = try await house.enter("lihua", surely: true)
    for _ in 0..<2 {
      let answer = try await guest.post("/account/copy", fields: ["Idempotency-Key: copy"])
      #expect(answer.json["account"]?["login"] == "lihua", "\(answer.text)")
    }
  }

  @Test("每一件测试都按说明量回答：没写的状态、走样的形状，量得出来")
  func held() {
    func hold(_ status: Status, _ json: String, _ target: String) {
      house.hold(Response(status, type: .json, Array(json.utf8)), to: "GET", target)
    }
    hold(.ok, #"{"working":true}"#, "/api/v1/tools/workday?on=2026-11-20")
    withKnownIssue { hold(.ok, #"{"working":1}"#, "/api/v1/tools/workday?on=2026-11-20") }
    withKnownIssue { hold(.ok, "{}", "/api/v1/tools/workday") }
    withKnownIssue { hold(.conflict, "{}", "/api/v1/tools/workday") }
    withKnownIssue { hold(.conflict, "{}", "/api/v1/claims/3g92k1x0c7m5q") }
    withKnownIssue { hold(.unauthorized, "{}", "/healthz") }
  }
}
