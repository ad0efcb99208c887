import Accounts
import Acts
import Design
import HTML
import JSON
import Policy
import Routing
import SQLite
import Vocabulary

/// Takes a file out of its slot while the application is written. The file itself is kept, with when it
/// went.
struct DetachFile: RecordedAct {
  typealias Asked = Nothing

  struct Answer: Sendable {
    let number: String
    let section: Int
  }

  static let name = Lifecycle.detach.name
  static let summary = Lifecycle.detach.title
  static let path = Path<AttachmentPlace>("/applications/:number/attachments/:file/removal")
  static let audience = Audience.members(Lifecycle.detach.everyone)
  static let refuses: Set<Refusal.Kind> = [.conflict]
  static let clause: String? = Lifecycle.detach.clause
  static let schema = Schema.object([.always("number", .text), .always("section", .integer)])

  let desk: CaseDesk
  var ledger: Ledger { desk.ledger }

  func change(
    _ asked: Nothing, at place: AttachmentPlace, by member: Member, _ moment: Moment,
    in database: borrowing Connection
  ) throws -> Done<Answer> {
    let (facts, draft, file) = try find(place, member, moment, in: database)
    try desk.judge.admit(Lifecycle.detach, facts, as: member.seat.roles, in: database)
    guard draft.isOpen(file.slot) else {
      throw Refusal(.conflict, code: "closed", "这一份附件没有要求补正，不能移除。", clause: "001 三（二）")
    }
    let section = draft.form.sections.firstIndex { part in
      part.questions.contains { $0.id == file.slot }
    }
    let answer = Answer(number: place.number, section: (section ?? 0) + 1)
    if file.isReplaced { return .unchanged(answer) }
    try Attachments.remove(file.id, at: moment.now, in: database)
    let label = draft.form.questionnaire.questions.first { $0.id == file.slot }?.label ?? ""
    return Done(
      answer, "移除附件“\(label)”（\(place.number)）", about: facts.file.subject,
      payload: ["name": .string(file.name)])
  }

  private func find(
    _ place: AttachmentPlace, _ member: Member, _ moment: Moment, in database: borrowing Connection
  ) throws -> (CaseFacts, Draft, Attachment) {
    let file = try Cases.find(place.number, for: member, in: database)
    try CaseScope.requireWriter(member, of: file)
    guard let id = AttachmentID(place.file),
      let kept = try Attachments.find(id, of: file.id, in: database)
    else { throw Refusal.notFound }
    let facts = try desk.judge.facts(
      of: file, for: member.caller.person, at: moment.now, in: database)
    return (facts, try Drafts.of(facts, in: database), kept)
  }

  func json(_ answer: Answer) -> JSON {
    ["number": .string(answer.number), "section": .integer(answer.section)]
  }

  func next(_ answer: Answer, at place: AttachmentPlace) -> Address {
    SaveSection.path.link(SectionPlace(answer.number, answer.section))
  }

  func page(
    _ sheet: Sheet, at place: AttachmentPlace, for member: Member, _ visit: Visit
  ) -> HTML {
    Shell("移除附件", on: visit, trail: [("申请", Paths.applications.link)]).page {
      errorSummary(sheet)
      p { a(.href(CaseView.path.link(CasePlace(place.number)))) { "回到这份申请" } }
    }
  }
}
