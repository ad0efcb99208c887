import Digest
import Foundation
import JSON
import Testing

/// The panel: formed, drawn by two, one sheet written by hand in the browser and the others by JSON,
/// the report signed by all five.
struct PanelWalk {
  let walk: Walk
  let number: String
  let lines: Lines

  private var browser: Browser { walk.browser }

  func run() throws {
    let id = try draw()
    let reviews = try #require(walk.read("/panels/\(id)")["reviews"]?.array)
    #expect(reviews.count == 5)
    let own = try #require(reviews.first { $0["expert"] == "许教授" }?["id"]?.string)
    try score(own)
    let others = try reviews.filter { $0["expert"] != "许教授" }.map { try score($0, id) }
    try walk.enter("zp-qin")
    try walk.open("/panels/\(id)")
    try walk.press("起草评审组意见")
    try walk.fill([
      ("opinion", "评审组独立评分、集体讨论，意见一致。"), ("case.\(number)", "标准水平和品牌基础较好，建议列入。"),
    ])
    try browser.click("main form button")
    walk.done("起草评审组意见")
    let digest = try #require(walk.read("/panels/\(id)")["report"]?["sha256"])
    for expert in others {
      try walk.post(
        "/session/confirmation",
        ["password": .string(Walk.password), "totp": .string(walk.code(expert.login))],
        by: expert.token)
      try walk.post("/panels/\(id)/signature", ["sha256": digest], by: expert.token)
    }
    try walk.enter("zj-xu")
    try walk.open("/panels/\(id)")
    try walk.press("签署评审组意见")
    walk.done("签署评审组意见")
    try walk.picture("panel")
  }

  /// Both sides commit before either reveals; the bureau's number is one that draws 许教授.
  private func draw() throws -> String {
    try walk.enter("zp-qin")
    try walk.press("组成评审组")
    try walk.fill([("case.\(number)", "yes")])
    try browser.click("main form button")
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
      try walk.open("/panels/\(id)")
      try walk.press("提交抽取的承诺")
      try walk.fill([("commitment", Hex.text(SHA256.hash(nonce)))])
      try browser.click("main form button")
      walk.done("提交抽取的承诺")
    }
    for (login, nonce) in sides {
      try walk.enter(login)
      try walk.open("/panels/\(id)")
      try walk.press("揭示抽取的随机数")
      try walk.fill([("nonce", Hex.text(nonce))])
      try browser.click("main form button")
      walk.done("揭示抽取的随机数")
    }
    return id
  }

  /// By hand.
  private func score(_ review: String) throws {
    try walk.enter("zj-xu")
    try walk.press("同意参加评审")
    try walk.press("同意参加评审")
    walk.done("同意参加评审")
    try walk.press("去承诺和评分")
    try walk.press("回避和保密承诺")
    try walk.fill([("conflict", "none"), ("agreed", "yes")])
    try browser.click("main form button")
    walk.done("回避和保密承诺")
    let sheet = lines.json("sheet")
    try walk.fill((sheet["scores"]?.members ?? []).map { ("score.\($0.name)", $0.value.text) })
    try walk.fill(lines.fields("sheet", "answers"))
    #expect(try browser.violations() == [])
    try walk.picture("sheet")
    try walk.press("保存")
    walk.done("保存评分表")
    try walk.fill([("agreed", "yes")])
    try walk.press("锁定评分表")
    walk.done("锁定评分表")
    #expect(try browser.run("return location.pathname").string == "/reviews/\(review)")
  }

  /// By JSON.
  private func score(
    _ review: JSON, _ panel: String
  ) throws -> (login: String, token: String) {
    let login = try lines.login(of: try #require(review["expert"]?.string))
    let id = try #require(review["id"]?.string)
    let session = try walk.post(
      "/session",
      [
        "name": .string(login), "password": .string(Walk.password),
        "totp": .string(walk.code(login)),
      ])
    let token = try #require(session["token"]?.string)
    try walk.post("/panels/\(panel)/acceptance", [:], by: token)
    try walk.post("/reviews/\(id)/pledge", ["conflict": "none", "agreed": true], by: token)
    let sheet = lines.json("sheet")
    try walk.post(
      "/reviews/\(id)/sheet",
      ["edition": 0, "scores": sheet["scores"] ?? [:], "answers": sheet["answers"] ?? [:]],
      by: token)
    try walk.post("/reviews/\(id)/lock", ["edition": 1, "agreed": true], by: token)
    return (login, token)
  }
}
