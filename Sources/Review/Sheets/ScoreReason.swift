import Applications
import JSON
import Policy
import Routing
import Vocabulary

/// Why a project was given what it was given, and by which file of the application.
struct ScoreReason: Sendable, Equatable {
  static let prefix = "reason."
  static let evidencePrefix = "evidence."
  static let most = 500

  let text: String
  let evidence: AttachmentID?

  static let schema = Schema.map(
    .object([.sometimes("text", .text), .sometimes("evidence", .text)]))

  init?(text: String, evidence: AttachmentID?) {
    if text.isEmpty, evidence == nil { return nil }
    self.text = text
    self.evidence = evidence
  }

  /// As it is kept.
  init?(_ json: JSON) {
    self.init(
      text: json["text"]?.string ?? "",
      evidence: json["evidence"]?.string.flatMap { AttachmentID($0) })
  }

  var json: JSON {
    .object(
      [.init("text", .string(text))]
        + (evidence.map { [.init("evidence", .string("\($0)"))] } ?? []))
  }

  static func json(_ all: [String: ScoreReason]) -> JSON {
    .object(all.sorted { $0.key < $1.key }.map { .init($0.key, $0.value.json) })
  }
}

/// The reasons of a sheet as they were sent, project by project.
struct SentReasons {
  struct One {
    let project: String
    let text, evidence: JSON?
    var unknown: [String] = []
  }

  /// Nil: nothing is said of reasons, and those that are kept stay.
  let all: [One]?

  /// A program's `{"1a": {"text": "…", "evidence": "…"}}`; a browser's fields, one for each.
  init(typed: JSON?) throws(Problems) {
    guard let typed else {
      all = nil
      return
    }
    guard let members = typed.members, members.allSatisfy({ $0.value.members != nil }) else {
      throw Problems([
        Problem(
          field: "reasons", code: "wrongType",
          message: "请写成 {\"1a\": {\"text\": \"…\", \"evidence\": \"…\"}}，evidence 可以不写。")
      ])
    }
    all = members.map {
      One(
        project: $0.name, text: $0.value["text"], evidence: $0.value["evidence"],
        unknown: ($0.value.members ?? []).map(\.name).filter { !["text", "evidence"].contains($0) })
    }
  }

  init(fields: [JSON.Member]) {
    func named(_ prefix: String) -> [(String, JSON)] {
      fields.filter { $0.name.hasPrefix(prefix) }
        .map { (String($0.name.dropFirst(prefix.count)), $0.value) }
    }
    let texts = named(ScoreReason.prefix)
    let files = Dictionary(
      named(ScoreReason.evidencePrefix), uniquingKeysWith: { first, _ in first })
    all =
      texts.isEmpty
      ? nil : texts.map { One(project: $0.0, text: $0.1, evidence: files[$0.0]) }
  }

  /// - Parameter files: of the application, to point to.
  func read(
    _ rubric: Rubric, _ files: [Attachment]
  ) -> (reasons: [String: ScoreReason], problems: [Problem]) {
    var (reasons, problems): ([String: ScoreReason], [Problem]) = ([:], [])
    let projects = rubric.indicators.flatMap(\.projects)
    for one in all ?? [] {
      let field = ScoreReason.prefix + one.project
      func fault(_ code: String, _ message: String, at place: String? = nil) {
        problems.append(Problem(field: place ?? field, code: code, message: message))
      }
      guard let project = projects.first(where: { $0.id == one.project }) else {
        let name = String(one.project.unicodeScalars.prefix(20).map(Character.init))
        fault(
          "unknownField", "评分表里没有“\(name)”这个项目。", at: ScoreReason.prefix + name)
        continue
      }
      // As a program sends it and as a browser does.
      let said = (one.text?.string ?? "").replacing("\r\n", with: "\n")
      let text = said.unicodeScalars.allSatisfy(\.properties.isWhitespace) ? "" : said
      if one.text.map({ $0.string == nil }) == true { fault("wrongType", "理由要是文字。") }
      switch TextFault(
        text.isEmpty ? "—" : text, most: ScoreReason.most, allowsBreaks: true)
      {
      case .tooLong(let count)?:
        fault(
          "tooLong", "“\(project.name)”的理由最多 \(ScoreReason.most) 个字，现在有 \(count) 个。")
      case .control?: fault("control", "“\(project.name)”的理由里有不能使用的控制字符。")
      case .blank?, nil: break
      }
      if let sent = one.evidence, sent != .null, sent.string == nil {
        fault(
          "wrongType", "依据的材料要写附件的编号。", at: ScoreReason.evidencePrefix + project.id)
      }
      for name in one.unknown.prefix(5) {
        let shown = String(name.unicodeScalars.prefix(20).map(Character.init))
        fault("unknownField", "理由里没有“\(shown)”这一项，只有 text 和 evidence。")
      }
      let named = one.evidence?.string ?? ""
      let file = files.first { "\($0.id)" == named }
      if !named.isEmpty, file == nil {
        fault(
          "notAChoice", "“\(project.name)”依据的材料，请从这份申请的附件里选。",
          at: ScoreReason.evidencePrefix + project.id)
      }
      reasons[project.id] = ScoreReason(
        text: text, evidence: file?.id)
    }
    return (reasons, problems)
  }
}
