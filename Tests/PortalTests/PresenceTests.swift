import JSON
import Testing

@testable import HTTP
@testable import Portal

@Suite("同事在不在：谁正开着这一部分，大家看得到；走了两分半钟就不再显示")
struct PresenceTests {
  @Test("一个部分一个部分地算，自己不算，别人家的看不到")
  func colleagues() async throws {
    let house = try await House.withRound()
    let writer = try await house.enter("lihua")
    let number = try await house.draft(by: writer)
    let path = "/applications/\(number)/sections/7"
    let signatory = try await house.enter("wangjianguo")
    let reader = try await house.enter("chenjing")
    #expect(try await writer.json(path)["present"] == [])
    #expect(try await writer.json(path)["present"] == [])
    #expect(
      try await signatory.json(path)["present"] == [["name": "李华", "mayWrite": true]])
    #expect(
      try await reader.json(path)["present"] == [
        ["name": "李华", "mayWrite": true], ["name": "王建国", "mayWrite": true],
      ])
    #expect(
      try await writer.json(path)["present"] == [
        ["name": "王建国", "mayWrite": true], ["name": "陈静", "mayWrite": false],
      ])
    #expect(
      try await writer.page(path).text.contains(
        "王建国正在填这一部分，陈静正在看这一部分。两个人都改的，后存的一位会看到两边的写法，由他核对。"))
    #expect(try await writer.json("/applications/\(number)/sections/1")["present"] == [])
    #expect(try await house.enter("zhaomin").get(path).status == .notFound)
    house.pass(seconds: 149)
    #expect(try await writer.json(path)["present"]?.array?.count == 2)
    house.pass(seconds: 2)
    #expect(try await signatory.json(path)["present"] == [["name": "李华", "mayWrite": true]])
    house.pass(seconds: 151)
    #expect(try await signatory.json(path)["present"] == [])
  }
}
