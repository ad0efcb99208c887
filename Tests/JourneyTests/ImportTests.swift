import Foundation
import HTTP
import JSON
import Linux
import TestSupport
import Testing

@Suite("导入：服务在运行和没有运行，都是同一份数据")
struct ImportTests {
  @Test("GB18030 的文件也收；拒收的行逐行说明，退出码 65；坏文件一行也不进")
  func file() throws {
    let folder = try TemporaryFolder()
    let data = folder.path + "/data"
    let file = folder.path + "/credit.csv"
    func run(_ kind: String = "credit") throws -> (code: Int32, output: String, errors: String) {
      let answer = try Program.run("brandpilot", ["import", "--data", data, kind, file])
      return (answer.code, answer.output, answer.errors)
    }
    try Files.replace(
      file, with: Files.read(Project.folder + "/Tests/Vectors/credit-gb18030.csv"))
    do {
      let instance = try Instance(data)
      let first = try run()
      #expect(first.code == 65)
      #expect(first.output == "新的或更新的 1 条，没有变化的 0 条，拒收 1 行。\n")
      #expect(first.errors.contains("第 3 行没有导入：信用代码不对：第 18 位"))
      #expect(instance.stop() == 0)
    }
    // The same file with nobody serving: nothing new.
    let second = try run()
    #expect(second.output == "新的或更新的 0 条，没有变化的 1 条，拒收 1 行。\n")
    try Files.replace(file, with: Array("代码,类型\n1,2\n".utf8))
    let third = try run()
    #expect(third.code == 65, "\(third)")
    #expect(third.errors.contains("表头缺少 统一社会信用代码"))
    let verified = try Program.run("brandpilot", ["verify", "--data", data])
    #expect(verified.code == 0, "\(verified.errors)")
  }

  @Test("导出的再导入，一条也不变；服务在运行和没有运行，文件一样")
  func thereAndBack() throws {
    let folder = try TemporaryFolder()
    let data = folder.path + "/data"
    let (file, out) = ("\(folder.path)/honours.csv", "\(folder.path)/out.csv")
    let rows = ["上海品牌,2025,=文号,", "“甲”,2024,,\"a,b\"", "-丙,2023,3 号,丁"].map {
      "91310104MA1FR00186,\($0),测试,2026-11-20"
    }
    let head = "统一社会信用代码,称号,年度,文号,产品,来源,数据日期"
    try Files.replace(file, with: Array(([head] + rows).joined(separator: "\n").utf8))
    func run(_ words: String...) throws -> (code: Int32, output: String, errors: String) {
      let answer = try Program.run("brandpilot", words + ["--data", data])
      return (answer.code, answer.output, answer.errors)
    }
    var exported: [[UInt8]] = []
    do {
      let instance = try Instance(data)
      #expect(try run("import", "honours", file).output == "新的或更新的 3 条，没有变化的 0 条，拒收 0 行。\n")
      #expect(try run("export", "honours", "--to", out).errors == "已导出称号 3 条到 \(out)。\n")
      exported.append(try Files.read(out))
      #expect(instance.stop() == 0)
    }
    #expect(try run("import", "honours", out).output == "新的或更新的 0 条，没有变化的 3 条，拒收 0 行。\n")
    #expect(
      try run("export", "honours", "--to", "-").output
        == String(decoding: exported[0], as: UTF8.self))
    #expect(try run("export", "nothing", "--to", out).code == 64)
    #expect(try run("verify").code == 0)
    #expect(try Files.list(data).allSatisfy { !$0.hasPrefix("export-") })
  }

  @Test("导入下一年的放假安排：暂定的期限重算，写进日志；工具立即用新的；重启以后还在")
  func calendar() throws {
    let folder = try TemporaryFolder()
    let data = folder.path + "/data"
    let file = folder.path + "/2027.json"
    let begun = """
      {"year": 2027, "source": "测试用的安排", "holidays": [
        {"name": "元旦", "start": "2027-01-01", "end": "2027-01-03", "makeUp": []},
        {"name": "试假", "start": "2027-01-04", "end": "2027-01-08", "makeUp": ["2027-01-09"]}
      """
    let rest = ["春节", "清明节", "劳动节", "端午节", "中秋节", "国庆节"].enumerated().map { index, name in
      "{\"name\": \"\(name)\", \"start\": \"2027-0\(index + 3)-10\", \"end\": \"2027-0\(index + 3)-10\"}"
    }
    try Files.replace(file, with: Array("\(begun)]}".utf8))
    let question = "/api/v1/tools/deadline?from=2026-12-30&days=3"
    func ask(_ instance: Instance) throws -> JSON {
      try JSON(parsing: try instance.get(question).body)
    }
    do {
      let instance = try Instance(data)
      #expect(try ask(instance) == ["last": "2027-01-05", "provisional": true])
      let answer = try Program.run("brandpilot", ["import", "--data", data, "calendar", file])
      #expect(answer.code == 0 && answer.output.hasPrefix("已导入 2027 年放假安排，重算期限 0 件。"))
      #expect(
        answer.errors
          == "请核对：这一年没有写春节、清明节、劳动节、端午节、中秋节、国庆节，补齐再导入以前，这一年的期限都是暂定；两个节日连着放的，name 写成“国庆节、中秋节”。\n")
      #expect(try ask(instance) == ["last": "2027-01-11", "provisional": true])
      // All of it: settled, without a word more.
      try Files.replace(file, with: Array("\(begun), \(rest.joined(separator: ", "))]}".utf8))
      let whole = try Program.run("brandpilot", ["import", "--data", data, "calendar", file])
      #expect(whole.code == 0 && whole.errors == "", "\(whole.errors)")
      #expect(try ask(instance) == ["last": "2027-01-11", "provisional": false])
      #expect(instance.stop() == 0)
    }
    let again = try Instance(data)
    #expect(try ask(again) == ["last": "2027-01-11", "provisional": false])
    #expect(again.stop() == 0)
    let far = folder.path + "/2029.json"
    try Files.replace(
      far, with: Array("{\"year\": 2029, \"source\": \"x\", \"holidays\": []}".utf8))
    let refused = try Program.run("brandpilot", ["import", "--data", data, "calendar", far])
    #expect(refused.code != 0 && refused.errors.contains("2029 年的 holidays 是空的"))
    try Files.replace(
      far,
      with: Array(
        """
        {"year": 2029, "source": "x",
          "holidays": [{"name": "元旦", "start": "2029-01-01", "end": "2029-01-01"}]}
        """.utf8))
    let later = try Program.run("brandpilot", ["import", "--data", data, "calendar", far])
    #expect(later.code != 0 && later.errors.contains("不能导入 2029 年"))
  }
}
