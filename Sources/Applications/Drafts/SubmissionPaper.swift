import Design
import Digest
import HTML
import JSON
import PDF
import Policy
import Rounds
import Routing
import Vocabulary

/// What was sent, exactly as it was sent, with its number, time and digest.
struct SubmissionPaper: Paper {
  static let path = Path<SectionPlace>("/applications/:number/submissions/:version/pdf")

  let view: SubmissionView

  func fileName(_ answer: SubmissionView.Answer) -> String {
    "申请书-\(answer.facts.file.number)-第\(answer.sent.version)次提交"
  }

  func paper(_ answer: SubmissionView.Answer) -> Document {
    let (file, sent) = (answer.facts.file, answer.sent)
    let values = sent.values(answer.form)
    var blocks: [Document.Block] = [
      .title(answer.form.title),
      .facts([
        .init("编号", file.number), .init("批次", answer.facts.round.title),
        .init("企业", file.enterpriseName), .init("受理单位", file.unitName),
        .init("提交", "第 \(sent.version) 次，\(sent.at.chinese)"), .init("签署", sent.signedWords),
        .init("指纹（SHA-256）", Hex.text(sent.digest)),
      ]),
    ]
    blocks += applicationBlocks(answer.form, values, sent.json["files"]?.array ?? [])
    return Document(
      answer.form.title,
      foot: "\(file.number)　指纹 \(Hex.text(sent.digest).prefix(16))", blocks)
  }
}

/// The parts of an application and the list of its files.
func applicationBlocks(
  _ form: Policy.Form, _ values: Values, _ files: [JSON]
) -> [Document.Block] {
  var blocks: [Document.Block] = []
  for section in form.sections {
    let asked = section.questions.filter { $0.kind != .file && values[$0.id] != nil }
    if asked.isEmpty { continue }
    blocks.append(.heading(section.title))
    let plain = asked.filter { $0.kind != .table }
    if !plain.isEmpty {
      blocks.append(.facts(plain.map { .init($0.label, $0.text(values[$0.id])) }))
    }
    for question in asked {
      guard case .rows(let rows)? = values[question.id] else { continue }
      blocks.append(.subheading(question.label))
      blocks.append(
        .table(
          .init(
            question.columns.map(\.label),
            rows.map { row in question.columns.map { $0.text(row[$0.id]) } })))
    }
  }
  blocks.append(.heading("附件清单"))
  blocks.append(
    files.isEmpty
      ? .paragraph("没有附件。")
      : .table(
        .init(
          ["材料", "文件名", "SHA-256"],
          files.map { item in
            [
              form.label(item["slot"]?.string ?? ""), item["name"]?.string ?? "",
              item["sha256"]?.string ?? "",
            ]
          }, shares: [2, 3, 4])))
  return blocks
}
