import Design
import PDF
import Routing
import Vocabulary

/// A list with the states of the day on which it is fetched, which it says.
struct ListPaper: Paper {
  static let path = Path<ItemPlace<Owner.Listing>>("/lists/:list/pdf")

  let view: ListView

  func fileName(_ answer: ListView.Answer) -> String { answer.listing.title }

  func paper(_ answer: ListView.Answer) -> Document {
    let listing = answer.listing
    var blocks: [Document.Block] = [.title(listing.title)]
    blocks += listing.paragraphs.map { .paragraph($0) }
    blocks += [.signature(listing.issuer), .signature(listing.day.plain)]
    blocks += [
      .heading("名单（\(answer.entries.count) 项）"),
      .fine("文号 \(listing.document)。状态是 \(answer.today.chinese)的。"),
      .table(
        .init(
          ["标志编号", "产品或服务", "企业", "受理单位", "状态", "有效期至"],
          answer.entries.map { entry in
            [
              entry.code, entry.item, entry.enterprise, entry.unit,
              entry.state(on: answer.today).state.title, "\(entry.until)",
            ]
          }, shares: [3.6, 4, 5, 4, 2, 2.6])),
      .fine("名单内容的指纹（SHA-256）：\(listing.frozen.hash)"),
    ]
    return Document(listing.title, foot: listing.document, blocks)
  }
}
