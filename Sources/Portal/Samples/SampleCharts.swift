import Design
import HTML

/// Bars, dots and many small charts, each with its table.
enum SampleCharts {
  static var html: HTML {
    group {
      h2(.id("charts")) { "图" }
      panel("办理用时") {
        chartLegend([(.bar, "中位"), (.pale, "时限"), (.over, "九成超过时限")])
        bars([
          Bar("受理", 0.08, value("2", " / 5 天"), spread: 0.18, limit: 0.2),
          Bar("区级审核", 0.52, value("13", " / 20 天"), spread: 0.9, limit: 0.8),
        ])
        chartTable(
          "各环节用时", ["环节", "中位", "九成", "时限"],
          [["受理", "2", "4.5", "5"], ["区级审核", "13", "22.5", "20"]])
      }
      panel("分布") {
        chartLegend([(.dot, "一位专家"), (.mean, "均分"), (.cut, "入围线"), (.odd, "偏离均分 8 分以上")])
        dotPlot(
          [80, 80.5, 82, 70, 83.5], on: Axis(60, 100), mean: 79.2, cut: 80, oddBeyond: 8,
          label: "各专家总分 80、80.5、82、70、83.5")
        chartTable(
          "各专家总分", ["专家", "总分"],
          [["甲", "80"], ["乙", "80.5"], ["丙", "82"], ["丁", "70"], ["戊", "83.5"]])
      }
      panel("受理单位") {
        multiples(
          [
            Multiple("浦东", total: 114, [14, 16, 12, 15, 13, 13, 17, 14]),
            Multiple("嘉定", total: 73, [9, 9, 8, 9, 10, 9, 12, 7], note: "1 件逾期"),
          ], what: "近八周提交")
        chartTable("近八周提交", ["单位", "合计"], [["浦东", "114"], ["嘉定", "73"]])
      }
    }
  }

  private static func value(_ number: String, _ rest: String) -> HTML {
    group {
      b { number }
      span(.class("small quiet")) { rest }
    }
  }
}
