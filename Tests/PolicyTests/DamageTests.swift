import Foundation
import JSON
import Policy
import Testing

@Suite("坏了的政策包：错在哪个文件、哪一处、怎样改，一次说全")
struct DamageTests {
  struct Damage: Sendable, CustomTestStringConvertible {
    let file: String
    let from: String
    let to: String
    /// What is said of it: the place, and the remedy.
    let place: String
    let remedy: String

    var testDescription: String { "\(file) \(place)" }
  }

  static let damages: [Damage] = [
    .init(
      file: "package.json", from: "\"version\"", to: "\"versoin\"", place: "versoin",
      remedy: "改成“version”"),
    .init(
      file: "package.json", from: "\"id\": \"pilot-2024\"", to: "\"id\": \"pilot-2025\"",
      place: "id",
      remedy: "让两者一样"),
    .init(
      file: "package.json", from: "\"pilot-2024\",", to: "\"pilot-2024\"", place: "第 3 行",
      remedy: "看这一行前后的引号、逗号和括号"),
    .init(
      file: "rubrics/generic.json", from: "\"rule\": \"single\"", to: "\"rule\": \"average\"",
      place: "indicators[1].projects[0].parts[0].rule", remedy: "用 sum、single、max、bonus 之一"),
    .init(
      file: "rubrics/generic.json", from: "\"id\": \"1a2\"", to: "\"id\": \"1a1\"",
      place: "indicators", remedy: "每个评分项一个编号"),
    .init(
      file: "rubrics/generic.json", from: "\"cap\": 100", to: "\"cap\": 120", place: "cap",
      remedy: "改总分 cap，或改各指标的 cap"),
    .init(
      file: "rubrics/generic.json", from: "\"step\": 0.5", to: "\"step\": \"0.5\"", place: "step",
      remedy: "填分数，如 4 或 4.5，不加引号"),
    .init(
      file: "rubrics/generic.json", from: "\"official\": \"mean\"",
      to: "\"official\": \"median\"", place: "official", remedy: "用 mean、trimmedMean 之一"),
    .init(
      file: "rubrics/generic.json", from: "\"official\": \"mean\"",
      to: "\"official\": \"trimmedMean\"", place: "trimFrom", remedy: "填 3 到 99 的整数，不加引号"),
    .init(
      file: "rubrics/generic.json", from: "\"official\": \"mean\"",
      to: "\"official\": \"mean\", \"trimFrom\": 5", place: "trimFrom",
      remedy: "去掉 trimFrom，或把 official 写成 trimmedMean"),
    .init(
      file: "rubrics/generic.json", from: "\"official\": \"mean\"",
      to: "\"official\": \"mean\", \"reasons\": {}", place: "reasons.atMost",
      remedy: "写上 atMost、atLeast，或去掉 reasons"),
    .init(
      file: "rubrics/generic.json", from: "\"official\": \"mean\"",
      to: "\"official\": \"mean\", \"reasons\": {\"atMost\": 60, \"atLeast\": 60}",
      place: "reasons.atMost", remedy: "atMost 要小于 atLeast，如 0 和 100"),
    .init(
      file: "rubrics/generic.json", from: "\"official\": \"mean\"",
      to: "\"official\": \"mean\", \"reasons\": {\"atMost\": 101}", place: "reasons.atMost",
      remedy: "填 0 到 100 的整数，不加引号"),
    .init(
      file: "conditions.json", from: "[\"entityType\", \"branch\"]",
      to: "[\"entityType\", \"brunch\"]", place: "conditions[0].rules[0].when",
      remedy:
        "用 companyLimited、companyJointStock、stateOwned、collective、jointlyOperated、soleProprietorship、partnership、branch、individualBusiness、cooperative、institution 之一"
    ),
    .init(
      file: "conditions.json", from: "{\"is\": [\"operating\", false]}",
      to: "{\"is\": [\"working\", false]}", place: "conditions[2].rules[0].when",
      remedy: "改成表里有的题号"),
    .init(
      file: "conditions.json", from: "\"kind\": \"table\"", to: "\"kind\": \"grid\"",
      place: "questions[10].kind",
      remedy:
        "用 text、longText、integer、decimal、money、date、year、yesNo、choice、many、creditCode、phone、mail、person、address、trademark、industry、table、file、evidence、declaration 之一"
    ),
    .init(
      file: "conditions.json", from: "{\"yearsAgo\": \"lookBackYears\"}", to: "\"三年前\"",
      place: "conditions[3].rules[0].when.all[1].some.where.all[1].notBefore[1]",
      remedy: "写 \"today\"、\"2026-09-30\"、{\"yearsAgo\": 3}、{\"monthsAgo\": 6} 或 {\"daysAgo\": 30}"),
    .init(
      file: "conditions.json", from: "{\"is\": [\"registeredInShanghai\", false]}",
      to: "{\"is\": [\"registeredInShanghai\", \"no\"]}", place: "conditions[0].rules[5].when",
      remedy: "文字用于 choice 等；yesNo 写 true 或 false"),
    .init(
      file: "conditions.json", from: "{\"is\": [\"operating\", false]}",
      to: "{\"before\": [\"operating\", \"today\"]}", place: "conditions[2].rules[0].when",
      remedy: "before、notBefore 用于 date"),
    .init(
      file: "forms/F1-application.json", from: "[\"finances\", \"financeYear\"]",
      to: "[\"finances\", \"year\"]", place: "rules[5].require.distinct", remedy: "改成表里有的列"),
    .init(
      file: "conditions.json",
      from:
        "\"id\": \"abnormalList\",\n      \"label\": \"现在列入经营异常名录吗\",\n      \"kind\": \"yesNo\"",
      to: "\"id\": \"abnormalList\",\n      \"label\": \"现在列入经营异常名录吗\",\n      \"kind\": \"text\"",
      place: "questions", remedy: "kind 用 yesNo，或换一个题号"),
    .init(
      file: "forms/F1-application.json", from: "\"unit\": \"万元\"", to: "\"unit\": \"亿元\"",
      place: "sections[0].questions[9].unit", remedy: "用 元 或 万元"),
    .init(
      file: "forms/F1-application.json", from: "{\"value\": \"product\"",
      to: "{\"value\": \"pro.duct\"", place: "sections[1].questions[0].choices[0].value",
      remedy: "不用 . ? | = 和空格，给人看的写在 label"),
    .init(
      file: "forms/F1-application.json", from: "{\"sumOf\": [\"finances\", \"revenue\"]}",
      to: "{\"count\": \"itemName\"}", place: "sections[3].questions[1].computed",
      remedy: "用一张表"),
    .init(
      file: "forms/F1-application.json", from: "\"slot\": \"honourFile\"",
      to: "\"slot\": \"honours\"", place: "sections[4].questions[2].columns[4].slot",
      remedy: "改成表里 kind 是 file 的题号"),
    .init(
      file: "forms/F1-application.json",
      from: "\"kind\": \"evidence\", \"slot\": \"systemFile\"",
      to: "\"kind\": \"text\", \"slot\": \"systemFile\"",
      place: "sections[4].questions[1].columns[3].slot", remedy: "删掉，或把 kind 改成 evidence"),
    .init(
      file: "forms/F1-application.json", from: "\"id\": \"F1\"", to: "\"id\": \"F/1\"", place: "id",
      remedy: "用字母和数字，如 F1"),
    .init(
      file: "figures.json", from: "\"noticeDays\", \"value\": 5",
      to: "\"noticeDays\", \"value\": 0", place: "figures[9].value", remedy: "填 1 以上的数"),
    .init(
      file: "conditions.json", from: "\"id\": \"operating\"", to: "\"id\": \"edition\"",
      place: "questions[6].id", remedy: "换一个题号"),
    .init(
      file: "conditions.json", from: "\"id\": \"operating\"",
      to: "\"id\": \"operating\", \"fact\": \"weather\"", place: "questions[6].fact",
      remedy:
        "用 entityType、registeredInShanghai、operating、abnormalList、seriousList、hadDishonesty、dishonesty、dishonestyOn、dishonestyRepaired、hadAccident、accidents、accidentKind、accidentGrade、accidentOn、trademarkNo、trademarkOwner、trademarkValidUntil 之一"
    ),
    .init(
      file: "forms/F1-application.json", from: "[\"itemSales\", \"revenueTotal\"]",
      to: "[\"itemSales\", \"itemName\"]", place: "rules[8].require",
      remedy: "noMore 用于两个数，或两个日期"),
    .init(
      file: "conditions.json", from: "{\"least\": 0, \"most\": 10}",
      to: "{\"least\": 9, \"most\": 3}", place: "questions[10].rows.most", remedy: "对调，或改一个"),
    .init(
      file: "conditions.json", from: "\"id\": \"seriousList\"", to: "\"id\": \"accidentOn\"",
      place: "questions[11].id", remedy: "换一个没有用过的题号"),
    .init(
      file: "rubrics/generic.json", from: "\"cap\": 100", to: "\"cap\": 10000000000000",
      place: "cap", remedy: "填分数，如 4 或 4.5，不加引号"),
    .init(
      file: "summary.json", from: "\"clause\": \"001 一（二）第三句\"", to: "\"clause\": \"一（二）\"",
      place: "targets[0].clause", remedy: "写成 001 三（一）2 这样：三位政策编号、空格、条款"),
    .init(
      file: "forms/F1-application.json", from: "\"id\": \"innovation\"",
      to: "\"id\": \"trademarkName\"", place: "sections[6].questions[0].id",
      remedy: "换一个没有用过的题号"),
    .init(
      file: "conditions.json", from: "\"id\": \"headquartersInShanghai\"",
      to: "\"fact\": \"registeredInShanghai\", \"id\": \"headquartersInShanghai\"",
      place: "questions", remedy: "留一题，或给另一题换题号、不写 fact"),
    .init(
      file: "conditions.json", from: "\"id\": \"accidentOn\"", to: "\"id\": \"accidents\"",
      place: "questions[10].columns[2].id", remedy: "换一个没有用过的题号"),
    .init(
      file: "conditions.json", from: "\"rows\": {\"least\": 0, \"most\": 10}",
      to: "\"rows\": {\"least\": 0, \"most\": 200}", place: "questions",
      remedy: "减少题目，或减小 rows、most"),
    .init(
      file: "package.json", from: "\"version\"", to: "\"备注\": \"x\", \"version\"", place: "备注",
      remedy: "删掉，或改成 id、title、version、notice、label 之一"),
    .init(
      file: "package.json", from: "\"version\": \"2\"", to: "\"version\": \"2026/1\"",
      place: "version",
      remedy: "不用 / ? # % & = @ \\ 和空格，如 2 或 2026.1"),
    .init(
      file: "rubrics/generic.json", from: "\"id\": \"1a1\"", to: "\"id\": \"policy\"",
      place: "indicators[0].projects[0].parts[0].items[0].id", remedy: "用字母、数字、点和短横，如 1a1"),
    .init(
      file: "figures.json", from: "\"value\": 5, \"unit\": \"工作日\", \"label\": \"告知是否受理\"",
      to: "\"value\": 5, \"unit\": \"天\", \"label\": \"告知是否受理\"", place: "figures[0].unit",
      remedy: "写“工作日”"),
    .init(
      file: "letters/notice.json", from: "{days}", to: "{dayz}", place: "paragraphs[1]",
      remedy: "用 {basis}、{channel}、{count}、{day}、{days}、{end}、{round}、{start}、{unit} 之一"),
    .init(
      file: "letters/notice.json", from: "{channel}", to: "{channel", place: "paragraphs[3]",
      remedy: "写成 {enterprise} 这样，半角、成对"),
    .init(
      file: "summary.json", from: "\"clause\": \"001 一（二）第三句\"", to: "\"clause\": \"001 一（九）\"",
      place: "targets[0].clause", remedy: "核对原文，最接近的是 001 一（一）"),
    .init(
      file: "forms/F1-application.json", from: "\"basis\": \"001 三（一）\"",
      to: "\"basis\": \"001 三（一）、001 五\"", place: "basis", remedy: "核对原文，最接近的是 001 一"),
  ]

  private func flaws(in files: [String: [UInt8]]) throws -> [Flaw] {
    let error = try #require(throws: Flaws.self) {
      try PackageFiles.package(files, named: "pilot-2024")
    }
    return error.all
  }

  @Test("一处坏，说得出这一处", arguments: damages)
  func explained(_ damage: Damage) throws {
    var files = try PackageFiles.read("pilot-2024")
    let text = String(decoding: try #require(files[damage.file]), as: UTF8.self)
    let at = try #require(text.range(of: damage.from))
    files[damage.file] = Array(text.replacingCharacters(in: at, with: damage.to).utf8)
    let flaws = try flaws(in: files)
    let found = flaws.first {
      $0.file == "pilot-2024/\(damage.file)" && $0.place == damage.place
    }
    #expect(found?.remedy == damage.remedy, "\(flaws)")
  }

  @Test("表格填满会超过一次能送的大小，装进来以前就说")
  func tooLarge() throws {
    var files = try PackageFiles.read("pilot-2024")
    let text = String(decoding: files["forms/F1-application.json"] ?? [], as: UTF8.self)
      .replacing("\"most\": 2000", with: "\"most\": 20000")
      .replacing("\"rows\": {\"least\": 0, \"most\": 20}", with: "\"rows\": {\"most\": 200}")
    files["forms/F1-application.json"] = Array(text.utf8)
    let flaws = try flaws(in: files)
    #expect(flaws.map(\.remedy) == ["减少题目，或减小 rows", "减少题目，或减小 most、rows"])
  }

  @Test("合格分数高于最高可得的，装进来以前就说")
  func passLine() throws {
    var files = try PackageFiles.read("pilot-2024")
    let text = String(decoding: files["figures.json"] ?? [], as: UTF8.self)
    files["figures.json"] = Array(
      text.replacing("\"passLine\", \"value\": 60", with: "\"passLine\", \"value\": 96").utf8)
    let flaws = try flaws(in: files)
    #expect(flaws.map(\.what) == ["合格分数 96 高于评分表 generic 最高可得的 95"])
  }

  static let number = "数写成 12 或 1.5，前面不补零、不带正号，不带单位；不是数的加引号"
  static let savings: [(bytes: [UInt8], place: String, what: String, remedy: String)] = [
    ([0xEF, 0xBB, 0xBF, 0x7B, 0x7D], "", "开头有看不见的标记（BOM）", "另存为不带 BOM 的 UTF-8"),
    (
      Array("{\n\"id\": \"".utf8) + [0xC6, 0xB7, 0xC5, 0xC6] + Array("\"}".utf8), "第 2 行",
      "不是 UTF-8 编码", "用编辑器另存为 UTF-8，不用 GBK、GB18030、UTF-16"
    ),
    (
      [0xFF, 0xFE, 0x7B, 0, 0x7D, 0], "第 1 行", "不是 UTF-8 编码",
      "用编辑器另存为 UTF-8，不用 GBK、GB18030、UTF-16"
    ),
    (
      Array("{\"id\": 1,\n\"id\": 2}".utf8), "第 2 行", "不是合格的 JSON（duplicateKey）",
      "同一个对象里每个名称只写一次，删掉重复的"
    ),
    (Array("{\"id\": 1e999}".utf8), "第 1 行", "不是合格的 JSON（number）", "数太大或太小，写成平常的数"),
    (Array("{}\n}".utf8), "第 2 行", "不是合格的 JSON（trailing）", "最外层的括号之后删掉多出来的内容"),
    (Array("{\"id\": 05}".utf8), "第 1 行", "不是合格的 JSON（syntax）", number),
    (Array("{\"id\": +5}".utf8), "第 1 行", "不是合格的 JSON（syntax）", number),
    (Array("{\"id\": 5.}".utf8), "第 1 行", "不是合格的 JSON（syntax）", number),
    (Array("{\"id\": ５}".utf8), "第 1 行", "不是合格的 JSON（syntax）", number),
    (Array("{\n\"id\": 5工作日}".utf8), "第 2 行", "不是合格的 JSON（syntax）", number),
    (
      Array("{\"id\": \"\\ud800\"}".utf8), "第 1 行", "不是合格的 JSON（encoding）", "\\u 的写法不成对，直接写那个字"
    ),
    (Array("{\"id\": ,}".utf8), "第 1 行", "不是合格的 JSON（syntax）", "看这一行前后的引号、逗号和括号"),
  ]

  @Test(
    "读不了的表格、文书、评分表，也只说它自己",
    arguments: ["forms/F1-application", "letters/notice", "rubrics/generic"])
  func unread(_ name: String) throws {
    var files = try PackageFiles.read("pilot-2024")
    let file = "\(name).json"
    files[file] = [0xEF, 0xBB, 0xBF] + (try #require(files[file]))
    let flaws = try flaws(in: files)
    #expect(flaws.map(\.file) == ["pilot-2024/\(file)"])
  }

  @Test("编辑器存坏的、写坏的，各有各的改法", arguments: savings)
  func saved(_ bytes: [UInt8], _ place: String, _ what: String, _ remedy: String) throws {
    var files = try PackageFiles.read("pilot-2024")
    files["summary.json"] = bytes
    let flaws = try flaws(in: files)
    // One file that cannot be read is one thing to mend, whatever else it keeps from being known.
    #expect(flaws == [Flaw("pilot-2024/summary.json", place, what, remedy: remedy)])
  }

  @Test("缺文件、多文件、几处一起坏，全都说")
  func several() throws {
    var files = try PackageFiles.read("pilot-2024")
    files["summary.json"] = nil
    files["rubrics/notes.txt"] = Array("x".utf8)
    files["package.json"] = Array("{\"id\": 5}".utf8)
    let flaws = try flaws(in: files)
    let said = flaws.map { "\($0.file) \($0.place)" }
    for expected in [
      "pilot-2024/summary.json ", "pilot-2024/rubrics/notes.txt ", "pilot-2024/package.json id",
      "pilot-2024/package.json title", "pilot-2024/package.json notice",
    ] { #expect(said.contains(expected), "\(expected) in \(said)") }
  }

  @Test("已经启用的，程序以后多要一项也照样读得出来：批次不会因为升级停下")
  func kept() throws {
    var files = try PackageFiles.read("pilot-2024")
    let one =
      #"{"name": "lookBackYears", "value": 3, "unit": "年", "label": "回看", "clause": "001 三（一）4"}"#
    files["figures.json"] = Array(#"{"figures": [\#(one)]}"#.utf8)
    let whole = try PackageFiles.package("pilot-2024")
    #expect(throws: Flaws.self) { try PackageFiles.package(files, named: "pilot-2024") }
    let kept = try PackageFiles.package(files, named: "pilot-2024", isKept: true)
    #expect(kept.conditions == whole.conditions && kept.figures[.panelSize] == 0)
  }

  @Test("哈希管住每一个字节，与文件的先后无关")
  func hash() throws {
    let files = try PackageFiles.read("pilot-2024")
    let plain = try PackageFiles.package(files, named: "pilot-2024").hash
    #expect(try PackageFiles.package("pilot-2024").hash == plain)
    var other = files
    other["package.json"]?.append(0x0A)
    #expect(try PackageFiles.package(other, named: "pilot-2024").hash != plain)
  }
}
