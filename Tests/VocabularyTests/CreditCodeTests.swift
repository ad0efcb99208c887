import JSON
import TestSupport
import Testing
import Vocabulary

@Suite("统一社会信用代码：两个校验字符")
struct CreditCodeTests {
  private static let vectors = try! Project.json("Tests/Vectors/credit-codes.json")

  private static func codes(_ name: String) -> [JSON] { vectors[name]!.array! }

  static let valid = (codes("valid") + codes("synthetic_valid")).map { $0["code"]!.string! }

  @Test("真实和合成的代码都通过", arguments: valid)
  func passes(_ code: String) throws {
    #expect(try CreditCode(code).text == code)
  }

  static let invalid = codes("invalid").map {
    ($0["code"]!.string!, CreditCode.Reason(rawValue: $0["reason"]!.string!)!)
  }

  @Test("不合格的代码说出缘由", arguments: invalid)
  func fails(_ code: String, _ reason: CreditCode.Reason) {
    let failure = #expect(throws: CreditCode.Failure.self) { try CreditCode(code) }
    #expect(failure?.reason == reason)
  }

  static let normalised = codes("normalised").map { ($0["input"]!.string!, $0["code"]!.string!) }

  @Test(
    "先规整再检查",
    arguments: normalised + [
      ("9131 0000-1322 6025-0X", "91310000132260250X"),
      ("91310000132260250X\n", "91310000132260250X"),
      ("\u{3000}９１３１００００１３２２６０２５０ｘ", "91310000132260250X"), ("①", "1"), ("\u{212A}", "K"),
    ])
  func normalising(_ input: String, _ code: String) {
    #expect(CreditCode.normalise(input) == code)
  }

  @Test(
    "错在第几位",
    arguments: [
      ("", .length, 1), ("9131000013226025", .length, 17), ("91310000132260250X0", .length, 19),
      ("9I310000132260250X", .charset, 2), ("91310000132260250品", .charset, 18),
      ("O1310000132260250X", .charset, 1), ("9131000A132260250X", .regionNotDigits, 8),
      ("913100A0132260250X", .regionNotDigits, 7), ("91310000132260250Y", .checkCharacter, 18),
      ("913100001322602511", .organisationCheck, 17),
    ] as [(String, CreditCode.Reason, Int)])
  func positions(_ code: String, _ reason: CreditCode.Reason, _ position: Int) {
    let failure = #expect(throws: CreditCode.Failure.self) { try CreditCode(code) }
    #expect(failure?.reason == reason)
    #expect(failure?.position == position)
  }

  @Test("抄错任何一位都能发现")
  func everySingleMistake() {
    let alphabet = Array("0123456789ABCDEFGHJKLMNPQRTUWXY")
    let code = Array("91310101PDY00001X4")
    var caught = 0
    for place in code.indices {
      for other in alphabet where other != code[place] {
        var wrong = code
        wrong[place] = other
        if (try? CreditCode(String(wrong))) == nil { caught += 1 }
      }
    }
    #expect(caught == 18 * 30)
  }
}
