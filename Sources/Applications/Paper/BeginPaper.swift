import Accounts
import Acts
import Design
import Desk
import HTML
import JSON
import Policy
import Rounds
import Routing
import SQLite
import Vocabulary

/// Takes in what an enterprise hands in on paper (001 三（一） “书面提出”): its unit's handler enters it as
/// the enterprise would have, part by part; the day it was handed in counts for the window and the days.
struct BeginPaper: RecordedAct {
  struct Asked: Input {
    static let received = Field.day(
      "received", "收到日期", help: "书面申请送达本单位的日子；受理期限从这一天起算，要在批次的受理时间里。")
    static let fields = [
      Enterprises.code.note, Enterprises.name.note, BeginApplication.Asked.kind.note,
      BeginApplication.Asked.item.note, received.note,
    ]
    let code, name, item: String
    let kind: ItemKind
    let received: Day

    init(_ answers: Answers) throws(Problems) {
      let kind: String
      (code, name, kind, item, received) = try answers.read(
        Enterprises.code, Enterprises.name, BeginApplication.Asked.kind,
        BeginApplication.Asked.item, Self.received)
      self.kind = ItemKind(rawValue: kind) ?? .product
    }
  }

  static let name = Lifecycle.begunOnPaper
  static let summary = "录入书面申请"
  static let path = Path<Nowhere>("/applications/paper")
  static let audience = Audience.members(Lifecycle.enter.by)
  static let refuses: Set<Refusal.Kind> = [.conflict]
  static let clause: String? = "001 三（一）第一分句"
  static let schema = CaseDone.schema

  static let start = Start(name, summary, at: path.link)

  let desk: CaseDesk
  var ledger: Ledger { desk.ledger }

  func change(
    _ asked: Asked, at place: Nowhere, by member: Member, _ moment: Moment,
    in database: borrowing Connection
  ) throws -> Done<CaseDone> {
    let (round, package) = try round(asked.received, on: moment.today)
    let unit = member.seat.organisation
    let enterprise = try Enterprises.enter(
      asked.code, asked.name, for: unit, at: moment.now, in: database)
    if try Recusal.isRelated(
      member.caller.person, to: enterprise.id, since: Recusal.start(of: package, at: moment.now),
      in: database)
    {
      throw Refusal(
        .conflict, code: "recused", "您是或者曾经是这家企业的人员，按规定回避，请由同事录入。", clause: Self.clause)
    }
    let draft = NewCase(
      round: round, enterprise: enterprise.id, unit: unit, kind: asked.kind, item: asked.item,
      received: asked.received)
    let file = try draft.keep(
      Self.name, "\(asked.received.chinese)收到书面申请", moment, in: database
    )
    try Deadlines.begin(
      DueDay(paperOf: asked.received, package, desk.calendar), for: file, moment, in: database)
    try Prefill(
      file: file, enterprise: enterprise, package: package, earlier: nil, today: moment.today
    ).keep(by: member.caller.person, at: moment.now, in: database)
    return Done(
      CaseDone(file: file),
      "收到书面申请，开始录入：\(file.enterpriseName)“\(file.item)”（\(file.number)），\(asked.received.chinese)收到",
      about: file.subject, payload: ["received": .string("\(asked.received)")])
  }

  /// That in whose window the paper came.
  private func round(_ received: Day, on today: Day) throws -> (Round, Package) {
    func no(_ message: String) -> Problems {
      Problems([Problem(field: Asked.received.name, code: "window", message: message)])
    }
    if received > today { throw no("收到日期不能晚于今天。") }
    guard let round = desk.library.rounds.first(where: { $0.takes(received) }),
      let package = desk.library.package(round.package)
    else { throw no("\(received.chinese)没有批次受理申请；逾期收到的不予受理，请告知企业下一批的时间。") }
    return (round, package)
  }

  func json(_ done: CaseDone) -> JSON { done.json }
  func next(_ done: CaseDone, at place: Nowhere) -> Address {
    CaseView.path.link(done.file.place)
  }

  func page(
    _ sheet: Sheet, at place: Nowhere, for member: Member, _ visit: Visit
  ) throws -> HTML {
    let begun = try ledger.store.read(lane: visit.lane) {
      try PaperTray.inHand(of: member.seat.organisation, in: $0)
    }
    return Shell(Self.summary, on: visit, trail: [("申请", Paths.applications.link)]).page {
      errorSummary(sheet)
      p(.class("lead")) { "企业书面提出申请的，由收到的区代为录入：先登记是哪家企业、什么时候收到，再逐部分录入，最后上传盖章原件的扫描件。" }
      if !begun.isEmpty {
        note {
          p { "已经开始、还没有办完的：" }
          ul {
            for file in begun {
              li {
                a(.href(CaseView.path.link(file.place))) { "\(file.item)（\(file.enterpriseName)）" }
              }
            }
          }
        }
      }
      postForm(
        Self.path.link, on: visit, fields: Asked.fields, sheet, button: "登记并开始录入")
    }
  }
}
