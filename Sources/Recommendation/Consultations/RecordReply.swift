import Acts
import Applications
import Design
import HTML
import JSON
import Routing
import SQLite
import Vocabulary

/// A department has answered on paper: the handler enters what its letter says, with the letter's number. It
/// stands as such, and as entered by whom.
struct RecordReply: Answering {
  struct Asked: Input {
    static let document = Field.text(
      "document", "来文的文号或日期", most: 60, help: "原件存入档案，答复人写来文上署名的人或者部门。",
      example: "徐文旅函〔2026〕15号")
    static let fields = ReplyInput.fields + [document.note]
    let reply: ReplyInput
    let document: String
    init(_ answers: Answers) throws(Problems) {
      (reply, document) = try Answers.both(
        try ReplyInput(answers), try answers.read(Self.document))
    }
  }

  static let name = "consultation.record"
  static let summary = "登记书面答复"
  static let path = Path<ItemPlace<Owner.Matter>>("/consultations/:consultation/paper")
  static let audience = Audience.members(Lifecycle.consult.by)
  static let clause: String? = Lifecycle.consult.clause

  let desk: CaseDesk

  func change(
    _ asked: Asked, at place: ItemPlace<Owner.Matter>, by member: Member, _ moment: Moment,
    in database: borrowing Connection
  ) throws -> Done<AnswerKept> {
    let (found, file) = try ConsultationView.find(place.id, for: member, in: database)
    let facts = try desk.judge.facts(
      of: file, for: member.caller.person, at: moment.now, in: database)
    if let refusal = try Consultations.refusal(found, facts, desk, in: database) { throw refusal }
    let done = try Replies.keep(
      asked.reply, to: found, paper: asked.document, moment, desk, in: database)
    return done.mapping { AnswerKept(consultation: $0, today: moment.today) }
  }

  func page(
    _ sheet: Sheet, at place: ItemPlace<Owner.Matter>, for member: Member, _ visit: Visit
  ) throws -> HTML {
    let (asked, file) = try ledger.store.read(lane: visit.lane) {
      try ConsultationView.find(place.id, for: member, in: $0)
    }
    return Shell(
      Self.summary, on: visit,
      trail: [
        (file.item, CaseView.path.link(file.place)),
        ("征求意见", ConsultationView.path.link(place)),
      ]
    ).page {
      errorSummary(sheet)
      p(.class("lead")) { "\(asked.name)用书面答复的，由经办人照来文登记。登记以后不能更改，以前生成的答复链接作废。" }
      postForm(
        Self.path.link(place), on: visit, fields: Asked.fields, sheet, button: Self.summary)
    }
  }
}
