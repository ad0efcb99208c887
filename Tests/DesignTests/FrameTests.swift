import Design
import Foundation
import HTML
import Routing
import Testing

@Suite("页面的框：谁来看都是同一个")
struct FrameTests {
  @Test("用到的图标各画一次，没用到的不画；文字里写的不算")
  func sprite() {
    let page = Shell("页").page {
      icon(.tick)
      icon(.tick)
      icon(.seal)
      p { "href=\"#i-flag\"" }
    }.text
    let drawn = Icon.allCases.filter { page.contains("<symbol id=\"i-\($0.rawValue)\"") }
    // A bit for each.
    #expect(Icon.allCases.count <= 64)
    // The menu's own is on every page.
    #expect(drawn == [.tick, .seal, .menu])
    #expect(page.components(separatedBy: "<symbol id=\"i-tick\"").count == 2)
  }

  @Test("结果是页面的名字：先结果，再这一页，再平台")
  func title() {
    let page = Shell("期限推算", result: "2026年11月27日 星期五").page { p { "" } }.text
    #expect(page.contains("<title>2026年11月27日 星期五 - 期限推算 - 上海品牌培育试点</title>"))
    #expect(page.contains("<h1>期限推算</h1>"))
    #expect(Shell("上海品牌培育试点").page { p { "" } }.text.contains("<title>上海品牌培育试点</title>"))
  }

  @Test("旁栏空着就不分栏；有内容时说得出它是什么")
  func besides() {
    let alone = Shell("页").page {
      p { "文" }
    } aside: {
      HTML()
    }.text
    #expect(!alone.contains("class=\"split\""))
    let both = Shell("页").page(beside: "捷径", isAfter: true) {
      p { "文" }
    } aside: {
      p { "旁" }
    }.text
    #expect(
      both.contains(
        "<div class=\"split\"><div class=\"flow\"><p>文</p></div><aside class=\"flow after\" aria-label=\"捷径\" id=\"beside\" tabindex=\"-1\"><p>旁</p></aside></div>"
      ))
    #expect(both.contains("<a class=\"skip\" href=\"#beside\">跳到“捷径”</a>"))
    #expect(!alone.contains("#beside"))
  }

  @Test("没有登录的人看得到登录和注册，宽窄两种菜单一样")
  func signedOut() {
    let page = Shell("页", current: Paths.tools.link).page { p { "" } }.text
    #expect(page.components(separatedBy: "<a href=\"/login\">登录</a>").count == 3)
    #expect(page.components(separatedBy: "<a href=\"/register\">注册企业账户</a>").count == 3)
    #expect(
      page.components(separatedBy: "<a href=\"/tools\" aria-current=\"page\">工具</a>").count == 3)
    #expect(!page.contains("退出登录"))
  }
}
