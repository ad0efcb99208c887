import Accounts
import Acts
import Applications
import JSON
import Linux
import Policy
import Rounds
import Routing
import SQLite
import Vocabulary

/// Writes a list with its entries and moves their cases.
struct ListWriter {
  let desk: CaseDesk
  let draft: ListDraft
  let first: CaseFacts
  let moment: Moment

  func write(
    _ document: String, by member: Member, in database: borrowing Connection
  ) throws -> ListingID {
    let today = moment.today
    var code = try Entries.nextCode(on: today, in: database)
    var codes: [String] = []
    for _ in draft.ready {
      codes.append(code)
      code = Self.after(code)
    }
    let frozen = try Frozen(members(document, codes, member), in: database)
    let id = ListingID(random: Random.number())
    try database.run(
      """
      INSERT INTO listing (id, notice, round, title, document, day, content, digest, at, person)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
      """, id.number, draft.notice.id.number, first.round.id.number,
      frozen.json["title"]?.string ?? "", document, today.number, UTF8Text(frozen.bytes),
      frozen.digest, moment.now.milliseconds, member.caller.person.number)
    try desk.tellUnits(
      draft.ready.map(\.file), "列入名单 \(document)", at: ListView.path.link(ItemPlace(id)), moment,
      in: database)
    for (position, facts) in draft.ready.enumerated() {
      try enter(facts, codes[position], position + 1, id, document, in: database)
    }
    return id
  }

  private static func after(_ code: String) -> String {
    let digits = String((Int(code.dropFirst(10)) ?? 0) + 1)
    return code.prefix(10) + String(repeating: "0", count: max(0, 4 - digits.utf8.count)) + digits
  }

  private func members(
    _ document: String, _ codes: [String], _ member: Member
  ) throws -> [JSON.Member] {
    guard let letter = first.package.letters.first(where: { $0.occasion == .list }) else {
      throw Refusal.notFound
    }
    let values = [
      "round": first.round.title, "unit": member.seat.name, "day": moment.today.plain,
      "count": "\(draft.ready.count)", "start": draft.notice.starts.chinese,
      "end": draft.notice.ends.chinese, "days": "\(first.figure(.noticeDays))",
      "basis": first.package.notice, "channel": "",
    ]
    let items = zip(draft.ready, codes).map { facts, code -> JSON in
      [
        "code": .string(code), "item": .string(facts.file.item),
        "kind": .string(facts.file.kind.rawValue),
        "enterprise": .string(facts.file.enterpriseName), "unit": .string(facts.file.unitName),
      ]
    }
    return [
      .init("title", .string(letter.title.filled(with: values))),
      .init("to", .string(letter.to.filled(with: values))),
      .init("issuer", .string(member.seat.name)), .init("documentNumber", .string(document)),
      .init("round", .string(first.round.number)),
      .init("policy", .string(first.package.fingerprint)),
      .init("notice", .string("\(draft.notice.id)")),
      .init("publishedOn", .string("\(moment.today)")),
      .init(
        "paragraphs", .array(letter.paragraphs.map { .string($0.filled(with: values)) })),
      .init("label", .string(letter.label ?? "")), .init("items", .array(items)),
    ]
  }

  private func enter(
    _ facts: CaseFacts, _ code: String, _ position: Int, _ id: ListingID, _ document: String,
    in database: borrowing Connection
  ) throws {
    let file = facts.file
    let years = facts.figure(.markYears)
    let until = moment.today.end(ofYears: years)
    try database.run(
      """
      INSERT INTO entry (code, application, listing, position, item, kind, enterprise, unit,
        listed, until) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
      """, code, file.id.number, id.number, position, file.item, file.kind.rawValue,
      file.enterpriseName, file.unitName, moment.today.number, until.number)
    let sent = try Submissions.of(file.id, in: database).last
    let standards = sent.map { facts.package.summary.standards(in: $0.answers) } ?? []
    for (place, name) in standards.enumerated() {
      try database.run(
        "INSERT INTO entry_standard (entry, position, name) VALUES (?, ?, ?)", code, place + 1,
        name)
    }
    try desk.keepStanding(facts, .list, moment, in: database)
    var said = Said("\(document)，标志编号 \(code)，有效期至 \(until.chinese)")
    said.reason = "\(said.text)。登记以后可以使用标志。"
    said.payload = ["code": .string(code)]
    // Years run by the calendar: the last day stands whatever holidays there are.
    said.due = DueDay(
      figure: Figures.Name.markYears.rawValue, days: years,
      desk.calendar.deadline(after: until, days: 0))
    let moved = try desk.take(Lifecycle.list, facts, said, moment, in: database)
    try desk.record(Lifecycle.list, moved, said, moment, in: database)
  }
}
