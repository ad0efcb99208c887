import JSON
import Testing

@testable import HTTP
@testable import Portal

/// 001 三（一）2、三（二）：申报的数字和称号指到附件，商标不在本企业名下的要有证明。
@Suite("申请书里的数字、称号和商标，各有各的附件")
struct EvidenceTests {
  private static let honour = "上海市市长质量奖"

  private func honours(_ proof: String?) -> JSON {
    var row: [JSON.Member] = [
      .init("honourName", .string(Self.honour)), .init("honourIssuer", "上海市人民政府"),
      .init("honourYear", 2024), .init("honourNo", "2024-03"),
    ]
    if let proof { row.append(.init("honourProof", .string(proof))) }
    return [.object(row)]
  }

  @Test("称号指到一份证明：没有上传的不能指；移除了就要另指；核实的人从称号点开它")
  func honourProof() async throws {
    let house = try await House.withRound()
    let writer = try await house.enter("lihua")
    let number = try await house.draft(by: writer)
    try await house.fill(number, by: writer, honours: true)
    func save(_ proof: String?) async throws -> Response {
      let now = try await writer.json("/applications/\(number)/sections/5")
      var all = (now["answers"]?.members ?? []).map { ($0.name, $0.value) }
        .filter { $0.0 != "honours" }
      all.append(("honours", honours(proof)))
      return try await house.save(
        number, 5, all, by: writer, edition: now["edition"]?.integer ?? 0)
    }
    let early = try await save("奖状.pdf")
    #expect(early.status == .unprocessable)
    #expect(early.json["errors"]?.array?.map { $0["field"] } == ["honours.1.honourProof"])
    #expect(early.json["errors"]?.array?.map { $0["code"] } == ["fileMissing"])
    let sent = try await writer.upload(
      "/applications/\(number)/files/honourFile", [], [("file", Houses.pdf)])
    let first = try #require(sent.json["id"]?.string)
    let name = try #require(sent.json["name"]?.string)
    let offered = try await writer.json("/applications/\(number)/sections/5")["evidence"]
    #expect(
      offered?.array?.first { $0["field"] == "honourProof" }?["names"] == [.string(name)])
    #expect(
      offered?.array?.map { $0["field"] } == ["standardProof", "systemProof", "honourProof"])
    #expect(try await save(name).status == .ok)
    // 移除了它，提交以前就说是哪一项；再传一份、另指一份就好了。
    let removed = "/applications/\(number)/attachments/\(first)/removal"
    #expect(try await writer.post(removed).status == .ok)
    let refused = try await house.enter("wangjianguo", surely: true)
      .post("/applications/\(number)/submission", ["agreed": true])
    #expect(refused.json["errors"]?.array?.map { $0["field"] } == ["honours.1.honourProof"])
    let again = try await writer.upload(
      "/applications/\(number)/files/honourFile", [], [("file", Houses.pdf)])
    let id = try #require(again.json["id"]?.string)
    try await house.submit(number)
    try await house.act(number, "acceptance", by: "xh-sunli")
    let handler = try await house.enter("xh-sunli")
    let waiting = try await handler.json("/applications/\(number)")["honours"]?.array?.first
    #expect(waiting?["proof"] == .string(name))
    let link = "<a href=\"/applications/\(number)/attachments/\(id)?as=page\">\(name)</a>"
    #expect(try await handler.page("/applications/\(number)").text.contains(link))
    #expect(try await handler.page("/applications/\(number)/honours").text.contains(link))
    #expect(try await handler.page("/applications/\(number)/submissions/1").text.contains(link))
    #expect(
      try await handler.page("/applications/\(number)/attachments/\(id)?as=page").status == .ok)
  }

  @Test("注册人不是本企业：说明原因，并且要有转让或者变更证明；不说原因的不行")
  func ownership() async throws {
    let house = try await House.withRound()
    let writer = try await house.enter("lihua")
    let number = try await house.draft(by: writer)
    try await house.fill(number, by: writer)
    let mark: JSON = [
      [
        "trademarkNo": "10860001", "trademarkName": "禾欣", "trademarkClass": 30,
        "trademarkOwner": "上海老禾欣粮油有限公司", "trademarkUntil": "2033-06-27",
      ]
    ]
    let own = try await house.save(
      number, 3, [("trademarks", mark)], by: writer, edition: edition(number, writer))
    #expect(own.status == .ok, "\(own.text)")
    func problems() async throws -> [String] {
      try await writer.json("/applications/\(number)/sections/3")["problems"]?.array?
        .compactMap { $0["message"]?.string } ?? []
    }
    #expect(
      try await problems() == [
        "商标注册人要与企业名称一致（001 三（一）2）；已经核准转让或者更过名的，说明原因并上传证明；许可使用不等于权属。"
      ])
    let licensed = try await house.save(
      number, 3, [("trademarks", mark), ("ownershipChange", "licensed")], by: writer,
      edition: edition(number, writer))
    #expect(licensed.json["errors"]?.array?.map { $0["code"] } == ["notAChoice"])
    let told = try await house.save(
      number, 3, [("trademarks", mark), ("ownershipChange", "assigned")], by: writer,
      edition: edition(number, writer))
    #expect(told.status == .ok, "\(told.text)")
    #expect(try await problems() == ["请上传“商标转让证明或者注册人名义变更证明”。"])
    let page = try await writer.page("/applications/\(number)/sections/3").text
    #expect(
      page.contains(
        "“注册人与企业名称不一致的，是什么原因”是“已经转让给本企业，国家知识产权局已核准”或“本企业更过名，还是同一家企业”时上传"))
    let sent = try await writer.upload(
      "/applications/\(number)/files/assignmentFile", [], [("file", Houses.pdf)])
    #expect(sent.status == .ok, "\(sent.text)")
    #expect(try await problems() == [])
    try await house.submit(number)
  }

  private func edition(_ number: String, _ writer: Guest) async throws -> Int {
    try await writer.json("/applications/\(number)/sections/3")["edition"]?.integer ?? 0
  }
}
