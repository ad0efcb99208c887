import Acts
import Asking
import Design
import Digest
import HTML
import HTTP
import JSON
import Policy
import Routing
import SQLite
import Vocabulary

/// What was sent, as it was sent, with what changed against the version before.
struct SubmissionView: View {
  typealias Asked = Nothing

  static let name = "application.submission"
  static let summary = "提交的申请书，按提交时的样子"
  static let path = Path<SectionPlace>("/applications/:number/submissions/:version")
  static let audience = CaseView.audience
  static let schema = Schema.object([
    .always("number", .text), .always("version", .integer), .always("at", .instant),
    .always("sha256", .text), .always("content", .any), .always("changed", .list(.text)),
  ])

  struct Answer: Sendable {
    let facts: CaseFacts
    let sent: Submission
    let before: Submission?
    let form: Policy.Form
    /// What was sent with it.
    let files: [Attachment]
  }

  let desk: CaseDesk

  func answer(
    _ asked: Nothing, at place: SectionPlace, for member: Member, _ visit: Visit
  ) throws -> Answer {
    try desk.ledger.store.read(lane: visit.lane) { database in
      let file = try Cases.find(place.number, for: member, in: database)
      let facts = try desk.judge.facts(
        of: file, for: member.caller.person, at: visit.now, in: database)
      let all = try Submissions.of(file.id, in: database)
      guard let sent = all.first(where: { $0.version == place.section }),
        let form = facts.package.forms.first(where: { $0.id == FormUse.application.rawValue })
      else { throw Refusal.notFound }
      return Answer(
        facts: facts, sent: sent, before: all.last { $0.version < sent.version }, form: form,
        files: try Attachments.of(file.id, in: sent, database))
    }
  }

  func json(_ answer: Answer) -> JSON {
    [
      "number": .string(answer.facts.file.number), "version": .integer(answer.sent.version),
      "at": .string("\(answer.sent.at)"), "sha256": .string(Hex.text(answer.sent.digest)),
      "content": answer.sent.json,
      "changed": .array(
        answer.sent.changed(since: answer.before, answer.form).map { .string($0.id) }),
    ]
  }

  func page(
    _ sheet: Sheet, _ answer: Answer?, at place: SectionPlace, for member: Member, _ visit: Visit
  ) -> HTML {
    guard let answer else { return HTML() }
    let file = answer.facts.file
    let values = answer.sent.values(answer.form)
    let files = answer.sent.json["files"]?.array ?? []
    let links = AttachmentDownload.evidence(file.number, answer.files)
    return Shell(
      "申请书（第 \(answer.sent.version) 次提交）", on: visit,
      trail: [(file.item, CaseView.path.link(file.place))]
    ).page {
      factList {
        fact("编号", HTML(file.number))
        fact("提交时间", moment(answer.sent.at))
        fact("签署", HTML(answer.sent.signedWords))
        fact("指纹（SHA-256）", code { Hex.text(answer.sent.digest) })
      }
      p(.class("noprint")) { paperLink(SubmissionPaper.path.link(place)) }
      ChangesTable(sent: answer.sent, before: answer.before, form: answer.form).html
      filledForm(answer.form, values, links: links)
      panel("附件") {
        if files.isEmpty {
          p(.class("quiet")) { "没有附件。" }
        } else {
          factList {
            for item in files {
              let (slot, name) = (item["slot"]?.string ?? "", item["name"]?.string ?? "")
              fact(
                answer.form.label(slot),
                links.address(slot, name).map { a(.href($0)) { name } } ?? HTML(name))
            }
          }
        }
      }
    }
  }
}

extension Submission {
  func values(_ form: Policy.Form) -> Values {
    Dictionary(
      uniqueKeysWithValues: form.questionnaire.questions.compactMap { question in
        answers[question.id].flatMap { Questionnaire.kept($0, of: question) }
          .map { (question.id, $0) }
      })
  }

  /// The same by the form of its round.
  package func changed(since before: Submission, _ facts: CaseFacts) -> [Question] {
    facts.package.forms.first { $0.id == FormUse.application.rawValue }
      .map { changed(since: before, $0) } ?? []
  }

  /// Questions and files that are otherwise than in the version before.
  func changed(since before: Submission?, _ form: Policy.Form) -> [Question] {
    guard let before else { return [] }
    func files(_ sent: Submission, _ slot: String) -> [JSON] {
      (sent.json["files"]?.array ?? []).filter { $0["slot"]?.string == slot }
    }
    return form.questionnaire.questions.filter { question in
      question.kind == .file
        ? files(self, question.id) != files(before, question.id)
        : answers[question.id] != before.answers[question.id]
    }
  }
}

extension Policy.Form {
  package func label(_ id: String) -> String {
    if id == Signed.slot { return Signed.slotTitle }
    return questionnaire.questions.first { $0.id == id }?.label ?? id
  }
}

/// Old beside new, for what was put right.
struct ChangesTable {
  let sent: Submission
  let before: Submission?
  let form: Policy.Form

  var html: HTML {
    guard let before else { return HTML() }
    let (new, old) = (sent.values(form), before.values(form))
    let rows = sent.changed(since: before, form).map { question -> [HTML] in
      question.kind == .file
        ? [HTML(question.label), HTML("原来的文件"), HTML("已更换")]
        : [
          HTML(question.label), HTML(question.line(old[question.id])),
          HTML(question.line(new[question.id])),
        ]
    }
    return rows.isEmpty
      ? note { p { "与上一次提交的内容相同。" } }
      : DataTable("与上一次提交不同的地方", [.init("题目"), .init("原来"), .init("现在")], rows).html
  }
}
