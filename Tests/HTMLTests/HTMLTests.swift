import HTML
import Testing

@Suite("HTML：怎么写都是转义过的")
struct HTMLTests {
  @Test(
    "文字按字节转义，组合字符带不走引号",
    arguments: [
      ("<b>&\"'", "&lt;b&gt;&amp;&quot;&#39;"),
      ("\"\u{301} onmouseover=alert(1)", "&quot;\u{301} onmouseover=alert(1)"),
      ("<\u{338}script>", "&lt;\u{338}script&gt;"),
      ("a\0b\u{1}c\u{7f}", "a\u{FFFD}b\u{FFFD}c\u{FFFD}"),
      ("换行\n制表\t", "换行\n制表\t"), ("", ""), ("上海品牌", "上海品牌"), ("\u{2028}", "\u{2028}"),
    ])
  func escaping(_ text: String, _ html: String) {
    #expect(Array(HTML(text).text.utf8) == Array(html.utf8))
  }

  @Test("元素、属性、条件和循环")
  func structure() {
    let names = ["甲", "<乙>"]
    let html = section(.class("a \"b\""), .id("x")) {
      if names.isEmpty { p { "空" } } else { h2 { "共 \(names.count) 个" } }
      ul { for name in names { li { name } } }
      input(.type("text"), .value("\"><script>"), .required())
      names.isEmpty ? p { "无" } : nil
      3
    }
    #expect(
      html.text
        == "<section class=\"a &quot;b&quot;\" id=\"x\"><h2>共 2 个</h2><ul><li>甲</li><li>&lt;乙&gt;</li></ul><input type=\"text\" value=\"&quot;&gt;&lt;script&gt;\" required>3</section>"
    )
  }

  @Test("可有可无的属性")
  func optionalAttributes() {
    #expect(a(.optional(nil), .checked(false)) { "" }.text == "<a></a>")
    #expect(a(.optional(.id("i"))) { "" }.text == "<a id=\"i\"></a>")
  }

  @Test(
    "站外地址只认无害的协议",
    arguments: [
      ("https://www.shanghai.gov.cn/", true), ("HTTP://x", true), ("mailto:a@b.cn", true),
      ("tel:12345", true), ("javascript:alert(1)", false), (" javascript:alert(1)", false),
      ("data:text/html,x", false), ("//x", false), ("https://x\n", false), ("", false),
    ])
  func outsideAddresses(_ text: String, _ isAllowed: Bool) {
    #expect((Address(outside: text) != nil) == isAllowed)
  }

  @Test(
    "站内地址只能是本站的路径",
    arguments: [
      ("/", true), ("/a/b?c=%20", true), ("//evil.example", false), ("/\\evil.example", false),
      ("https:evil.example", false), ("a", false), ("", false), ("/a b", false),
      ("/a\r\nX: y", false),
      ("/品", false),
    ])
  func siteAddresses(_ text: String, _ isAllowed: Bool) {
    #expect((Address(site: text) != nil) == isAllowed)
  }
}
