import Accounts
import Design
import Digest
import HTML
import JSON
import Journal
import Routing
import SQLite
import Vocabulary

/// The record, for those who oversee: by person, by case, by act. Names are masked; who wants the
/// full entry says why, and that is on the record too.
struct JournalView: View {
  struct Asked: Input {
    static let person = Field.text(
      "person", "谁", most: 80, help: "姓名、登录名，或日志里的 person/… 编号。", example: "孙丽",
      isRequired: false
    ).filledIn(by: "off")
    static let subject = Field.text(
      "subject", "哪一件", most: 80, help: "日志里“关于”一栏的编号。", example: "claim/…", isRequired: false
    ).filledIn(by: "off")
    static let act = Field.text(
      "act", "做了什么", most: 60, example: "claim.decide",
      isRequired: false
    ).filledIn(by: "off")
    static let from = Field.day("from", "从哪一天").optional
    static let to = Field.day("to", "到哪一天").optional
    static let before = Field.integer(
      "before", "从第几条之前", 1...Int(Int32.max)
    ).optional
    static let fields = [
      person.note, subject.note, act.note, from.note, to.note, before.note,
    ]
    let person, subject, act: String
    let from, to: Day?
    let before: Int?

    init(_ answers: Answers) throws(Problems) {
      (person, subject, act, from, to, before) = try answers.read(
        Self.person, Self.subject, Self.act, Self.from, Self.to, Self.before)
    }
  }

  static let name = "journal"
  static let summary = "日志：谁在什么时候做了什么"
  static let path = Paths.journal
  static let audience = Audience.members(.supervisor, .auditor)
  static let schema = Schema.object([
    .always("head", .text), .always("items", .list(itemSchema)), .sometimes("next", .integer),
  ])
  static let itemSchema = Schema.object([
    .always("sequence", .integer), .always("at", .instant), .always("actor", .text),
    .sometimes("name", .text), .sometimes("behalf", .text), .always("act", .text),
    .sometimes("subject", .text), .always("summary", .text), .always("hash", .text),
  ])
  static let most = 50

  struct Item: Sendable {
    let link: Link
    let name: String?
  }

  struct Answer: Sendable {
    let items: [Item]
    let next: Int?
    let acts: [String]
    let head: Head
  }

  let store: Store
  let titles: [String: String]

  func answer(
    _ asked: Asked, at place: Nowhere, for member: Member, _ visit: Visit
  ) throws -> Answer {
    try store.read(lane: visit.lane) { database in
      var search = Journal.Search()
      search.actors = try Self.actors(asked.person, in: database)
      search.subject = asked.subject.isEmpty ? nil : asked.subject
      search.act = asked.act.isEmpty ? nil : asked.act
      search.from = asked.from.map { Instant($0) }
      search.until = asked.to.map { Instant($0.advanced(by: 1)) }
      let links = try Journal.links(
        search, before: asked.before ?? Int.max, most: Self.most + 1, in: database)
      let shown = links.prefix(Self.most)
      let names = try People.names(of: Set(shown.compactMap(\.person)), in: database)
      let items = shown.map { link in
        Item(link: link, name: link.person.flatMap { names[$0] }.map(Mask.name))
      }
      return Answer(
        items: items, next: links.count > Self.most ? items.last?.link.sequence : nil,
        acts: try Journal.acts(in: database),
        head: try Journal.head(of: database))
    }
  }

  /// A name or a login name is looked up; anything else is taken as it stands. Names are masked where
  /// they are shown: whoever looks for one knows it already.
  private static func actors(
    _ text: String, in database: borrowing Connection
  ) throws -> [String]? {
    if text.isEmpty { return nil }
    if text.contains("/") { return [text] }
    let apart = ["系统": "system", "未登录的人": "visitor", "运行人员": "operator"]
    if let word = apart[text] ?? apart.values.first(where: { $0 == text }) { return [word] }
    if let person = try People.find(login: LoginName.fold(text), in: database) {
      return ["person/\(person.id)"]
    }
    return try People.named(text, in: database).map { "person/\($0)" }
  }

  func json(_ answer: Answer) -> JSON {
    var members: [JSON.Member] = [
      .init("head", .string(answer.head.hex)), .init("items", .array(answer.items.map(Self.json))),
    ]
    if let next = answer.next { members.append(.init("next", .integer(next))) }
    return .object(members)
  }

  private static func json(_ item: Item) -> JSON {
    let link = item.link
    var members: [JSON.Member] = [
      .init("sequence", .integer(link.sequence)), .init("at", .string("\(link.at)")),
      .init("actor", .string(link.actor)), .init("act", .string(link.act)),
      .init("summary", .string(link.summary)), .init("hash", .string(Hex.text(link.hash))),
    ]
    if let name = item.name { members.append(.init("name", .string(name))) }
    if let behalf = link.behalf { members.append(.init("behalf", .string(behalf))) }
    if let subject = link.subject { members.append(.init("subject", .string(subject))) }
    return .object(members)
  }

  func page(
    _ sheet: Sheet, _ answer: Answer?, at place: Nowhere, for member: Member, _ visit: Visit
  ) -> HTML {
    Shell("日志", on: visit, current: Paths.journal.link).page {
      errorSummary(sheet)
      form(
        .method("get"), .action(Self.path.link), .role("search"), .class("panel filters"),
        .novalidate()
      ) {
        for note in [
          Asked.person.note, Asked.subject.note, act(answer), Asked.from.note, Asked.to.note,
        ] { field(note, sheet) }
        button(.type("submit")) { "查找" }
      }
      if let answer {
        JournalPage.chain(answer.head, visit)
        JournalPage.list(answer, sheet)
      }
    }
  }
}

extension JournalView {
  /// As a list of what has been done so far, in words; with the name where two say the same.
  private func act(_ answer: Answer?) -> FieldNote {
    let known = answer?.acts ?? titles.keys.sorted()
    let words = Dictionary(known.map { (titles[$0] ?? $0, 1) }, uniquingKeysWith: +)
    return Asked.act.note.choosing(
      from: known.map { name in
        let title = titles[name] ?? name
        return Choice(name, words[title] == 1 ? title : "\(title)（\(name)）")
      })
  }
}

extension Link {
  /// Who did it, where it was a person.
  fileprivate var person: PersonID? {
    actor.hasPrefix("person/") ? PersonID(String(actor.dropFirst(7))) : nil
  }
}
