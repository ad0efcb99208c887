import Design
import Digest
import JSON
import PDF
import Routing
import Vocabulary

/// The letter, the 推荐汇总表 and the receipt, to be printed, sealed and filed. All that the
/// workbook has stands on paper, several things in one column.
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
    blocks += [.signature("\(batch.unitName)（盖章）"), .signature(batch.at.day.plain), .newPage]
    blocks += [
      .heading(batch.title),
      .table(
        .init(
          ["序号", "申请编号和企业", "产品或服务", "重点推荐和称号", "条件和征求意见", "推荐意见", "联系人"],
          batch.rows.indices.map { row in
            func lines(_ names: String...) -> String {
              names.map { said(row, $0) }.filter { !$0.isEmpty }.joined(separator: "\n")
            }
            return [
              said(row, "rank"), lines("number", "enterprise", "creditCode"),
              lines("item", "kind") + "\n商标 \(said(row, "trademark"))\n" + lines("industry"),
              lines("priority", "honours"),
              lines("conditions", "consultations"), said(row, "opinion"), lines("contact", "phone"),
            ]
          }, shares: [1.3, 5.4, 4, 4.4, 4.4, 4.4, 4])),
      .paragraph("合计 \(batch.count) 项，其中重点推荐 \(batch.favoured) 项。"),
      .signature("\(batch.unitName)（盖章）"), .signature(batch.at.day.plain),
      .heading("报送回执"), .paragraph(batch.receipt),
    ]
    return Document(batch.title, foot: "指纹 \(Hex.text(batch.digest).prefix(16))", blocks)
  }
}
