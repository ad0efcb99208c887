import Accounts
import Acts
import Applications
import Design
import HTML
import JSON
import Messages
import Policy
import Routing
import SQLite
import Vocabulary

/// The sheets of a case lie far apart: before anything is drafted the secretary asks its experts to look
/// once more, each for themselves. Who changes a score takes the lock back and says why; who does not, need
/// not do anything.
struct AskSecondLook: PanelAct {
  struct Asked: Input {
    static let number = Field.text(
      "case", "哪一件", most: 20, help: "全部评分表都已锁定、还没有起草意见的。", example: "2026-1-0000001"
    ).picked
    static let reason = Field.longText(
      "reason", "请专家再看什么", most: 500, help: "专家会收到，并留在评审组的记录里。不写倾向性的意见。",
      example: "请再核对 2b 性能卓越所依据的检测报告")
    static let fields = [number.note, reason.note]
    let number, reason: String
    init(_ answers: Answers) throws(Problems) {
      (number, reason) = try answers.read(Self.number, Self.reason)
    }
  }

  static let name = "review.lookAgain"
  static let summary = "请专家再看一次评分"
  static let path = Path<ItemPlace<Owner.Panel>>("/panels/:panel/second-look")
  static let audience = Audience.members(.panelSecretary)
  static let namesEdition = true
  static let requiresEdition = true

  let desk: CaseDesk

  /// What can be asked for now, and why nothing can.
  static func open(
    _ work: PanelWork, _ member: Member, _ desk: CaseDesk, at now: Instant,
    in database: borrowing Connection
  ) throws -> (cases: [Case], no: Refusal?) {
    guard work.panel.state == .drawn else { return ([], nil) }
    let drafted = Set(work.reported.map(\.id))
    let locked = work.live.filter {
      // Where the package says how far apart is far, the others stand.
      work.reviews.isOpen($0.id) && work.secondLooks[$0.id] == nil && !drafted.contains($0.id)
        && (work.widest(of: $0) == nil || work.spread(of: $0)?.isWide == true)
    }
    let group = try PanelGroup(locked, member, desk, at: now, in: database)
    if let no = try group.refusal(to: Lifecycle.report, in: database) { return ([], no) }
    return (locked, nil)
  }

  func change(
    _ asked: Asked, at place: ItemPlace<Owner.Panel>, by member: Member, _ moment: Moment,
    in database: borrowing Connection
  ) throws -> Done<Panel> {
    let work = try panelWork(place, member, in: database)
    let panel = work.panel
    let (cases, no) = try Self.open(work, member, desk, at: moment.now, in: database)
    if cases.isEmpty { throw no ?? Self.nothing }
    guard let file = cases.first(where: { $0.number == asked.number }) else {
      throw Problems([
        Problem(field: "case", code: "notAChoice", message: "请从评分表已经全部锁定的申请里选择。")
      ])
    }
    try moment.requireSeen(
      work.edition, "您打开以后，评分表又有了变化。请核对以后再办。",
      clause: Self.clause)
    try database.run(
      "INSERT INTO second_look (panel, application, at, person, reason) VALUES (?, ?, ?, ?, ?)",
      panel.id.number, file.id.number, moment.now.milliseconds, member.caller.person.number,
      asked.reason)
    for review in work.reviews.standing(for: file.id) {
      try desk.post.tell(
        review.person, .caseNews,
        [
          "item": file.item, "number": file.number,
          "what": "请再看一次您的评分：要改的撤回锁定、改好再锁定，不改的不用办", "reason": "秘书写的：\(asked.reason)",
        ],
        about: panel.subject, link: ReviewView.path.link(review.place), moment, in: database)
    }
    return Done(
      panel, "请专家再看一次评分（\(file.number)）", about: panel.subject,
      payload: ["reason": .string(asked.reason)])
  }

  func page(
    _ sheet: Sheet, at place: ItemPlace<Owner.Panel>, for member: Member, _ visit: Visit
  ) throws -> HTML {
    let (work, cases, no) = try ledger.store.read(lane: visit.lane) { database in
      let work = try panelWork(place, member, in: database)
      let open = try Self.open(work, member, desk, at: visit.now, in: database)
      return (work, open.cases, open.no)
    }
    let choices = cases.map { file in
      let apart = work.spread(of: file).map { "，相差 \($0.points) 分" } ?? ""
      return Choice(file.number, "\(file.item)（\(file.number)）\(apart)")
    }
    return actPage(
      Self.summary, on: visit, backTo: ("评审组", PanelView.path.link(place)),
      no: cases.isEmpty ? no ?? Self.nothing : nil,
      lead: "每件只能请一次，在起草评审组意见以前。专家各自再看：要改的写明理由、撤回锁定再改，原来的分数留在记录里；不改的不用办。",
      typed: Asked.fields, sheet
    ) {
      postForm(
        Self.path.link(place), on: visit,
        fields: [Asked.number.note.choosing(from: choices), Asked.reason.note], sheet,
        button: "请专家再看一次", held: [(Edition.name, "\(sheet.edition(now: work.edition))")])
    }
  }

  private static let nothing = Refusal(
    .conflict, code: "nothingToLookAt", "现在没有可以请专家再看的：评分表还没有全部锁定，或者分歧不大，或者意见已经起草，或者已经请过一次。",
    clause: clause)
}

/// That it was asked for, and with what words.
struct SecondLook: Sendable {
  let at: Instant
  let reason: String

  static func of(
    _ panel: PanelID, in database: borrowing Connection
  ) throws -> [ApplicationID: SecondLook] {
    let rows = try database.all(
      "SELECT application, at, reason FROM second_look WHERE panel = ?", panel.number
    ) {
      (
        ApplicationID($0.int(0)),
        SecondLook(at: Instant(milliseconds: Int64($0.int(1))), reason: $0.text(2))
      )
    }
    return Dictionary(rows) { first, _ in first }
  }
}

extension Review {
  /// Whoever was asked to look once more has read the others' sheets by then: they look once, and stay.
  func hasRead(_ look: SecondLook?) -> Bool { look.map { asked < $0.at } == true }

  func isLocked(before look: SecondLook?) -> Bool {
    look.flatMap { look in locked.map { $0 < look.at } } == true
  }
}

extension PanelWork {
  /// How far its sheets lie apart once each may be read, and whether that is further than the package has it.
  func spread(of file: Case) -> (highest: Exact, lowest: Exact, points: Exact, isWide: Bool)? {
    guard reviews.isOpen(file.id) else { return nil }
    let totals = reviews.standing(for: file.id).compactMap(\.total)
    guard let highest = totals.max(), let lowest = totals.min() else { return nil }
    let points = Exact(hundredths: highest.hundredths - lowest.hundredths)
    return (highest, lowest, points, widest(of: file).map { points > $0 } == true)
  }
}
