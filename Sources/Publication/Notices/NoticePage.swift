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
    Shell(shown.title, on: visit, trail: [("公示", Paths.notices.link)]).document(
      beside: "公示期与异议"
    ) {
      doc(
        issuer: shown.issuer, title: shown.title, isPage: true,
        signed: [shown.issuer, shown.at.day.plain]
      ) {
        for text in shown.paragraphs { p { text } }
        items
        if !shown.label.isEmpty { p(.class("flat small quiet")) { Citation.readable(shown.label) } }
      }
    } aside: {
      period
      FingerprintPanel(
        frozen: shown.frozen, head: shown.head,
        content: NoticeContent.path.link(ItemPlace(shown.id))
      ).html
    }
  }

  private var items: HTML {
    DataTable(
      "附件：拟发布名单（\(shown.items.count) 项）",
      [
        .init("产品或服务"), .init("企业"), .init("类别", isKept: true),
        .init("受理单位"),
      ],
      shown.items.map { item in
        [
          group {
            item.item
            if answer.removed.contains(item.number) { chip("已移出公示", .warn) }
            span(.class("sub")) { item.number }
          },
          div {
            item.enterprise
            span(.class("sub")) { code { item.creditCode } }
          }, HTML(ItemKind(rawValue: item.kind)?.title ?? item.kind), HTML(item.unit),
        ]
      }
    ).bare
  }

  private var period: HTML {
    let phase = shown.phase(on: answer.today)
    var rows = [
      WhereRow("现在", chip(phase.title, phase == .over ? .plain : .seal)),
      WhereRow(
        "公示期", "\(shown.starts.chinese)至\(shown.ends.chinese)",
        "\(answer.length) 个工作日，首尾都算"),
    ]
    if phase == .running {
      rows.append(
        answer.today == shown.ends
          ? WhereRow("还剩", "今天最后一天", "24:00 截止", isBig: true)
          : WhereRow("还剩", "\(answer.left) 个工作日", "不算今天", isBig: true))
    }
    let act: HTML?
    if answer.mayList {
      act = a(.class("button"), .href(PublishList.path.link(ItemPlace(shown.id)))) { "发布名单" }
    } else if answer.mayObject {
      act = a(.class("button"), .href(FileObjection.path.link(ItemPlace(shown.id)))) { "提出异议" }
    } else {
      act = nil
    }
    if answer.isProvisional, phase != .over {
      rows.append(WhereRow("日期", "暂定", "当年的放假安排还没有公布，公示期按周末推算"))
    }
    if let blocked = answer.blocked {
      let clause = blocked.clause.map { "（\(Citation.readable($0))）" } ?? ""
      rows.append(WhereRow("名单", "还不能发布", blocked.sentence + clause))
    }
    return whereBox(
      rows, look: .official, act: act,
      links: [
        paperLink(NoticePaper.path.link(ItemPlace(shown.id))),
        a(.href(Paths.objectionStatus.link)) {
          icon(.search)
          "凭查询码看异议的进展"
        },
      ]
    ) {
      if answer.mayObject {
        p(.class("small quiet")) { "对名单有异议的，在公示期内实名提出，附证据。您的身份只有办理人员看得到；异议只停下所涉的一项，其余照常。" }
      }
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
      h2 {
        icon(.shield)
        " 内容已冻结"
      }
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
