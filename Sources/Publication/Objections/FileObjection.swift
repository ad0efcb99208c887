import Accounts
import Acts
import Applications
import Asking
import Design
import Digest
import HTML
import HTTP
import JSON
import Linux
import Messages
import Policy
import Rounds
import Routing
import SQLite
import Vocabulary

/// Anybody objects to one item, by real name and with evidence, within the period (001 三（四）). The
/// item alone is held; the code that only the objector is shown leads to what becomes of it. Sent again
/// with the same key it is told again: whoever lost the first answer has lost nothing.
struct FileObjection: Recording, UploadAct {
  struct Asked: Input {
    static let number = Field.text(
      "number", "对哪一项有异议", most: 20, help: "公示名单里这一项的编号。", example: "2026-1-0482913")
    static let evidence = Field.file(
      "evidenceFile", "证据材料", FileRule(mostBytes: 20 << 20), help: "PDF、JPG 或 PNG，最大 20 MB。")
    static let fields = [number.note, evidence.note]
    static var more: [Schema.Property]? { SentAnswers.more }
    let number: String
    let evidence: SentFile
    let given: SentAnswers

    init(_ answers: Answers) throws(Problems) {
      (number, evidence) = try answers.read(Self.number, Self.evidence)
      given = SentAnswers(answers)
    }
  }

  struct Answer: Sendable {
    let id: ObjectionID
    let title: String
    let paragraphs: [String]
    let label: String?
    let toldBy: Day
    /// The database keeps only its digest; nil where the secret it was made with is gone.
    let code: String?
  }

  static let name = "objection.file"
  static let summary = "提出异议"
  static let path = Path<ItemPlace<Owner.Notice>>("/notices/:notice/objection")
  static let audience = Audience.everyone
  static let clause: String? = Publication.notice
  static let refuses: Set<Refusal.Kind> = [.conflict]
  static let bodyLimit: Int? = Form.limit
  static let isAnnounced = false
  static let schema = Schema.object([
    .always("toldBy", .day), .always("title", .text), .always("paragraphs", .list(.text)),
    .sometimes("code", .text),
  ])

  let desk: CaseDesk
  let gazette: Gazette
  let files: ProofFiles
  let codes: ObjectionCodes
  var ledger: Ledger { desk.ledger }

  func requireSlot(
    at place: ItemPlace<Owner.Notice>, for actor: Visitor, _ visit: Visit
  ) throws { _ = try gazette.notice(place.id) }

  func perform(
    _ asked: Asked, at place: ItemPlace<Owner.Notice>, by actor: Visitor, _ visit: Visit
  ) async throws -> Answer {
    let notice = try gazette.notice(place.id)
    try require(notice, visit.now.day)
    let form = try desk.form(.objection, of: notice)
    let reading = form.read(
      try asked.given.read(form.questionnaire), isTyped: asked.given.isTyped, isComplete: true,
      on: visit.now.day)
    if !reading.problems.isEmpty { throw Problems(reading.problems) }
    let answers = form.questionnaire.json(reading.values)
    try Self.requireName(answers["objectorName"]?.string ?? "")
    let kept = try await files.keep([(Asked.evidence.name, asked.evidence)])
    do {
      return try await record(visit, at: place) { moment, database in
        let facts = try self.facts(asked.number, notice, moment, in: database)
        try requireNew(answers, kept[0], facts.file, in: database)
        return try keep(answers, kept[0], notice, facts, moment, in: database)
      }
    } catch {
      if error as? StoreError != .outcomeUnknown { files.forget(kept) }
      throw error
    }
  }

  /// By real name (001 三（四）第三句): what nobody is called cannot be asked back.
  private static func requireName(_ name: String) throws {
    let letters = name.filter(\.isLetter)
    let isNobody =
      ["无名", "无名氏", "保密"].contains(letters)
      || ["匿名", "不愿透露"].contains(where: name.contains) || letters.hasPrefix("某")
    if letters.count < 2 || isNobody || name.contains(where: \.isNumber) && letters.count < 4 {
      throw Problems([
        Problem(
          field: "objectorName", code: "notAName",
          message: "异议要实名提出：请写您的姓名，或者单位的全称。需要保密的，选“请求对身份保密”，不写姓名的不予受理。")
      ])
    }
  }

  /// The very same once more, by somebody who did not see that it had been received.
  private func requireNew(
    _ answers: JSON, _ kept: ProofFiles.Kept, _ file: Case, in database: borrowing Connection
  ) throws {
    let known = try database.first(
      """
      SELECT 1 FROM objection o JOIN matter m ON m.id = o.matter
      WHERE m.application = ? AND m.kind = 'objection' AND m.closed IS NULL AND o.answers = ?
        AND o.digest = ?
      """, file.id.number, answers.text, kept.digest, read: { $0.int(0) })
    if known != nil {
      throw Refusal(
        .conflict, code: "filedAlready",
        "这件异议（连同这份证据）已经收到，正在办理，不用重复提交。凭查询码可以看进展；没有收到查询码的，请按公示写明的联系方式报姓名和电话询问。",
        clause: Self.clause)
    }
  }

  private func require(_ notice: Notice, _ today: Day) throws {
    guard notice.phase(on: today) == .running else {
      throw Refusal(
        .conflict, code: "notInPeriod",
        "公示期是\(notice.starts.chinese)至\(notice.ends.chinese)，\(today < notice.starts ? "还没有开始" : "已经结束")。",
        clause: Self.clause)
    }
  }

  private func facts(
    _ number: String, _ notice: Notice, _ moment: Moment, in database: borrowing Connection
  ) throws -> CaseFacts {
    guard notice.items.contains(where: { $0.number.utf8.elementsEqual(number.utf8) }),
      let file = try Cases.find(number, in: database)
    else {
      throw Problems([
        Problem(field: "number", code: "notInNotice", message: "这份公示里没有这个编号，请从名单里抄写。")
      ])
    }
    guard file.stage == .publicised else {
      throw Refusal(.conflict, code: "wrongStage", "这一项已经不在公示中。", clause: Self.clause)
    }
    return try desk.judge.facts(of: file, for: nil, at: moment.now, in: database)
  }

  private func keep(
    _ answers: JSON, _ kept: ProofFiles.Kept, _ notice: Notice, _ facts: CaseFacts,
    _ moment: Moment, in database: borrowing Connection
  ) throws -> Done<Answer> {
    let file = facts.file
    let id = ObjectionID(random: Random.number())
    let code = codes.code(of: id)
    let told = desk.calendar.deadline(
      after: moment.today, days: facts.figure(.objectionAcceptDays)
    ).day
    let due = desk.calendar.deadline(
      after: told, days: facts.figure(.objectionInvestigateDays)
    ).day
    let matter = try Matters.open(.objection, reference: "\(id)", on: file, moment, in: database)
    try database.run(
      """
      INSERT INTO objection (id, notice, application, matter, code, answers, at, told_by, due, file,
        name, kind, size, digest) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
      """, id.number, notice.id.number, file.id.number, matter.number,
      SHA256.hash(Array(code.utf8)), answers.text, moment.now.milliseconds, told.number,
      due.number, kept.file, kept.name, kept.kind.rawValue, kept.size, kept.digest)
    try tell(id, file, told, moment, in: database)
    guard let letter = facts.package.letters.first(where: { $0.occasion == .objectionReceipt })
    else { throw Refusal.notFound }
    let values = [
      "objector": answers["objectorName"]?.string ?? "", "enterprise": file.enterpriseName,
      "item": file.item, "number": file.number, "round": facts.round.title, "unit": notice.issuer,
      "day": moment.today.plain, "due": told.chinese,
    ]
    return Done(
      Answer(
        id: id, title: letter.title,
        paragraphs: letter.paragraphs.map { $0.filled(with: values) }, label: letter.label,
        toldBy: told, code: code),
      "收到对公示项目的异议：\(file.enterpriseName)“\(file.item)”（\(file.number)）", about: file.subject,
      payload: ["objection": .string("\(id)"), "evidence": .string(Hex.text(kept.digest))])
  }

  /// The bureau hears of it; so does the enterprise, but not from whom.
  private func tell(
    _ id: ObjectionID, _ file: Case, _ told: Day, _ moment: Moment,
    in database: borrowing Connection
  ) throws {
    // Whoever had the case in hand can do nothing about it, an approver nothing yet.
    if let bureau = try Organisations.all(.bureau, in: database).first {
      let words = [
        "item": file.item, "number": file.number, "stage": "收到一件异议",
        "due": "，\(told.chinese)前告知是否受理",
      ]
      let able = try Memberships.people(of: bureau.id, as: Lifecycle.weigh.by, in: database).filter
      {
        let facts = try desk.judge.facts(of: file, for: $0.person, at: moment.now, in: database)
        return try !Docket.isBarred(
          by: desk.judge.refusal(to: Lifecycle.weigh, facts, in: database))
      }
      for handler in able {
        try desk.post.tell(
          handler.person, .caseTurn, words, about: file.subject,
          link: ObjectionView.path.link(ItemPlace(id)), moment, in: database)
      }
      if able.isEmpty {
        // It is for them to bring somebody in.
        try desk.post.tellUnit(
          bureau.id, as: [.municipalAdministrator], .caseTurn, words, about: file.subject,
          link: Paths.members.link, moment, in: database)
      }
    }
    try desk.post.tellUnit(
      file.enterprise, as: [.enterpriseEditor, .signatory], .caseNews,
      [
        "item": file.item, "number": file.number, "what": "公示期内收到一件异议",
        "reason": "核查期间这一项暂不发布，其余不受影响。",
      ], about: file.subject, link: CaseView.path.link(file.place), moment, in: database)
  }

  /// Never the code: its objection, from which it is made again.
  func remembered(_ answer: Answer) -> JSON {
    .object(
      receipt(answer) + [.init("id", .string("\(answer.id)"))]
        + (answer.label.map { [.init("label", .string($0))] } ?? []))
  }

  func recalled(_ kept: JSON, at place: ItemPlace<Owner.Notice>) throws -> Answer? {
    guard let id = kept["id"]?.string.flatMap(ObjectionID.init),
      let toldBy = kept["toldBy"]?.string.flatMap({ Day($0) })
    else { return nil }
    let code = codes.code(of: id)
    let found = try ledger.store.read {
      try Objections.find(code: SHA256.hash(Array(code.utf8)), in: $0)
    }
    return Answer(
      id: id, title: kept["title"]?.string ?? "",
      paragraphs: kept["paragraphs"]?.array?.compactMap(\.string) ?? [],
      label: kept["label"]?.string, toldBy: toldBy, code: found?.id == id ? code : nil)
  }

  func json(_ answer: Answer) -> JSON {
    .object(receipt(answer) + (answer.code.map { [.init("code", .string($0))] } ?? []))
  }

  private func receipt(_ answer: Answer) -> [JSON.Member] {
    [
      .init("toldBy", .string("\(answer.toldBy)")), .init("title", .string(answer.title)),
      .init("paragraphs", .array(answer.paragraphs.map { .string($0) })),
    ]
  }

  func next(_ answer: Answer, at place: ItemPlace<Owner.Notice>) -> Address {
    NoticeView.path.link(place)
  }

  func shown(_ answer: Answer, at place: ItemPlace<Owner.Notice>, _ visit: Visit) -> HTML? {
    ObjectionReceipt(answer: answer, visit: visit).html
  }

  func page(
    _ sheet: Sheet, at place: ItemPlace<Owner.Notice>, for actor: Visitor, _ visit: Visit
  ) throws -> HTML {
    let notice = try gazette.notice(place.id)
    return ObjectionForm(
      shown: notice, removed: try gazette.contents.removed,
      form: try desk.form(.objection, of: notice), visit: visit
    ).html(sheet)
  }
}

extension CaseDesk {
  /// The name by which `/openapi.json` has it.
  func shape(_ use: FormUse, of notice: Notice) throws -> String {
    let package = library.round(notice.round).flatMap { library.package($0.package) }
    return "\(package?.id ?? "").\(try form(use, of: notice).id)"
  }

  /// A form of the package that the notice's round is pinned to.
  func form(_ use: FormUse, of notice: Notice) throws -> Policy.Form {
    guard let round = library.round(notice.round), let package = library.package(round.package),
      let form = package.forms.first(where: { $0.id == use.rawValue })
    else { throw Refusal.notFound }
    return form
  }
}
