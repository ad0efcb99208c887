import Applications
import JSON
import SQLite
import Testing
import Vocabulary

@testable import HTTP
@testable import Portal

@Suite("一个产品两个名字：凭型号、检验报告、标准和商标看得出可能是同一个，并说明为什么；并不并由决定")
struct TwinTests {
  let house: House

  init() throws { house = try House() }

  private static let standard: JSON = [
    [
      "standardNo": "Q/HX 0001-2025", "standardName": "米饼", "standardRole": "adopt",
      "standardAssessed": "no",
    ]
  ]

  /// Another of 禾欣's, with answers of its own to some questions.
  private func submitted(
    _ item: String, models: String? = nil, standards: JSON? = nil, report: [UInt8]? = nil
  ) async throws -> String {
    let writer = try await house.enter("lihua")
    let number = try await house.draft(by: writer, item)
    try await house.fill(number, by: writer)
    for (section, name, value) in [
      (2, "models", models.map { JSON.string($0) }), (5, "standards", standards),
    ] {
      guard let value else { continue }
      let part = try await writer.json("/applications/\(number)/sections/\(section)")
      var all = (part["answers"]?.members ?? []).map { ($0.name, $0.value) }
      all.removeAll { $0.0 == name }
      all.append((name, value))
      let saved = try await house.save(
        number, section, all, by: writer, edition: part["edition"]?.integer ?? 0)
      try #require(saved.status == .ok, "\(saved.text)")
    }
    if let report {
      let sent = try await writer.upload(
        "/applications/\(number)/files/testFile", [], [("file", report)])
      try #require(sent.status == .ok, "\(sent.text)")
    }
    try await house.submit(number)
    return number
  }

  private func twins(_ number: String) async throws -> [String: JSON] {
    let all =
      try await house.enter("xh-sunli").json("/applications/\(number)")["twins"]?.array ?? []
    return Dictionary(all.map { ($0["item"]?.string ?? "", $0) }, uniquingKeysWith: { $1 })
  }

  @Test("名字不同、型号相同的，可能是同一个；只是商标相同的不算，但写明；提请并案时理由就在旁边")
  func models() async throws {
    try house.openRound()
    let first = try await submitted("禾欣有机米饼", models: "HX-500、HX-501", standards: Self.standard)
    let second = try await submitted("稻香脆片", models: "hx 500")
    _ = try await submitted("禾欣酱油", models: "JY-1")
    let seen = try await twins(second)
    #expect(seen["禾欣有机米饼"]?["likeness"] == "likely")
    #expect(seen["禾欣有机米饼"]?["reasons"] == ["型号相同：hx 500", "商标注册号相同：10860001"])
    #expect(seen["禾欣酱油"]?["likeness"] == "other")
    #expect(seen["禾欣酱油"]?["reasons"] == ["商标注册号相同：10860001"])
    let handler = try await house.enter("xh-sunli")
    let page = try await handler.page("/applications/\(second)").text
    #expect(page.contains("可能是同一个") && page.contains("型号相同：hx 500"))
    let form = try await handler.page("/applications/\(second)/joining").text
    #expect(form.contains("禾欣有机米饼（\(first)，可能是同一个，型号相同：hx 500"), "\(form)")
    try await house.act(
      second, "joining", ["into": .string(first), "reason": "型号相同"], by: "xh-sunli")
    let joined = try await house.act(
      second, "joining/approval", ["number": .string(second)], by: "xh-zhouwei")
    #expect(joined["outcome"] == "refused")
    #expect(house.faults == [])
  }

  @Test("标准和商标都相同的、检验报告是同一份文件的，也看得出；别的区看不到的不说")
  func others() async throws {
    try house.openRound()
    let report = Houses.pdf + Array("\n% 检验报告 2026-11".utf8)
    let first = try await submitted("禾欣有机米饼", standards: Self.standard, report: report)
    let second = try await submitted("稻香脆片", standards: Self.standard)
    let third = try await submitted("稻香脆饼", report: report)
    #expect(
      try await twins(second)["禾欣有机米饼"]?["reasons"]
        == ["标准号相同：Q/HX 0001-2025", "商标注册号相同：10860001"])
    #expect(try await twins(second)["禾欣有机米饼"]?["likeness"] == "likely")
    #expect(
      try await twins(third)["禾欣有机米饼"]?["reasons"]
        == ["检验报告是同一份文件", "商标注册号相同：10860001"])
    let pudong = try house.unit("pudong").number
    try await house.store.write { database in
      try database.run("UPDATE application SET unit = ? WHERE number = ?", pudong, first)
    }
    #expect(try await twins(third)["禾欣有机米饼"] == nil)
  }
}
