import HTML
import JSON
import Policy
import Routing
import Vocabulary

/// The same for programs, in one question.
package struct RubricSum: Act {
  package struct Asked: Input {
    static let policy = Field.text(
      "policy", "政策包", most: 40, example: "pilot-2024", isRequired: false)
    package static let fields = [policy.note, RubricTool.Asked.kind.note]
    package static var more: [Schema.Property]? { [.sometimes("scores", .map(.number))] }

    let policy: String
    let kind: ItemKind
    let scores: [JSON.Member]

    package init(_ answers: Answers) throws(Problems) {
      let kind: String
      (policy, kind) = try answers.read(Self.policy, RubricTool.Asked.kind)
      self.kind = ItemKind(rawValue: kind) ?? .product
      for other in answers.others where other.name != "scores" || other.value.members == nil {
        throw Problems([
          Problem(
            field: other.name, code: other.name == "scores" ? "wrongType" : "unknownField",
            message: other.name == "scores" ? "“scores”要是一个对象。" : "这里没有“\(other.name)”这一项。")
        ])
      }
      scores = answers.others.first?.value.members ?? []
    }
  }

  package static let name = "rubric.sum"
  package static let summary = "按评分表合计得分"
  package static let path = RubricTool.path
  package static let audience = Audience.everyone
  package static let clause: String? = "004 附件4"
  package static let faces: Set<Visit.Face> = [.json]
  package static let schema = Schema.object(properties)

  static let properties: [Schema.Property] = [
    .always("indicators", .map(.object([.always("raw", .number), .always("capped", .number)]))),
    .always("total", .number),
  ]

  let shelf: Shelves

  package func perform(
    _ asked: Asked, at place: Nowhere, by actor: Visitor, _ visit: Visit
  ) async throws -> RubricTool.Answer {
    // The address may name the package, as a link does (house §6).
    let named = visit.query("policy").flatMap { $0.isEmpty ? nil : $0 } ?? asked.policy
    let kind = visit.query("kind").flatMap(ItemKind.init) ?? asked.kind
    let (package, rubric) = try Self.find(named, kind, shelf(visit.now))
    return try Self.answer(package, rubric, asked.scores) { Exact($0) }
  }

  package func json(_ answer: RubricTool.Answer) -> JSON { .object(Self.members(answer.result)) }
  package func next(_ answer: RubricTool.Answer, at place: Nowhere) -> Address { Self.path.link }
  package func page(_ sheet: Sheet, at place: Nowhere, for actor: Visitor, _ visit: Visit) -> HTML {
    RubricTool(shelf: shelf).page(sheet, nil, at: place, for: actor, visit)
  }

  static func find(
    _ id: String, _ kind: ItemKind, _ shelf: Shelf
  ) throws(Problems) -> (Package, Rubric) {
    let package = id.isEmpty ? shelf.standing : shelf[id]
    guard let package, let rubric = package.rubric(for: kind) else {
      throw Problems([
        Problem(
          field: "policy", code: "notAChoice",
          message: "没有这个政策包，现有的是：\(shelf.shown.map(shelf.name).joined(separator: "、"))。")
      ])
    }
    return (package, rubric)
  }

  /// Every score is looked at; all that is wrong is told at once.
  static func answer(
    _ package: Package, _ rubric: Rubric, _ scores: [JSON.Member], _ read: (JSON) -> Exact?
  ) throws(Problems) -> RubricTool.Answer {
    var given: [String: Exact] = [:]
    var problems: [Problem] = []
    for score in scores {
      guard let item = rubric.items.first(where: { $0.id == score.name }) else {
        let name = String(score.name.unicodeScalars.prefix(20).map(Character.init))
        problems.append(
          Problem(field: name, code: "unknownField", message: "评分表里没有“\(name)”这一项。"))
        continue
      }
      guard let points = read(score.value) else {
        problems.append(
          Problem(field: item.id, code: "wrongType", message: "“\(item.id)”的分数应为最多两位小数的数。"))
        continue
      }
      if let complaint = rubric.complaint(about: points, for: item) {
        problems.append(Problem(field: item.id, code: "outOfRange", message: complaint))
      }
      given[item.id] = points
    }
    if !problems.isEmpty { throw Problems(problems) }
    return RubricTool.Answer(
      package: package, rubric: rubric, given: given, result: rubric.score(given))
  }

  static func members(_ result: Rubric.Result) -> [JSON.Member] {
    let lines = result.lines.map { line in
      JSON.Member(line.indicator.id, ["raw": line.raw.json, "capped": line.capped.json])
    }
    return [.init("indicators", .object(lines)), .init("total", result.total.json)]
  }
}
