import Tables
import Testing

@Suite("表格文件：逗号、引号、换行，UTF-8 和 GB18030")
struct CSVTests {
  static let cases: [(text: String, rows: [[String]])] = [
    ("a,b\n1,2\n", [["a", "b"], ["1", "2"]]), ("a,b\r\n1,2", [["a", "b"], ["1", "2"]]),
    ("\"a,b\",c", [["a,b", "c"]]), ("\"他说\"\"好\"\"\",c", [["他说\"好\"", "c"]]),
    ("\"两\n行\",c\nd,e", [["两\n行", "c"], ["d", "e"]]), (" a , b ", [["a", "b"]]),
    ("a,,\n\n,b,", [["a", "", ""], ["", "b", ""]]), ("", []), ("\"\"", []),
  ]

  @Test("读成一行一行", arguments: cases)
  func rows(_ text: String, _ rows: [[String]]) {
    let csv = CSV(text)
    #expect(csv.rows.map(\.cells) == rows && csv.faults.isEmpty)
  }

  @Test("行号是文件里的行号，引号里的换行也算")
  func lines() {
    #expect(CSV("a\n\"b\nc\"\n\nd").rows.map(\.line) == [1, 2, 5])
  }

  static let faults: [(text: String, lines: [Int], rows: [[String]])] = [
    ("a\n\"b", [2], [["a"]]), ("a\"b\nc", [1], [["c"]]), ("\"a\"b", [1], []),
    ("ok\n\"x\"y,1\nok,2", [2], [["ok"], ["ok", "2"]]),
    // An open quote takes its own line with it, not the rest of the file.
    ("a\n\"b,1\nc,2\nd,3", [2], [["a"], ["c", "2"], ["d", "3"]]),
    ("a\n\"b,1\nc,\"2\"\nd,3", [2], [["a"], ["c", "2"], ["d", "3"]]),
    ("\"a\nb\"x\nc", [1, 2], [["c"]]),
  ]

  @Test("引号不对的，说第几行；别的行照读", arguments: faults)
  func broken(_ text: String, _ lines: [Int], _ rows: [[String]]) {
    let csv = CSV(text)
    #expect(csv.faults.map(\.line) == lines)
    #expect(csv.rows.map(\.cells) == rows)
  }

  @Test("不许跨行的：两处散落的引号，中间的各行都还在")
  func strays() {
    let text = "a,b\n1,\"x,2\n3,4\n\"5\",6\r\n6,z\",7\n8,9"
    let csv = CSV(text, allowsBreaks: false)
    #expect(csv.faults.map(\.line) == [2, 5])
    #expect(csv.rows.map(\.cells) == [["a", "b"], ["3", "4"], ["5", "6"], ["8", "9"]])
  }

  @Test("GB18030：常用字、扩展区的字、半个字")
  func encodings() throws {
    // 上海, then 𠮷 in four bytes.
    let bytes: [UInt8] = [0xC9, 0xCF, 0xBA, 0xA3, 0x95, 0x34, 0xB2, 0x35]
    #expect(try TextDecoding.text(bytes) == "上海\u{20BB7}")
    #expect(try TextDecoding.text([0xEF, 0xBB, 0xBF] + Array("上海".utf8)) == "上海")
    #expect(try TextDecoding.text(Array("上海".utf8)) == "上海")
    do throws(TextDecoding.Fault) {
      _ = try TextDecoding.text([0xC9, 0xCF, 0x0A, 0xC9])
      Issue.record("half a character was taken")
    } catch { #expect(error.line == 2) }
  }

  @Test("一个坏字节只坏它那一行：两种编码都是，别的行照读，行号不变")
  func badBytes() {
    let mixed = Array("表头,列\n上海,1\n".utf8) + [0xE4, 0xB8] + Array(",2\n北京,3".utf8)
    let utf8 = TextDecoding.lines(mixed)
    #expect(utf8.faulty == [3])
    #expect(CSV(utf8.text).rows.map(\.cells) == [["表头", "列"], ["上海", "1"], ["北京", "3"]])
    #expect(CSV(utf8.text).rows.map(\.line) == [1, 2, 4])
    // 上海 in GB18030, a lone lead byte before a line's end, 上海 again.
    let office: [UInt8] = [0xC9, 0xCF, 0xBA, 0xA3]
    let gb = TextDecoding.lines(office + [0x0A, 0xC9, 0x0A] + office)
    #expect(gb.faulty == [2] && gb.text == "上海\n\n上海")
    // Good in either way: nothing is blamed.
    #expect(TextDecoding.lines(Array("甲\n乙".utf8)).faulty == [])
    #expect(TextDecoding.lines(office).text == "上海")
  }
}
