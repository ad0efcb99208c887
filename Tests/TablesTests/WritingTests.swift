import Tables
import Testing

@Suite("表格文件写出去：表格软件直接打得开，公式不会被执行")
struct WritingTests {
  static let cells: [(cell: Grid.Cell, text: String)] = [
    (.text("上海"), "上海"), (.text("a,b"), "\"a,b\""), (.text("他说\"好\""), "\"他说\"\"好\"\"\""),
    (.text("两\n行"), "\"两\n行\""), (.text("=1+1"), "'=1+1"), (.text("+86"), "'+86"),
    (.text("-5"), "'-5"), (.number("-5.25"), "-5.25"), (.text("@x"), "'@x"),
    (.text("\tx"), "'\tx"), (.text("913101040000001861"), "913101040000001861\t"),
    (.text("007"), "007\t"), (.text("13800138000"), "13800138000"), (.text("12E4"), "12E4\t"),
    (.text("0"), "0"), (.number("913101040000001861"), "913101040000001861"),
    (.text("=\"a\""), "\"'=\"\"a\"\"\""), (.text(""), ""),
  ]

  @Test("一格一格", arguments: cells)
  func cell(_ cell: Grid.Cell, _ text: String) {
    let bytes = Grid("表", ["头"], [[cell]]).csv
    #expect(bytes == [0xEF, 0xBB, 0xBF] + Array("头\r\n\(text)\r\n".utf8))
  }

  @Test("写出去的读得回来")
  func back() throws {
    let rows = [["甲", "a,\"b\"\nc"], ["乙", ""], ["=1+1", "-5"], ["'=x", "''y"]]
    let grid = Grid("表", ["一", "二"], rows.map { $0.map { .text($0) } })
    #expect(CSV(try TextDecoding.text(grid.csv)).rows.map(\.cells) == [["一", "二"]] + rows)
  }

  @Test("GB18030：不常用的字也在，读得回来")
  func gb18030() throws {
    let grid = Grid("表", ["企业"], [[.text("上海䶮𠮷有限公司")]])
    let bytes = grid.csvGB18030
    #expect(Array(bytes.prefix(4)) == [0xC6, 0xF3, 0xD2, 0xB5])
    #expect(CSV(try TextDecoding.text(bytes)).rows.map(\.cells) == [["企业"], ["上海䶮𠮷有限公司"]])
  }

  @Test("压缩包的校验和照标准算（“123456789” 是 CBF43926）")
  func checksum() {
    var archive = Archive()
    archive.add("a.txt", Array("123456789".utf8))
    let file = archive.file
    #expect(Array(file[0..<4]) == [0x50, 0x4B, 3, 4])
    #expect(Array(file[14..<18]) == [0x26, 0x39, 0xF4, 0xCB])
    // 30 of head, 5 of name, 9 of content; 46 and 5 in the directory; 22 at the end.
    #expect(file.count == 44 + 51 + 22)
    // The end says where the directory is and how long; the directory where the file is.
    #expect(Array(file[44..<48]) == [0x50, 0x4B, 1, 2])
    #expect(Array(file[(44 + 42)..<(44 + 46)]) == [0, 0, 0, 0])
    let end = Array(file[95...])
    #expect(end[0..<4] == [0x50, 0x4B, 5, 6] && end[8..<12] == [1, 0, 1, 0])
    #expect(end[12..<16] == [51, 0, 0, 0] && end[16..<20] == [44, 0, 0, 0])
  }

  @Test("工作簿：一表一张，表名去掉不能用的字，重名的加编号，内容转义")
  func workbook() {
    let grids = ["近三年[财务]/数据", "近三年财务数据", String(repeating: "长", count: 40)].map {
      Grid($0, ["<头>"], [[.text("a&b\u{1}_x0041_")], [.number("1.5")]])
    }
    let text = String(decoding: Workbook(grids).file, as: UTF8.self)
    #expect(text.contains("<sheet name=\"近三年财务数据\" sheetId=\"1\" r:id=\"s1\"/>"))
    #expect(text.contains("<sheet name=\"近三年财务数据2\" sheetId=\"2\""))
    #expect(text.contains("<sheet name=\"\(String(repeating: "长", count: 28))\" sheetId=\"3\""))
    #expect(text.contains("<t xml:space=\"preserve\">&lt;头&gt;</t>"))
    #expect(text.contains("<t xml:space=\"preserve\">a&amp;b_x005F_x0041_</t>"))
    #expect(text.contains("<c s=\"2\"><v>1.5</v></c>"))
  }
}
