import Accounts
import Acts
import Design
import HTML
import JSON
import Messages
import Policy
import Rounds
import Routing
import SQLite
import Vocabulary

/// A letter about a case, kept word for word as it was sent.
package struct CaseLetter: Sendable {
  let id: CaseLetterID
  let application: ApplicationID
  let title, recipient: String
  /// As they are kept: a list of letters does not read them.
  private let keptParagraphs: [UInt8]
  let label, unit: String
  let at: Instant
  /// Not for the enterprise: between the offices, and whom it is written to.
  let isInternal: Bool
  let reader: OrganisationID?

  init(_ row: borrowing Row) {
    id = CaseLetterID(row.int(0))
    application = ApplicationID(row.int(1))
    title = row.text(2)
    recipient = row.text(3)
    keptParagraphs = row.utf8(4)
    label = row.text(5)
    unit = row.text(6)
    at = Instant(milliseconds: Int64(row.int(7)))
    isInternal = row.bool(8)
    reader = row.optionalInt(9).map { OrganisationID($0) }
  }

  /// What leads to the case is for whom it is about: nobody else can sign in and follow it there.
  func code(_ file: Case, _ desk: CaseDesk) -> QRCode? {
    if isInternal || reader != nil { return nil }
    return QRCode(desk.post.origin + CaseView.path.link(file.place).text)
  }

  var paragraphs: [String] {
    ((try? JSON(parsing: keptParagraphs))?.array ?? []).compactMap(\.string)
  }

  /// Where its words are a specimen's, it says so.
  var specimen: HTML {
    label.isEmpty ? HTML() : p(.class("small quiet")) { Citation.readable(label) }
  }

  /// Letters are between the applicant and the offices, or between the offices and one that is asked:
  /// neither body nor experts read them.
  func isFor(_ seat: Caller.Seat) -> Bool {
    switch seat.kind {
    case .enterprise: !isInternal
    case .district, .bureau, .oversight: true
    case .department: reader == seat.organisation
    default: false
    }
  }
}

enum CaseLetters {
  /// - Returns: nil where a package of earlier days has no such letter: what it tells of is done all the same.
  static func write(
    _ draft: LetterDraft, _ facts: CaseFacts, _ file: Case, _ moment: Moment,
    in database: borrowing Connection
  ) throws -> CaseLetterID? {
    guard let letter = facts.package.letter(for: draft.occasion) else {
      if draft.occasion.mayBeMissing { return nil }
      throw Refusal.notFound
    }
    let unit = moment.member?.seat.name ?? file.unitName
    var values = [
      "enterprise": file.enterpriseName, "item": file.item, "number": file.number,
      "round": facts.round.title, "unit": letter.occasion == .receipt ? file.unitName : unit,
      "day": moment.today.plain, "due": file.due?.chinese ?? "",
      "clause": Citation.readable(letter.clause),
    ]
    values.merge(draft.values) { $1 }
    let id = CaseLetterID.drawn
    try database.run(
      """
      INSERT INTO case_letter (id, application, occasion, title, recipient, paragraphs, label,
        unit, at, internal, reader) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
      """, id.number, file.id.number, letter.occasion.rawValue, letter.title,
      letter.to.filled(with: values),
      JSON.array(letter.paragraphs.map { .string($0.filled(with: values)) }).text,
      letter.label ?? "", letter.occasion == .receipt ? file.unitName : unit,
      moment.now.milliseconds, draft.isInternal, draft.reader?.number)
    return id
  }

  static func of(
    _ application: ApplicationID, for seat: Caller.Seat, in database: borrowing Connection
  ) throws -> [CaseLetter] {
    try database.all(
      """
      SELECT id, application, title, recipient, paragraphs, label, unit, at, internal, reader
      FROM case_letter
      WHERE application = ? ORDER BY number DESC
      """, application.number, read: CaseLetter.init
    ).filter { $0.isFor(seat) }
  }

  /// Those of one day, of one unit's cases or its own, or of all; the enterprise's own receipts are no office's.
  static func of(
    _ day: Day, _ occasion: Policy.Letter.Occasion?, in unit: OrganisationID?,
    after: CaseLetterID? = nil, most: Int, _ database: borrowing Connection
  ) throws -> [CaseLetter] {
    try database.all(
      """
      SELECT l.id, l.application, l.title, l.recipient, l.paragraphs, l.label, l.unit, l.at,
        l.internal, l.reader
      FROM case_letter l JOIN application a ON a.id = l.application
      WHERE l.at >= ?1 AND l.at < ?2 AND (?3 IS NULL OR a.unit = ?3
          OR l.unit = (SELECT name FROM organisation WHERE id = ?3))
        AND (?4 IS NULL OR l.occasion = ?4) AND a.submitted IS NOT NULL
        AND (?6 IS NULL OR l.number > (SELECT number FROM case_letter WHERE id = ?6))
      ORDER BY l.number LIMIT ?5
      """, Instant(day).milliseconds, Instant(day.advanced(by: 1)).milliseconds, unit?.number,
      occasion?.rawValue, most, after?.number, read: CaseLetter.init)
  }

  static func find(
    _ id: CaseLetterID, in database: borrowing Connection
  ) throws -> CaseLetter? {
    try database.first(
      """
      SELECT id, application, title, recipient, paragraphs, label, unit, at, internal, reader
      FROM case_letter
      WHERE id = ?
      """, id.number, read: CaseLetter.init)
  }
}

/// A letter on paper and on the screen, for whoever may see its case.
struct LetterView: View {
  typealias Asked = Nothing

  static let name = "letter"
  static let summary = "文书"
  static let path = Paths.letter
  static let audience = CaseView.audience
  static let schema = Schema.object([
    .always("id", .text), .always("title", .text), .always("to", .text),
    .always("paragraphs", .list(.text)), .always("unit", .text), .always("at", .instant),
    .always("application", .text),
  ])

  struct Answer: Sendable {
    let letter: CaseLetter
    let file: Case
    /// Whoever keeps a letter may have the case no more.
    let mayOpenCase: Bool
  }

  let desk: CaseDesk

  func answer(
    _ asked: Nothing, at place: ItemPlace<Owner.CaseLetter>, for member: Member, _ visit: Visit
  ) throws -> Answer {
    try desk.ledger.store.read(lane: visit.lane) { database in
      guard let letter = try CaseLetters.find(place.id, in: database),
        let file = try Cases.find(letter.application, in: database),
        letter.isFor(member.seat)
      else { throw Refusal.notFound }
      let mayOpenCase = try CaseScope.admits(member, to: file, in: database)
      guard
        // Whom it is written to keeps it, and so does the unit that wrote it, whatever has become of
        // the case.
        letter.reader == member.seat.organisation
          || member.seat.kind == .district && letter.unit == member.seat.name || mayOpenCase
      else { throw Refusal.notFound }
      return Answer(letter: letter, file: file, mayOpenCase: mayOpenCase)
    }
  }

  func json(_ answer: Answer) -> JSON {
    [
      "id": .string("\(answer.letter.id)"), "title": .string(answer.letter.title),
      "to": .string(answer.letter.recipient),
      "paragraphs": .array(answer.letter.paragraphs.map { .string($0) }),
      "unit": .string(answer.letter.unit), "at": .string("\(answer.letter.at)"),
      "application": .string(answer.file.number),
    ]
  }

  func page(
    _ sheet: Sheet, _ answer: Answer?, at place: ItemPlace<Owner.CaseLetter>, for member: Member,
    _ visit: Visit
  ) -> HTML {
    guard let answer else { return HTML() }
    let letter = answer.letter
    return Shell(
      letter.title, on: visit,
      trail: answer.mayOpenCase
        ? [(answer.file.item, CaseView.path.link(answer.file.place))] : []
    ).page {
      doc(
        title: letter.title, signed: [letter.unit, letter.at.day.plain]
      ) { for paragraph in letter.paragraphs { p { paragraph } } }
      if let code = letter.code(answer.file, desk) {
        div(.class("small quiet")) {
          code.picture(label: StatusCode.words)
          p { StatusCode.words }
        }
      }
      letter.specimen
      p(.class("noprint")) { paperLink(LetterPaper.path.link(ItemPlace(letter.id))) }
    }
  }
}
