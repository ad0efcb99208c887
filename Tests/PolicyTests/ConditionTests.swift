import JSON
import Policy
import Testing
import Vocabulary

@Suite("申请条件：每一条规则，刚好到那一天")
struct ConditionTests {
  let conditions: Conditions
  static let today = Day("2026-11-20")!

  init() throws { conditions = try PackageFiles.package("pilot-2024").conditions }

  /// A sound enterprise; each case changes what it says.
  static let sound: [String: JSON] = [
    "entityType": "companyLimited", "registeredInShanghai": true, "headquartersInShanghai": true,
    "mainOperationInShanghai": false, "trademarkOwner": "own", "trademarkValidUntil": "2030-01-01",
    "operating": true, "industryOrientation": "fits", "abnormalList": false, "hadAccident": false,
    "seriousList": false, "hadDishonesty": false,
  ]

  private func judge(_ changes: [String: JSON?], on today: Day = today) throws -> [Finding] {
    var given = Self.sound
    for (name, value) in changes { given[name] = value }
    let reading = Questionnaire(conditions.questions).read(
      given, isTyped: true, isComplete: false, on: today)
    try #require(reading.problems == [])
    return conditions.judge(reading.values, on: today)
  }

  @Test("样样都好的企业，四条全过")
  func passing() throws {
    let findings = try judge([:])
    #expect(findings.map(\.verdict) == [.pass, .pass, .pass, .pass])
    #expect(
      findings.map(\.condition.clause) == ["001 三（一）1", "001 三（一）2", "001 三（一）3", "001 三（一）4"])
  }

  static let single: [(question: String, value: JSON, condition: Int, verdict: Finding.Verdict)] = [
    ("entityType", "branch", 0, .fail), ("entityType", "partnership", 0, .fail),
    ("entityType", "soleProprietorship", 0, .fail), ("entityType", "individualBusiness", 0, .fail),
    ("entityType", "cooperative", 0, .fail), ("entityType", "institution", 0, .fail),
    ("entityType", "jointlyOperated", 0, .evidence), ("entityType", "companyJointStock", 0, .pass),
    ("entityType", "stateOwned", 0, .pass), ("registeredInShanghai", false, 0, .fail),
    ("headquartersInShanghai", false, 1, .fail), ("trademarkOwner", "licensed", 1, .fail),
    ("trademarkOwner", "group", 1, .fail), ("trademarkOwner", "none", 1, .fail),
    ("trademarkOwner", "pending", 1, .evidence),
    ("trademarkValidUntil", "2026-11-20", 1, .pass),
    ("trademarkValidUntil", "2026-11-19", 1, .evidence),
    ("trademarkValidUntil", "2026-05-20", 1, .evidence),
    ("trademarkValidUntil", "2026-05-19", 1, .fail), ("operating", false, 2, .fail),
    ("industryOrientation", "restricted", 2, .evidence),
    ("industryOrientation", "eliminated", 2, .fail), ("abnormalList", true, 2, .fail),
    ("seriousList", true, 3, .fail),
  ]

  @Test("一处不同，只有那一条的结论变", arguments: single)
  func oneChange(
    _ question: String, _ value: JSON, _ condition: Int, _ verdict: Finding.Verdict
  ) throws {
    let findings = try judge([question: value])
    for (index, finding) in findings.enumerated() {
      #expect(finding.verdict == (index == condition ? verdict : .pass), "\(finding.points)")
    }
    if verdict != .pass {
      let point = try #require(findings[condition].points.first)
      #expect(!point.reason.isEmpty && !point.remedy.isEmpty && point.clause.hasPrefix("001 三（一）"))
    }
  }

  @Test("总部和主要运营有一样在上海就行；两样都不在才不行")
  func either() throws {
    let away: [String: JSON?] = ["headquartersInShanghai": false, "mainOperationInShanghai": true]
    #expect(try judge(away)[1].verdict == .pass)
  }

  static let accidents: [(grade: String, on: String, today: String, verdict: Finding.Verdict)] = [
    // Exactly three years ago still counts, one day more does not (house §8).
    ("major", "2023-11-20", "2026-11-20", .fail), ("major", "2023-11-19", "2026-11-20", .pass),
    ("special", "2026-11-20", "2026-11-20", .fail),
    ("larger", "2024-01-01", "2026-11-20", .evidence),
    ("ordinary", "2023-11-19", "2026-11-20", .pass),
    // 29 February has its 28th three years on.
    ("major", "2021-02-28", "2024-02-29", .fail), ("major", "2021-02-27", "2024-02-29", .pass),
  ]

  @Test("近三年：满三年的那一天还算，多一天就不算", arguments: accidents)
  func lookBack(_ grade: String, _ on: String, _ today: String, _ verdict: Finding.Verdict) throws {
    let row: JSON = [
      "accidentKind": "safety", "accidentGrade": .string(grade), "accidentOn": .string(on),
    ]
    let findings = try judge(
      ["hadAccident": true, "accidents": [row]], on: try #require(Day(today)))
    #expect(findings[3].verdict == verdict)
  }

  static let graces: [(until: String, today: String, verdict: Finding.Verdict)] = [
    // Six months are to the same day, or to the month's last (商标法 第四十条).
    ("2026-08-31", "2027-02-28", .evidence), ("2026-08-31", "2027-03-01", .fail),
    ("2026-08-28", "2027-02-28", .evidence), ("2026-08-28", "2027-03-01", .fail),
    ("2026-02-28", "2026-08-28", .evidence), ("2026-02-28", "2026-08-29", .fail),
  ]

  @Test("宽展期六个月，到对应的那一天", arguments: graces)
  func grace(_ until: String, _ today: String, _ verdict: Finding.Verdict) throws {
    let findings = try judge(
      ["trademarkValidUntil": .string(until)], on: try #require(Day(today)))
    #expect(findings[1].verdict == verdict)
  }

  static let records: [(repaired: Bool, on: String, verdict: Finding.Verdict)] = [
    (false, "2023-11-20", .fail), (false, "2023-11-19", .pass), (true, "2025-01-01", .evidence),
  ]

  @Test("失信记录：没修复的不行，修复了的要证明，过了三年的不算", arguments: records)
  func dishonesty(_ repaired: Bool, _ on: String, _ verdict: Finding.Verdict) throws {
    let row: JSON = ["dishonestyOn": .string(on), "dishonestyRepaired": .bool(repaired)]
    #expect(try judge(["hadDishonesty": true, "dishonesty": [row]])[3].verdict == verdict)
  }

  /// What the enterprise says, what registers say, and what it comes to.
  static let both: [(said: [String: JSON], found: [String: JSON], verdict: Finding.Verdict)] = [
    ([:], [:], .pass), (["abnormalList": true], ["abnormalList": false], .fail),
    (["abnormalList": false], ["abnormalList": true], .fail), ([:], ["abnormalList": false], .pass),
    (["operating": .null], ["operating": true], .pass),
    (["operating": .null], [:], .evidence), (["operating": .null], ["operating": false], .fail),
    (["industryOrientation": "restricted"], ["operating": true], .evidence),
    (["industryOrientation": "restricted"], ["operating": false], .fail),
  ]

  @Test("自述和登记数据合起来判断：哪一边说不符合都算，一边不知道的看另一边", arguments: both)
  func combined(
    _ said: [String: JSON], _ found: [String: JSON], _ verdict: Finding.Verdict
  ) throws {
    func values(_ given: [String: JSON]) -> Values {
      Questionnaire(conditions.questions)
        .read(given, isTyped: true, isComplete: false, on: Self.today).values
    }
    let known = Known(
      declared: values(Self.sound.merging(said) { $1 }), registered: values(found))
    #expect(conditions.judge(known, on: Self.today)[2].verdict == verdict)
  }

  @Test("事故两边各说各的：登记的一起和自述的一起，有一起重大就不行")
  func rowsOfBoth() throws {
    func rows(_ grade: String) -> Values {
      [
        "hadAccident": .flag(true),
        "accidents": .rows([
          [
            "accidentKind": .text("safety"), "accidentGrade": .text(grade),
            "accidentOn": .day(Day("2025-01-01")!),
          ]
        ]),
      ]
    }
    func verdict(_ said: Values, _ found: Values) -> Finding.Verdict {
      conditions.judge(
        Known(
          declared: said.merging(["seriousList": .flag(false), "hadDishonesty": .flag(false)]) {
            $1
          }, registered: found), on: Self.today)[3].verdict
    }
    #expect(verdict(rows("ordinary"), rows("major")) == .fail)
    #expect(verdict(rows("major"), rows("ordinary")) == .fail)
    #expect(verdict(["hadAccident": .flag(false)], rows("major")) == .fail)
    #expect(verdict(rows("major"), ["hadAccident": .flag(false)]) == .fail)
    #expect(verdict(rows("ordinary"), ["hadAccident": .flag(false)]) == .evidence)
    #expect(verdict(["hadAccident": .flag(false)], ["hadAccident": .flag(false)]) == .pass)
    // A yes with nothing told, and rows that may not be all.
    let open: Values = ["hadAccident": .flag(true), "accidents": .rows([Self.past, [:]])]
    #expect(verdict(["hadAccident": .flag(true)], open) == .evidence)
    #expect(verdict([:], open) == .evidence)
    #expect(verdict(["hadAccident": .flag(false)], open) == .pass)
    let whole: Values = ["hadAccident": .flag(true), "accidents": .rows([Self.past])]
    #expect(verdict([:], whole) == .pass)
    #expect(verdict(["hadAccident": .flag(true)], whole) == .evidence)
  }

  static let past: Values = [
    "accidentKind": .text("safety"), "accidentGrade": .text("major"),
    "accidentOn": .day(Day("2015-01-01")!),
  ]

  @Test("题号改了也不丢：题目写明它是登记数据里的哪一样")
  func renamed() throws {
    var files = try PackageFiles.read("pilot-2024")
    let text = String(decoding: files["conditions.json"] ?? [], as: UTF8.self)
      .replacing("\"operating\"", with: "\"going\"")
      .replacing("\"id\": \"going\",", with: "\"id\": \"going\", \"fact\": \"operating\",")
    files["conditions.json"] = Array(text.utf8)
    let renamed = try PackageFiles.package(files, named: "pilot-2024").conditions
    #expect(renamed.told(["operating": .flag(false)]) == ["going": .flag(false)])
  }

  @Test("登记数据里的词，老的政策包没有的，当作不知道")
  func fitting() {
    let values: Values = [
      "trademarkOwner": .text("nobody"), "operating": .flag(true), "elsewhere": .flag(true),
    ]
    #expect(conditions.told(values) == ["operating": .flag(true)])
  }

  @Test("没有回答的从来不当作符合；已经不符合的，不等其他答案")
  func unknown() throws {
    let nothing = conditions.judge([:], on: Self.today)
    #expect(nothing.map(\.verdict) == [.evidence, .evidence, .evidence, .evidence])
    let some = conditions.judge(["entityType": .text("branch")], on: Self.today)
    #expect(some[0].verdict == .fail)
    #expect(try judge(["hadAccident": true])[3].verdict == .evidence)
  }
}
