import JSON
import Testing

@testable import HTTP
@testable import Portal

@Suite("可以办的事写明要填什么：哪张表、改的第几版、从哪里选")
struct OfferedFormTests {
  private func offer(_ name: String, in answer: JSON) -> JSON? {
    answer["acts"]?.array?.first { $0["name"]?.string == name }
  }

  private func shape(_ form: String) -> JSON {
    ["$ref": .string("/openapi.json#/components/schemas/pilot-2024.\(form)")]
  }

  @Test("区级审核和初筛说出自己的表；审核存过以后说出新的版次；待核实的称号列出可选的名目")
  func district() async throws {
    let house = try House()
    let number = try await house.submitted()
    try await house.act(number, "acceptance", by: "xh-sunli")
    let path = "/applications/\(number)"
    let fresh = try await house.enter("xh-sunli").json(path)
    #expect(
      offer("district.review", in: fresh) == [
        "name": "district.review", "href": .string("/api/v1\(path)/review"), "schema": shape("F2"),
        "edition": 0,
      ])
    let variants = fresh["honours"]?.array?.first?["variants"]?.array ?? []
    #expect(variants.contains { $0["variant"] == "mayorQualityAward" })
    try await house.act(
      number, "review", ["edition": 0, "answers": DistrictTests.review], by: "xh-sunli")
    let saved = try await house.enter("xh-sunli").json(path)
    #expect(offer("district.review", in: saved)?["edition"] == 1)
    #expect(
      try await house.enter("lihua").json(path)["honours"]?.array?.first?["variants"] == nil)
  }

  @Test("初筛表、企业自述同样说明")
  func screening() async throws {
    let house = try House()
    let number = try await house.entrusted()
    let seen = try await house.enter("zp-yang").json("/applications/\(number)")
    #expect(offer("screening.record", in: seen)?["schema"] == shape("F7"))
    let writer = try await house.enter("lihua")
    let seat = try #require(try await writer.json("/account")["seat"]?.string)
    let dossier = try await writer.json("/organisations/\(seat)/dossier")
    let declare = try #require(offer("declaration.keep", in: dossier))
    #expect(declare["schema"] == shape("conditions") && declare["edition"] == dossier["edition"])
  }

  @Test("异议：程序把答案作为一段 JSON 和证据一起送来，类型不对的照样指出")
  func objection() async throws {
    let house = try House()
    try house.openRound()
    let number = try await house.reviewed()
    let notice = try await house.publicised([number])
    let seen = try await house.json("/api/v1/notices/\(notice)")
    #expect(offer("objection.file", in: seen)?["schema"] == shape("F12"))
    var answers: [JSON.Member] = [
      .init("objectorKind", "person"), .init("objectorName", "龚正明"),
      .init("objectorPhone", "13900139000"), .init("objectorAddress", "上海市黄浦区样例路 2 号"),
      .init("facts", "该产品的商标已经转让。"), .init("reasons", "企业不再是商标权利人。"),
    ]
    func send(_ text: String) async throws -> Response {
      try await Guest(house: house, token: "").upload(
        "/notices/\(notice)/objection", [("number", number), ("answers", text)],
        [("evidenceFile", Houses.pdf)])
    }
    let none = try await send("no JSON")
    #expect(
      none.status == .unprocessable && none.json["errors"]?.array?.first?["field"] == "answers")
    answers.append(.init("confidential", "yes"))
    let wrong = try await send(JSON.object(answers).text)
    #expect(wrong.json["errors"]?.array?.map { $0["field"] } == ["confidential"], "\(wrong.text)")
    answers[answers.count - 1] = .init("confidential", true)
    let filed = try await send(JSON.object(answers).text)
    #expect(filed.status == .ok, "\(filed.text)")
  }

  @Test("带文件的事办成以后，用同样的键再送一次：情况早已不同，仍得到第一次的回答，只办一次")
  func again() async throws {
    let house = try House()
    try house.openRound()
    let number = try await house.reviewed()
    let path = "/applications/\(number)"
    let notice = try await house.publicised([number])
    house.passNotice()
    let listed = try await house.enter("sj-shi", surely: true).post(
      "/notices/\(notice)/list", ["documentNumber": "沪市监质发〔2026〕128号", "number": "2026-1"])
    try #require(listed.status == .ok, "\(listed.text)")
    let answers = #"{"places":["body"],"scope":true,"notShangpin":true,"stop":true}"#
    func ask(_ key: String) async throws -> Response {
      try await house.enter("wangjianguo").upload(
        "\(path)/mark", [("answers", answers)], [("sampleFile", Houses.pdf)], key: key)
    }
    let first = try await ask("mark-1")
    try #require(first.status == .ok, "\(first.text)")
    let again = try await ask("mark-1")
    #expect(again.status == .ok && again.text == first.text, "\(again.text)")
    #expect(try await ask("mark-2").status == .conflict)
    let history = try await house.enter("wangjianguo").json(path)["history"]?.array ?? []
    #expect(history.count { $0["act"] == "mark.apply" } == 1)
  }
}
