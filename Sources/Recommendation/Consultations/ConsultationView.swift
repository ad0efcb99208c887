import Acts
import Applications
import Design
import Desk
import HTML
import JSON
import Routing
import SQLite
import Vocabulary

/// One question to one department: what is asked, until when, what was answered. For the department, and
/// for the offices that may see the case.
struct ConsultationView: View {
  typealias Asked = Nothing

  static let name = "consultation"
  static let summary = "一次征求意见"
  static let path = Path<ItemPlace<Owner.Matter>>("/consultations/:consultation")
  static let audience = Audience.members(
    .department, .districtHandler, .districtApprover, .municipalHandler, .municipalApprover,
    .municipalAdministrator, .supervisor, .auditor)
  static let clause: String? = Lifecycle.consult.clause
  static let schema = Schema.object(
    Consultation.properties + [
      .always("files", ReplyFile.schema), .always("application", .text), .always("item", .text),
      .always("enterprise", .text),
      .always("unit", .text), .sometimes("linkUntil", .instant), .sometimes("linkBy", .text),
      .always("acts", Start.schema),
    ])

  struct Answer: Sendable {
    let consultation: Consultation
    let file: Case
    let today: Day
    let files: [ReplyFile]
    let starts: [Start]
    /// The one that was asked reads it: who made a link is the office's affair.
    let isDepartment: Bool
  }

  let desk: CaseDesk

  /// For the department that was asked, and for the offices that may see the case.
  static func find(
    _ id: MatterID, for member: Member, in database: borrowing Connection
  ) throws -> (asked: Consultation, file: Case) {
    guard let found = try Consultations.find(id, in: database),
      let file = try Cases.find(found.application, in: database),
      try member.seat.kind == .department
        ? found.department == member.seat.organisation
        : CaseScope.admits(member, to: file, in: database)
    else { throw Refusal.notFound }
    return (found, file)
  }

  func answer(
    _ asked: Nothing, at place: ItemPlace<Owner.Matter>, for member: Member, _ visit: Visit
  ) throws -> Answer {
    try desk.ledger.store.read(lane: visit.lane) { database in
      let (found, file) = try Self.find(place.id, for: member, in: database)
      let facts = try desk.judge.facts(
        of: file, for: member.caller.person, at: visit.now, in: database)
      let roles = member.seat.roles
      var starts: [Start] = []
      let admits = (try? desk.judge.admit(Lifecycle.answer, facts, in: database)) != nil
      if found.isOpen, admits, found.department == member.seat.organisation,
        !roles.isDisjoint(with: Lifecycle.answer.by)
      {
        starts.append(
          Start(
            AnswerConsultation.name, AnswerConsultation.summary,
            at: AnswerConsultation.path.link(place)))
        starts.append(
          Start(AddReplyFile.name, AddReplyFile.summary, at: AddReplyFile.path.link(place)))
      }
      if roles.contains(.districtHandler), member.seat.organisation == file.unit {
        if try Consultations.refusal(found, facts, desk, in: database) == nil {
          starts.append(
            Start(RecordReply.name, RecordReply.summary, at: RecordReply.path.link(place)))
        }
        if try MakeReplyLink.refusal(found, facts, desk, in: database) == nil {
          starts.append(
            Start(MakeReplyLink.name, MakeReplyLink.summary, at: MakeReplyLink.path.link(place)))
        }
      }
      return Answer(
        consultation: found, file: file, today: visit.now.day,
        files: try ReplyFiles.of(found.id, in: database), starts: starts,
        isDepartment: member.seat.kind == .department)
    }
  }

  func json(_ answer: Answer) -> JSON {
    let file = answer.file
    var members = answer.consultation.json(on: answer.today).members ?? []
    members += [
      .init("files", .array(answer.files.map(\.json))), .init("application", .string(file.number)),
      .init("item", .string(file.item)),
      .init("enterprise", .string(file.enterpriseName)), .init("unit", .string(file.unitName)),
    ]
    if let until = answer.consultation.linkUntil, answer.consultation.isOpen {
      members.append(.init("linkUntil", .string("\(until)")))
    }
    if let link = answer.consultation.link, !answer.isDepartment {
      members.append(.init("linkBy", .string(link.by)))
    }
    members.append(.init("acts", .array(answer.starts.map(\.json))))
    return .object(members)
  }

  func page(
    _ sheet: Sheet, _ answer: Answer?, at place: ItemPlace<Owner.Matter>, for member: Member,
    _ visit: Visit
  ) -> HTML {
    guard let answer else { return HTML() }
    let (asked, file) = (answer.consultation, answer.file)
    return Shell(
      "征求意见：\(file.item)", on: visit,
      trail: member.seat.kind == .department
        ? [] : [(file.item, CaseView.path.link(file.place))]
    ).page {
      errorSummary(sheet)
      ConsultationFacts(asked: asked, file: file, today: answer.today).html
      if !answer.files.isEmpty {
        panel("所附的文件") {
          ul(.class("links")) {
            for file in answer.files {
              li { a(.href(ReplyFileDownload.path.link(ItemPlace(file.id)))) { file.name } }
            }
          }
        }
      }
      if let letter = asked.letter {
        p { a(.href(Paths.letter.link(ItemPlace(letter)))) { "看征求意见函" } }
      }
      if let start = answer.starts.first(where: { $0.name == AnswerConsultation.name }) {
        panel("答复") {
          p(.class("quiet")) { "答复一次，提交以后不能更改。您的意见供区里审核时参考。" }
          postForm(
            start.address, on: visit, fields: ReplyInput.fields,
            sheet.of(AnswerConsultation.self), button: start.title)
        }
        panel("附文件") {
          postForm(
            AddReplyFile.path.link(place), on: visit, fields: ReplyFileInput.fields,
            sheet.of(AddReplyFile.self), button: AddReplyFile.summary, look: .plain)
        }
      }
      if let start = answer.starts.first(where: { $0.name == RecordReply.name }) {
        p { a(.href(start.address)) { "对方用书面答复的，在这里登记" } }
      }
      if let start = answer.starts.first(where: { $0.name == MakeReplyLink.name }) {
        panel("一次性答复链接") {
          p { "对方没有账户的，可以生成一个链接交给对方：不用登录，只能答复一次，\(MakeReplyLink.days) 天以后作废。重新生成的，以前的就作废。" }
          postForm(start.address, on: visit, button: start.title, look: .plain)
        }
      }
    }
  }
}
