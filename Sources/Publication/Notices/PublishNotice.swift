import Accounts
import Acts
import Applications
import Design
import HTML
import JSON
import Linux
import Policy
import Rounds
import Routing
import SQLite
import Vocabulary

/// The public notice of a round (001 三（四）): every case with a settled decision and the conditions
/// met, both dates by working days, the content frozen with its digest and the journal's head.
struct PublishNotice: Publishing {
  struct Asked: Input {
    static let starts = Field.day(
      "startsOn", "公示开始日期", help: "不填就是今天；不是工作日的，顺延到下一个工作日。"
    ).optional
    static let channel = Field.longText(
      "channel", "异议受理方式", most: 300, help: "部门、地址、电话、电子邮箱。网上的异议表总是可以用。",
      example: "质量发展处，上海市样例路 1 号，电话 021-00000000")
    static let number = Field.text(
      "number", "输入批次编号，确认发布", most: 7, help: "发布以后内容冻结，不能再改。", example: "2026-1"
    ).withFixedForm
    static let fields = [starts.note, channel.note, number.note]
    let starts: Day?
    let channel, number: String
    init(_ answers: Answers) throws(Problems) {
      (starts, channel, number) = try answers.read(Self.starts, Self.channel, Self.number)
    }
  }

  static let name = Lifecycle.publicise.name
  static let summary = "发布公示"
  static let path = Path<RoundPlace>("/rounds/:number/notice")
  static let audience = Audience.members(Lifecycle.publicise.by).confirmed
  static let clause: String? = Publication.notice
  static let refuses: Set<Refusal.Kind> = [.conflict]
  static let isGrave = true
  /// What will be frozen is read before it is.
  static let isPreviewed = true
  static let namesEdition = true
  static let requiresEdition = true
  static let schema = Schema.object([
    .always("id", .text), .always("title", .text), .always("startsOn", .day),
    .always("endsOn", .day), .always("count", .integer), .always("hash", .text),
  ])

  /// So far ahead can a notice be announced.
  static let mostAhead = 60

  let desk: CaseDesk
  let gazette: Gazette
  var ledger: Ledger { desk.ledger }

  func change(
    _ asked: Asked, at place: RoundPlace, by member: Member, _ moment: Moment,
    in database: borrowing Connection
  ) throws -> Done<Notice> {
    let draft = try draft(place, member, moment.now, in: database)
    if draft.ready.isEmpty {
      // Whoever comes second reads what the first did.
      let last = try Notices.all(in: database).first { $0.round == draft.round.id }
      throw Refusal(
        .conflict, code: "nothingToPublish",
        draft.held.first.map { "没有可以公示的：\($0.facts.file.item)，\($0.why.sentence)" }
          ?? "这一批没有评审完成、已经决定列入公示的申请。\(last.map { "\($0.at.chinese)已经公示了“\($0.title)”。" } ?? "")",
        clause: Self.clause)
    }
    try DraftSeen.require(draft.ready, to: "发布", moment, clause: Self.clause)
    try requireTyped(
      asked.number, is: draft.round.number, field: "number",
      "输入的编号不是这个批次的编号（\(draft.round.number)）。")
    let period = try period(asked.starts, draft, moment.today)
    let frozen = try Frozen(
      members(draft, period, asked.channel, member, moment.today, database), in: database)
    let id = NoticeID(random: Random.number())
    try database.run(
      """
      INSERT INTO notice (id, round, title, starts, ends, content, digest, at, person)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
      """, id.number, draft.round.id.number, frozen.json["title"]?.string ?? "",
      period.start.number, period.end.number, UTF8Text(frozen.bytes), frozen.digest,
      moment.now.milliseconds, member.caller.person.number)
    try move(draft, to: id, period, moment, in: database)
    guard let notice = try Notices.find(id, in: database) else { throw Refusal.notFound }
    return Done(
      notice,
      "发布公示：\(draft.round.title)，\(draft.ready.count) 项，\(period.start.plain)至\(period.end.plain)",
      about: "notice/\(id)",
      payload: ["sha256": .string(frozen.hash), "round": .string(draft.round.number)])
  }

  func draft(
    _ place: RoundPlace, _ member: Member, _ now: Instant, in database: borrowing Connection
  ) throws -> NoticeDraft {
    guard let round = desk.library.rounds.first(where: { $0.number == place.number }) else {
      throw Refusal.notFound
    }
    return try NoticeDraft(round, for: member.caller.person, at: now, desk, in: database)
  }

  private func period(
    _ wanted: Day?, _ draft: NoticeDraft, _ today: Day
  ) throws(Problems) -> WorkingDays.Period {
    let first = wanted ?? today
    guard first >= today, first <= today.advanced(by: Self.mostAhead) else {
      throw Problems([
        Problem(
          field: "startsOn", code: "outOfRange", message: "公示最早从今天起，最晚 \(Self.mostAhead) 天以内开始。")
      ])
    }
    return desk.calendar.noticePeriod(from: first, days: draft.package.figures[.noticeDays])
  }

  private func members(
    _ draft: NoticeDraft, _ period: WorkingDays.Period, _ channel: String, _ member: Member,
    _ today: Day, _ database: borrowing Connection
  ) throws -> [JSON.Member] {
    let items = try draft.ready.map { facts -> JSON in
      let enterprise = try Organisations.find(facts.file.enterprise, in: database)
      return .object(facts.file.publicMembers(creditCode: enterprise?.creditCode ?? ""))
    }
    return try text(draft, period, channel, member, today, database) + [
      .init("items", .array(items))
    ]
  }

  /// All but its items.
  private func text(
    _ draft: NoticeDraft, _ period: WorkingDays.Period, _ channel: String, _ member: Member,
    _ today: Day, _ database: borrowing Connection
  ) throws -> [JSON.Member] {
    let letter = try draft.letter(.notice)
    let days = draft.package.figures[.noticeDays]
    // A round may have several: each has a name of its own.
    let earlier =
      try database.first(
        "SELECT count(*) FROM notice WHERE round = ?", draft.round.id.number, read: { $0.int(0) })
      ?? 0
    let nth = earlier == 0 ? "" : "（第 \(earlier + 1) 次）"
    let values = [
      "round": draft.round.title, "unit": member.seat.name, "day": today.chinese,
      "count": "\(draft.ready.count)", "start": period.start.chinese, "end": period.end.chinese,
      "days": "\(days)", "channel": channel, "basis": draft.package.notice,
    ]
    return [
      .init("title", .string(letter.title.filled(with: values) + nth)),
      .init("to", .string(letter.to.filled(with: values))),
      .init("issuer", .string(member.seat.name)), .init("round", .string(draft.round.number)),
      .init("policy", .string(draft.package.fingerprint)),
      .init("publishedOn", .string("\(today)")), .init("startsOn", .string("\(period.start)")),
      .init("endsOn", .string("\(period.end)")), .init("days", .integer(days)),
      .init(
        "paragraphs", .array(letter.paragraphs.map { .string($0.filled(with: values)) })),
      .init("label", .string(letter.label ?? "")),
    ]
  }

  private func move(
    _ draft: NoticeDraft, to id: NoticeID, _ period: WorkingDays.Period, _ moment: Moment,
    in database: borrowing Connection
  ) throws {
    let days = draft.package.figures[.noticeDays]
    try desk.tellUnits(
      draft.ready.map(\.file), "列入公示", at: NoticeView.path.link(ItemPlace(id)), moment,
      in: database)
    for (position, facts) in draft.ready.enumerated() {
      try database.run(
        "INSERT INTO notice_item (notice, position, application) VALUES (?, ?, ?)", id.number,
        position + 1, facts.file.id.number)
      try desk.keepStanding(facts, .notice, moment, in: database)
      var said = Said("公示期 \(period.start.chinese)至\(period.end.chinese)")
      said.reason = "\(said.text)。"
      said.due = DueDay(
        figure: Figures.Name.noticeDays.rawValue, days: days,
        desk.calendar.deadline(after: period.start, days: days - 1), from: period.start)
      let moved = try desk.take(Lifecycle.publicise, facts, said, moment, in: database)
      try desk.record(Lifecycle.publicise, moved, said, moment, in: database)
    }
  }

  func json(_ notice: Notice) -> JSON {
    [
      "id": .string("\(notice.id)"), "title": .string(notice.title),
      "startsOn": .string("\(notice.starts)"), "endsOn": .string("\(notice.ends)"),
      "count": .integer(notice.items.count), "hash": .string(notice.frozen.hash),
    ]
  }

  func next(_ notice: Notice, at place: RoundPlace) -> Address {
    NoticeView.path.link(ItemPlace(notice.id))
  }

  func called(at place: RoundPlace, for member: Member, _ visit: Visit) throws -> String {
    let draft = try ledger.store.read(lane: visit.lane) {
      try self.draft(place, member, visit.now, in: $0)
    }
    return "\(draft.round.title)，\(draft.ready.count) 项"
  }

  func page(_ sheet: Sheet, at place: RoundPlace, for member: Member, _ visit: Visit) throws -> HTML
  {
    let page = try ledger.store.read(lane: visit.lane) { database in
      let draft = try self.draft(place, member, visit.now, in: database)
      return NoticeDraftPage(
        draft: draft, alone: try draft.leavingNobody(after: member, in: database),
        text: draft.ready.isEmpty ? nil : try text(draft, sheet, member, visit.now.day, database),
        visit: visit)
    }
    return page.html(sheet)
  }

  /// As it would be frozen, by what has been typed so far.
  private func text(
    _ draft: NoticeDraft, _ sheet: Sheet, _ member: Member, _ today: Day,
    _ database: borrowing Connection
  ) throws -> JSON {
    let typed: Day?
    do { typed = try sheet.answers.read(Asked.starts) } catch { typed = nil }
    let channel = sheet.text(Asked.channel.note)
    let period =
      (try? period(typed ?? today, draft, today))
      ?? desk.calendar.noticePeriod(from: today, days: draft.package.figures[.noticeDays])
    return .object(
      try text(
        draft, period, channel.isEmpty ? "〔异议受理方式〕" : channel, member, today, database))
  }
}
