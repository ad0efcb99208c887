import Acts
import Applications
import HTML
import JSON
import Routing
import SQLite
import Vocabulary

/// What a department was asked about a case, and what it said. Its opinion is for those who decide; it
/// does not bind them, and silence is no consent.
struct Consultation: Sendable {
  enum Opinion: String, Sendable, CaseIterable {
    case agree, conditional, disagree, none, incomplete

    var title: String {
      switch self {
      case .agree: "同意"
      case .conditional: "有条件同意"
      case .disagree: "不同意"
      case .none: "无意见"
      case .incomplete: "材料不足，无法判断"
      }
    }

    /// Says nothing without words of its own.
    var needsWords: Bool { self == .conditional || self == .disagree || self == .incomplete }
  }

  struct Reply: Sendable {
    let opinion: Opinion
    let text, signer: String
    let isByLink: Bool
    /// On paper, entered by the unit: the letter's number.
    let paper: String?
    let at: Instant
  }

  let id: MatterID
  let application: ApplicationID
  let department: OrganisationID?
  let name, question: String
  let due: Day
  let asked: Instant
  let letter: CaseLetterID?
  let linkUntil: Instant?
  /// Who made the last link to answer by, and when.
  let link: (by: String, at: Instant)?
  let outcome: String?
  let closed: Instant?
  let reply: Reply?

  init(_ row: borrowing Row) {
    id = MatterID(row.int(0))
    application = ApplicationID(row.int(1))
    department = row.optionalInt(2).map { OrganisationID($0) }
    name = row.text(3)
    question = row.text(4)
    due = Day(number: row.int(5))
    asked = Instant(milliseconds: Int64(row.int(6)))
    letter = row.optionalInt(7).map { CaseLetterID($0) }
    linkUntil = row.optionalInt(8).map { Instant(milliseconds: Int64($0)) }
    link = row.optionalText(16).map {
      (by: $0, at: Instant(milliseconds: Int64(row.int(17))))
    }
    closed = row.optionalInt(9).map { Instant(milliseconds: Int64($0)) }
    outcome = closed == nil ? nil : row.text(10)
    if let opinion = row.optionalText(11) {
      reply = Reply(
        opinion: kept(opinion), text: row.text(12), signer: row.text(13),
        isByLink: row.optionalInt(14) == nil,
        paper: row.optionalText(18), at: Instant(milliseconds: Int64(row.int(15))))
    } else {
      reply = nil
    }
  }

  static let recalled = "recalled"

  var isOpen: Bool { outcome == nil }

  func isLate(on today: Day) -> Bool { isOpen && due < today }

  /// For programs; `ended`: the review was over before anybody answered.
  enum Standing: String, CaseIterable { case waiting, overdue, answered, recalled, ended }

  private func standing(on today: Day) -> Standing {
    if reply != nil { return .answered }
    if outcome == Self.recalled { return .recalled }
    return isOpen ? isLate(on: today) ? .overdue : .waiting : .ended
  }

  /// How it stands, in a word that cannot be taken for consent.
  func state(on today: Day) -> String {
    switch standing(on: today) {
    case .answered:
      (reply?.opinion.title ?? "") + (reply?.paper.map { "（书面答复，\($0)）" } ?? "")
        + (reply.map { $0.at.day > due } == true ? "（晚于期限）" : "")
    case .recalled: "已收回，不再征求"
    case .ended: closed.map { $0.day > due } == true ? "逾期没有答复" : "期限以前审核已经结束，没有等到答复"
    case .overdue: "逾期没有答复，不视为同意"
    case .waiting: "等答复"
    }
  }

  func json(on today: Day) -> JSON {
    var members: [JSON.Member] = [
      .init("id", .string("\(id)")),
      // Where what may be done with it is told.
      .init("href", .string("/api/v1\(ConsultationView.path.link(ItemPlace(id)).text)")),
      .init("name", .string(name)),
      .init("question", .string(question)), .init("due", .string("\(due)")),
      .init("overdue", .bool(isLate(on: today))), .init("open", .bool(isOpen)),
      .init("state", .string(standing(on: today).rawValue)),
    ]
    if let reply {
      members += [
        .init("opinion", .string(reply.opinion.rawValue)), .init("text", .string(reply.text)),
        .init("by", .string(reply.signer)), .init("byLink", .bool(reply.isByLink)),
        .init("at", .string("\(reply.at)")), .init("late", .bool(reply.at.day > due)),
      ]
      if let paper = reply.paper { members.append(.init("document", .string(paper))) }
    }
    return .object(members)
  }

  static let properties: [Schema.Property] = [
    .always("id", .text), .always("href", .text), .always("name", .text),
    .always("question", .text),
    .always("due", .day), .always("overdue", .boolean), .always("open", .boolean),
    .always("state", .oneOf(Standing.allCases.map(\.rawValue))),
    .sometimes("opinion", .oneOf(Opinion.allCases.map(\.rawValue))), .sometimes("text", .text),
    .sometimes("by", .text), .sometimes("byLink", .boolean), .sometimes("at", .instant),
    .sometimes("late", .boolean), .sometimes("document", .text),
  ]
}
