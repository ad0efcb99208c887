import Foundation
import JSON
import TestSupport
import Testing

@Suite("命令行：帮助、退出码、样例配置")
struct CommandTests {
  static let calls: [(arguments: [String], code: Int32, says: String)] = [
    (["--version"], 0, "brandpilot 0.1.0\n"), (["--help"], 0, "用法：brandpilot <命令> [选项]"),
    ([], 64, "用法：brandpilot <命令> [选项]"), (["nonsense"], 64, "没有“nonsense”这个命令。"),
    (["serve"], 64, "缺少 --data。"), (["serve", "--nonsense"], 64, "没有 --nonsense 这个选项。"),
    (["serve", "--data"], 64, "--data 后面要有一个值。"),
    (["serve", "--data", "a", "--data", "b"], 64, "--data 只能写一次。"),
    (["serve", "extra"], 64, "多了“extra”。"),
    (["demo", "--listen", "nowhere"], 64, "--listen 看不懂“nowhere”。"),
    (["demo", "--today", "2026-02-30"], 64, "--today 要写成 2026-09-30 或 2026-09-30T17:50。"),
    (["demo", "--limit-idle", "-1"], 64, "--limit-idle 要是正数，个数和大小要是整数。"),
    (["demo", "--resources", "/nonexistent"], 78, "找不到 Seeds 和 Forms 文件夹"),
    (["verify", "--data", "/nonexistent"], 66, "/nonexistent 里没有 brandpilot 的数据"),
    (["demo", "--limit-connections", "0.5"], 64, "个数和大小要是整数。"),
    (["demo", "--log", "maybe"], 64, "--log 要写 on 或 off。"),
    (["serve", "--data", "/tmp/" + String(repeating: "x", count: 100)], 78, "的路径太长"),
    (["demo", "--help"], 0, "是否把访问记录写到标准输出（默认 off）"),
    (["serve", "--help"], 0, "是否把访问记录写到标准输出（默认 on）"),
    (["help", "backup"], 0, "brandpilot backup："),
    (["check"], 0, "pilot-2026 第 3 版"), (["check", "/nonexistent"], 66, "没有 /nonexistent"),
    (["check", "Forms"], 0, "pilot-2026 第 3 版"),
    (["check", "Forms/pilot-2024/."], 0, "pilot-2024 第 2 版"),
    (["check", "Forms/pilot-2024/package.json"], 66, "不是文件夹"),
    (["import", "--data", "/nonexistent", "cars", "x.csv"], 64, "要写种类和文件"),
    (["import", "--data", "/nonexistent", "credit", "/nonexistent.csv"], 66, "/nonexistent.csv"),
    (["deploy"], 64, "要写明 systemd 或 nginx。"), (["deploy", "systemd"], 0, "Restart=always"),
    (["deploy", "systemd"], 0, "\nStartLimitIntervalSec=0\n\n[Service]"),
    (["deploy", "nginx"], 0, "proxy_set_header X-Forwarded-For $remote_addr;"),
  ]

  @Test("每种叫法都有该有的退出码和话", arguments: calls)
  func call(_ arguments: [String], _ code: Int32, _ says: String) throws {
    let answer = try Program.run("brandpilot", arguments)
    #expect(answer.code == code)
    #expect((code == 0 ? answer.output : answer.errors).contains(says))
  }

  @Test(
    "每个命令都有 --help 和 --version",
    arguments: [
      "demo", "serve", "backup", "restore", "verify", "openapi", "deploy", "check", "import",
    ])
  func help(_ command: String) throws {
    let help = try Program.run("brandpilot", [command, "--help"])
    #expect(help.code == 0)
    #expect(help.output.hasPrefix("brandpilot \(command)："))
    #expect(try Program.run("brandpilot", [command, "--version"]).output == "brandpilot 0.1.0\n")
  }

  @Test("openapi 打印的就是接口说明")
  func openAPI() throws {
    let answer = try Program.run("brandpilot", ["openapi"])
    #expect(answer.code == 0)
    #expect(try JSON(parsing: answer.output)["openapi"] == "3.1.0")
  }
}
