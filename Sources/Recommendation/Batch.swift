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
  let round: RoundID
  let number: Int
  let content: [UInt8]
  let digest: [UInt8]
  let at: Instant

  init(_ row: borrowing Row) {
    id = BatchID(row.int(0))
    unit = OrganisationID(row.int(1))
    unitName = row.text(2)
    round = RoundID(row.int(3))
    number = row.int(4)
    content = row.utf8(5)
    digest = row.blob(6)
    at = Instant(milliseconds: Int64(row.int(7)))
  }

  var rows: [JSON] { (try? JSON(parsing: content))?["items"]?.array ?? [] }
  var title: String { "\(unitName)推荐汇总表（第 \(number) 批）" }

  static func find(_ id: BatchID, in database: borrowing Connection) throws -> Batch? {
    try database.first(
      """
      SELECT b.id, b.unit, o.name, b.round, b.number, b.content, b.digest, b.at FROM batch b
      JOIN organisation o ON o.id = b.unit WHERE b.id = ?
      """, id.number, read: Batch.init)
  }

  /// Those that may be seen: a unit its own, the city all.
  static func all(_ seat: Caller.Seat, in database: borrowing Connection) throws -> [Batch] {
    try database.all(
      """
      SELECT b.id, b.unit, o.name, b.round, b.number, b.content, b.digest, b.at FROM batch b
      JOIN organisation o ON o.id = b.unit WHERE ?1 IS NULL OR b.unit = ?1
      ORDER BY b.at DESC LIMIT 200
      """, seat.kind == .district ? seat.organisation.number : nil, read: Batch.init)
  }
}

/// Sends everything that has been recommended and not yet sent; from then on it is frozen, and what
/// comes later is another batch.
struct SendBatch: RecordedAct {
  struct Asked: Input {
    static let round = Field.text("round", "批次", most: 7, example: "2026-1")
    static let fields = [round.note]
    let round: String
    init(_ answers: Answers) throws(Problems) { round = try answers.read(Self.round) }
  }

  static let name = Lifecycle.batch.name
  static let summary = "把已推荐的申请报送市局"
  static let path = Path<Nowhere>("/batches/new")
  static let audience = Audience.members(Lifecycle.batch.by).confirmed
  static let refuses: Set<Refusal.Kind> = [.conflict]
  static let clause: String? = Lifecycle.batch.clause
  static let schema = Schema.object([
    .always("id", .text), .always("number", .integer), .always("count", .integer),
    .always("hash", .text),
  ])

  let desk: CaseDesk
  var ledger: Ledger { desk.ledger }

  func change(
    _ asked: Asked, at place: Nowhere, by member: Member, _ visit: Visit,
    in database: borrowing Connection
  ) throws -> Done<Batch> {
    guard let round = desk.library.rounds.first(where: { $0.number == asked.round }) else {
      throw Problems([Problem(field: "round", code: "notAChoice", message: "没有这个批次。")])
    }
    let moment = Moment(visit, by: .member(member))
    let unit = member.seat.organisation
    let ready = try SendBatch.ready(unit, round.id, in: database)
    if ready.isEmpty {
      throw Refusal(.conflict, code: "nothingToSend", "这一批没有已推荐、还没有报送的申请。", clause: Self.clause)
    }
    let number =
      (try database.first(
        "SELECT max(number) FROM batch WHERE unit = ? AND round = ?", unit.number, round.id.number
      ) { $0.int(0) } ?? 0) + 1
    let id = BatchID.drawnFresh
    var items: [JSON] = []
    for (index, file) in ready.enumerated() {
      let facts = try desk.judge.facts(
        of: file, for: moment.person, at: visit.now, in: database)
      try desk.judge.admit(Lifecycle.batch, facts, in: database)
      items.append(try SummaryRow(facts, rank: index + 1, in: database).json)
      let matter = try Matters.open(
        .batch, "\(number)", reference: "\(id)", on: file, moment, in: database)
      try Matters.close(matter, "sent", moment, in: database)
      let now = try desk.judge.facts(of: file, for: moment.person, at: visit.now, in: database)
      try desk.take(
        Lifecycle.batch, now, Said("\(member.seat.name)第 \(number) 批"), moment, in: database)
    }
    let content: JSON = [
      "unit": .string(member.seat.name), "round": .string(round.number),
      "number": .integer(number), "at": .string("\(visit.now)"), "items": .array(items),
    ]
    let bytes = content.canonical.bytes
    try database.run(
      """
      INSERT INTO batch (id, unit, round, number, content, digest, at, person)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?)
      """, id.number, unit.number, round.id.number, number, UTF8Text(bytes), SHA256.hash(bytes),
      visit.now.milliseconds, member.caller.person.number)
    guard let sent = try Batch.find(id, in: database) else { throw Refusal.notFound }
    return Done(
      sent, "报送市局：\(member.seat.name)第 \(number) 批，\(ready.count) 份申请",
      about: "batch/\(id)", payload: ["hash": .string(Hex.text(sent.digest))])
  }

  /// Recommended and not in a batch yet; those of priority first, then as they were recommended.
  static func ready(
    _ unit: OrganisationID, _ round: RoundID, in database: borrowing Connection
  ) throws -> [Case] {
    try Cases.all(in: round, at: .recommended, database)
      .filter { file in
        file.unit == unit
          && (try? Matters.of(file.id, in: database).contains { $0.kind == .batch }) == false
      }.sorted {
        ($0.priority.isEmpty ? 1 : 0, $0.since, $0.number) < (
          $1.priority.isEmpty ? 1 : 0, $1.since, $1.number
        )
      }
  }

  func json(_ sent: Batch) -> JSON {
    [
      "id": .string("\(sent.id)"), "number": .integer(sent.number),
      "count": .integer(sent.rows.count), "hash": .string(Hex.text(sent.digest)),
    ]
  }

  func next(_ sent: Batch, at place: Nowhere) -> Address {
    BatchView.path.link(ItemPlace(sent.id))
  }

  func page(_ sheet: Sheet, at place: Nowhere, for member: Member, _ visit: Visit) throws -> HTML {
    let rounds = try desk.ledger.store.read(lane: visit.lane) { database in
      try desk.library.rounds.filter {
        try !SendBatch.ready(member.seat.organisation, $0.id, in: database).isEmpty
      }
    }
    return Shell("报送市局", on: visit, trail: [("申请", Paths.applications.link)]).page {
      errorSummary(sheet)
      if rounds.isEmpty {
        emptyState("没有要报送的", "推荐以后、还没有报送的申请会出现在这里。")
      } else {
        p(.class("lead")) { "把这一批已经推荐、还没有报送的申请一起报市局。报送以后不能再改，后来推荐的作为下一批。" }
        postForm(
          Self.path.link, on: visit,
          fields: [
            Asked.round.note.choosing(from: rounds.map { Choice($0.number, $0.title) })
          ], sheet, button: "报送市局")
      }
    }
  }
}

/// A line of the 推荐汇总表.
struct SummaryRow {
  static let columns: [(name: String, label: String)] = [
    ("rank", "序号"), ("enterprise", "企业名称"), ("creditCode", "统一社会信用代码"), ("item", "产品或服务"),
    ("kind", "类别"), ("trademark", "商标"), ("industry", "所属行业"), ("priority", "重点推荐"),
    ("conditions", "条件核查结论"), ("opinion", "推荐意见"), ("contact", "联系人"), ("phone", "联系电话"),
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
      "trademark": .string(marks.joined(separator: "、")), "industry": .string(said("industry")),
      "priority": .string(file.priority.isEmpty ? "否" : "是：\(file.priority)"),
      "conditions": .string("四项符合"), "opinion": .string(opinion?.reference ?? ""),
      "contact": .string(said("contactName")), "phone": .string(said("contactPhone")),
    ]
  }
}

/// There is something to send.
struct BatchStarter: Starter {
  let library: Library

  func starts(
    for caller: Caller, at now: Instant, in database: borrowing Connection
  ) throws -> [Start] {
    guard let seat = caller.seat, !seat.roles.isDisjoint(with: Lifecycle.batch.by) else {
      return []
    }
    return try library.rounds.compactMap { round in
      let ready = try SendBatch.ready(seat.organisation, round.id, in: database)
      return ready.isEmpty
        ? nil
        : Start(
          SendBatch.name, "报送市局：\(round.title)，\(ready.count) 份", at: SendBatch.path.link,
          more: [.init("round", .string(round.number)), .init("count", .integer(ready.count))],
          page: SendBatch.path.link(Nowhere(), query: [("round", round.number)]))
    }
  }
}

typealias BatchID = ID<BatchOwner>
enum BatchOwner {}
typealias CommissionID = ID<CommissionOwner>
enum CommissionOwner {}
