import Accounts
import Acts
import Applications
import Design
import Digest
import HTML
import JSON
import Messages
import Policy
import Rounds
import Routing
import SQLite
import Vocabulary

/// The secretary writes down what the panel found: the scores are the sheets', the words the panel's.
struct DraftReport: RecordedAct {
  struct Asked: Input {
    static let opinion = Field.longText(
      "opinion", "评审组总体意见", most: 2000, example: "评审组按评分表独立评分，意见一致。")
    static let fields = [opinion.note, Edition.asked.note]
    static var more: [Schema.Property]? { [.always("cases", .map(.text))] }
    static let prefix = "case."
    let opinion: String
    /// Over which draft it is written.
    let edition: Int
    /// For each case, by its number.
    let words: [String: String]

    init(_ answers: Answers) throws(Problems) {
      (opinion, edition) = try answers.read(Self.opinion, Edition.asked)
      var words: [String: String] = [:]
      if let sent = answers.others.first, sent.name == "cases", let members = sent.value.members {
        for member in members { words[member.name] = member.value.string ?? "" }
      } else {
        for other in answers.others where other.name.hasPrefix(Self.prefix) {
          words[String(other.name.dropFirst(Self.prefix.count))] = other.value.string ?? ""
        }
      }
      self.words = words
    }
  }

  static let most = 1000
  static let name = Lifecycle.report.name
  static let summary = Lifecycle.report.title
  static let path = Path<ItemPlace<Owner.Panel>>("/panels/:panel/report")
  static let audience = Audience.members(Lifecycle.report.by)
  static let clause: String? = Lifecycle.report.clause
  static let refuses: Set<Refusal.Kind> = [.conflict]
  static let schema = Schema.object([.always("id", .text), .always("sha256", .text)])

  let desk: CaseDesk
  var ledger: Ledger { desk.ledger }

  func change(
    _ asked: Asked, at place: ItemPlace<Owner.Panel>, by member: Member, _ moment: Moment,
    in database: borrowing Connection
  ) throws -> Done<Report> {
    let panel = try Panels.find(place.id, for: member, in: database)
    let work = try PanelWork(panel, desk, in: database)
    try work.requireReady()
    let problems = Self.problems(asked, work)
    if !problems.isEmpty { throw Problems(problems) }
    let edition = try Reports.count(of: panel.id, in: database)
    if asked.edition != edition {
      let opinion = work.report?.json["opinion"]?.string ?? ""
      throw Refusal(
        .conflict, code: "stale", "您打开以后，同事另起草了一稿：“\(opinion)”。您写的还在，核对以后再送。",
        stands: [.stands(Edition.name, "第 \(edition) 版"), .stands("opinion", opinion)])
    }
    let facts = try work.live.map {
      try desk.judge.facts(of: $0, for: member.caller.person, at: moment.now, in: database)
    }
    let bytes = ReportContent(work: work, facts: facts, asked: asked, at: moment.now)
      .json.canonical.bytes
    let id = ReportID.drawn
    try database.run(
      "INSERT INTO report (id, panel, content, digest, at, person) VALUES (?, ?, ?, ?, ?, ?)",
      id.number, panel.id.number, UTF8Text(bytes), SHA256.hash(bytes), moment.now.milliseconds,
      member.caller.person.number)
    for facts in facts {
      try desk.judge.admit(Lifecycle.report, facts, in: database)
      for matter in facts.open(.report) {
        try Matters.close(matter.id, "redrafted", moment, in: database)
      }
      // The ranked list is made from this word.
      try Matters.open(
        .report, work.officialScore(of: facts.file).map { "\($0)" } ?? "",
        reference: "\(id)", on: facts.file, moment, in: database)
      let said = Said("")
      let moved = try desk.take(Lifecycle.report, facts, said, moment, in: database)
      try desk.record(Lifecycle.report, moved, said, moment, in: database)
    }
    for signer in work.signers(of: work.live) {
      try desk.post.tell(
        signer.person, .reviewTurn, ["title": "评审组意见", "what": "请核对并签署"],
        about: panel.subject, link: PanelView.path.link(place), moment, in: database)
    }
    guard let report = try Reports.standing(of: panel.id, in: database).last else {
      throw Refusal.notFound
    }
    return Done(
      report, "起草评审组意见：\(facts.count) 件", about: panel.subject,
      payload: ["sha256": .string(Hex.text(report.digest))])
  }

  private static func problems(_ asked: Asked, _ work: PanelWork) -> [Problem] {
    var problems: [Problem] = []
    for file in work.live {
      let field = Asked.prefix + file.number
      switch TextFault(
        asked.words[file.number] ?? "", most: most, allowsBreaks: true, allowsBlank: false)
      {
      case .blank?:
        problems.append(
          Problem(field: field, code: "required", message: "请写“\(file.item)”的评审意见。"))
      case .tooLong(let count)?:
        problems.append(
          Problem(
            field: field, code: "tooLong",
            message: "“\(file.item)”的评审意见最多 \(most) 个字，现在有 \(count) 个。"))
      case .control?:
        problems.append(
          Problem(
            field: field, code: "control", message: "“\(file.item)”的评审意见里有不能使用的控制字符。"))
      case nil: break
      }
    }
    let known = Set(work.live.map(\.number))
    for number in asked.words.keys.sorted().prefix(20) where !known.contains(number) {
      let shown = String(number.unicodeScalars.prefix(40).map(Character.init))
      problems.append(
        Problem(
          field: Asked.prefix + shown, code: "unknownField", message: "本组没有编号“\(shown)”的申请。"))
    }
    return problems
  }

  func json(_ report: Report) -> JSON {
    ["id": .string("\(report.id)"), "sha256": .string(Hex.text(report.digest))]
  }
  func next(_ report: Report, at place: ItemPlace<Owner.Panel>) -> Address {
    PanelView.path.link(place)
  }

  func page(
    _ sheet: Sheet, at place: ItemPlace<Owner.Panel>, for member: Member, _ visit: Visit
  ) throws -> HTML {
    let (work, edition) = try ledger.store.read(lane: visit.lane) { database in
      let panel = try Panels.find(place.id, for: member, in: database)
      return (
        try PanelWork(panel, desk, in: database), try Reports.count(of: panel.id, in: database)
      )
    }
    var no: Refusal?
    do throws(Refusal) { try work.requireReady() } catch { no = error }
    return Shell(Self.summary, on: visit, trail: [("评审组", PanelView.path.link(place))]).page {
      errorSummary(sheet)
      if let no, sheet.problems.isEmpty {
        note(.warn) { p { Citation.readable(no.sentence) } }
      } else {
        p(.class("lead")) { "分数取自锁定的评分表，按规则计算，不能改；这里写评审组的意见。" }
        sendForm(Self.path.link(place), on: visit, button: "送评审组签署", class: "panel asking") {
          hidden(Edition.name, "\(edition)")
          field(Asked.opinion.note, sheet)
          for file in work.live {
            let name = Asked.prefix + file.number
            let problem = sheet.problems.first { $0.field == name }
            div(.class(problem == nil ? "field" : "field wrong")) {
              label(.for(name)) {
                "\(file.item)（\(file.enterpriseName)），\(work.officialScore(of: file).map { "\($0)" } ?? "—") 分"
              }
              if let problem { fieldError(problem, id: name) }
              textarea(
                .id(name), .name(name), .rows(4),
                .optional(problem == nil ? nil : .aria("aria-invalid", "true")),
                .optional(problem == nil ? nil : .aria("aria-describedby", "\(name)-error"))
              ) {
                sheet.answers.otherTexts.first { $0.name == name }?.value ?? ""
              }
            }
          }
        }
      }
    }
  }
}

/// F9 as it is frozen: ranked, with every sheet's total, who was missing and why.
struct ReportContent {
  let work: PanelWork
  let facts: [CaseFacts]
  let asked: DraftReport.Asked
  let at: Instant

  var json: JSON {
    let ranked = facts.sorted { a, b in
      let (x, y) = (score(a), score(b))
      return x == y ? a.file.number < b.file.number : x > y
    }
    return [
      "panel": .string("\(work.panel.id)"), "body": .string(work.panel.bodyName),
      "at": .string("\(at)"), "opinion": .string(asked.opinion),
      "cases": .array(ranked.map(line)),
      "absent": .array(
        work.reviews.filter(\.isGone).map { review in
          [
            "case": .string(work.cases.first { $0.id == review.application }?.number ?? ""),
            "expert": .string("\(review.person)"), "why": .string(review.why),
          ]
        }),
    ]
  }

  private func score(_ facts: CaseFacts) -> Exact {
    work.officialScore(of: facts.file) ?? Exact(0)
  }

  private func line(_ facts: CaseFacts) -> JSON {
    let file = facts.file
    let sheets = work.reviews.standing(for: file.id)
    let totals = sheets.compactMap(\.total)
    let (highest, lowest) = (totals.max() ?? Exact(0), totals.min() ?? Exact(0))
    return [
      "number": .string(file.number), "item": .string(file.item),
      "enterprise": .string(file.enterpriseName), "score": score(facts).json,
      "rule": .string(work.rule(of: file).rule.rawValue),
      "passLine": .integer(facts.figure(.passLine)), "highest": highest.json,
      "lowest": lowest.json,
      "spread": Exact(hundredths: highest.hundredths - lowest.hundredths).json,
      "opinion": .string(asked.words[file.number] ?? ""),
      "sheets": .array(
        sheets.map { sheet in
          [
            "expert": .string("\(sheet.person)"), "total": (sheet.total ?? Exact(0)).json,
            "sha256": .string(Hex.text(sheet.digest)),
          ]
        }),
    ]
  }
}
