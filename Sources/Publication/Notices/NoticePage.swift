import Applications
import Design
import HTML
import Policy
import Routing
import Vocabulary

/// How a notice looks: the document, and beside it the period, the way to object, the fingerprint.
struct NoticePage {
  let answer: NoticeView.Answer
  let visit: Visit

  private var shown: Notice { answer.notice }

  var html: HTML {
    Shell(shown.title, on: visit, trail: [("公示", Paths.notices.link)]).page {
      div(.class("split")) {
        article(.class("panel doc")) {
          p(.class("issuer")) { shown.issuer }
          div(.class("body")) { for text in shown.paragraphs { p { text } } }
          items
          p(.class("sign")) { "\(shown.issuer)　\(shown.at.day.chinese)" }
          if !shown.label.isEmpty { p(.class("small quiet")) { shown.label } }
        }
        aside(.class("flow"), .aria("aria-label", "公示期与异议")) {
          period
          FingerprintPanel(
            frozen: shown.frozen, head: shown.head,
            content: NoticeContent.path.link(ItemPlace(shown.id))
          ).html
        }
      }
    }
  }

  private var items: HTML {
    DataTable(
      "附件：拟发布名单（\(shown.items.count) 项）",
      [
        .init("产品或服务"), .init("企业名称"), .init("统一社会信用代码"), .init("类别"), .init("受理单位"),
        .init("编号"),
      ],
      shown.items.map { item in
        [
          HTML(item.item), HTML(item.enterprise), code { item.creditCode },
          HTML(ItemKind(rawValue: item.kind)?.title ?? item.kind), HTML(item.unit),
          HTML(item.number),
        ]
      }
    ).html
  }

  private var period: HTML {
    let phase = shown.phase(on: answer.today)
    return section(.class("panel where official")) {
      p { tag(phase.title, phase == .over ? .plain : .official) }
      factList {
        fact("公示期", HTML("\(shown.starts.chinese)至\(shown.ends.chinese)，首尾都算"))
        if answer.today == shown.ends { fact("还剩", strong { "今天最后一天，24:00 截止" }) }
      }
      if answer.mayObject {
        p {
          a(.class("button"), .href(FileObjection.path.link(ItemPlace(shown.id)))) { "提出异议" }
        }
        p(.class("small quiet")) { "实名，附证据。您的身份只有办理人员看得到；异议只停下所涉的一项，其余照常。" }
      }
      if answer.mayList {
        p { a(.class("button"), .href(PublishList.path.link(ItemPlace(shown.id)))) { "发布名单" } }
      }
      p { a(.href(Paths.objectionStatus.link)) { "凭查询码看异议的进展" } }
    }
  }
}

/// How anybody can check that what is published has not been changed.
struct FingerprintPanel {
  let frozen: Frozen
  let head: String
  let content: Address

  var html: HTML {
    section(.class("panel")) {
      h3 { "内容已冻结" }
      p(.class("small quiet")) { "发布后改过一个字，下面的值就会变（SHA-256）。" }
      p { code(.class("hash")) { frozen.hash } }
      p(.class("small quiet")) {
        "发布时的日志链头 "
        code(.class("hash")) { head }
      }
      p(.class("small")) {
        a(.href(content)) { "内容原文" }
        "：保存下来，用任何工具算一遍 SHA-256，应当和上面的值一样。"
      }
    }
  }
}
