import Accounts
import Acts
import Applications
import Design
import Digest
import HTML
import JSON
import Messages
import Policy
import Rounds
import Routing
import SQLite
import Vocabulary

/// One side says its number. With the second the draw is done, by nobody's choice.
struct RevealDraw: PanelAct {
  struct Asked: Input {
    static let nonce = Field.text(
      "nonce", "随机数（64 位十六进制）", most: 80,
      example: "0f1e2d3c4b5a69788796a5b4c3d2e1f00f1e2d3c4b5a69788796a5b4c3d2e1f0"
    ).withFixedForm
    static let fields = [nonce.note]
    let nonce: [UInt8]

    init(_ answers: Answers) throws(Problems) {
      nonce = try DrawBytes.read(try answers.read(Self.nonce), "nonce")
    }
  }

  static let name = Lifecycle.revealDraw.name
  static let summary = Lifecycle.revealDraw.title
  static let path = Path<ItemPlace<Owner.Panel>>("/draws/:panel/reveal")
  static let audience = Audience.members(Lifecycle.revealDraw.by)
  static let clause: String? = Lifecycle.revealDraw.clause

  let desk: CaseDesk

  static func requireMay(_ panel: Panel, _ member: Member) throws(Refusal) -> DrawNonce {
    guard let side = DrawNonce.Side(member.seat.roles) else { throw Refusal.notYourRole }
    guard panel.state == .revealing, let own = panel.nonce(side) else {
      throw Refusal(.conflict, code: "wrongState", "现在不能揭示：这次抽取\(panel.state.title)。")
    }
    guard own.nonce == nil else {
      throw Refusal(.conflict, code: "revealedAlready", "\(side.title)已经揭示。")
    }
    guard own.person == member.caller.person else {
      throw Refusal(.conflict, code: "anotherPerson", "由提交承诺的本人揭示。")
    }
    return own
  }

  func change(
    _ asked: Asked, at place: ItemPlace<Owner.Panel>, by member: Member, _ moment: Moment,
    in database: borrowing Connection
  ) throws -> Done<Panel> {
    let panel = try Panels.find(place.id, for: member, in: database)
    let own = try Self.requireMay(panel, member)
    try PanelGroup(Panels.live(of: panel, in: database), member, desk, at: moment.now, in: database)
      .admit(Lifecycle.revealDraw, in: database)
    guard SHA256.hash(asked.nonce) == own.commitment else {
      throw Problems([
        Problem(field: "nonce", code: "notCommitted", message: "这个随机数的 SHA-256 不是您承诺的那个，请核对抄写。")
      ])
    }
    try database.run(
      "UPDATE draw_nonce SET nonce = ?, revealed = ? WHERE panel = ? AND side = ?", asked.nonce,
      moment.now.milliseconds, panel.id.number, own.side.rawValue)
    var revealed = try Panels.find(panel.id, in: database)
    if let bureau = revealed.nonce(.bureau)?.nonce,
      let supervisor = revealed.nonce(.supervisor)?.nonce
    {
      try draw(revealed, bureau, supervisor, moment, in: database)
      revealed = try Panels.find(panel.id, in: database)
    }
    return Done(
      revealed,
      revealed.state == .drawn ? "揭示随机数（\(own.side.title)），评审组抽定" : "揭示随机数（\(own.side.title)）",
      about: panel.subject, payload: ["nonce": .string(Hex.text(asked.nonce))])
  }

  private func draw(
    _ panel: Panel, _ bureau: [UInt8], _ supervisor: [UInt8], _ moment: Moment,
    in database: borrowing Connection
  ) throws {
    let input = try JSON(parsing: panel.input)
    let candidates = (input["candidates"]?.array ?? []).compactMap(\.string)
    let drawn = DrawOrder.order(candidates, bureau: bureau, supervisor: supervisor)
      .prefix(panel.size + panel.alternates).compactMap { PersonID($0) }
    for (index, person) in drawn.enumerated() {
      try database.run(
        "INSERT INTO panel_seat (panel, place, person) VALUES (?, ?, ?)", panel.id.number,
        index + 1, person.number)
    }
    let cases = try Panels.live(of: panel, in: database)
    try Panels.letGo(of: panel, moment, in: database)
    try database.run(
      """
      DELETE FROM panel_case WHERE panel = ? AND EXISTS (
        SELECT 1 FROM application a WHERE a.id = panel_case.application AND a.stage = 'ended')
      """, panel.id.number)
    let facts = try desk.judge.facts(of: cases, for: nil, at: moment.now, in: database)
    let days = facts.map { $0.figure(.reviewDays) }.max() ?? 1
    let answer = desk.calendar.deadline(after: moment.today, days: days)
    try database.run(
      "UPDATE panel SET drawn = ?, due = ? WHERE id = ?", moment.now.milliseconds,
      answer.day.number, panel.id.number)
    // The panel's day is its cases': what is drawn stands.
    for file in cases {
      try Deadlines.begin(
        DueDay(figure: Figures.Name.reviewDays.rawValue, days: days, answer.fixed), for: file,
        moment, in: database)
    }
    // What has come to light since the group was made does not change the order; whoever it binds is
    // passed over, case by case, and the next one called.
    let search = ConflictSearch(cases: facts, body: panel.body, today: moment.today)
    var passedOver: [Case] = []
    for person in drawn.prefix(panel.size) {
      let bound = Set(try search.of(person, in: database).map(\.number))
      let (away, free) = (
        cases.filter { bound.contains($0.number) }, cases.filter { !bound.contains($0.number) }
      )
      passedOver += away
      if !free.isEmpty {
        try ReviewCalls.call(person, to: panel, free, desk, moment, in: database)
      }
    }
    for file in passedOver {
      try ReviewCalls.replace(panel, file, desk, moment, in: database)
    }
  }

  func page(
    _ sheet: Sheet, at place: ItemPlace<Owner.Panel>, for member: Member, _ visit: Visit
  ) throws -> HTML {
    let panel = try ledger.store.read(lane: visit.lane) {
      try Panels.find(place.id, for: member, in: $0)
    }
    return Shell(Self.summary, on: visit, trail: [("评审组", PanelView.path.link(place))]).page {
      errorSummary(sheet)
      p(.class("lead")) { "填写提交承诺时抄下的随机数。两方都揭示以后，评审组随即抽定，任何人都不能再改。" }
      factList {
        for nonce in panel.nonces {
          fact("\(nonce.side.title)的承诺", code { Hex.text(nonce.commitment) })
        }
      }
      postForm(Self.path.link(place), on: visit, fields: Asked.fields, sheet, button: "揭示")
    }
  }
}
