import Accounts
import Acts
import Applications
import Messages
import Policy
import Routing
import SQLite
import Vocabulary

/// Who is asked to judge what: the members when they are drawn, an alternate when somebody leaves.
enum ReviewCalls {
  static func call(
    _ person: PersonID, to panel: Panel, _ cases: [Case], _ desk: CaseDesk, _ moment: Moment,
    in database: borrowing Connection
  ) throws {
    for file in cases {
      try database.run(
        "INSERT INTO review (id, panel, application, person, asked) VALUES (?, ?, ?, ?, ?)",
        ReviewID.drawn.number, panel.id.number, file.id.number, person.number,
        moment.now.milliseconds)
    }
    try desk.post.tell(
      person, .reviewTurn,
      ["title": "评审邀请", "what": "您被抽为评审组成员，共 \(cases.count) 件，请答复是否参加"],
      about: panel.subject, link: PanelView.path.link(panel.place), moment, in: database)
  }

  /// The next alternate who has not been asked about this case and is not bound to it by now.
  static func replace(
    _ panel: Panel, _ file: Case, _ desk: CaseDesk, _ moment: Moment,
    in database: borrowing Connection
  ) throws {
    guard file.stage == .reviewing else { return }
    let facts = try desk.judge.facts(of: file, for: nil, at: moment.now, in: database)
    let search = ConflictSearch(cases: [facts], body: panel.body, today: moment.today)
    let asked = Set(
      try ReviewTable.of(panel.id, in: database).filter { $0.application == file.id }
        .map(\.person))
    let standing = Set(try Pool.all(in: database).map(\.person))
    for seat in try Panels.seats(of: panel, in: database)
    where !asked.contains(seat.person) && standing.contains(seat.person) {
      if try !search.of(seat.person, in: database).isEmpty { continue }
      try call(seat.person, to: panel, [file], desk, moment, in: database)
      try giveTime(file, facts, desk, moment, in: database)
      return
    }
    func tell(_ office: OrganisationID, _ roles: Set<Role>, _ what: String) throws {
      try desk.post.tellUnit(
        office, as: roles, .reviewTurn,
        ["title": "“\(file.item)”的评审人数不足", "what": what], about: panel.subject,
        link: PanelView.path.link(panel.place), moment, in: database)
    }
    try tell(panel.body, [.panelSecretary], "候补已经用完，已请市局作废后重新抽取")
    if let bureau = try Organisations.all(.bureau, in: database).first {
      try tell(bureau.id, Lifecycle.annul.by, "候补已经用完，请作废这次抽取，由第三方专业机构重新分组")
    }
  }

  /// Who is asked when the day is over has days of their own, and so has the case.
  private static func giveTime(
    _ file: Case, _ facts: CaseFacts, _ desk: CaseDesk, _ moment: Moment,
    in database: borrowing Connection
  ) throws {
    guard let due = file.due, due < moment.today else { return }
    let days = facts.figure(.reviewDays)
    try Deadlines.begin(
      DueDay(
        figure: Figures.Name.reviewDays.rawValue, days: days,
        desk.calendar.deadline(after: moment.today, days: days).fixed), for: file, moment,
      in: database)
  }

  /// Somebody leaves a case: reads it no more, and the next one is asked.
  static func leave(
    _ review: Review, _ panel: Panel, _ why: String, _ desk: CaseDesk, _ moment: Moment,
    in database: borrowing Connection
  ) throws {
    try database.run(
      "UPDATE review SET gone = ?, why = ? WHERE id = ?", moment.now.milliseconds, why,
      review.id.number)
    try CaseScope.close(
      review.application, to: .person(review.person), moment.now, in: database)
    guard let file = try Cases.find(review.application, in: database) else { return }
    try replace(panel, file, desk, moment, in: database)
  }

  /// The work on a case is over: nobody reads it as an expert any more.
  static func close(
    _ panel: Panel, _ file: Case, _ moment: Moment, in database: borrowing Connection
  ) throws {
    for review in try ReviewTable.of(panel.id, in: database)
    where review.application == file.id {
      try CaseScope.close(file.id, to: .person(review.person), moment.now, in: database)
    }
  }
}
