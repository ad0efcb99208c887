import Acts
import Applications
import Design
import HTML
import JSON
import Routing
import SQLite
import Vocabulary

/// An expert says what binds them to a firm, as soon as it does.
struct DeclareTie: RecordedAct {
  struct Asked: Input {
    static let code = Field.text(
      "creditCode", "统一社会信用代码", most: 40, example: "91310104MA1FR00186"
    ).withFixedForm
    static let name = Field.text("name", "企业名称", most: 100, example: "上海某某有限公司")
    static let kind = Field.choice(
      "kind", "什么关系", Tie.Kind.allCases.map { Choice($0.rawValue, $0.title) })
    static let since = Field.day("since", "从哪一天起").optional
    static let until = Field.day("until", "到哪一天为止", help: "现在还有的不填。").optional
    static let fields = [code.note, name.note, kind.note, since.note, until.note]
    let tie: Tie

    init(_ answers: Answers) throws(Problems) {
      let (code, name, kind, since, until) = try answers.read(
        Self.code, Self.name, Self.kind, Self.since, Self.until)
      var problems: [Problem] = []
      var checked = code
      do throws(CreditCode.Failure) {
        checked = try CreditCode(code).text
      } catch {
        problems.append(
          Problem(field: "creditCode", code: "creditCode", message: error.sentence(for: code)))
      }
      if let since, let until, until < since {
        problems.append(Problem(field: "until", code: "order", message: "“到哪一天为止”早于“从哪一天起”。"))
      }
      if !problems.isEmpty { throw Problems(problems) }
      tie = Tie(
        code: checked, name: name, kind: Tie.Kind(rawValue: kind) ?? .other, since: since,
        until: until)
    }
  }

  static let name = "expert.declare"
  static let summary = "申报利益关系"
  static let path = Path<Nowhere>("/experts/ties")
  static let audience = Audience.members(.expert)
  static let clause: String? = "001 二（五）第一句"
  static let schema = Schema.object([
    .always(
      "items",
      .list(
        .object([
          .always("creditCode", .text), .always("name", .text), .always("kind", .text),
          .sometimes("since", .day), .sometimes("until", .day),
        ])))
  ])

  let desk: CaseDesk
  var ledger: Ledger { desk.ledger }

  func change(
    _ asked: Asked, at place: Nowhere, by member: Member, _ moment: Moment,
    in database: borrowing Connection
  ) throws -> Done<[Tie]> {
    let person = member.caller.person
    let known = try Ties.of(person, in: database)
    if known.contains(asked.tie) { return .unchanged(known) }
    try Ties.add(asked.tie, of: person, at: moment.now, in: database)
    return Done(
      try Ties.of(person, in: database), "申报一项利益关系", about: "person/\(person)",
      payload: ["creditCode": .string(asked.tie.code), "kind": .string(asked.tie.kind.rawValue)])
  }

  func json(_ ties: [Tie]) -> JSON {
    [
      "items": .array(
        ties.map { tie in
          var members: [JSON.Member] = [
            .init("creditCode", .string(tie.code)), .init("name", .string(tie.name)),
            .init("kind", .string(tie.kind.rawValue)),
          ]
          if let since = tie.since { members.append(.init("since", .string("\(since)"))) }
          if let until = tie.until { members.append(.init("until", .string("\(until)"))) }
          return .object(members)
        })
    ]
  }

  func next(_ ties: [Tie], at place: Nowhere) -> Address { Self.path.link }

  func page(_ sheet: Sheet, at place: Nowhere, for member: Member, _ visit: Visit) throws -> HTML {
    let ties = try ledger.store.read(lane: visit.lane) {
      try Ties.of(member.caller.person, in: $0)
    }
    return Shell(Self.summary, on: visit).page {
      errorSummary(sheet)
      p(.class("lead")) { "申报过的企业，抽取评审组时自动回避；工作单位离开以后还要回避一段时间。" }
      if !ties.isEmpty {
        DataTable(
          "已经申报的", [.init("企业"), .init("关系"), .init("从"), .init("到")],
          ties.map { tie in
            [
              HTML("\(tie.name)（\(tie.code)）"), HTML(tie.kind.title),
              HTML(tie.since?.chinese ?? ""), HTML(tie.until?.chinese ?? "现在"),
            ]
          }
        ).html
      }
      postForm(Self.path.link, on: visit, fields: Asked.fields, sheet, button: "申报")
    }
  }
}
