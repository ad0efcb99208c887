import Acts
import Design
import HTML
import JSON
import Linux
import Routing
import SQLite
import Vocabulary

/// Keeps what the queue was asked for.
struct SaveFilter: RecordedAct {
  struct Asked: Input {
    static let name = Field.text("name", "给这组条件起个名字", most: 20, example: "快到期的产品")
    static let fields = [name.note] + QueueView.Asked.conditions
    let name: String
    let query: [(name: String, value: String)]

    init(_ answers: Answers) throws(Problems) {
      name = try answers.read(Self.name)
      // Whatever could not be asked cannot be kept.
      query = try QueueView.Asked(answers).query
      if query.isEmpty {
        throw Problems([Problem(field: "name", code: "nothing", message: "先选好条件，再存为常用条件。")])
      }
    }
  }

  static let name = "filter.save"
  static let summary = "存为常用条件"
  static let path = Path<Nowhere>("/filters/new")
  static let audience = Audience.members(SavedFilters.by)
  static let refuses: Set<Refusal.Kind> = [.conflict]
  static let schema = Schema.object([.always("id", .text)])

  let desk: CaseDesk
  var ledger: Ledger { desk.ledger }

  func change(
    _ asked: Asked, at place: Nowhere, by member: Member, _ moment: Moment,
    in database: borrowing Connection
  ) throws -> Done<ID<SavedFilter>> {
    let person = member.caller.person
    let known = try SavedFilters.of(person, in: database)
    if known.count >= SavedFilters.most {
      throw Refusal(.conflict, code: "tooMany", "常用条件最多存 \(SavedFilters.most) 组，请先删掉不用的。")
    }
    if known.contains(where: { $0.name == asked.name }) {
      throw Problems([
        Problem(field: "name", code: "taken", message: "已经有一组叫“\(asked.name)”的，请换一个名字。")
      ])
    }
    let id = ID<SavedFilter>(random: Random.number())
    let query = JSON.object(asked.query.map { JSON.Member($0.name, .string($0.value)) })
    try database.run(
      "INSERT INTO saved_filter (id, person, name, query) VALUES (?, ?, ?, ?)", id.number,
      person.number, asked.name, query.text)
    return Done(id, "存下一组常用条件")
  }

  func json(_ id: ID<SavedFilter>) -> JSON { ["id": .string("\(id)")] }
  func next(_ id: ID<SavedFilter>, at place: Nowhere) -> Address { QueueView.path.link }

  func page(_ sheet: Sheet, at place: Nowhere, for member: Member, _ visit: Visit) throws -> HTML {
    let kept = QueueView.kept(sheet)
    return actPage(
      Self.summary, on: visit, backTo: ("申请", QueueView.path.link(Nowhere(), query: kept)),
      lead: kept.isEmpty ? nil : "刚才在申请列表里选好的条件会一起存下，以后一点就到。", sheet
    ) {
      if kept.isEmpty {
        emptyState(
          "还没有选好条件", "先在申请列表里选阶段、批次或关键词，再存为常用条件。",
          action: ("去申请列表", QueueView.path.link))
      } else {
        postForm(
          Self.path.link, on: visit, fields: [Asked.name.note], sheet, button: Self.summary,
          held: kept)
      }
    }
  }
}
