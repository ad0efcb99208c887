import Design
import HTML
import Routing
import Vocabulary

/// Every component on one page, for whoever designs or checks one. Only the demo shows it.
enum SamplesPage {
  static func html(_ now: Instant, _ visit: Visit?) -> HTML {
    Shell(
      "界面式样", on: visit, trail: [("首页", Paths.home.link)], line: line,
      act: a(.class("button plain"), .href(Paths.map.link)) { "平台地图" },
      ribbon: ribbon("示例批次", at: Paths.rounds.link, "12月18日 24:00 截止，还有 15 个工作日"),
      above: group {
        panel { stageLine(SampleWords.stages, label: "示例进度") }
        nav(.class("local noprint"), .aria("aria-label", "本页内容")) {
          a(.href(.place("words"))) { "词和提示" }
          a(.href(.place("form"))) { "表单" }
          a(.href(.place("lists"))) { "清单和表格" }
          a(.href(.place("charts"))) { "图" }
          a(.href(.place("documents"))) { "公文" }
        }
      }
    ).page {
      SampleWords.html
      SampleForm.html
      SampleLists.html
      SampleCharts.html
      SampleDocuments.html
    } aside: {
      SampleWords.box
    }
  }

  private static var line: HTML {
    group {
      span { "演示中的各种构件" }
      span(.class("quiet keep")) { "数据都是假的" }
      chip("重点推荐", .flag)
      chip("产品", .blue)
    }
  }
}
