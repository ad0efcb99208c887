import Design
import Digest
import JSON
import PDF
import Routing
import Vocabulary

/// The letter, the 推荐汇总表 and the receipt, to be printed, sealed and filed. The workbook has all columns;
/// on paper stand those that are read.
struct BatchPaper: Paper {
  static let path = Path<ItemPlace<BatchOwner>>("/batches/:batch/pdf")

  let view: BatchView

  func fileName(_ answer: BatchView.Answer) -> String { answer.batch.title }

  func paper(_ answer: BatchView.Answer) -> Document {
    let batch = answer.batch
    func said(_ row: Int, _ name: String) -> String {
      let value = batch.rows[row][name]
      return value?.string ?? value?.text ?? ""
    }
    var blocks: [Document.Block] = [.title(Batch.letterTitle), .paragraph(Batch.addressee)]
    blocks += batch.letterWords.map { .paragraph($0) }
    blocks += [.signature("\(batch.unitName)（盖章）"), .signature(batch.at.day.chinese), .newPage]
    blocks += [
      .heading(batch.title),
      .table(
        .init(
          ["序号", "企业和信用代码", "产品或服务", "重点推荐", "条件核查", "推荐意见", "联系人"],
          batch.rows.indices.map { row in
            [
              said(row, "rank"), said(row, "enterprise") + "\n" + said(row, "creditCode"),
              said(row, "item"), said(row, "priority"), said(row, "conditions"),
              said(row, "opinion"), said(row, "contact") + "\n" + said(row, "phone"),
            ]
          }, shares: [1.4, 6, 4, 3.4, 3, 5, 3.4])),
      .paragraph("合计 \(batch.count) 项，其中重点推荐 \(batch.favoured) 项。"),
      .signature("\(batch.unitName)（盖章）"), .signature(batch.at.day.chinese),
      .heading("报送回执"), .paragraph(batch.receipt),
    ]
    return Document(batch.title, foot: "指纹 \(Hex.text(batch.digest).prefix(16))", blocks)
  }
}
