import Digest
import JSON
import Linux
import Tables
import TestSupport
import Testing

@testable import HTTP
@testable import Portal

@Suite("附件：按内容认，几份并排，换掉的留着，打包带走记在日志里")
struct AttachmentTests {
  /// An office document, as far as its directory tells.
  static func office(_ entries: [String]) -> [UInt8] {
    var archive = Archive()
    for name in entries { archive.add(name, Array("<x/>".utf8)) }
    return archive.file
  }

  private func draft() async throws -> (House, Guest, String) {
    let house = try await House.withRound()
    let writer = try await house.enter("lihua")
    return (house, writer, try await house.draft(by: writer))
  }

  @Test("没有脚本的浏览器，用表单自己传：回到这一部分，看得见传好的；不收的说在那一栏旁边")
  func withoutScript() async throws {
    let (house, writer, number) = try await draft()
    let section = "/applications/\(number)/sections/8"
    func send(_ bytes: [UInt8]) async throws -> Response {
      let shown = try await writer.page(section).text
      let names = try ["form", "once"].map { name in
        (name, try #require(FormKeys.value(of: name, in: shown)))
      }
      var body: [UInt8] = []
      for (name, text) in names {
        body += Array(
          "--b\r\nContent-Disposition: form-data; name=\"\(name)\"\r\n\r\n\(text)\r\n".utf8)
      }
      body += Array(
        "--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"执照.pdf\"\r\n\r\n".utf8)
      return try await house.answer(
        "POST", "/applications/\(number)/files/licenceFile",
        fields: [
          "Cookie: session=\(writer.token)", "Content-Type: multipart/form-data; boundary=b",
          "Sec-Fetch-Site: same-origin",
        ], body: body + bytes + Array("\r\n--b--\r\n".utf8))
    }
    let sent = try await send(Houses.pdf)
    #expect(sent.status == .seeOther, "\(sent.text)")
    #expect(sent.field("Location")?.hasPrefix(section) == true, "\(sent.field("Location") ?? "")")
    #expect(try await writer.page(section).text.contains("执照.pdf"))
    let refused = try await send(Array("<html>".utf8))
    #expect(refused.status == .unprocessable)
    #expect(refused.text.contains("PDF、JPG、PNG、DOCX、XLSX 或 OFD"))
    #expect(try await writer.json("/applications/\(number)")["files"]?.array?.count == 1)
  }

  static let kinds: [(what: String, bytes: [UInt8], ending: String?)] = [
    ("PDF", Houses.pdf, "pdf"),
    ("DOCX", office(["[Content_Types].xml", "word/document.xml"]), "docx"),
    ("XLSX", office(["[Content_Types].xml", "xl/workbook.xml"]), "xlsx"),
    ("OFD", office(["OFD.xml", "Doc_0/Document.xml"]), "ofd"),
    ("别的压缩包", office(["word.txt"]), nil),
    ("带宏的", office(["word/document.xml", "word/vbaProject.bin"]), nil),
    ("截断的", Array(office(["word/document.xml"]).dropLast(30)), nil),
    ("只有开头", [0x50, 0x4B, 3, 4], nil), ("网页", Array("<html>".utf8), nil),
  ]

  @Test("六种格式按内容认，名字跟着内容走；别的压缩包、带宏的、残缺的不收")
  func byContent() async throws {
    let (_, writer, number) = try await draft()
    for (what, bytes, ending) in Self.kinds {
      let sent = try await writer.upload(
        "/applications/\(number)/files/otherFile", [], [("file", bytes)])
      if let ending {
        #expect(sent.status == .ok, "\(what)：\(sent.text)")
        #expect(sent.json["name"]?.string?.hasSuffix("." + ending) == true, "\(what)")
        #expect(sent.json["sha256"]?.string == Hex.text(SHA256.hash(bytes)))
      } else {
        #expect(sent.json["errors"]?.array?.map { $0["code"] } == ["fileKind"], "\(what)")
      }
    }
  }

  @Test("一份的换掉原来的，几份的并排，满了说最多几份；移除的不再算")
  func slots() async throws {
    let (_, writer, number) = try await draft()
    func send(_ slot: String) async throws -> Response {
      try await writer.upload("/applications/\(number)/files/\(slot)", [], [("file", Houses.pdf)])
    }
    func lying(_ slot: String) async throws -> [String] {
      let files = try await writer.json("/applications/\(number)")["files"]?.array ?? []
      return files.filter { $0["slot"]?.string == slot }.compactMap { $0["id"]?.string }
    }
    _ = try await send("licenceFile")
    let second = try await send("licenceFile")
    #expect(try await lying("licenceFile") == [second.json["id"]?.string])
    for _ in 1...3 { #expect(try await send("financeFile").status == .ok) }
    let full = try await send("financeFile")
    #expect(full.status == .conflict && full.code == "full")
    #expect(
      full.json["detail"]?.string == "“近三年审计报告或财务报表”最多 3 份，请先移除一份再传。")
    let ids = try await lying("financeFile")
    #expect(ids.count == 3)
    let offers = try await writer.json("/applications/\(number)")["acts"]?.array ?? []
    let removal = try #require(
      offers.first { $0["name"] == "application.detach" && $0["id"]?.string == ids[0] })
    let href = try #require(removal["href"]?.string)
    #expect(try await writer.post(String(href.dropFirst(7))).status == .ok)
    #expect(try await lying("financeFile") == Array(ids.dropFirst()))
    #expect(try await send("financeFile").status == .ok)
  }

  @Test("PDF 和图片在浏览器里看，别的只保存；各有各的沙箱")
  func shown() async throws {
    let (_, writer, number) = try await draft()
    func file(_ bytes: [UInt8]) async throws -> String {
      let sent = try await writer.upload(
        "/applications/\(number)/files/otherFile", [], [("file", bytes)])
      return "/applications/\(number)/attachments/\(sent.json["id"]?.string ?? "")"
    }
    let pdf = try await file(Houses.pdf)
    let png = try await file([0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A])
    let docx = try await file(Self.office(["word/document.xml"]))
    for (target, way, policy) in [
      (pdf, "attachment", "sandbox"), (pdf + "?as=page", "inline", "frame-ancestors 'self'"),
      (png + "?as=page", "inline", "sandbox"), (docx + "?as=page", "attachment", "sandbox"),
    ] {
      let answer = try await writer.page(target)
      #expect(answer.field("Content-Disposition")?.hasPrefix(way + ";") == true, "\(target)")
      #expect(answer.field("Content-Security-Policy") == policy, "\(target)")
    }
  }

  @Test("打包：申请书、附件和清单都在里面，指纹对得上；别人打不开，日志里有一行")
  func bundle() async throws {
    let house = try House()
    let number = try await house.submitted()
    let sunLi = try await house.enter("xh-sunli")
    let answer = try await sunLi.press(
      "/applications/\(number)/bundle", on: "/applications/\(number)")
    #expect(answer.status == .ok && answer.field("Content-Type") == "application/zip")
    let folder = try TemporaryFolder()
    let path = folder.path + "/bundle.zip"
    var body = try #require(answer.file)
    let saved = try Files.create(path)
    while !body.range.isEmpty { try #require(body.send(to: saved.number, atMost: 1 << 20) > 0) }
    #expect(try Files.list(house.folder.path + "/uploads") == [])
    let listed = try Program.run("/usr/bin/python3", ["-m", "zipfile", "-l", path])
    #expect(listed.code == 0 && listed.output.contains("清单.csv"), "\(listed.output)")
    #expect(try Program.run("/usr/bin/python3", ["-m", "zipfile", "-t", path]).code == 0)
    #expect(
      try await house.enter("pd-wuqiang").post("/applications/\(number)/bundle").status == .notFound
    )
    #expect(try await sunLi.acts("/applications/\(number)").contains("application.bundle"))
    let auditor = try await house.enter("sj-jin")
    #expect(try await !auditor.acts("/applications/\(number)").contains("application.bundle"))
    // Where nothing has been sent, there is nothing to take along.
    let writer = try await house.enter("lihua")
    let draft = try await house.draft(by: writer, "禾欣米粉")
    #expect(try await !writer.acts("/applications/\(draft)").contains("application.bundle"))
    #expect(try await writer.post("/applications/\(draft)/bundle").status == .conflict)
    #expect(
      try house.journal("application.bundle") == ["打包下载：上海禾欣食品有限公司“禾欣有机米饼”（\(number)），附件 4 份"])
  }
}
