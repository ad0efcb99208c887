import Accounts
import Acts
import Applications
import Design
import Digest
import HTML
import JSON
import Policy
import Rounds
import Routing
import SQLite
import Vocabulary

/// Sends everything that has been recommended and not yet sent, in the order that the unit gives it; from
/// then on it is frozen, and what comes later is another batch.
struct SendBatch: RecordedAct {
  struct Asked: Input {
    static let round = Field.text("round", "批次", most: 7, example: "2026-1")
    static let number = Field.text(
      "number", "输入批次编号，确认报送", most: 7, help: "报送以后不能再改，后来的另成一批。",
      example: "2026-1"
    ).withFixedForm
    static let fields = [round.note, number.note]
    static var more: [Schema.Property]? {
      [.sometimes("ranks", .map(.integer)), .always("numbers", .list(.text))]
    }
    static let prefix = "rank."
    let round, number: String
    /// The unit's own order, by number of the case; what is not named stays where it was.
    let ranks: [String: Int]
    /// What goes along, as it was seen.
    let numbers: [String]

    /// A program sends `{"ranks": {"2026-1-1234567": 1}}`, a browser a number beside each, and a tick.
    init(_ answers: Answers) throws(Problems) {
      let round: String
      (round, number) = try answers.read(Self.round, Self.number)
      self.round = round
      let ranked = try answers.object("ranks")
      // A page may show several rounds: what stands beside another one is none of this one's.
      let shown = answers.otherTexts.filter { $0.name.hasPrefix(Self.prefix) }
      let typed = shown.filter { $0.name.hasPrefix("\(Self.prefix)\(round)-") }
      let ticked = CaseChoices.numbersTicked(answers).filter { $0.hasPrefix("\(round)-") }
      numbers = try answers.list("numbers") ?? ticked
      let texts =
        ranked?.map { (name: $0.name, value: $0.value.text) }
        ?? typed.filter { !$0.value.isEmpty }
        .map { (name: String($0.name.dropFirst(Self.prefix.utf8.count)), value: $0.value) }
      var ranks: [String: Int] = [:]
      var wrong: [Problem] = []
      if !shown.isEmpty, typed.isEmpty {
        wrong.append(
          Problem(
            field: "round", code: "notShown", message: "这一批要报送的申请刚才没有列出来。请核对下面的清单，再报送。"))
      } else if numbers.isEmpty {
        wrong.append(Problem(field: "numbers", code: "required", message: "请至少选一份申请。"))
      }
      for (name, value) in texts {
        if let rank = Int(value), 1...999 ~= rank {
          ranks[name] = rank
        } else {
          wrong.append(
            Problem(
              field: Self.prefix + name.prefix(20), code: "format", message: "排序写 1 到 999 的整数。"))
        }
      }
      if !wrong.isEmpty { throw Problems(wrong) }
      self.ranks = ranks
    }
  }

  static func called(_ asked: Asked) -> String {
    "批次 \(asked.round)，\(asked.numbers.count) 份"
  }

  static let name = Lifecycle.batch.name
  static let summary = "把已推荐的申请报送市局"
  static let path = Path<Nowhere>("/batches/new")
  static let audience = Audience.members(Lifecycle.batch.by).confirmed
  static let refuses: Set<Refusal.Kind> = [.conflict]
  static let isGrave = true
  static let namesEdition = true
  static let requiresEdition = true
  static let clause: String? = Lifecycle.batch.clause
  static let schema = Schema.object([
    .always("id", .text), .always("number", .integer), .always("count", .integer),
    .always("hash", .text),
  ])

  let desk: CaseDesk
  var ledger: Ledger { desk.ledger }

  func change(
    _ asked: Asked, at place: Nowhere, by member: Member, _ moment: Moment,
    in database: borrowing Connection
  ) throws -> Done<Batch> {
    guard let round = desk.library.rounds.first(where: { $0.number == asked.round }) else {
      throw Problems([Problem(field: "round", code: "notAChoice", message: "没有这个批次。")])
    }
    try requireTyped(
      asked.number, is: round.number, field: "number",
      "输入的编号不是要报送的批次的编号（\(round.number)）。")
    let unit = member.seat.organisation
    let whole = try BatchDraft(
      round, of: unit, for: member.caller.person, at: moment.now, desk, in: database)
    if whole.ready.isEmpty {
      // Whoever comes second reads what the first did.
      let last = try Batch.all(member.seat, of: round.id, in: database).first
      throw whole.held.first?.why
        ?? Refusal(
          .conflict, code: "nothingToSend",
          "这一批没有已推荐、还没有报送的申请。\(last.map { "\($0.at.chinese)已经报送了第 \($0.number) 批，\($0.count) 份。" } ?? "")",
          clause: Self.clause)
    }
    try DraftSeen.require(
      BatchDraft.ready(of: unit, for: member.caller.person, at: moment.now, desk, in: database),
      to: "报送", moment, clause: Self.clause)
    let draft = try whole.only(asked.numbers)
    try whole.requireKnown(Array(asked.ranks.keys))
    // A late addition goes on where the unit's earlier batches of the round ended: no two are first.
    let (number, sent) =
      try database.first(
        """
        SELECT coalesce(max(number), 0) + 1, coalesce(sum(count), 0) FROM batch
        WHERE unit = ? AND round = ?
        """, unit.number, round.id.number, read: { ($0.int(0), $0.int(1)) }) ?? (1, 0)
    let id = BatchID.drawnFresh
    var items: [JSON] = []
    for (index, facts) in draft.ranked(asked.ranks).enumerated() {
      items.append(try SummaryRow(facts, rank: sent + index + 1, in: database).json)
      let matter = try Matters.open(
        .batch, "\(number)", reference: "\(id)", on: facts.file, moment, in: database)
      try Matters.close(matter, "sent", moment, in: database)
      let now = try desk.judge.facts(
        of: facts.file, for: moment.person, at: moment.now, in: database)
      try desk.take(
        Lifecycle.batch, now, Said("\(member.seat.name)第 \(number) 批"), moment, in: database)
      // The round's day for recommending is kept, and it names none for taking up in the plan.
      try Deadlines.begin(nil, for: facts.file, moment, in: database)
    }
    let content: JSON = [
      "unit": .string(member.seat.name), "round": .string(round.number),
      "number": .integer(number), "at": .string("\(moment.now)"), "items": .array(items),
    ]
    let bytes = content.canonical.bytes
    try database.run(
      """
      INSERT INTO batch (id, unit, round, number, content, count, digest, at, person)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
      """, id.number, unit.number, round.id.number, number, UTF8Text(bytes), items.count,
      SHA256.hash(bytes),
      moment.now.milliseconds, member.caller.person.number)
    guard let batch = try Batch.find(id, in: database) else { throw Refusal.notFound }
    try tell(batch, moment, in: database)
    return Done(
      batch, "报送市局：\(member.seat.name)第 \(number) 批，\(items.count) 份申请",
      about: "batch/\(id)", payload: ["hash": .string(Hex.text(batch.digest))])
  }

  /// Whoever takes it from here at the bureau hears of it.
  private func tell(
    _ sent: Batch, _ moment: Moment, in database: borrowing Connection
  ) throws {
    guard let bureau = try Organisations.all(.bureau, in: database).first else { return }
    try desk.post.tellUnit(
      bureau.id, as: [.municipalHandler], .batchSent,
      [
        "unit": sent.unitName, "batch": "\(sent.round) 批次第 \(sent.number) 批",
        "count": "\(sent.count)",
      ],
      about: "batch/\(sent.id)", link: BatchView.path.link(ItemPlace(sent.id)), moment,
      in: database)
  }

  func json(_ sent: Batch) -> JSON {
    [
      "id": .string("\(sent.id)"), "number": .integer(sent.number),
      "count": .integer(sent.count), "hash": .string(Hex.text(sent.digest)),
    ]
  }

  func next(_ sent: Batch, at place: Nowhere) -> Address {
    BatchView.path.link(ItemPlace(sent.id))
  }

  func page(_ sheet: Sheet, at place: Nowhere, for member: Member, _ visit: Visit) throws -> HTML {
    let (drafts, doubts) = try desk.ledger.store.read(lane: visit.lane) { database in
      let drafts = try BatchDraft.all(
        of: member.seat.organisation, for: member.caller.person, at: visit.now, desk, in: database)
      // What has become known since the recommendation; the city's gates come to it, too.
      let doubts = try drafts.flatMap(\.ready).compactMap { facts in
        try desk.judge.gateObjection(.recommend, facts, in: database).map { (facts, $0) }
      }
      return (drafts, doubts)
    }
    return BatchDraftPage(drafts: drafts, doubts: doubts, visit: visit).html(sheet)
  }
}
