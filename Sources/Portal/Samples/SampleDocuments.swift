import Design
import HTML
import Vocabulary

/// A document that prints with the number of each page, and the card of a mark.
enum SampleDocuments {
  static var html: HTML {
    group {
      h2(.id("documents")) { "公文" }
      doc(
        issuer: "上海市市场监督管理局", title: "关于拟发布名单的公示（示例）", signed: ["上海市市场监督管理局", "2026年11月20日"]
      ) {
        p { "根据《关于开展“上海品牌”培育试点工作的通知》，现将拟发布名单予以公示。" }
        p { "公示时间：2026年11月23日至2026年11月27日，共 5 个工作日，首尾两日都计算在内。" }
      }
      card("有效", .good)
      card("暂停使用", .warn, HTML("商标权属正在变更，暂停期间不得在新的包装和广告上使用标志。"))
      card("已撤销", .wrong, HTML("近三年内有较重失信记录，不再符合条件。"))
    }
  }

  private static func card(_ word: String, _ tone: Tone, _ reason: HTML? = nil) -> HTML {
    proofCard(
      word, tone, at: time(.datetime("2026-11-27T14:32:00+08:00")) { "2026年11月27日 14:32" },
      reason: reason.map { reason in p { reason } }
    ) {
      fact("产品或服务", HTML("沐岚新风系统（示例）"))
      fact("企业", HTML("上海沐岚环境科技有限公司"))
      fact("标志编号", code { "SHBP-2025-0012" })
    }
  }
}
