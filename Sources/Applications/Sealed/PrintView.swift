import Acts
import Design
import HTML
import JSON
import Linux
import PDF
import Policy
import Rounds
import Routing
import SQLite
import Vocabulary

/// The application as it is printed to be sealed, with the check code of exactly this text on every page.
struct PrintView: View {
  typealias Asked = Nothing

  static let name = "application.print"
  static let summary = "打印申请书，用来盖章"
  static let path = Path<CasePlace>("/applications/:number/print")
  static let audience = Audience.members(Lifecycle.submitSealed.by)
  static let clause: String? = "001 三（一）第一分句"
  static let refuses: Set<Refusal.Kind> = [.conflict]
  static let schema = Schema.object([
    .always("number", .text), .always("check", .text),
    .always("problems", .list(.object([.always("field", .text), .always("message", .text)]))),
  ])

  struct Answer: Sendable {
    let facts: CaseFacts
    let draft: Draft
    let reading: Questionnaire.Reading
    let check: String
  }

  let desk: CaseDesk

  func answer(
    _ asked: Nothing, at place: CasePlace, for member: Member, _ visit: Visit
  ) throws -> Answer {
    try desk.ledger.store.read(lane: visit.lane) { database in
      let facts = try desk.facts(of: place, for: member, at: visit.now, in: database)
      // It is printed where it can be sent; what stands against that today is put right before.
      let ways = [Lifecycle.submitSealed, Lifecycle.resubmitSealed]
      guard ways.contains(where: { $0.from.contains(facts.file.stage) }) else {
        throw Refusal(.conflict, code: "wrongStage", "这份申请已经提交，提交的申请书在它自己的页面上打印。")
      }
      let draft = try Drafts.of(facts, in: database)
      return Answer(
        facts: facts, draft: draft, reading: draft.reading(isComplete: true, on: visit.now.day),
        check: draft.checkCode(on: visit.now.day))
    }
  }

  func json(_ answer: Answer) -> JSON {
    [
      "number": .string(answer.facts.file.number), "check": .string(answer.check),
      "problems": .array(
        answer.reading.problems.map {
          ["field": .string($0.field), "message": .string($0.message)]
        }),
    ]
  }

  func page(
    _ sheet: Sheet, _ answer: Answer?, at place: CasePlace, for member: Member, _ visit: Visit
  ) -> HTML {
    guard let answer else { return HTML() }
    return Shell(
      Self.summary, on: visit, trail: [(answer.facts.file.item, CaseView.path.link(place))]
    ).page {
      factList {
        fact("编号", HTML(answer.facts.file.number))
        fact("核对码", code { answer.check })
      }
      p(.class("noprint")) { paperLink(PrintPaper.path.link(place)) }
      AnswersCheck(facts: answer.facts, draft: answer.draft).html
      div(.class("signs")) {
        p { "企业（盖章）：" }
        p { "　　　　年　　月　　日" }
      }
    }
  }
}

/// The same as a file.
struct PrintPaper: Paper {
  static let path = Path<CasePlace>("/applications/:number/print/pdf")

  let view: PrintView

  func fileName(_ answer: PrintView.Answer) -> String { "申请书-\(answer.facts.file.number)-盖章用" }

  func paper(_ answer: PrintView.Answer) -> Document {
    let (file, form) = (answer.facts.file, answer.draft.form)
    let values = answer.draft.reading(isComplete: false, on: answer.facts.now.day).values
    var blocks: [Document.Block] = [
      .title(form.title),
      .facts([
        .init("编号", file.number), .init("批次", answer.facts.round.title),
        .init("企业", file.enterpriseName), .init("受理单位", file.unitName),
        .init("核对码", answer.check),
      ]),
    ]
    if !answer.reading.problems.isEmpty {
      blocks.append(.paragraph("还有 \(answer.reading.problems.count) 处没有填好，现在盖章的不能提交。"))
    }
    blocks += applicationBlocks(
      form, values, answer.draft.content(on: answer.facts.now.day).files.array ?? [])
    blocks += [
      .paragraph("本企业已核对全部内容，自愿申请，并遵守申请书中的声明。"), .signature("企业（盖章）：　　　　　　　　"),
      .signature("　　　　年　　月　　日"),
    ]
    return Document(form.title, foot: "\(file.number)　核对码 \(answer.check)", blocks)
  }
}
