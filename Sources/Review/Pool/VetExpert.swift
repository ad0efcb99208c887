import Accounts
import Acts
import Applications
import HTML
import JSON
import Routing
import SQLite
import Vocabulary

/// An official of the bureau looks at an application to the pool and says what should become of it.
struct VetExpert: RecordedAct {
  struct Asked: Input {
    static let opinion = Field.choice(
      "opinion", "意见", [Choice("admit", "建议入库"), Choice("refuse", "建议不入库")])
    static let text = Field.longText(
      "text", "核对了什么、理由是什么", most: 500, example: "职称证书和任职证明已核对，专长与行业相符。")
    static let fields = [opinion.note, text.note]
    let opinion, text: String
    init(_ answers: Answers) throws(Problems) {
      (opinion, text) = try answers.read(Self.opinion, Self.text)
    }
  }

  static let name = "expert.vet"
  static let summary = "核对专家的申请"
  static let path = Path<ItemPlace<Owner.ExpertApplication>>(
    "/experts/applications/:expert/opinion")
  static let audience = Audience.members(.municipalHandler)
  static let clause: String? = "001 二（五）第一句"
  static let refuses: Set<Refusal.Kind> = [.conflict]
  static let namesEdition = true
  static let requiresEdition = true
  static let schema = ApplyAsExpert.schema

  let desk: CaseDesk
  var ledger: Ledger { desk.ledger }

  static func requireMay(_ found: ExpertApplication, _ member: Member) throws(Refusal) {
    guard found.state == .applied else {
      throw Refusal(.conflict, code: "decidedAlready", "这份申请\(found.state.title)，现在不用核对。")
    }
    guard found.person != member.caller.person else {
      throw Refusal(.conflict, code: "samePerson", "这是您自己的申请，要由别人核对。")
    }
  }

  func change(
    _ asked: Asked, at place: ItemPlace<Owner.ExpertApplication>, by member: Member,
    _ moment: Moment, in database: borrowing Connection
  ) throws -> Done<ExpertApplication> {
    let found = try ExpertApplications.find(place.id, in: database)
    try Self.requireMay(found, member)
    try found.requireSeen(moment)
    try database.run(
      """
      UPDATE expert_application SET opinion = ?, opinion_text = ?, vetted_by = ?, vetted = ?,
        edition = edition + 1 WHERE id = ?
      """, asked.opinion, asked.text, member.caller.person.number, moment.now.milliseconds,
      found.id.number)
    return Done(
      try ExpertApplications.find(found.id, in: database), "核对一份进入专家库的申请",
      about: found.subject,
      payload: ["opinion": .string(asked.opinion), "text": .string(asked.text)])
  }

  func json(_ done: ExpertApplication) -> JSON { ApplyAsExpert(desk: desk).json(done) }
  func next(_ done: ExpertApplication, at place: ItemPlace<Owner.ExpertApplication>) -> Address {
    ExpertApplicationView.path.link(place)
  }

  func page(
    _ sheet: Sheet, at place: ItemPlace<Owner.ExpertApplication>, for member: Member,
    _ visit: Visit
  ) throws -> HTML {
    let view = ExpertApplicationView(desk: desk)
    return view.page(
      sheet, try view.answer(Nothing(), at: place, for: member, visit), at: place, for: member,
      visit)
  }
}
