import Digest
import Foundation
import JSON
import Testing

/// The panel: formed, drawn by two, scored by five on their pages, the report signed by all of them; each
/// comes by name and password to a desk where it waits.
struct PanelWalk {
  let walk: Walk
  let number: String
  let lines: Lines

  private var browser: Browser { walk.browser }

  func run() throws {
    let id = try draw()
    let reviews = try #require(walk.read("/panels/\(id)")["reviews"]?.array)
    #expect(reviews.count == 5)
    let experts = try reviews.map { try lines.login(of: try #require($0["expert"]?.string)) }
    #expect(experts.contains("zj-xu"))
    for expert in experts { try score(expert) }
    try walk.enter("zp-qin")
    try walk.find("起草评审组意见")
    try walk.press("起草评审组意见")
    try walk.fill([
      ("opinion", "评审组独立评分、集体讨论，意见一致。"), ("case.\(number)", "标准水平和品牌基础较好，建议列入。"),
    ])
    try walk.send()
    walk.done("起草评审组意见")
    for expert in experts {
      try walk.signIn(expert)
      try walk.find("签署评审组意见")
      try walk.press("签署评审组意见")
      walk.done("签署评审组意见")
    }
    try walk.picture("panel")
  }

  /// Both sides commit before either reveals; the bureau's number is one that draws 许教授.
  private func draw() throws -> String {
    try walk.enter("zp-qin")
    try walk.press("组成评审组")
    try walk.fill([("case.\(number)", "yes")])
    try walk.send()
    walk.done("组成评审组")
    let id = try #require(
      browser.run("return location.pathname").string?.components(separatedBy: "/").last)
    try walk.enter("sj-lv")
    let pool = try #require(walk.read("/experts")["items"]?.array)
    let known = try #require(pool.first { $0["name"] == "许教授" }?["id"]?.string)
    let candidates = try #require(walk.read("/draws/\(id)")["input"]?["candidates"]?.array)
      .compactMap(\.string)
    let supervisor = [UInt8](repeating: 0x22, count: 32)
    let bureau = try #require(
      (0..<200).map { SHA256.hash(Array("bureau \($0)".utf8)) }.first { nonce in
        candidates.map { (id: $0, code: HMAC.code(key: nonce + supervisor, Array($0.utf8))) }
          .sorted { $0.code.lexicographicallyPrecedes($1.code) }.prefix(5)
          .contains { $0.id == known }
      })
    let sides = [("sj-shi", bureau), ("jd-hua", supervisor)]
    for (login, nonce) in sides {
      try walk.enter(login)
      try walk.find("提交抽取的承诺")
      #expect(try browser.run("return location.pathname").string == "/panels/\(id)")
      try walk.press("提交抽取的承诺")
      try walk.fill([("commitment", Hex.text(SHA256.hash(nonce)))])
      try walk.send()
      walk.done("提交评审组抽取的承诺")
    }
    for (login, nonce) in sides {
      try walk.enter(login)
      try walk.find("揭示抽取的随机数")
      #expect(try browser.run("return location.pathname").string == "/panels/\(id)")
      try walk.press("揭示抽取的随机数")
      try walk.fill([("nonce", Hex.text(nonce))])
      try walk.send()
      walk.done("揭示随机数")
    }
    return id
  }

  private func score(_ expert: String) throws {
    try walk.signIn(expert)
    try walk.find("同意参加评审")
    try walk.press("同意参加评审")
    walk.done("同意参加")
    try walk.press("去承诺和评分")
    try walk.press("回避和保密承诺")
    try walk.fill([("conflict", "none"), ("agreed", "yes")])
    try walk.send()
    walk.done("签署回避和保密承诺")
    try typeScores()
    _ = try browser.run(
      "document.querySelector('[name=\"reason.2b\"]').closest('details').open = true")
    try walk.fill([("reason.2b", "关键指标的检测结果高于国家标准三成以上。")])
    try walk.fill(lines.fields("sheet", "answers"))
    if expert == "zj-xu" {
      #expect(try browser.violations() == [])
      try walk.picture("sheet")
    }
    try walk.press("保存")
    walk.done("保存评分表")
    try walk.press("保存，去核对和锁定")
    try walk.fill([("agreed", "yes")])
    try walk.press("锁定评分表")
    walk.done("锁定评分表")
  }

  /// From one field to the next with the tabulator, without a look up.
  private func typeScores() throws {
    let points = lines.json("sheet")["scores"]
    let names = try #require(
      browser.run("return [...document.querySelectorAll('[name^=\"score.\"]')].map(e => e.name)")
        .array
    )
    .compactMap(\.string)
    let scored = (points?.members ?? []).map { "score.\($0.name)" }
    #expect(Set(scored).subtracting(names) == [])
    try browser.click("[name='\(try #require(names.first))']")
    try browser.press(
      names.flatMap { name in
        (points?[String(name.dropFirst(6))]?.text ?? "").map(String.init) + [Browser.Key.tab]
      })
  }
}
