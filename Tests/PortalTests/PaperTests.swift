import Digest
import JSON
import Linux
import TestSupport
import Testing

@testable import HTTP
@testable import Portal

@Suite("PDF：文书、申请书、公示、名单、表格汇编，内容和页面上的一样，谁看得到页面谁才拿得到")
struct PaperTests {
  /// What poppler reads in it, without its blanks.
  private func text(_ answer: Response) throws -> String {
    #expect(answer.status == .ok && answer.field("Content-Type") == "application/pdf")
    let folder = try TemporaryFolder()
    let path = folder.path + "/a.pdf"
    try Files.replace(path, with: answer.body)
    let read = try Program.run("/usr/bin/pdftotext", ["-layout", path, "-"])
    #expect(read.code == 0 && read.errors == "", "\(read.errors)")
    return read.output.filter { !$0.isWhitespace }
  }

  private func plain(_ text: String) -> String { text.filter { !$0.isWhitespace } }

  @Test("申请书：编号、时间、指纹、每一格、每个附件的指纹都在；第一次交的一直是第一次的样子")
  func submission() async throws {
    let house = try await House.withRound()
    let number = try await house.submitted()
    let writer = try await house.enter("lihua")
    let path = "/applications/\(number)/submissions/1"
    let sent = try await writer.json(path)
    let paper = try await writer.page("\(path)/pdf")
    let read = try text(paper)
    #expect(
      paper.field("Content-Disposition")?.contains("filename*=UTF-8''") == true
        && paper.field("Content-Disposition")?.hasPrefix("attachment") == true)
    #expect(read.contains("编号\(number)") && read.contains("第1次，"))
    #expect(read.contains(sent["sha256"]?.string?.prefix(40) ?? "-"))
    #expect(read.contains("统一社会信用代码91310104MA1FR00186"))
    #expect(read.contains("有机米制成。") && read.contains("10860001禾欣30上海禾欣食品有限公司"))
    for file in sent["content"]?["files"]?.array ?? [] {
      #expect(read.contains(file["sha256"]?.string?.prefix(20) ?? "-"))
    }
    #expect(try await writer.page("\(path)/pdf").body == paper.body)
    let page = try await writer.page(path).text
    #expect(page.contains("href=\"\(path)/pdf\""))
    for login in ["zhaomin", "pd-wuqiang"] {
      #expect(try await house.enter(login).page("\(path)/pdf").status == .notFound)
    }
    #expect(house.faults == [])
  }

  @Test("回执：收件人、正文、落款和页面一字不差，带着通到办理情况的二维码")
  func letter() async throws {
    let house = try await House.withRound()
    let number = try await house.submitted()
    let writer = try await house.enter("lihua")
    let address = try #require(
      try await writer.json("/applications/\(number)")["letters"]?.array?.last?["href"]?.string)
    let path = String(address.dropFirst("/api/v1".count))
    let shown = try await writer.json(path)
    let read = try text(try await writer.page("\(path)/pdf"))
    for paragraph in shown["paragraphs"]?.array ?? [] {
      #expect(read.contains(plain(paragraph.string ?? "-")))
    }
    #expect(read.contains(plain((shown["to"]?.string ?? "-") + "：")))
    let sent = try await writer.json("/applications/\(number)/submissions/1")["sha256"]?.string
    #expect(read.contains("指纹（SHA-256）是\(sent ?? "-")。"))
    #expect(read.contains("编号\(number)") && read.contains("第1页，共1页"))
    #expect(read.contains("扫码登录后，可以查看这份申请的办理进度。"))
    #expect(try await writer.page(path).text.contains("<svg class=\"code\""))
  }

  @Test("公示和名单：每一项、指纹、文号；谁都可以下载")
  func published() async throws {
    let house = try await House.withRound()
    let (_, list) = try await house.listed()
    let notice = try #require(
      try await house.json("/api/v1/notices")["items"]?.array?.first?["id"]?.string)
    let shown = try await house.json("/api/v1/notices/\(notice)")
    let read = try text(try await house.get("/notices/\(notice)/pdf"))
    #expect(read.contains("附件：拟发布名单（1项）") && read.contains("91310104MA1FR00186"))
    #expect(read.contains(shown["hash"]?.string ?? "-"))
    let published = try text(try await house.get("/lists/\(list)/pdf"))
    #expect(published.contains("沪市监质发〔2026〕128号"))
    #expect(published.contains("SHBP-2026-0001"))
    #expect(try await house.get("/lists/0000000000000/pdf").status == .notFound)
  }

  @Test("表格汇编：目录里有每张表，页码就是它开始的那一页")
  func book() async throws {
    let house = try House()
    let answer = try await house.get("/forms/pilot-2024/pdf")
    let folder = try TemporaryFolder()
    let path = folder.path + "/a.pdf"
    try Files.replace(path, with: answer.body)
    let read = try Program.run("/usr/bin/pdftotext", ["-layout", path, "-"])
    let pages = read.output.split(separator: "\u{0C}").map { $0.filter { !$0.isWhitespace } }
    let forms = try await house.json("/api/v1/forms?policy=pilot-2024")["items"]?.array ?? []
    #expect(forms.count == 7)
    for form in forms where form["id"]?.string?.hasPrefix("F") == true {
      let title = plain("\(form["id"]?.string ?? "")\(form["title"]?.string ?? "")")
      let start = try #require(
        pages.dropFirst().firstIndex { $0.hasPrefix(title) }, "\(title)")
      let listed = try #require(pages[0].firstRange(of: title))
      let number = pages[0][listed.upperBound...].drop { $0 == "." }.prefix { $0.isNumber }
      #expect(number == "\(start + 1)", "\(title)")
    }
  }
}
