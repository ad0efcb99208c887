import Linux
import TestSupport
import Testing

@testable import PDF

@Suite("PDF：别的程序打得开，文字拷得出，行断得对，页数写得对")
struct PDFTests {
  /// As poppler reads it: what it says of the file, and the text of its pages.
  private func read(_ document: Document) throws -> (info: String, text: String) {
    let folder = try TemporaryFolder()
    let path = folder.path + "/a.pdf"
    try Files.replace(path, with: document.file)
    let info = try Program.run("/usr/bin/pdfinfo", [path])
    let text = try Program.run("/usr/bin/pdftotext", ["-layout", path, "-"])
    #expect(info.code == 0 && info.errors == "", "\(info.errors)")
    #expect(text.code == 0 && text.errors == "", "\(text.errors)")
    return (info.output, text.output)
  }

  private func line(_ name: String, in info: String) -> String? {
    info.split(separator: "\n").first { $0.hasPrefix(name) }
      .map { $0.dropFirst(name.count).drop { $0 == ":" || $0 == " " } }.map(String.init)
  }

  @Test("标题、段落、表格、页码都读得出来；生僻字、英文、引号一个不差")
  func plain() throws {
    let (info, text) = try read(
      Document(
        "关于㐂、𠮷和“A-1”的通知", foot: "上海品牌培育试点",
        [
          .title("关于㐂、𠮷和“A-1”的通知"), .heading("一、情况"),
          .paragraph("SHBP-2026-0001 号标志（有效期至 2029-11-29），有效。"),
          .facts([.init("编号", "2026-1-0000001")]),
          .table(.init(["产品", "状态"], [["米饼", "有效"], ["米粉", "暂停"]])),
          .signature("上海市市场监督管理局"),
        ]))
    #expect(line("Title", in: info) == "关于㐂、𠮷和“A-1”的通知")
    #expect(line("Pages", in: info) == "1")
    #expect(line("Page size", in: info) == "595 x 842 pts (A4)")
    for words in [
      "关于㐂、〓(U+20BB7)和“A-1”的通知", "一、情况", "SHBP-2026-0001 号标志（有效期至 2029-11-29），有效。",
      "2026-1-0000001", "米粉", "暂停", "上海市市场监督管理局", "上海品牌培育试点", "第 1 页，共 1 页",
    ] { #expect(text.contains(words), "\(words)：\(text)") }
  }

  static let breaks: [(text: String, most: Double, lines: [String])] = [
    ("一二三四五六", 3, ["一二三", "四五六"]),
    ("一二三，四五", 3, ["一二", "三，四", "五"]),
    ("一二（三四）五", 3, ["一二", "（三", "四）五"]),
    ("见 SHBP-2026-0001 号", 8, ["见", "SHBP-2026-0001", "号"]),
    ("abcdefghij", 2, ["abcd", "efgh", "ij"]),
    ("甲\n乙", 10, ["甲", "乙"]),
    ("收入 1234.56 万元", 4, ["收入", "1234.56", "万元"]),
    ("甲\u{202E}乙\u{0007}丙", 10, ["甲乙丙"]),
    ("", 10, [""]),
  ]

  @Test("断行：标点不在行首，开括号不在行尾，英文和数字不拆开，太长的才拆", arguments: breaks)
  func breaking(_ text: String, _ most: Double, _ lines: [String]) {
    #expect(Text.lines(text, within: most) == lines)
  }

  @Test("长表格接到下一页，表头重来；目录里的页码就是标题所在的页")
  func long() throws {
    let rows = (1...120).map { ["第 \($0) 行", String(repeating: "字", count: 60)] }
    let blocks: [Document.Block] = [
      .title("汇编"), .contents, .heading("甲表"), .table(.init(["号", "说明"], rows, shares: [1, 3])),
      .newPage, .heading("乙表"), .paragraph(String(repeating: "长文。", count: 3400)),
      .heading("丙表"), .facts([.init("很长的一格", String(repeating: "格", count: 5000))]),
    ]
    let document = Document("汇编", blocks)
    let (info, text) = try read(document)
    let pages = text.split(separator: "\u{0C}", omittingEmptySubsequences: false).map(String.init)
      .filter { !$0.isEmpty }
    #expect(line("Pages", in: info) == "\(pages.count)")
    for (index, page) in pages.enumerated() {
      #expect(page.contains("第 \(index + 1) 页，共 \(pages.count) 页"))
    }
    for name in ["甲表", "乙表", "丙表"] {
      let place = try #require(pages.dropFirst().firstIndex { $0.contains(name) }) + 1
      let listed = pages[0].split(separator: "\n").first { $0.contains(name) }
      #expect(
        listed?.hasSuffix(" \(place)") == true || listed?.hasSuffix(".\(place)") == true,
        "\(name) \(place) \(listed ?? "")")
    }
    let inTable = pages.filter { $0.contains("第 ") && $0.contains("行") && $0.contains("字字字") }
    #expect(inTable.count > 3 && inTable.allSatisfy { $0.contains("说明") })
    #expect(text.filter { $0 == "格" }.count == 5001)
    #expect(text.filter { $0 == "文" }.count == 3400)
    for number in 1...120 { #expect(text.contains("第 \(number) 行")) }
  }

  @Test("同样的内容，同样的字节；目录表里每个对象的位置都对")
  func exact() throws {
    let document = Document(
      "甲", [.heading("乙"), .paragraph("丙"), .code([[true, false], [false, true]], "丁")])
    let file = document.file
    #expect(file == document.file)
    let start = try #require(number(after: "startxref\n", in: file))
    #expect(Array(file[start..<start + 5]) == Array("xref\n".utf8))
    let lines = file[start...].split(separator: 0x0A, omittingEmptySubsequences: false)
    let count = try #require(Int(String(decoding: lines[1].dropFirst(2), as: UTF8.self)))
    for object in 1..<count {
      let place = try #require(Int(String(decoding: lines[2 + object].prefix(10), as: UTF8.self)))
      let head = Array("\(object) 0 obj\n".utf8)
      #expect(Array(file[place..<place + head.count]) == head)
    }
  }

  private func number(after words: String, in file: [UInt8]) -> Int? {
    let text = String(decoding: file, as: UTF8.self)
    return text.components(separated: words).last.flatMap { Int($0.prefix { $0.isNumber }) }
  }
}

extension String {
  fileprivate func components(separated words: String) -> [Substring] {
    var parts: [Substring] = []
    var rest = self[...]
    while let found = rest.firstRange(of: words) {
      parts.append(rest[..<found.lowerBound])
      rest = rest[found.upperBound...]
    }
    return parts + [rest]
  }
}
