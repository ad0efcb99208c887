import Acts
import Applications
import Design
import HTML
import JSON
import Routing
import SQLite
import Vocabulary

/// A draw is undone only on the record, with its reason for all to read; its cases wait for another. What
/// the panel has already reported on stands, and so does the draw for it: only the others are let go.
struct AnnulDraw: PanelAct {
  struct Asked: Input {
    static let reason = Field.longText(
      "reason", "作废的理由（公开）", most: 500, example: "候补用完，本组不足法定人数。")
    static let number = Field.text(
      "number", "输入批次编号，确认作废", most: 7, help: "作废以后不能恢复，只能重新分组、重新抽取。", example: "2026-1")
    static let fields = [reason.note, number.note]
    let reason, number: String
    init(_ answers: Answers) throws(Problems) {
      (reason, number) = try answers.read(Self.reason, Self.number)
    }
  }

  static let name = Lifecycle.annul.name
  static let summary = Lifecycle.annul.title
  static let path = Path<ItemPlace<Owner.Panel>>("/draws/:panel/annulment")
  static let audience = Audience.members(Lifecycle.annul.by).confirmed
  static let clause: String? = Lifecycle.annul.clause
  static let isGrave = true
  /// Of all that would be void: another sheet, another lock, another draft, and it is not what was read.
  static let namesEdition = true
  static let requiresEdition = true

  let desk: CaseDesk

  static func requireMay(_ panel: Panel, _ live: [Case]) throws(Refusal) {
    if panel.state == .annulled {
      throw Refusal(.conflict, code: "annulledAlready", "这次抽取已经作废。")
    }
    if live.isEmpty {
      throw Refusal(.conflict, code: "concluded", "本组的评审已经结束，不能再作废。")
    }
  }

  /// What goes with it.
  static func hit(_ work: PanelWork) -> String {
    let open = Set(work.live.map(\.id))
    let sheets = work.reviews.filter { open.contains($0.application) && !$0.isGone }
    let drafted =
      work.reported.isEmpty ? "还没有起草意见" : "意见已经起草，\(work.report?.signatures.count ?? 0) 人签署"
    return
      "\(open.count) 件，评分表 \(sheets.count) 张，其中锁定 \(sheets.count { $0.locked != nil }) 张，\(drafted)"
  }

  func change(
    _ asked: Asked, at place: ItemPlace<Owner.Panel>, by member: Member, _ moment: Moment,
    in database: borrowing Connection
  ) throws -> Done<Panel> {
    let work = try panelWork(place, member, in: database)
    let (panel, live) = (work.panel, work.live)
    try Self.requireMay(panel, live)
    let round =
      try database.first("SELECT number FROM round WHERE id = ?", panel.round.number) {
        $0.text(0)
      } ?? ""
    try requireTyped(
      asked.number, is: round, field: "number", "输入的编号不是这一批的编号（\(round)）。")
    try moment.requireSeen(
      work.edition, "您打开以后又有了变化：\(Self.hit(work))。请核对以后再办。", as: Self.hit(work),
      clause: Self.clause)
    let isPartial = try Panels.hasConcluded(panel, in: database)
    // Why stands with the draw for all to read, also where it goes on standing for some.
    try database.run(
      "UPDATE panel SET annulled = ?, annulled_by = ?, annulment = ? WHERE id = ?",
      isPartial ? nil : moment.now.milliseconds,
      isPartial ? nil : member.caller.person.number, asked.reason, panel.id.number)
    try Panels.letGo(of: panel, moment, in: database)
    if isPartial { try Panels.releaseWithdrawn(from: panel, asked.reason, moment, in: database) }
    for file in live {
      let facts = try desk.judge.facts(
        of: file, for: member.caller.person, at: moment.now, in: database)
      try desk.judge.admit(Lifecycle.annul, facts, in: database)
      for matter in facts.open(.panel) + facts.open(.report) {
        try Matters.close(matter.id, "annulled", moment, in: database)
      }
      try ReviewCalls.close(panel, file, moment, in: database)
      if isPartial { try Panels.release(file, from: panel, asked.reason, moment, in: database) }
      try Deadlines.begin(facts.roundDay(at: .reviewing), for: file, moment, in: database)
      var said = Said(asked.reason)
      said.payload = ["panel": .string("\(panel.id)")]
      let moved = try desk.take(Lifecycle.annul, facts, said, moment, in: database)
      try desk.record(Lifecycle.annul, moved, said, moment, in: database)
    }
    return Done(
      try Panels.find(panel.id, in: database),
      isPartial ? "作废一个评审组对 \(live.count) 件的抽取" : "作废一个评审组的抽取", about: panel.subject,
      payload: ["reason": .string(asked.reason)])
  }

  func page(
    _ sheet: Sheet, at place: ItemPlace<Owner.Panel>, for member: Member, _ visit: Visit
  ) throws -> HTML {
    let work = try ledger.store.read(lane: visit.lane) { try panelWork(place, member, in: $0) }
    let panel = work.panel
    return actPage(
      Self.summary, on: visit, backTo: ("评审组", PanelView.path.link(place)),
      lead:
        "\(panel.bodyName)\(panel.made.chinese)组成的评审组。作废以后评分表不再计算，本组的申请重新分组、重新抽取；已经签署过意见的申请不受影响。理由会公开。",
      sheet
    ) {
      note(.warn) {
        p { "会作废的：\(Self.hit(work))。" }
        ul {
          for file in work.live { li { "\(file.item)（\(file.enterpriseName)，\(file.number)）" } }
        }
      }
      postForm(
        Self.path.link(place), on: visit, fields: Asked.fields, sheet, button: "作废",
        tone: .wrong, held: [(Edition.name, "\(sheet.edition(now: work.edition))")])
    }
  }
}
