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

  @Test("套得再深、属性再长，写出来都一样；用过两次的一段，两处各是各的")
  func nesting() {
    let long = String(repeating: "长&", count: 400)
    var html = span { "核" }
    var told = "<span>核</span>"
    for depth in 0..<40 {
      let value = depth % 7 == 3 ? long : "第\(depth)层\""
      let inside = html
      html = div(.title(value)) {
        inside
        if depth % 5 == 0 { inside }
      }
      let escaped = depth % 7 == 3 ? long.replacing("&", with: "&amp;") : "第\(depth)层&quot;"
      told = "<div title=\"\(escaped)\">\(told)\(depth % 5 == 0 ? told : "")</div>"
    }
    #expect(html.text == told)
    let shared = p { "一" }
    let two = [div { shared }, section { shared }, group { shared }]
    #expect(two.map(\.text) == ["<div><p>一</p></div>", "<section><p>一</p></section>", "<p>一</p>"])
    #expect(shared.text == "<p>一</p>")
    #expect(two[2] == shared && HTML() == HTML("") && two[0] != shared)
  }

  @Test("留着的空处以后再填；别人写的控制字符不是空处")
  func gaps() {
    let page = div {
      p { "一\u{1}" }
      HTML.gap
      b { HTML.gap }
    }
    #expect(
      HTML.joined(page.aroundGaps, by: em { "填" }).text
        == "<div><p>一\u{FFFD}</p><em>填</em><b><em>填</em></b></div>")
    #expect(p { "没有" }.aroundGaps == [p { "没有" }])
  }

  @Test("做了记号的一段放到哪里，哪里就有这个记号")
  func marks() {
    let marked = span { "图" }.marked(5)
    let page = group {
      p { "文" }
      div { for part in [marked, span { "别的" }.marked(63)] { part } }
    }
    #expect(page.marks == UInt64(1) << 5 | UInt64(1) << 63)
    #expect(p { "文" }.marks == 0 && (HTML() + marked).marks == UInt64(1) << 5)
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
