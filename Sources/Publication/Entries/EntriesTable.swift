import HTML
import HTTP
import JSON
import Routing
import Tables
import Vocabulary

/// What was found, with today's states, for a spreadsheet.
struct EntriesTable: View {
  struct Asked: Input {
    static let format = Field.choice(
      "format", "格式", [Choice("csv", "CSV"), Choice("xlsx", "Excel 工作簿")], isRequired: false)
    static let fields = EntryQuery.fields + [format.note]
    let query: EntryQuery
    let format: String
    init(_ answers: Answers) throws(Problems) {
      query = try EntryQuery(answers)
      format = try answers.read(Self.format)
    }
  }

  static let name = "entries.table"
  static let summary = "名单上的产品和服务，表格（CSV 或 Excel）"
  static let files: [MediaType] = [.csv, .xlsx]
  static let schema = Schema.text
  static let path = Path<Nowhere>("/entries/table")
  static let audience = Audience.everyone

  struct Answer: Sendable {
    let found: EntriesFound
    let format: String
  }

  let gazette: Gazette

  func answer(
    _ asked: Asked, at place: Nowhere, for actor: Visitor, _ visit: Visit
  ) throws -> Answer {
    Answer(
      found: try EntriesFound(asked.query, gazette, on: visit.now.day), format: asked.format)
  }

  func response(_ answer: Answer, _ visit: Visit) -> Response? {
    let grid = Grid(
      "名单", Entry.heads, answer.found.entries.map { $0.cells(on: answer.found.today) })
    let isBook = answer.format == "xlsx"
    var response = Response(
      .ok, type: isBook ? .xlsx : .csv, isBook ? Workbook([grid]).file : grid.csv)
    response.offerAsFile("名单-\(answer.found.today).\(isBook ? "xlsx" : "csv")")
    return response
  }

  func json(_ answer: Answer) -> JSON { [:] }
  func page(
    _ sheet: Sheet, _ answer: Answer?, at place: Nowhere, for actor: Visitor, _ visit: Visit
  ) -> HTML { HTML() }
}

extension Entry {
  static let heads = [
    "标志编号", "产品或服务", "类别", "企业", "受理单位", "状态", "自何时", "发布日期", "有效期至",
  ]

  func cells(on today: Day) -> [Grid.Cell] {
    let (state, since) = state(on: today)
    return [
      code, item, kindTitle, enterprise, unit, state.title, "\(since)", "\(listed)", "\(until)",
    ].map { .text($0) }
  }
}
