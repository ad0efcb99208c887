import Design
import HTML
import Routing
import Testing
import Vocabulary

@Suite("构件：标签、说明、错误连成一体")
struct ComponentTests {
  static let name = Field.text("name", "名称", most: 5, help: "与执照一致。", example: "甲")

  @Test("没有错误的字段")
  func field() {
    #expect(
      Design.field(Self.name.note, Sheet(Answers(["name": "<甲>"]))).text
        == "<div class=\"field\"><label for=\"name\">名称</label><p class=\"help\" id=\"name-help\">与执照一致。</p><input id=\"name\" name=\"name\" type=\"text\" autocomplete=\"off\" value=\"&lt;甲&gt;\" data-counter=\"name-counter\" data-most=\"5\" required aria-describedby=\"name-help name-counter\"><p class=\"counter\" id=\"name-counter\">最多 5 个字</p></div>"
    )
  }

  @Test("有错误的字段：错误在标签旁边，读屏读得到")
  func wrongField() {
    let day = Field.day("on", "日期")
    let sheet = Sheet(
      Answers(["on": "x"]), problems: [Problem(field: "on", code: "notADay", message: "日期不对。")])
    #expect(
      Design.field(day.note, sheet, prefix: "p-").text
        == "<div class=\"field wrong\"><label for=\"p-on\">日期</label><p class=\"error\" id=\"p-on-error\"><svg class=\"icon\" aria-hidden=\"true\"><use href=\"#i-alert\"/></svg><span>有误：日期不对。</span></p><input id=\"p-on\" name=\"on\" type=\"text\" class=\"short\" value=\"x\" required aria-invalid=\"true\" aria-describedby=\"p-on-error\"></div>"
    )
    #expect(
      errorSummary(sheet, prefix: "p-")?.text
        == "<div class=\"panel summary\" role=\"alert\" tabindex=\"-1\"><h2>有 1 处需要改正</h2><ul><li><a href=\"#p-on\">日期不对。</a></li></ul></div>"
    )
    #expect(errorSummary(Sheet()) == nil)
  }

  @Test("长文本框保住开头的换行")
  func textArea() {
    let story = Field.longText("s", "故事", most: 9, example: "a", isRequired: false)
    let html = Design.field(story.note, Sheet(Answers(["s": "\n第一行"]))).text
    #expect(html.contains(">\n\n第一行</textarea>"))
    #expect(html.contains("故事（选填）"))
  }

  @Test("表格的每一格都带着列名")
  func table() {
    let html = DataTable(
      "一览", [.init("编号"), .init("数", isNumber: true)], [[HTML("a"), HTML("1")]]
    ).html
    #expect(
      html.text
        == "<section class=\"panel flush\"><table class=\"cards\"><caption>一览</caption><thead><tr><th scope=\"col\">编号</th><th scope=\"col\" class=\"number\">数</th></tr></thead><tbody><tr><th scope=\"row\">a</th><td data-label=\"数\" class=\"number\">1</td></tr></tbody></table></section>"
    )
  }

  @Test("进度：已完成、现在、以后，不只靠颜色")
  func stages() {
    let tick = icon(.tick).text
    #expect(
      stageLine(["甲", "乙", "丙"], current: 1, label: "进度").text
        == "<ol class=\"stages\" aria-label=\"进度\"><li class=\"done\"><span class=\"dot\" aria-hidden=\"true\">\(tick)</span><span>甲<span class=\"said\">（已完成）</span></span></li><li class=\"now\" aria-current=\"step\"><span class=\"dot\" aria-hidden=\"true\">2</span><span>乙<span class=\"said\">（现在）</span></span></li><li><span class=\"dot\" aria-hidden=\"true\">3</span><span>丙</span></li></ol>"
    )
  }

  @Test(
    "分页",
    arguments: [
      (1, 1, ""), (1, 2, "[1]2下一页"), (5, 12, "上一页1…4[5]6…12下一页"), (12, 12, "上一页1…11[12]"),
    ])
  func pages(_ current: Int, _ count: Int, _ text: String) {
    let html = pagination(current: current, of: count) {
      Path<Nowhere>("/x").link(Nowhere(), query: [("page", "\($0)")])
    }
    #expect(plain(html?.text ?? "") == text)
  }

  /// Only what is read, the current page in brackets.
  private func plain(_ html: String) -> String {
    var text = html
    for page in 1...12 {
      text = text.replacing("<span aria-current=\"page\">第 \(page) 页</span>", with: "[\(page)]")
    }
    var out = ""
    var isTag = false
    for character in text {
      if character == "<" { isTag = true }
      if !isTag { out.append(character) }
      if character == ">" { isTag = false }
    }
    return out
  }
}
