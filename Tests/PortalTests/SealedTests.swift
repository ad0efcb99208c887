import Digest
import JSON
import Linux
import TestSupport
import Testing

@testable import HTTP
@testable import Portal

/// 001 三（一）“书面提出”：签署人登录确认，或者打印盖章上传；盖的就是交的那一份。
@Suite("凭盖章的申请书提交")
struct SealedTests {
  /// Says what the operator's seal platform would, by what the file says of itself.
  private func seals(_ folder: TemporaryFolder) throws -> SealProgram {
    let path = folder.path + "/seals"
    try Files.replace(
      path,
      with: Array(
        """
        #!/bin/sh
        text=$(cat)
        case "$text" in
          *"SEAL $1"*) exit 0 ;;
          *SEAL*) exit 2 ;;
          *SLOW*) exit 7 ;;
          *) exit 1 ;;
        esac
        """.utf8))
    #expect(try Program.run("/bin/chmod", ["+x", path]).code == 0)
    return SealProgram(path, seconds: 600)
  }

  private func pdf(_ words: String = "") -> [UInt8] { Array("%PDF-1.7\n\(words)\n%%EOF\n".utf8) }

  private func send(
    _ guest: Guest, _ number: String, _ check: String, _ file: [UInt8], again: Bool = false
  ) async throws -> Response {
    try await guest.upload(
      "/applications/\(number)/sealed\(again ? "-again" : "")", [("check", check)],
      [("scan", file)])
  }

  private func check(_ guest: Guest, _ number: String) async throws -> String {
    try #require(try await guest.json("/applications/\(number)/print")["check"]?.string)
  }

  @Test("打印的每一页有核对码；改过就对不上；填报人凭盖章的就能提交，冻结的一份写明是怎样签的，扫描件在里面")
  func sealed() async throws {
    let house = try await House.withRound()
    let writer = try await house.enter("lihua")
    let number = try await house.draft(by: writer)
    let unfinished = try await check(writer, number)
    let early = try await send(writer, number, unfinished, pdf())
    #expect(early.status == .unprocessable)
    #expect(early.json["errors"]?.array?.contains { $0["code"] == "required" } == true)
    try await house.fill(number, by: writer)
    let code = try await check(writer, number)
    #expect(code != unfinished)
    #expect(try await check(writer, number) == code)
    let paper = try await writer.page("/applications/\(number)/print/pdf")
    #expect(paper.field("Content-Type") == "application/pdf")
    let page = try await writer.page("/applications/\(number)/print").text
    #expect(page.contains("<code>\(code)</code>"))
    // 打印以后又改了一处。
    let part = try await writer.json("/applications/\(number)/sections/2")
    var answers = (part["answers"]?.members ?? []).map { ($0.name, $0.value) }
    answers.removeAll { $0.0 == "itemIntroduction" }
    answers.append(("itemIntroduction", "有机米和荞麦制成。"))
    let saved = try await house.save(
      number, 2, answers, by: writer, edition: part["edition"]?.integer ?? 0)
    #expect(saved.status == .ok, "\(saved.text)")
    let old = try await send(writer, number, code, pdf())
    #expect(old.json["errors"]?.array?.map { $0["code"] } == ["otherText"])
    let new = try await check(writer, number)
    #expect(!old.text.contains(new))
    // A program that names the edition it has read is told when that is no more the one that stands.
    let stale = try await writer.send(
      "/applications/\(number)/sealed", [("check", new)], files: [("scan", "scan.pdf", pdf())],
      more: ["If-Match: \"9\""])
    #expect(stale.status == .conflict && stale.code == "stale")
    #expect(new != code)
    let scan = pdf("盖章")
    let sent = try await send(
      writer, number, " \(new.lowercased().replacing("-", with: "")) ", scan)
    #expect(sent.status == .ok, "\(sent.text)")
    #expect(sent.json["stage"] == "submitted")
    let frozen = try await writer.json("/applications/\(number)/submissions/1")["content"]
    #expect(
      frozen?["signed"] == [
        "check": .string(new), "file": "scan.pdf", "seal": "unchecked",
        "sha256": .string(Hex.text(SHA256.hash(scan))),
        "way": "seal",
      ])
    #expect(frozen?["files"]?.array?.last?["slot"] == "sealed-form")
    let handler = try await house.enter("xh-sunli")
    let seen = try await handler.page("/applications/\(number)/submissions/1").text
    #expect(seen.contains("没有经过电子印章系统验证，印章由受理单位核对；每页页脚的核对码应是 \(new)"))
    // Whoever has to look at the seal opens it from there.
    #expect(seen.contains("<dt>盖章的申请书</dt>"))
    #expect(seen.contains("?as=page\">scan.pdf</a>"))
    // 第二次没有可以提交的了。
    #expect(try await send(writer, number, new, scan).status == .conflict)
    let journal = try await house.enter("sj-jin").json("/journal?act=application.submitSealed")
    #expect(
      journal["items"]?.array?.map { $0["summary"] } == [
        .string("凭盖章的申请书提交：上海禾欣食品有限公司“禾欣有机米饼”（\(number)）")
      ])
  }

  @Test("印章系统说了算的四种：有效、没有、别人的或者改过、说不出")
  func verdicts() async throws {
    let folder = try TemporaryFolder()
    let house = try House(seals: seals(folder))
    try house.openRound()
    let writer = try await house.enter("lihua")
    let number = try await house.draft(by: writer)
    try await house.fill(number, by: writer)
    let code = try await check(writer, number)
    let other = try await send(writer, number, code, pdf("SEAL 91310000000000000X"))
    #expect(other.json["errors"]?.array?.map { $0["code"] } == ["sealInvalid"])
    let own = try #require(
      try await writer.json("/applications/\(number)/sections/1")["answers"]?["creditCode"]?.string)
    let sent = try await send(writer, number, code, pdf("SEAL \(own)"))
    #expect(sent.status == .ok, "\(sent.text)")
    let first = try await writer.json("/applications/\(number)/submissions/1")["content"]
    #expect(first?["signed"]?["seal"] == "valid")
    for (words, verdict, said) in [
      ("", "none", "上面没有电子印章"), ("SLOW", "unchecked", "没有经过电子印章系统验证"),
    ] {
      let next = try await house.draft(by: writer, "禾欣米粉\(verdict)")
      try await house.fill(next, by: writer)
      let sent = try await send(writer, next, try await check(writer, next), pdf(words))
      #expect(sent.status == .ok, "\(sent.text)")
      let frozen = try await writer.json("/applications/\(next)/submissions/1")["content"]
      #expect(frozen?["signed"]?["seal"] == .string(verdict))
      #expect(
        try await writer.page("/applications/\(next)/submissions/1").text.contains(said))
    }
  }

  @Test("补正也可以凭盖章的交回；上一次盖章的不算在新的一版里；看的人、别的企业不行")
  func again() async throws {
    let house = try await House.withRound()
    let writer = try await house.enter("lihua")
    let number = try await house.draft(by: writer)
    try await house.fill(number, by: writer)
    #expect(try await send(writer, number, try await check(writer, number), pdf()).status == .ok)
    #expect(try await writer.page("/applications/\(number)/print").status == .conflict)
    let returned = try await house.enter("xh-sunli").post(
      "/applications/\(number)/return", ["items": ["innovation": "请写明专利号"]])
    #expect(returned.status == .ok, "\(returned.text)")
    let offers = try await writer.json("/applications/\(number)")["acts"]?.array ?? []
    #expect(
      offers.filter { $0["name"] == "application.resubmitSealed" }.map { $0["href"] } == [
        .string("/api/v1/applications/\(number)/sealed-again")
      ])
    let viewer = try await house.enter("chenjing")
    #expect(try await viewer.page("/applications/\(number)/print").status == .forbidden)
    let stranger = try await house.enter("zhaomin")
    #expect(
      try await send(stranger, number, "0000-0000", pdf(), again: true).status == .notFound)
    let back = try await send(
      writer, number, try await check(writer, number), pdf("第二次"), again: true)
    #expect(back.status == .ok, "\(back.text)")
    #expect(back.json["stage"] == "submitted")
    let second = try await writer.json("/applications/\(number)/submissions/2")["content"]
    #expect(second?["files"]?.array?.filter { $0["slot"] == "sealed-form" }.count == 1)
  }
}
