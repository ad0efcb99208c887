import Design
import HTML
import Routing
import Testing

@Suite("构件：在哪里、轮到谁、办到哪天，还有数和图")
struct PieceTests {
  @Test("颜色也是图标和词")
  func tones() {
    let clock = icon(.clock).text
    #expect(chip("一般").text == "<span class=\"chip\">一般</span>")
    #expect(
      chip("还有 2 天", .warn, .clock).text == "<span class=\"chip warn\">\(clock)还有 2 天</span>")
    #expect(
      state("已填", .good).text == "<span class=\"state good\">\(icon(.tick).text)已填</span>")
    #expect(
      note(.wrong) { p { "错" } }.text
        == "<div class=\"note wrong\">\(icon(.alert).text)<div><p>错</p></div></div>")
  }

  @Test("三问的框：现在、轮到、办到，一个要紧的动作，其余是链接")
  func box() {
    let html = whereBox(
      [.now("区级审核", "第 3 步"), .turn("您"), .due(HTML("12月1日"))], look: .late,
      act: a(.class("button"), .href(Paths.desk.link)) { "办" },
      links: [a(.href(Paths.home.link)) { "退回" }])
    #expect(
      html.text
        == "<section class=\"panel where late\"><dl><dt>现在</dt><dd class=\"big\">区级审核<small>第 3 步</small></dd><dt>轮到</dt><dd>您</dd><dt>办到</dt><dd>12月1日</dd></dl><div class=\"acts down\"><a class=\"button\" href=\"/desk\">办</a></div><ul class=\"links\"><li><a href=\"/\">退回</a></li></ul></section>"
    )
  }

  @Test("计数：有地址的是筛选，零件不算逾期")
  func counted() {
    let html = counters([
      Counter(2, "待办", at: Paths.desk.link, isCurrent: true), Counter(0, "逾期", nil, .wrong),
    ])
    #expect(
      html.text
        == "<ul class=\"counters\"><li><a href=\"/desk\" aria-current=\"true\"><b>2</b><span>待办</span></a></li><li><div><b>0</b><span>逾期</span></div></li></ul>"
    )
  }

  @Test("待办一行：每格带着列名，最后一格是下一步，读屏知道是哪一件的")
  func queued() {
    let html = queue(
      [
        QueueRow(
          "净水", at: Paths.desk.link, stage: "待受理", stayed: "1 天", due: chip("今天"), next: "检查材料")
      ], caption: "待办")
    #expect(
      html.text.hasSuffix(
        "<td data-label=\"下一步\" class=\"bare-label end keep\"><a href=\"/desk\" aria-label=\"检查材料：净水\">检查材料</a></td></tr></tbody></table>"
      ))
    #expect(html.text.contains("<td data-label=\"已停留\" class=\"number\">1 天</td>"))
  }

  @Test("图里的位置是百分数，超出的不出格")
  func extents() {
    #expect(
      [0, 0.5, 1, 0.6667, -0.0123].map { "\(Extent.share($0))" }
        == ["0.0%", "50.0%", "100.0%", "66.7%", "-1.2%"])
    let plot = dotPlot([55, 80], on: Axis(60, 100), mean: 67.5, oddBeyond: 12.5, label: "分").text
    #expect(plot.contains("<circle class=\"c-dot odd\" cx=\"0.0%\" cy=\"14\" r=\"4\"/>"))
    #expect(plot.contains("<circle class=\"c-dot odd\" cx=\"50.0%\" cy=\"14\" r=\"4\"/>"))
    #expect(plot.contains("aria-label=\"分\""))
  }

  @Test("公文：发文机关、标题、正文、落款")
  func document() {
    #expect(
      doc(issuer: "市局", title: "公示", signed: ["市局", "11月20日"]) { p { "文" } }.text
        == "<article class=\"panel doc\"><p class=\"issuer\">市局</p><p class=\"name\">公示</p><div class=\"body\"><p>文</p></div><p class=\"sign\">市局<br>11月20日</p></article>"
    )
  }
}
