/// One thing `brandpilot` can do.
struct Command: Sendable {
  let name: String
  let summary: String
  let options: [Arguments.Option]
  /// What stands behind the options, for the help.
  var words: [String] = []
  var notes: [String] = []
  let run: @Sendable (Arguments) throws -> ExitCode

  var help: String {
    let usage = words.map { " \($0)" }.joined()
    var lines = [
      "brandpilot \(name)：\(summary)", "",
      "用法：brandpilot \(name)\(options.isEmpty ? "" : " [选项]")\(usage)",
    ]
    if !options.isEmpty {
      lines += ["", "选项："]
      let width = options.map { "\($0.name) \($0.value)".count }.max() ?? 0
      for option in options {
        let left = "\(option.name) \(option.value)"
        lines.append(
          "  \(left)\(String(repeating: " ", count: width - left.count))  \(option.meaning)")
      }
    }
    if !notes.isEmpty { lines += [""] + notes }
    return lines.joined(separator: "\n")
  }
}

/// What the shell and systemd are told; the numbers of sysexits.h.
enum ExitCode: Int32 {
  case fine = 0
  case usage = 64
  case badData = 65
  case noInput = 66
  case fault = 70
  case cannotStart = 71
  case cannotCreate = 73
  case storageFailed = 74
  case inUse = 75
  case badSetting = 78

  static let explained = [
    "0 成功", "64 用法不对", "65 数据没有通过核验", "66 找不到输入", "70 程序差错", "71 不能启动（如端口被占用）",
    "73 不能写到目标", "74 存储设备出错（守护程序应重新启动）", "75 数据文件夹正在使用", "78 设置有误",
  ]
}
