import JSON
import Testing

@testable import HTTP
@testable import Portal

@Suite("请同事看申请书的一部分")
struct AskColleagueTests {
  @Test("同事的收件箱里有一封信，打开就是那一部分；不是本单位的人请不到；日志里有一行")
  func asked() async throws {
    let house = try await House.withRound()
    let writer = try await house.enter("lihua")
    let number = try await house.draft(by: writer)
    let path = "/applications/\(number)/sections/4"
    let colleagues = try await writer.json(path)["colleagues"]?.array ?? []
    #expect(colleagues.map { $0["name"] } == ["梁宸", "王建国", "陈静"])
    let to = try #require(colleagues.last?["to"])
    let done = try await writer.post("\(path)/look", ["to": to, "words": "研发费用对不对？"])
    #expect(done.status == .ok, "\(done.text)")
    let letter = try await house.enter("chenjing").json("/inbox")["items"]?.array?.first
    #expect(letter?["title"] == "李华请您看一看申请书“四、经营情况”")
    #expect(
      letter?["text"] == .string("“禾欣有机米饼”（编号 \(number)）的“四、经营情况”，李华请您看一看。研发费用对不对？"))
    #expect(letter?["href"] == .string(path))
    #expect(try await house.enter("chenjing").page(path).status == .ok)
    let stranger = try await house.enter("zhaomin").json("/account")["id"] ?? "0000000000000"
    for wrong in [stranger, "x", "0000000000000"] {
      let refused = try await writer.post("\(path)/look", ["to": wrong])
      #expect(refused.json["errors"]?.array?.first?["message"] == "本单位没有这位同事。")
    }
    #expect(
      try house.journal("application.askColleague") == ["请陈静看申请书“四、经营情况”（\(number)）"])
    // What is sent is no longer looked at in this way.
    try await house.fill(number, by: writer)
    try await house.submit(number)
    #expect(try await writer.post("\(path)/look", ["to": to]).status == .conflict)
    #expect(house.faults == [])
  }
}
