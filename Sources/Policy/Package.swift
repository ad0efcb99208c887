import Digest
import JSON
import Vocabulary

/// What one year's notice says, as data: everything in one folder of `Forms/`, read and checked as a
/// whole, and known by the hash of all its files.
package struct Package: Sendable, Equatable {
  package let id: String
  package let title: String
  package let version: String
  /// The notice it carries out, as it is cited.
  package let notice: String
  package let label: String?
  /// Over every file's name and content: a round pins it.
  package let hash: [UInt8]
  package let summary: Summary
  package let conditions: Conditions
  package let rubrics: [Rubric]
  package let forms: [Form]
  package let letters: [Letter]
  package let honours: [Honour]
  package let figures: Figures
  /// What is allowed and hardly meant, for whoever wrote it.
  package let warnings: [Flaw]

  /// - Parameters:
  ///   - files: by name within the folder, `package.json` and what belongs to it.
  ///   - isKept: it was found right when it was taken in; what a later edition of the programme would
  ///     ask of it besides is left open, for rounds that began with it go on.
  package init(
    _ files: [String: [UInt8]], named folder: String, lists: CodeLists,
    isKept: Bool = false
  ) throws(Flaws) {
    let inspection = Inspection(lists)
    let reader = PackageReader(files, folder: folder, inspection)
    hash = Package.hash(files)
    let node = reader.node("package.json")
    node.only("id", "title", "version", "notice", "label")
    id = node.text("id", most: 40)
    title = node.text("title", most: 100)
    version = node.text("version", most: 20)
    // It becomes part of an address (`/forms/pilot-2024@2/F1`).
    if version.contains(where: { "/?#%&=@\\".contains($0) || $0.isWhitespace }) {
      node.note("版本“\(version)”不合格", "不用 / ? # % & = @ \\ 和空格，如 2 或 2026.1", at: "version")
    }
    notice = node.text("notice", most: 200)
    label = node.optionalText("label", most: 200)
    if !id.isEmpty, id != folder {
      node.note("是“\(id)”，文件夹却叫“\(folder)”", "让两者一样", at: "id")
    }
    figures = Figures(reader.node("figures.json"))
    inspection.figures = figures
    summary = Summary(reader.node("summary.json"))
    conditions = Conditions(reader.node("conditions.json"))
    rubrics = reader.nodes(in: "rubrics").map(Rubric.init)
    Package.requireRubrics(rubrics, node)
    inspection.rubrics = rubrics
    let forms = reader.nodes(in: "forms").map { (node: $0, value: Form($0)) }
    self.forms = forms.map(\.value).sorted {
      // F2 before F12, as people count.
      ($0.id.utf8.count, $0.id) < ($1.id.utf8.count, $1.id)
    }
    Package.requireUse(forms, node)
    let letters = reader.nodes(in: "letters").map { (node: $0, value: Letter($0)) }
    self.letters = letters.map(\.value)
    for occasion in Letter.Occasion.allCases
    where !inspection.hasUnread(in: "letters")
      && letters.filter({ $0.value.occasion == occasion }).count != 1
    {
      node.note("“\(occasion.rawValue)”要有且只有一份文书", "在 letters 文件夹里补上，或删掉多的")
    }
    honours = Honour.list(reader.node("honours.json"))
    // What can be had at most is only known of rubrics that are right.
    if !inspection.hasFlaw(in: "rubrics/"), !inspection.hasFlaw(in: "figures.json") {
      for rubric in rubrics where Exact(figures[.passLine]) > rubric.highest.total {
        node.note(
          "合格分数 \(figures[.passLine]) 高于评分表 \(rubric.id) 最高可得的 \(rubric.highest.total)",
          "改 figures.json 的 passLine，或改评分表")
      }
    }
    reader.refuseTheRest()
    Package.look(conditions, forms, inspection)
    warnings = inspection.warnings
    if !isKept { try inspection.finish() }
  }

  /// One for products and one for services, or one for both.
  private static func requireRubrics(_ rubrics: [Rubric], _ node: Node) {
    if node.inspection.hasUnread(in: "rubrics") { return }
    if rubrics.isEmpty { node.note("没有评分表", "在 rubrics 文件夹里放一个评分表") }
    for kind in ItemKind.allCases
    where !rubrics.isEmpty && rubrics.filter({ $0.kinds.contains(kind) }).count != 1 {
      node.note("“\(kind.title)”要有且只有一张评分表", "改评分表的 kinds")
    }
    for (index, rubric) in rubrics.enumerated()
    where rubrics[..<index].contains(where: { $0.id == rubric.id }) {
      node.note("两张评分表都叫“\(rubric.id)”", "改其中一张的 id")
    }
    // Products and services of a round stand in one ranked list.
    if Set(rubrics.map(\.official)).count > 1 {
      node.note("各张评分表的正式分算法不一样，排在一起的分数比不了", "让各张评分表的 official 一样")
    }
  }

  /// The programme knows its forms by number: all of these, each once.
  private static func requireUse(_ forms: [(node: Node, value: Form)], _ node: Node) {
    if node.inspection.hasUnread(in: "forms") { return }
    node.requireUnique(forms.map { ($0.value.id, $0.node) })
    for use in FormUse.allCases where !forms.contains(where: { $0.value.id == use.rawValue }) {
      node.note("没有表格 \(use.rawValue)（\(use.title)）", "在 forms 文件夹里补上")
    }
  }

  /// What there is in it, for whoever has checked it.
  package var report: String {
    var lines = ["\(id) 第 \(version) 版：\(title)"]
    lines.append("  指纹 \(fingerprint)")
    lines.append(
      "  条件 \(conditions.all.count) 条，题目 \(conditions.questions.count) 道，其中登记数据能回答 \(conditions.questions.count { $0.fact != nil }) 道"
    )
    for rubric in rubrics {
      lines.append(
        "  评分表 \(rubric.id)：\(rubric.items.count) 项，满分 \(rubric.cap)，最高可得 \(rubric.highest.total)，正式分 \(rubric.official.rule.rawValue)"
      )
    }
    for form in forms {
      lines.append("  表格 \(form.id) \(form.title)：\(form.questionnaire.questions.count) 题")
    }
    lines.append("  文书 \(letters.count) 份，称号 \(honours.count) 种，数目 \(figures.all.count) 项")
    return lines.joined(separator: "\n")
  }

  package var fingerprint: String { Hex.text(hash) }

  /// How the sheets of a panel make one score, the same for products and services.
  package var official: OfficialScore { rubrics.first?.official ?? .mean }

  package func rubric(for kind: ItemKind) -> Rubric? {
    rubrics.first { $0.kinds.contains(kind) }
  }

  private static func hash(_ files: [String: [UInt8]]) -> [UInt8] {
    var hash = SHA256()
    for name in files.keys.sorted(by: { $0.utf8.lexicographicallyPrecedes($1.utf8) }) {
      let content = files[name] ?? []
      hash.update("\(name.utf8.count):\(name)\(content.count):".utf8)
      hash.update(content)
    }
    return hash.finalise()
  }
}
