import Design
import PDF
import Policy
import Routing
import Vocabulary

/// The whole book with the pages its contents name, which a browser's print cannot write.
struct FormBookPaper: Paper {
  static let path = Path<PolicyPlace>("/forms/:policy/pdf")

  let view: FormBookView
  private let printed = Printed<[UInt8]>()

  init(view: FormBookView) { self.view = view }

  func file(_ package: Package) -> [UInt8] {
    printed.once(of: package, called: package.id) { paper(package).file }
  }

  func fileName(_ package: Package) -> String { "\(package.title)-表格和文书" }

  func paper(_ package: Package) -> Document {
    var blocks: [Document.Block] = [
      .title("\(package.title)　表格和文书"), .fine("第 \(package.version) 版。〔〕里的字办理时换成实际的内容。"),
      .contents,
    ]
    for form in package.forms {
      blocks.append(.heading("\(form.id)　\(form.title)"))
      blocks += FormBookPaper.sheet(form)
      blocks.append(.newPage)
    }
    for rubric in package.rubrics {
      blocks.append(.heading(rubric.title))
      blocks += FormBookPaper.sheet(rubric)
      blocks.append(.newPage)
    }
    for letter in package.letters {
      blocks.append(.heading(letter.specimenTitle))
      if let label = letter.label { blocks.append(.fine(Citation.readable(label))) }
      blocks += letter.specimenParagraphs.map { .paragraph($0) }
    }
    return Document(
      "\(package.title)　表格和文书", foot: "第 \(package.version) 版", blocks)
  }

  private static func sheet(_ form: Form) -> [Document.Block] {
    var blocks: [Document.Block] = [
      .fine("由\(form.filler.title)填写。\(Citation.readable(form.label ?? ""))")
    ]
    for section in form.sections {
      blocks.append(.subheading(section.title))
      if let help = section.help { blocks.append(.fine(Citation.readable(help))) }
      blocks.append(
        .facts(
          section.questions.map { question in
            .init(
              question.label + (question.isRequired ? "（必填）" : ""),
              room(for: question, of: form))
          }))
    }
    if !form.rules.isEmpty {
      blocks.append(
        .fine("填写时一起核对：" + form.rules.map { Citation.readable($0.message) }.joined(separator: "；")))
    }
    blocks.append(.signature("\(form.filler.title)（签名或盖章）：　　　　　　年　　月　　日"))
    return blocks
  }

  /// What is to be written there, the boxes to be ticked, the columns of a table.
  private static func room(for question: Question, of form: Form) -> String {
    let details = BlankForm(form: form).details(question)
    let boxes =
      switch question.kind {
      case .yesNo: "□ 是　□ 否"
      case .declaration: "□ 同意"
      case .table: "列：" + question.columns.map(\.label).joined(separator: "、")
      default:
        question.choices.isEmpty || question.choices.count > 12
          ? "" : question.choices.map { "□ \($0.label)" }.joined(separator: "　")
      }
    return [details, boxes].filter { !$0.isEmpty }.joined(separator: "\n")
      + (question.kind == .longText ? "\n\n\n\n" : "")
  }

  private static func sheet(_ rubric: Rubric) -> [Document.Block] {
    var blocks: [Document.Block] = [
      .fine(Citation.readable(rubric.label ?? "依据\(rubric.basis)")),
      .paragraph(
        "满分 \(rubric.cap) 分，按规则最高可得 \(rubric.highest.total) 分，每 \(rubric.step) 分一档。"),
    ]
    for indicator in rubric.indicators {
      blocks.append(.subheading("\(indicator.id) \(indicator.name)（封顶 \(indicator.cap) 分）"))
      blocks.append(
        .table(
          .init(
            ["编号", "项目", "内容", "分值", "计分办法"],
            indicator.projects.flatMap { project in
              project.parts.flatMap { part in
                part.items.map { item in
                  [item.id, project.name, item.text, "\(item.points)", part.rule.title]
                }
              }
            }, shares: [1.6, 2.4, 6, 1.2, 2.2])))
    }
    return blocks
  }
}
