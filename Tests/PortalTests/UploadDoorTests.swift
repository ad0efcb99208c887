import Accounts
import JSON
import SQLite
import TestSupport
import Testing
import Vocabulary

@testable import HTTP
@testable import Portal

@Suite("上传：收正文之前，先看有没有这个位置、是不是他的、还能传多少")
struct UploadDoorTests {
  let house: House

  init() throws { house = try House() }

  private func claim(_ guest: Guest) async throws -> String {
    let opened = try await guest.post(
      "/enterprises",
      [
        "creditCode": .string(try Houses.creditCode("91310104MA1FR008")), "name": "某某公司",
        "district": "xuhui", "role": "signatory",
      ])
    return try #require(opened.json["claim"]?.string, "\(opened.text)")
  }

  @Test("别人的位置和没有的位置：只凭请求头就是 404，正文不收，两者一模一样")
  func slot() async throws {
    let owner = try await house.enter("xinren")
    let claim = try await claim(owner)
    #expect(try owner.announce("/claims/\(claim)/proof", 20 << 20).rules != nil)
    for login in ["lihua", "xh-sunli", "sj-jin"] {
      let other = try await house.enter(login)
      for asPage in [false, true] {
        let theirs = try #require(
          try other.announce("/claims/\(claim)/proof", 20 << 20, asPage: asPage).refusal)
        let nothing = try #require(
          try other.announce("/claims/3g92k1x0c7m5q/proof", 20 << 20, asPage: asPage).refusal)
        #expect(theirs.status == .notFound)
        #expect(TwoWorlds.plain(theirs.body) == TwoWorlds.plain(nothing.body))
        #expect(theirs.fields.bytes == nothing.fields.bytes)
      }
    }
    let json = try await (try await house.enter("lihua")).post("/claims/\(claim)/proof")
    #expect(json.status == .notFound)
  }

  @Test("只收声明要的两份、每份 10 MB；整个请求也以此为限")
  func declared() async throws {
    let owner = try await house.enter("xinren")
    let rules = try #require(
      try owner.announce("/claims/\(try await claim(owner))/proof", 20 << 20).rules)
    #expect(rules.files == 2 && rules.file == 10 << 20)
    #expect(rules.request == (21 << 20) + rules.texts)
  }

  @Test("一个人同时三件，第四件 429；有一件断了就又能传；别人照传")
  func running() async throws {
    let owner = try await house.enter("xinren")
    let path = "/claims/\(try await claim(owner))/proof"
    var plans = try (0..<3).map { _ in try owner.announce(path, 1000) }
    #expect(plans.allSatisfy { $0.rules != nil })
    let fourth = try #require(try owner.announce(path, 1000).refusal)
    #expect(fourth.status == .tooManyRequests && fourth.code == "uploadsRunning")
    #expect(fourth.field("Retry-After") == "10")
    let other = try await house.enter("lihua")
    #expect(try other.announce("/enterprises/disputes", 1000).rules != nil)
    plans.removeLast()
    #expect(try owner.announce(path, 1000).rules != nil)
  }

  @Test("一小时六十件，多的 429，说明多久以后；到时又能传")
  func hourly() async throws {
    let owner = try await house.enter("xinren")
    let path = "/claims/\(try await claim(owner))/proof"
    for _ in 0..<60 { #expect(try owner.announce(path, 1000).rules != nil) }
    let late = try #require(try owner.announce(path, 1000).refusal)
    #expect(late.status == .tooManyRequests && late.code == "tooManyUploads")
    #expect(late.field("Retry-After") == "3600")
    house.pass(seconds: 3599)
    #expect(try owner.announce(path, 1000).refusal?.field("Retry-After") == "1")
    house.pass(seconds: 1)
    #expect(try owner.announce(path, 1000).rules != nil)
  }

  @Test("evil.html 里是 PDF，回来就是 evil.pdf；下载不在我们的页面里运行")
  func renamed() async throws {
    let owner = try await house.enter("xinren")
    let claim = try await claim(owner)
    let sent = try await owner.send(
      "/claims/\(claim)/proof",
      files: [("licence", "evil.html", Houses.pdf), ("letter", "授权书.PDF", Houses.pdf)])
    #expect(sent.status == .ok, "\(sent.text)")
    let names = try await owner.json("/claims/\(claim)")["files"]?.array?.map { $0["name"] }
    #expect(names == ["evil.pdf", "授权书.PDF"])
    let file = try await owner.get("/claims/\(claim)/proof/licence")
    #expect(file.field("Content-Type") == "application/pdf")
    #expect(file.field("Content-Disposition") == "attachment; filename*=UTF-8''evil.pdf")
    #expect(file.field("Content-Security-Policy") == "sandbox")
    // What was kept under a bad name before goes out under a good one.
    try house.store.writeAndWait { database in
      try database.run("UPDATE proof SET name = 'old.html' WHERE slot = 'letter'")
    }
    let old = try await owner.get("/claims/\(claim)/proof/letter")
    #expect(old.field("Content-Disposition") == "attachment; filename*=UTF-8''old.pdf")
  }

  @Test("凡是下载都走同一处：存下来，不运行")
  func everyDownload() throws {
    let files = try Project.files(below: "Sources", ending: ".swift").filter {
      try Project.text($0).contains("Disposition.attachment")
    }
    #expect(files == ["Sources/Routing/FileRule.swift"])
  }

  static let names = [
    "a\u{202E}fdp.pdf", "a\u{9B}.pdf", "a\u{206E}b.pdf", "\u{200B}.pdf", "a\u{2066}b.pdf",
    String(repeating: "长", count: 121),
    "\u{2028}.pdf",
  ]

  @Test("文件名里看不见的、把字反过来的、太长的不收，说明怎么改", arguments: names)
  func badName(_ name: String) async throws {
    let owner = try await house.enter("xinren")
    let answer = try await owner.send(
      "/claims/\(try await claim(owner))/proof",
      files: [("licence", name, Houses.pdf), ("letter", "授权书.pdf", Houses.pdf)])
    #expect(answer.status == .unprocessable)
    let errors = answer.json["errors"]?.array ?? []
    #expect(errors.map { $0["field"] } == ["licence"])
    #expect(errors.first?["message"]?.string?.contains("请改名后再传") == true)
  }

  @Test("文件名长得连头也放不下的，说的也是文件名太长")
  func endlessName() async throws {
    let owner = try await house.enter("xinren")
    let answer = try await owner.send(
      "/claims/\(try await claim(owner))/proof",
      files: [
        ("licence", String(repeating: "长", count: 2000) + ".pdf", Houses.pdf),
        ("letter", "授权书.pdf", Houses.pdf),
      ])
    #expect(answer.status == .badRequest && answer.code == "fileName")
    #expect(answer.json["detail"] == "文件名最多 120 个字，请把文件改个短的名字再传。")
  }

  @Test("一个位置送两份，整件不收")
  func twice() async throws {
    let owner = try await house.enter("xinren")
    let answer = try await owner.send(
      "/claims/\(try await claim(owner))/proof",
      files: [("licence", "a.pdf", Houses.pdf), ("licence", "b.pdf", Houses.pdf)])
    #expect(answer.status == .badRequest && answer.code == "repeated")
  }
}
