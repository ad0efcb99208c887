import Testing
import Vocabulary

@Suite("引用条款：代码写 001，人读《通知》")
struct CitationTests {
  @Test(
    "一条引用读成什么，链接到哪里",
    arguments: [
      ("001 三（一）1", "《通知》三（一）1", "三（一）1"), ("000 一（一）", "《指导意见》一（一）", "一（一）"),
      ("004 附件4 2b4", "《实施规则》附件4 2b4", "附件4"), ("004 5.2 1)", "《实施规则》5.2 1)", "5.2-1)"),
      ("002 二（二）第二款", "《先行先试意见》二（二）第二款", "二（二）"), ("007 三", "007 三", "三"),
    ])
  func one(_ text: String, _ words: String, _ anchor: String) throws {
    let citation = try #require(Citation(text))
    #expect(citation.words == words)
    #expect(citation.anchor == anchor)
  }

  @Test("不是引用的不当引用", arguments: ["", "001", "001三", "01 三", "民法典 第201条", "a01 三"])
  func none(_ text: String) { #expect(Citation(text) == nil) }

  @Test(
    "一段话里的编号也换成名字；别的数字不动",
    arguments: [
      ("样例，非官方：001 没有规定文书格式", "样例，非官方：《通知》没有规定文书格式"),
      ("没有独立法人资格（001 三（一）1），请由总公司申请。", "没有独立法人资格（《通知》三（一）1），请由总公司申请。"),
      ("依据 001 三（二）和 004 附件4", "依据《通知》三（二）和《实施规则》附件4"),
      ("与 2025 年指导意见（000）衔接", "与 2025 年指导意见衔接"),
      ("2026-001 号、1001 件、A001 号", "2026-001 号、1001 件、A001 号"),
      ("一百", "一百"),
    ])
  func running(_ text: String, _ words: String) { #expect(Citation.readable(text) == words) }
}
