import Policy
import Testing

@Suite("文书样张：花括号里的都说得出是什么")
struct LetterSpecimenTests {
  @Test("每一处能填的都有名字")
  func words() {
    let names = Letter.Occasion.allCases.reduce(into: Set<String>()) { $0.formUnion($1.names) }
    #expect(names.subtracting(Letter.words.keys) == [])
  }
}
