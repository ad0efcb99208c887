import Foundation
import JSON
import Policy
import Testing
import Vocabulary

@Suite("政策包：数目只写一处；一次说全；写得对却不像本意的，提醒")
struct WarningTests {
  private func files(_ changes: [(file: String, from: String, to: String)]) throws
    -> [String: [UInt8]]
  {
    var files = try PackageFiles.read("pilot-2024")
    for change in changes {
      let text = String(decoding: try #require(files[change.file]), as: UTF8.self)
      let at = try #require(text.range(of: change.from), "\(change)")
      files[change.file] = Array(text.replacingCharacters(in: at, with: change.to).utf8)
    }
    return files
  }

  private func flaws(_ changes: [(file: String, from: String, to: String)]) throws -> [Flaw] {
    let files = try files(changes)
    return try #require(throws: Flaws.self) {
      try PackageFiles.package(files, named: "pilot-2024")
    }.all
  }

  private func warnings(_ changes: [(file: String, from: String, to: String)]) throws -> [String] {
    try PackageFiles.package(files(changes), named: "pilot-2024").warnings.map(\.what)
  }

  @Test("“回看几年”只写在数目里，条件按它判")
  func lookBack() throws {
    let day = try #require(Day("2026-11-20"))
    let accident: Values = [
      "hadAccident": .flag(true),
      "accidents": .rows([
        ["accidentGrade": .text("major"), "accidentOn": .day(try #require(Day("2022-06-01")))]
      ]), "seriousList": .flag(false), "hadDishonesty": .flag(false),
    ]
    func verdict(_ years: Int) throws -> Finding.Verdict? {
      let package = try PackageFiles.package(
        files([
          (
            "figures.json", "\"lookBackYears\", \"value\": 3",
            "\"lookBackYears\", \"value\": \(years)"
          )
        ]), named: "pilot-2024")
      return package.conditions.judge(accident, on: day).first { $0.condition.id == "cleanRecord" }?
        .verdict
    }
    #expect(try verdict(3) == .pass)
    #expect(try verdict(5) == .fail)
  }

  @Test("后面才问的题，说“排在后面”，不说没有这一题")
  func later() throws {
    let found = try flaws([
      (
        "conditions.json", "\"id\": \"operating\"",
        "\"id\": \"operating\", \"shown\": {\"is\": [\"seriousList\", true]}"
      )
    ])
    #expect(found.map(\.what) == ["“seriousList”排在后面，这里还没有问到"])
  }

  @Test("别处有错，合格分数照样核对；一份文书读不了，缺的表格照样说")
  func together() throws {
    let both = try flaws([
      ("figures.json", "\"passLine\", \"value\": 60", "\"passLine\", \"value\": 96"),
      ("summary.json", "\"clause\": \"001 一（二）第三句\"", "\"clause\": \"一（二）\""),
    ])
    #expect(both.contains { $0.what.hasPrefix("合格分数 96 高于") })
    #expect(both.contains { $0.file == "pilot-2024/summary.json" })
    var files = try PackageFiles.read("pilot-2024")
    files["letters/notice.json"] = [0xEF, 0xBB, 0xBF]
    files["forms/F1-application.json"] = nil
    let error = try #require(throws: Flaws.self) {
      try PackageFiles.package(files, named: "pilot-2024")
    }
    #expect(error.all.contains { $0.what.hasPrefix("没有表格 F1") }, "\(error)")
  }

  @Test("现有的政策包没有可提醒的", arguments: ["pilot-2024", "pilot-2026"])
  func quiet(_ id: String) throws {
    #expect(try PackageFiles.package(id).warnings == [])
  }

  @Test("总是成立、总不成立的规则")
  func always() throws {
    let never = try warnings([
      (
        "conditions.json", "{\"is\": [\"operating\", false]}",
        "{\"all\": [{\"is\": [\"operating\", false]}, {\"is\": [\"operating\", true]}]}"
      )
    ])
    #expect(never == ["这条规则怎样回答都不成立"])
    let always = try warnings([
      (
        "conditions.json", "{\"is\": [\"operating\", false]}",
        "{\"any\": [{\"is\": [\"operating\", false]}, {\"is\": [\"operating\", true]}]}"
      )
    ])
    #expect(always == ["这条规则不论怎样回答都成立"])
  }

  @Test("同一个题目写了两次；不同单位的数加在一起")
  func mixed() throws {
    let twice = try warnings([("conditions.json", "现在列入严重违法失信名单吗", "现在列入经营异常名录吗")])
    #expect(twice == ["有两题都叫“现在列入经营异常名录吗”"])
    let mixed = try warnings([
      (
        "forms/F1-application.json", "{\"sumOf\": [\"finances\", \"revenue\"]}",
        "{\"sumOf\": [\"finances\", \"financeYear\"]}"
      )
    ])
    #expect(mixed.contains { $0.hasPrefix("把不同单位的数放在一起算：") }, "\(mixed)")
  }

  @Test("新的一版与旧的一版有什么不同，逐项说出来")
  func changes() throws {
    let old = try PackageFiles.package("pilot-2024")
    let new = try PackageFiles.package(
      files([
        ("package.json", "\"version\": \"2\"", "\"version\": \"3\""),
        ("figures.json", "\"noticeDays\", \"value\": 5", "\"noticeDays\", \"value\": 7"),
        ("conditions.json", "现在列入严重违法失信名单吗", "列入严重违法失信名单了吗"),
      ]), named: "pilot-2024")
    #expect(old.changes(since: old) == [])
    #expect(
      new.changes(since: old) == ["公示期由 5 改为 7 工作日", "自查题目“列入严重违法失信名单了吗”有改动"])
  }

  @Test("没有写正式分怎样算的，按平均分并提醒；两张评分表写得不一样的，排不到一起")
  func official() throws {
    let silent: (file: String, from: String, to: String) = (
      "rubrics/generic.json", "\"official\": \"mean\",", ""
    )
    #expect(try warnings([silent]) == ["没有写正式分怎样算，按平均分（mean）"])
    #expect(
      try PackageFiles.package(files([silent]), named: "pilot-2024").official == .mean)
    var two = try PackageFiles.read("pilot-2026")
    let text = String(decoding: try #require(two["rubrics/service.json"]), as: UTF8.self)
    two["rubrics/service.json"] = Array(
      text.replacingOccurrences(
        of: "\"trimmedMean\",\n  \"trimFrom\": 5", with: "\"mean\""
      ).utf8)
    let flaws = try #require(throws: Flaws.self) {
      try PackageFiles.package(two, named: "pilot-2026")
    }
    #expect(flaws.all.map(\.what) == ["各张评分表的正式分算法不一样，排在一起的分数比不了"])
  }
}
