import Accounts
import Acts
import Design
import HTML
import HTTP
import JSON
import Policy
import Routing
import SQLite
import Tables
import Vocabulary

/// What an office has in its list, as a file to go on with, narrowed as the list is. On the record: what
/// has left the house, when and by whom (feature 92).
struct ExportQueue: Recording {
  struct Asked: Input {
    static let fields = [ExportFormat.field.note] + QueueView.Asked.conditions
    let format: ExportFormat
    let list: QueueView.Asked

    init(_ answers: Answers) throws(Problems) {
      let format: String
      (format, list) = try Answers.both(
        try answers.read(ExportFormat.field), try QueueView.Asked(answers))
      self.format = ExportFormat(format)
    }
  }

  struct Answer: Sendable {
    let grid: Grid
    let format: ExportFormat
    var name: String { "申请 \(grid.rows.count) 份" }
  }

  /// More at once is no list that anybody goes on with.
  static let most = 5000

  static let name = "applications.export"
  static let summary = "导出申请列表"
  static let path = Path<Nowhere>("/exports/applications")
  static let audience = Audience.members(ExportFormat.by)
  static let isAnnounced = false
  /// Asked for again it is read again.
  static let isRemembered = false
  static let schema = ExportFormat.schema

  let desk: CaseDesk
  var ledger: Ledger { desk.ledger }

  /// Read beside whoever writes: it is long.
  func perform(
    _ asked: Asked, at place: Nowhere, by member: Member, _ visit: Visit
  ) async throws -> Answer {
    let grid = try ledger.store.read(lane: visit.lane) {
      try read(asked.list, for: member, at: visit.now, in: $0)
    }
    return try await record(visit, at: place) { _, _ in
      Done(
        Answer(grid: grid, format: asked.format), "导出申请列表：\(grid.rows.count) 份",
        about: "organisation/\(member.seat.organisation)",
        payload: .object(
          [
            .init("format", .string(asked.format.rawValue)),
            .init("count", .integer(grid.rows.count)),
          ] + asked.list.members))
    }
  }

  private func read(
    _ list: QueueView.Asked, for member: Member, at now: Instant, in database: borrowing Connection
  ) throws -> Grid {
    var queue = list.queue(for: member, on: now.day, desk.library)
    queue?.most = Self.most + 1
    let found = try queue?.read(for: member, in: database) ?? []
    if found.count > Self.most {
      throw Problems([
        Problem(
          field: ExportFormat.field.note.name, code: "tooMany",
          message: "超过 \(Self.most) 份，一次导不完：请回到列表，选好批次、环节或别的条件，分几次导出。")
      ])
    }
    let facts = try desk.judge.facts(
      of: found, for: member.caller.person, at: now, in: database)
    let handlers = try Handlers.names(of: facts, in: database)
    let codes = try Self.codes(found.map(\.enterprise), in: database)
    return Grid(
      "申请", Self.head,
      facts.map { facts in
        row(
          facts, codes[facts.file.enterprise] ?? "",
          Handlers.of(facts.matters).flatMap { handlers[$0] } ?? "")
      })
  }

  private static let head = [
    "编号", "产品或服务", "类别", "企业", "统一社会信用代码", "所在区", "批次", "环节", "结果", "提交日", "承办人",
    "轮到", "办到", "在本环节的工作日", "重点推荐的称号",
  ]

  private func row(_ facts: CaseFacts, _ code: String, _ handler: String) -> [Grid.Cell] {
    let file = facts.file
    let line = CaseLine(facts, desk.calendar)
    let texts = [
      file.number, file.item, file.kind.title, file.enterpriseName, code, file.unitName, line.round,
      file.stage.title, line.ending ?? "",
      file.received.map { "\($0)" } ?? file.submitted.map { "\($0.day)" } ?? "", handler,
      line.isSomebodys ? line.turn : "", line.until.map { "\($0)" } ?? "",
    ]
    let age = desk.calendar.count(after: file.countedFrom, through: facts.now.day)
    return texts.map { .text($0) } + [.number("\(age)"), .text(file.priority)]
  }

  /// All at once, whoever's they are.
  private static func codes(
    _ enterprises: [OrganisationID], in database: borrowing Connection
  ) throws -> [OrganisationID: String] {
    let ids = JSON.array(Set(enterprises).map { .integer($0.number) }).text
    let rows = try database.all(
      """
      SELECT o.id, o.credit_code FROM json_each(?) j CROSS JOIN organisation o ON o.id = j.value
      """, ids
    ) { (OrganisationID($0.int(0)), $0.optionalText(1) ?? "") }
    return Dictionary(rows) { first, _ in first }
  }

  func json(_ answer: Answer) -> JSON { answer.format.json(answer.grid, named: answer.name) }
  func response(_ answer: Answer, _ visit: Visit) -> Response? {
    answer.format.response(answer.grid, named: answer.name)
  }
  func next(_ answer: Answer, at place: Nowhere) -> Address { QueueView.path.link }

  func page(_ sheet: Sheet, at place: Nowhere, for member: Member, _ visit: Visit) throws -> HTML {
    // What could not be asked of the list is not carried along.
    let kept = (try? QueueView.Asked(sheet.answers))?.query ?? []
    return actPage(
      Self.summary, on: visit, backTo: ("申请", QueueView.path.link(Nowhere(), query: kept)),
      lead: kept.isEmpty
        ? "导出您能看到的全部申请；只要一部分的，先在列表里选好条件再来。"
        : "导出刚才在列表里选好条件的那些申请。", sheet
    ) {
      if !kept.isEmpty { factList { for one in kept { Self.condition(one.name, one.value) } } }
      p(.class("quiet")) { "一次最多 \(Self.most) 份。导出记入日志：什么时候、由谁、按什么条件导出。" }
      postForm(
        Self.path.link, on: visit, fields: [ExportFormat.field.note], sheet, button: "导出",
        held: kept)
    }
  }

  /// One of the list's conditions, in words.
  private static func condition(_ name: String, _ value: String) -> HTML {
    guard let note = QueueView.Asked.conditions.first(where: { $0.name == name }) else {
      return HTML()
    }
    switch note.kind {
    case .choice(let choices):
      return fact(note.label, HTML(choices.first { $0.value == value }?.label ?? value))
    case .flag: return fact(note.label, HTML("是"))
    default: return fact(note.label, HTML(value))
    }
  }
}
