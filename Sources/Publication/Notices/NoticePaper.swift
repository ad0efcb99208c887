import Applications
import Design
import PDF
import Policy
import Routing
import Vocabulary

/// A notice as it was published, to be put up or filed.
struct NoticePaper: Paper {
  static let path = Path<ItemPlace<Owner.Notice>>("/notices/:notice/pdf")

  let view: NoticeView

  func fileName(_ answer: NoticeView.Answer) -> String { answer.notice.title }

  func paper(_ answer: NoticeView.Answer) -> Document {
    let notice = answer.notice
    var blocks: [Document.Block] = [.title(notice.title)]
    blocks += notice.paragraphs.map { .paragraph($0) }
    blocks += [.signature(notice.issuer), .signature(notice.at.day.plain)]
    blocks += [
      .heading("附件：拟发布名单（\(notice.items.count) 项）"),
      .table(
        .init(
          ["产品或服务", "企业", "统一社会信用代码", "类别", "受理单位"],
          notice.items.map { item in
            [
              item.item, item.enterprise, item.creditCode,
              ItemKind(rawValue: item.kind)?.title ?? item.kind, item.unit,
            ]
          }, shares: [4, 5, 4.6, 1.4, 4])),
    ]
    if !notice.label.isEmpty { blocks.append(.fine(Citation.readable(notice.label))) }
    blocks.append(.fine("公示内容的指纹（SHA-256）：\(notice.frozen.hash)"))
    return Document(notice.title, foot: notice.issuer, blocks)
  }
}
