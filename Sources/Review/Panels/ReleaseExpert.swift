import Accounts
import Acts
import Applications
import Design
import HTML
import JSON
import Linux
import Messages
import Policy
import Rounds
import Routing
import SQLite
import Vocabulary

/// Whoever answers nothing, has not finished when the time is over, or is an expert no more, does not hold up
/// what the others have judged: the secretary lets them go with a reason, and an alternate is asked.
struct ReleaseExpert: PanelAct {
  struct Asked: Input {
    static let person = Field.text("person", "哪一位专家", most: 13, example: "0000000000000").picked
    static let reason = Field.longText(
      "reason", "理由", most: 300, help: "本人会收到，并留在评审组的记录里。", example: "超过评审期限没有答复，电话联系不上")
    static let number = Field.text(
      "number", "输入批次编号，确认请其退出", most: 7, help: "由候补接替，本人不能再回到这个评审组。", example: "2026-1"
    ).withFixedForm
    static let fields = [person.note, reason.note, number.note]
    let person, reason, number: String
    init(_ answers: Answers) throws(Problems) {
      (person, reason, number) = try answers.read(Self.person, Self.reason, Self.number)
    }
  }

  static let name = "review.release"
  static let summary = "请没有评完的专家退出"
  static let path = Path<ItemPlace<Owner.Panel>>("/panels/:panel/release")
  static let audience = Audience.members(.panelSecretary).confirmed
  static let isGrave = true
  static let namesEdition = true
  static let requiresEdition = true

  let desk: CaseDesk

  /// Somebody of the panel with what they have neither finished nor left.
  struct Late: Sendable {
    let person: PersonID
    let name: String
    let reviews: [Review]
  }

  /// Whom the panel need not wait for any longer, of those whose cases this secretary may go on with; and why
  /// not of the others.
  static func late(
    _ work: PanelWork, _ member: Member, _ desk: CaseDesk, at now: Instant,
    in database: borrowing Connection
  ) throws -> (people: [Late], no: Refusal?) {
    guard work.panel.state == .drawn else { return ([], nil) }
    let standing = Set(try Pool.all(in: database).map(\.person))
    var seen: Set<PersonID> = []
    var (people, no): ([Late], Refusal?) = ([], nil)
    for person in work.reviews.map(\.person) where seen.insert(person).inserted {
      let open = work.own(person).filter { review in
        !standing.contains(person) || day(review, work, desk).map { $0 < now.day } == true
      }
      guard let first = open.first else { continue }
      let cases = work.live.filter { file in open.contains { $0.application == file.id } }
      let group = try PanelGroup(cases, member, desk, at: now, in: database)
      if let refusal = try group.refusal(to: Lifecycle.report, in: database) {
        no = refusal
      } else {
        people.append(Late(person: person, name: first.personName, reviews: open))
      }
    }
    return (people, no)
  }

  /// An alternate who was asked later has days of their own: one who stays silent gives nobody else more.
  private static func day(_ review: Review, _ work: PanelWork, _ desk: CaseDesk) -> Day? {
    guard let file = work.live.first(where: { $0.id == review.application }),
      let package = desk.library.package(of: file)
    else { return nil }
    // Whoever was asked to look once more has as long again.
    let asked = max(review.asked, work.secondLooks[review.application]?.at ?? review.asked)
    let own = desk.calendar.deadline(after: asked.day, days: package.figures[.reviewDays]).day
    return work.panel.firstDue.map { max($0, own) } ?? own
  }

  /// Of who is late with what.
  static func edition(_ people: [Late]) -> Int {
    Edition.of(people.flatMap(\.reviews).map { "\($0.id)\n" })
  }

  func change(
    _ asked: Asked, at place: ItemPlace<Owner.Panel>, by member: Member, _ moment: Moment,
    in database: borrowing Connection
  ) throws -> Done<Panel> {
    let work = try panelWork(place, member, in: database)
    let panel = work.panel
    let (late, no) = try Self.late(work, member, desk, at: moment.now, in: database)
    if late.isEmpty { throw no ?? Self.nobody }
    let number = desk.library.round(panel.round)?.number ?? ""
    try requireTyped(
      asked.number, is: number, field: "number", "输入的编号不是这一批的编号（\(number)）。")
    guard let one = late.first(where: { "\($0.person)" == asked.person }) else {
      throw Problems([
        Problem(field: "person", code: "notAChoice", message: "请从期限已过、还没有评完的专家里选择。")
      ])
    }
    let count = late.reduce(0) { $0 + $1.reviews.count }
    try moment.requireSeen(
      Self.edition(late), "您打开以后又有了变化：现在有 \(late.count) 位专家共 \(count) 件没有评完。请核对以后再办。",
      as: "\(count) 件没有评完")
    for review in one.reviews {
      try ReviewCalls.leave(review, panel, asked.reason, desk, moment, in: database)
    }
    for file in work.live where one.reviews.contains(where: { $0.application == file.id }) {
      try desk.post.tell(
        one.person, .caseNews,
        [
          "item": file.item, "number": file.number, "what": "您已退出这一件的评审，由候补接替",
          "reason": "理由：\(asked.reason)",
        ], about: panel.subject, link: PanelView.path.link(panel.place), moment, in: database)
    }
    return Done(
      panel, "解除一位专家 \(one.reviews.count) 件的评审，由候补接替", about: panel.subject,
      payload: ["reason": .string(asked.reason), "person": .string("\(one.person)")])
  }

  func page(
    _ sheet: Sheet, at place: ItemPlace<Owner.Panel>, for member: Member, _ visit: Visit
  ) throws -> HTML {
    let (late, no) = try ledger.store.read(lane: visit.lane) { database in
      try Self.late(
        panelWork(place, member, in: database), member, desk, at: visit.now, in: database)
    }
    let choices = late.map { Choice("\($0.person)", "\($0.name)，\($0.reviews.count) 件没有评完") }
    return actPage(
      Self.summary, on: visit, backTo: ("评审组", PanelView.path.link(place)),
      no: late.isEmpty ? no ?? Self.nobody : nil,
      lead: "评审期限已过还没有锁定评分表的、已经不在专家库的，可以请其退出，由候补按抽取的次序接替。已经锁定的评分表不受影响。",
      typed: Asked.fields, sheet
    ) {
      postForm(
        Self.path.link(place), on: visit,
        fields: [Asked.person.note.choosing(from: choices), Asked.reason.note, Asked.number.note],
        sheet, button: "请其退出", tone: .wrong,
        held: [(Edition.name, "\(sheet.edition(now: Self.edition(late)))")])
    }
  }

  private static let nobody = Refusal(
    .conflict, code: "nobodyLate", "这个评审组没有期限已过、还没有评完的专家。", clause: clause)
}
