import JSON
import Testing

@testable import Policy

@Suite("引用的条款要真有：五份文件的目录说了算，目录以外的文件照它所说")
struct DocumentTests {
  static let cites: [(clause: String, near: String?)] = [
    ("001 三（一）", nil), ("001 三（一）2", nil), ("001 三（一）2第二句", nil), ("001 引言", nil),
    ("001 二（五）", nil), ("001 三", nil), ("000 四（十）", nil), ("002 二（二）", nil), ("002 一", nil),
    ("003 12", nil),
    ("004 附件4 2b4", nil), ("004 6.1.2", nil), ("004 5.2 1)", nil), ("004 13", nil),
    ("004 6.1", nil), ("004 9", nil), ("004 11.2", nil), ("004 7.1", nil), ("003 三", nil),
    ("004 附件2 3.2.2a", nil),
    // Next year's notice is not in the list.
    ("005 三（九）", nil), ("101 第五条", nil),
    ("002 三（九）", "002 二（九）"), ("001 三（二）7", "001 三（二）"), ("001 三（一）4（三）之九", "001 三（一）4"),
    ("004 1.7", "004 1"), ("004 13.99", "004 13"), ("000 文号〔2099〕99号", "000 文号"),
    ("001 三（一）1、001 九", "用“、”隔开"), ("001 三（一）1，001 九", "用“、”隔开"),
    ("999 乱写；004 附件77", "用“、”隔开"), ("004附件4", "三位政策编号、空格、条款"), ("001 三（五）", "001 三（一）"),
    ("001 三（一）5", "001 三（一）"), ("001 九（一）", "001 一（一）"),
    ("001", "三位政策编号、空格、条款"), ("000 一（十八）", "000 六（十八）"),
    ("003 19", "003 1"), ("003 120", "003 12"), ("004 附件5", "004 附件1"), ("004 附件40", "004 附件4"),
    ("004 12.3", "004 12.1"), ("002 二（十）", "002 二（一）"),
  ]

  @Test("有的放过，没有的说出最接近的", arguments: cites)
  func known(_ clause: String, _ near: String?) throws {
    let documents = try #require(Documents(try PackageFiles.seed("documents")))
    let complaint = documents.complaint(about: clause)
    #expect((complaint == nil) == (near == nil), "\(complaint ?? ("", ""))")
    if let near { #expect(complaint?.remedy.hasSuffix(near) == true, "\(complaint ?? ("", ""))") }
  }

  @Test("本平台自己引用的每一条都在目录里")
  func seeds() throws {
    let documents = try #require(Documents(try PackageFiles.seed("documents")))
    let clauses = try PackageFiles.seed("clauses")["clauses"]?.array ?? []
    #expect(clauses.count == 69)
    for clause in clauses {
      #expect(documents.complaint(about: clause["cite"]?.string ?? "?") == nil)
    }
  }

  static let damaged: [JSON] = [
    [:], ["documents": []], ["documents": [["id": "001"]]],
    ["documents": [["id": "001", "title": "通知", "clauses": []]]],
    ["documents": [["id": "001", "title": "通知", "clauses": [1]]]],
  ]

  @Test("坏了的目录不收", arguments: damaged)
  func refused(_ json: JSON) { #expect(Documents(json) == nil) }
}
