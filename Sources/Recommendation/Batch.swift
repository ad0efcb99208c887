import Accounts
import Acts
import Applications
import Design
import Desk
import Digest
import HTML
import JSON
import Policy
import Rounds
import Routing
import SQLite
import Vocabulary

/// What a unit has sent to the city, as it was sent: the 推荐汇总表 (F3).
struct Batch: Sendable {
  let id: BatchID
  let unit: OrganisationID
  let unitName: String
  let round: String
  let number: Int
  /// How many cases.
  let count: Int
  let content: [UInt8]
  let digest: [UInt8]
  let at: Instant

  init(_ row: borrowing Row) {
    id = BatchID(row.int(0))
    unit = OrganisationID(row.int(1))
    unitName = row.text(2)
    round = row.text(3)
    number = row.int(4)
    count = row.int(5)
    digest = row.blob(6)
    at = Instant(milliseconds: Int64(row.int(7)))
    content = row.utf8(8)
  }

  var rows: [JSON] { (try? JSON(parsing: content))?["items"]?.array ?? [] }

  /// Of which round, too: each round has its own first one.
  var title: String { Self.title(unitName, round, number) }

  static func title(_ unit: String, _ round: String, _ number: Int) -> String {
    "\(unit)推荐汇总表（\(round) 批次第 \(number) 批）"
  }

  static func find(_ id: BatchID, in database: borrowing Connection) throws -> Batch? {
    try database.first(
      """
      SELECT b.id, b.unit, o.name, r.number, b.number, b.count, b.digest, b.at, b.content
      FROM batch b JOIN organisation o ON o.id = b.unit JOIN round r ON r.id = b.round
      WHERE b.id = ?
      """, id.number, read: Batch.init)
  }

  /// Those that may be seen, without what is in them: a unit its own, the city all; the newest first.
  static func all(
    _ seat: Caller.Seat, of round: RoundID?, in database: borrowing Connection
  ) throws -> [Batch] {
    try database.all(
      """
      SELECT b.id, b.unit, o.name, r.number, b.number, b.count, b.digest, b.at, ''
      FROM batch b JOIN organisation o ON o.id = b.unit JOIN round r ON r.id = b.round
      WHERE (?1 IS NULL OR b.unit = ?1) AND (?2 IS NULL OR b.round = ?2)
      ORDER BY b.at DESC, b.number DESC LIMIT ?3
      """, seat.kind == .district ? seat.organisation.number : nil, round?.number, most,
      read: Batch.init)
  }

  /// Eighteen units and a few batches each: a round's are all there.
  static let most = 200

  /// What is said of one wherever it is listed.
  var line: [JSON.Member] {
    [
      .init("id", .string("\(id)")), .init("unit", .string(unitName)),
      .init("round", .string(round)), .init("number", .integer(number)),
      .init("at", .string("\(at)")), .init("count", .integer(count)),
    ]
  }

  static let lineSchema: [Schema.Property] = [
    .always("id", .text), .always("unit", .text), .always("round", .text),
    .always("number", .integer), .always("at", .instant), .always("count", .integer),
  ]
}

/// A line of the 推荐汇总表.
struct SummaryRow {
  static let columns: [(name: String, label: String)] = [
    ("rank", "序号"), ("number", "申请编号"), ("enterprise", "企业名称"), ("creditCode", "统一社会信用代码"),
    ("item", "产品或服务"),
    ("kind", "类别"), ("trademark", "商标"), ("industry", "所属行业"), ("priority", "重点推荐"),
    ("honours", "称号及证明"), ("conditions", "条件核查结论"), ("consultations", "征求意见情况"),
    ("opinion", "推荐意见"), ("contact", "联系人"), ("phone", "联系电话"),
  ]

  let json: JSON

  init(_ facts: CaseFacts, rank: Int, in database: borrowing Connection) throws {
    let file = facts.file
    let sent = try Submissions.of(file.id, in: database).last
    func said(_ id: String) -> String { sent?.answers[id]?.string ?? "" }
    let marks = (sent?.answers["trademarks"]?.array ?? []).compactMap {
      $0["trademarkNo"]?.string
    }
    let opinion = facts.matters.last { $0.kind == .recommendation && $0.outcome == "recommend" }
    json = [
      "rank": .integer(rank), "number": .string(file.number),
      "enterprise": .string(file.enterpriseName), "creditCode": .string(said("creditCode")),
      "item": .string(file.item), "kind": .string(file.kind.title),
      "trademark": .string(marks.joined(separator: "、")),
      "industry": .string(Self.industry(sent, facts)),
      "priority": .string(file.priority.isEmpty ? "否" : "是：\(file.priority)"),
      "honours": .string(try Self.honours(facts, in: database)),
      "conditions": .string(try Self.conditions(facts, in: database)),
      "consultations": .string(try Self.consultations(facts, in: database)),
      "opinion": .string(opinion?.reference ?? ""),
      "contact": .string(said("contactName")), "phone": .string(said("contactPhone")),
    ]
  }

  /// With its name: the code alone says little to who reads the table.
  private static func industry(_ sent: Submission?, _ facts: CaseFacts) -> String {
    let form = facts.package.forms.first { $0.id == FormUse.application.rawValue }
    guard let question = form?.questionnaire.questions.first(where: { $0.id == "industry" }),
      let value = sent?.answers["industry"].flatMap({ Questionnaire.kept($0, of: question) })
    else { return "" }
    return question.line(value)
  }

  /// What was held to be true, against what.
  private static func honours(
    _ facts: CaseFacts, in database: borrowing Connection
  ) throws -> String {
    try HonourCheck.standing(facts, in: database).filter(\.isVerified)
      .map { "\($0.name)（\($0.evidence)）" }.joined(separator: "；")
  }

  /// As the review found them.
  private static func conditions(
    _ facts: CaseFacts, in database: borrowing Connection
  ) throws -> String {
    let form = try DistrictReview.form(facts)
    let count = DistrictReview.conditions(form).count
    let failing = try DistrictReview.of(facts.file.id, in: database)?.failing(form) ?? []
    return failing.isEmpty
      ? "\(count) 项符合" : "\(count - failing.count) 项符合，没有写符合的：\(failing.joined(separator: "、"))"
  }

  private static func consultations(
    _ facts: CaseFacts, in database: borrowing Connection
  ) throws -> String {
    try Consultations.of(facts.file.id, in: database)
      .map { asked in
        let words = asked.reply.flatMap { $0.opinion.needsWords ? "（\($0.text)）" : nil } ?? ""
        return "\(asked.name)：\(asked.state(on: facts.now.day))\(words)"
      }.joined(separator: "；")
  }
}

/// There is something to send.
struct BatchStarter: Starter {
  let desk: CaseDesk

  func starts(
    for caller: Caller, at now: Instant, in database: borrowing Connection
  ) throws -> [Start] {
    guard let seat = caller.seat, !seat.roles.isDisjoint(with: Lifecycle.batch.by) else {
      return []
    }
    let counts = try BatchDraft.counts(
      of: seat.organisation, for: caller.person, at: now, desk, in: database)
    return try desk.library.rounds.compactMap { round in
      guard let count = counts[round.id], count > 0 else { return nil }
      var start = Start(
        SendBatch.name, "报送市局：\(round.title)，\(count) 份",
        at: SendBatch.path.link,
        more: [.init("round", .string(round.number)), .init("count", .integer(count))],
        page: SendBatch.path.link(Nowhere(), query: [("round", round.number)]))
      if let since = try BatchDraft.since(seat.organisation, round.id, in: database) {
        start.waiting = Start.Waiting(
          "batch/\(round.number)", stage: Stage.recommended.title, since: since,
          due: round.milestones[.recommend])
      }
      return start
    }
  }

  /// Whoever sends names what they send.
  func told(
    _ start: Start, to caller: Caller, at now: Instant, in database: borrowing Connection
  ) throws -> [JSON.Member]? {
    guard let unit = caller.seat?.organisation else { return nil }
    let number = start.more.first { $0.name == "round" }?.value.string ?? ""
    let drafts = try BatchDraft.all(of: unit, for: caller.person, at: now, desk, in: database)
    let own = drafts.first { $0.round.number == number }?.ready ?? []
    return [
      .init("number", .string(number)),
      .init("numbers", .array(own.map { .string($0.file.number) })),
      .init(Edition.name, .integer(DraftSeen.edition(of: drafts.flatMap(\.ready)))),
    ]
  }
}

typealias BatchID = ID<BatchOwner>
enum BatchOwner {}
typealias CommissionID = ID<CommissionOwner>
enum CommissionOwner {}
