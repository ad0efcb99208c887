import JSON
import Policy
import TestSupport
import Testing
import Vocabulary

/// What a part of a form hangs on is worked out from the package: left out by mistake, it would be judged
/// with less than the whole form knows.
@Suite("只读表的一部分，与读完整张表以后只看这一部分，毛病和值都一样")
struct SectionReadingTests {
  @Test("随手填的各种答法，每张表的每一部分", arguments: ["pilot-2024", "pilot-2026"])
  func alike(_ id: String) throws {
    let package = try PackageFiles.package(id)
    let today = try #require(Day("2026-11-20"))
    var random = Dice(state: 20_261_130)
    var found: Set<String> = []
    for form in package.forms where form.sections.count > 1 {
      for _ in 0..<120 {
        var given: [String: JSON] = [:]
        for question in form.questionnaire.questions where Int.random(in: 0..<5, using: &random) > 0
        {
          given[question.id] = answer(question, &random)
        }
        for isComplete in [true, false] {
          let whole = form.read(given, isTyped: true, isComplete: isComplete, on: today)
          for (index, section) in form.sections.enumerated() {
            let ids = Set(section.questions.map(\.id))
            let part = form.read(
              section: index + 1, of: given, isComplete: isComplete, on: today)
            let expected = whole.problems.filter { ids.contains(Questionnaire.id(of: $0.field)) }
            #expect(
              part.problems == expected,
              "\(form.id) \(index + 1): \(JSON.object(given.map { .init($0, $1) }).text)")
            for id in ids { #expect(part.values[id] == whole.values[id], "\(form.id) \(id)") }
            found.formUnion(expected.map(\.code))
          }
        }
      }
    }
    // It tries what it is about: rules over several answers among them.
    #expect(found.isSuperset(of: ["rule", "required", "tooFew", "notAChoice"]), "\(found)")
  }

  private func answer(_ question: Question, _ random: inout Dice) -> JSON {
    let texts = ["上海禾欣食品有限公司", "老禾欣", "91310104MA1FR00186", "2026-01-02", "10860001", "分公司"]
    let text = JSON.string(texts[Int.random(in: 0..<texts.count, using: &random)])
    return switch question.kind {
    case .yesNo, .declaration: .bool(Bool.random(using: &random))
    case .integer, .decimal, .money, .year:
      .integer([0, 1, 7, 2025, 90_000][Int.random(in: 0..<5, using: &random)])
    case .date:
      .string(["2019-06-01", "2026-01-02", "2033-06-27"][Int.random(in: 0..<3, using: &random)])
    case .choice, .industry:
      question.choices.randomElement(using: &random).map {
        .string(Int.random(in: 0..<6, using: &random) == 0 ? "没有这一项" : $0.value)
      } ?? text
    case .many:
      .array(question.choices.filter { _ in Bool.random(using: &random) }.map { .string($0.value) })
    case .table:
      .array(
        (0..<Int.random(in: 0...3, using: &random)).map { _ in
          .object(question.columns.map { .init($0.id, answer($0, &random)) })
        })
    default: text
    }
  }
}
