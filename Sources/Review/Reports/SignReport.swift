import Acts
import Applications
import Design
import Digest
import HTML
import JSON
import Policy
import Routing
import SQLite
import Vocabulary

/// Each who judged signs what the panel says; with the last one the cases that it is about are reviewed.
struct SignReport: RecordedAct {
  struct Asked: Input {
    static let digest = Field.text(
      "sha256", "签署的是哪一份（指纹）", most: 64,
      example: "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"
    ).withFixedForm
    static let fields = [digest.note]
    let digest: String
    init(_ answers: Answers) throws(Problems) { digest = try answers.read(Self.digest) }
  }

  static let name = "report.sign"
  static let summary = "签署评审组意见"
  static let path = Path<ItemPlace<Owner.Panel>>("/panels/:panel/signature")
  static let audience = Audience.members(.expert).confirmed
  static let clause: String? = "001 三（四）第一句"
  static let refuses: Set<Refusal.Kind> = [.conflict]
  static let schema = Schema.object([
    .always("id", .text), .always("sha256", .text), .always("waiting", .integer),
  ])

  struct Answer: Sendable {
    let report: Report
    /// How many have not signed yet.
    let waiting: Int
  }

  let desk: CaseDesk
  var ledger: Ledger { desk.ledger }

  func called(
    at place: ItemPlace<Owner.Panel>, for member: Member, _ visit: Visit
  ) throws -> String {
    try ledger.store.read(lane: visit.lane) {
      try Panels.find(place.id, for: member, in: $0).called(desk.library)
    }
  }

  func change(
    _ asked: Asked, at place: ItemPlace<Owner.Panel>, by member: Member, _ moment: Moment,
    in database: borrowing Connection
  ) throws -> Done<Answer> {
    let person = member.caller.person
    let panel = try Panels.find(place.id, for: member, in: database)
    let work = try PanelWork(panel, desk, in: database)
    try work.requireSigner(person)
    guard let report = work.report, asked.digest == Hex.text(report.digest) else {
      throw Refusal(
        .conflict, code: "stale", "您打开以后，评审组意见改过了。请刷新，看过新的再签署。",
        stands: [.stands("sha256", work.report.map { Hex.text($0.digest) } ?? "")])
    }
    try database.run(
      "INSERT INTO report_signature (report, person, at) VALUES (?, ?, ?)", report.id.number,
      person.number, moment.now.milliseconds)
    let after = try PanelWork(panel, desk, in: database)
    if after.unsigned.isEmpty { try conclude(after, moment, in: database) }
    return Done(
      Answer(report: report, waiting: after.unsigned.count), "签署评审组意见", about: panel.subject,
      payload: ["sha256": .string(asked.digest)])
  }

  private func conclude(
    _ work: PanelWork, _ moment: Moment, in database: borrowing Connection
  ) throws {
    for file in work.reported {
      let facts = try desk.judge.facts(
        of: file, for: moment.person, at: moment.now, in: database)
      for matter in facts.open(.report) {
        try Matters.close(matter.id, "signed", moment, in: database)
      }
      for matter in facts.open(.panel) {
        try Matters.close(matter.id, "concluded", moment, in: database)
      }
      let settled = try desk.judge.facts(
        of: file, for: moment.person, at: moment.now, in: database)
      try desk.judge.admit(Lifecycle.conclude, settled, in: database)
      let said = Said("由 \(work.reviews.standing(for: file.id).count) 人独立评分")
      let moved = try desk.take(Lifecycle.conclude, settled, said, moment, in: database)
      try desk.record(Lifecycle.conclude, moved, said, moment, in: database)
      try ReviewCalls.close(work.panel, file, moment, in: database)
    }
  }

  func json(_ answer: Answer) -> JSON {
    [
      "id": .string("\(answer.report.id)"), "sha256": .string(Hex.text(answer.report.digest)),
      "waiting": .integer(answer.waiting),
    ]
  }
  func next(_ answer: Answer, at place: ItemPlace<Owner.Panel>) -> Address {
    PanelView.path.link(place)
  }

  func page(
    _ sheet: Sheet, at place: ItemPlace<Owner.Panel>, for member: Member, _ visit: Visit
  ) throws -> HTML {
    let view = PanelView(desk: desk)
    return view.page(
      sheet, try view.answer(Nothing(), at: place, for: member, visit), at: place, for: member,
      visit)
  }
}
